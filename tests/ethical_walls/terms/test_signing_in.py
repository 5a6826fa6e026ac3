"""Signing in: what meets every term of a door, and what fails one alone."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import text

from ethical_walls.viewers import NOBODY, Viewer
from tests.builders.sealed import STANDS, Behind, Rows
from tests.moment import NOW
from tests.world import World

SOON, LATELY = NOW + timedelta(hours=1), NOW - timedelta(hours=1)
LONG_AGO = NOW - timedelta(days=9)
TOKEN, OTHER = b"the token", b"another token"


def end(behind: Behind, viewer: Viewer) -> None:
    behind.say("UPDATE account SET ended_at = :n WHERE id = :who", n=NOW, who=viewer.account_id)


def no_person(behind: Behind, viewer: Viewer) -> None:
    behind.say("UPDATE account SET kind = 'link' WHERE id = :who", who=viewer.account_id)


NOBODY_ANY_MORE = (end, no_person)


@pytest.mark.usefixtures("somebody")
@pytest.mark.parametrize("no_longer", NOBODY_ANY_MORE)
def test_an_address_gives_what_signing_in_needs_of_its_own_live_person_alone(
    behind: Behind, me: Viewer, no_longer: Callable[[Behind, Viewer], None]
) -> None:
    asked = "SELECT account_id FROM wall.sign_in_facts(:email)"
    (email,) = behind.answers(
        "SELECT email FROM sealed.credential WHERE account_id = :who", who=me.account_id
    )
    assert behind.asked_by(NOBODY, asked, email=email.upper()) == [me.account_id]
    no_longer(behind, me)
    assert behind.asked_by(NOBODY, asked, email=email) == []


@pytest.mark.usefixtures("somebody")
def test_an_address_without_a_password_gives_nothing(behind: Behind, me: Viewer) -> None:
    behind.say(
        "UPDATE sealed.credential SET password_hash = NULL WHERE account_id = :who",
        who=me.account_id,
    )
    (email,) = behind.answers(
        "SELECT email FROM sealed.credential WHERE account_id = :who", who=me.account_id
    )
    asked = "SELECT account_id FROM wall.sign_in_facts(:email)"
    assert behind.asked_by(NOBODY, asked, email=email) == []


def factor_of(behind: Behind, viewer: Viewer) -> list[object]:
    return behind.asked_by(viewer, "SELECT secret FROM wall.second_factor()")


@pytest.mark.parametrize("no_longer", NOBODY_ANY_MORE)
def test_whoever_is_no_person_of_ours_any_more_has_no_second_factor(
    behind: Behind, me: Viewer, somebody: Viewer, no_longer: Callable[[Behind, Viewer], None]
) -> None:
    behind.put("sealed.second_factor", account_id=me.account_id, secret=b"mine")
    behind.put("sealed.second_factor", account_id=somebody.account_id, secret=b"theirs")
    assert factor_of(behind, me) == [b"mine"]
    no_longer(behind, me)
    assert factor_of(behind, me) == []


def test_a_step_is_used_of_ones_own_factor_and_none_older(
    behind: Behind, me: Viewer, somebody: Viewer
) -> None:
    own = {"account_id": me.account_id, "last_step": 10}
    others = {"theirs": {"account_id": somebody.account_id}}
    rows = behind.rows("sealed.second_factor", own, others)
    use = "SELECT wall.use_step(:step)"
    assert rows.changed_by(lambda: behind.asked_by(me, use, step=10)) == set()
    assert behind.asked_by(me, use, step=9) == [False]
    assert rows.changed_by(lambda: behind.asked_by(me, use, step=11)) == {STANDS}


def codes(behind: Behind, me: Viewer, somebody: Viewer) -> Rows:
    return behind.rows(
        "sealed.recovery_code",
        {"account_id": me.account_id, "code_hash": b"code", "used_at": None},
        {
            "theirs": {"account_id": somebody.account_id},
            "another": {"code_hash": b"another"},
            "used": {"code_hash": b"used", "used_at": NOW},
        },
    )


def test_a_recovery_code_is_ones_own_unused_one(
    behind: Behind, me: Viewer, somebody: Viewer
) -> None:
    rows = codes(behind, me, somebody)
    use = "SELECT wall.use_recovery_code(:hash, :now)"
    assert behind.asked_by(me, "SELECT wall.recovery_codes_left()") == [2]
    assert behind.asked_by(me, use, hash=b"used", now=SOON) == [False]
    changed = rows.changed_by(lambda: behind.asked_by(me, use, hash=b"code", now=NOW))
    assert changed == {STANDS}


def test_new_recovery_codes_take_the_place_of_ones_own_alone(
    behind: Behind, me: Viewer, somebody: Viewer
) -> None:
    rows = codes(behind, me, somebody)
    changed = rows.changed_by(lambda: behind.asked_by(me, REPLACE, hashes=[b"new"], now=NOW))
    assert changed == {STANDS, "another", "used"}
    assert behind.asked_by(me, "SELECT wall.recovery_codes_left()") == [1]


REPLACE = "SELECT wall.replace_recovery_codes(:hashes, :now)"


def test_of_two_new_sets_at_once_one_stands_and_nobody_else_waits(
    behind: Behind, world: World, me: Viewer, somebody: Viewer
) -> None:
    codes(behind, me, somebody)
    with ThreadPoolExecutor(1) as elsewhere, world.session(me) as first:
        first.execute(text(REPLACE), {"hashes": [b"first"], "now": NOW})
        behind.asked_by(somebody, REPLACE, hashes=[b"theirs"], now=NOW)
        second = elsewhere.submit(behind.asked_by, me, REPLACE, hashes=[b"second"], now=NOW)
        behind.wait_for_waiters(1)
        first.commit()
        second.result()
    kept = "SELECT code_hash FROM sealed.recovery_code WHERE account_id = :who"
    assert behind.answers(kept, who=me.account_id) == [b"second"]
    assert behind.answers(kept, who=somebody.account_id) == [b"theirs"]


def sessions(behind: Behind, me: Viewer, somebody: Viewer) -> Rows:
    return behind.rows(
        "sealed.live_session",
        {
            "account_id": me.account_id,
            "token_hash": TOKEN,
            "site": "staff",
            "began_at": LATELY,
            "seen_at": LATELY,
            "ended_at": None,
        },
        {
            "theirs": {"account_id": somebody.account_id, "token_hash": b"theirs"},
            "my other": {"token_hash": OTHER},
            "ended": {"token_hash": b"ended", "ended_at": LONG_AGO},
            "began long ago": {"token_hash": b"old", "began_at": LONG_AGO},
            "not seen lately": {"token_hash": b"unseen", "seen_at": LONG_AGO},
        },
    )


LIVE = "SELECT account_id FROM wall.session_viewer(:token, :site, :now, :noted, :since, :since)"


def test_a_cookie_is_somebodys_while_its_own_session_lives_on_its_own_site(
    behind: Behind, me: Viewer, somebody: Viewer
) -> None:
    rows = sessions(behind, me, somebody)

    def viewer_of(token: bytes, site: str = "staff") -> list[object]:
        asked = {"token": token, "site": site, "now": NOW, "noted": LONG_AGO}
        return behind.asked_by(NOBODY, LIVE, **asked, since=LATELY)

    assert viewer_of(TOKEN) == [me.account_id]
    for name in ("ended", "began long ago", "not seen lately"):
        assert viewer_of(rows.value("token_hash", name)) == [], name
    assert viewer_of(TOKEN, "public") == viewer_of(b"nobody's") == []


def test_that_somebody_was_seen_is_noted_of_their_session_alone_and_not_each_time(
    behind: Behind, me: Viewer, somebody: Viewer
) -> None:
    rows = sessions(behind, me, somebody)
    asked = {"token": TOKEN, "site": "staff", "now": NOW, "since": LONG_AGO}

    def seen(noted_before: object) -> set[str]:
        given = {**asked, "noted": noted_before}
        return rows.changed_by(lambda: behind.asked_by(NOBODY, LIVE, **given))

    assert seen(LONG_AGO) == set()
    assert seen(SOON) == {STANDS}


@pytest.mark.parametrize("no_longer", NOBODY_ANY_MORE)
def test_a_live_session_of_nobody_any_more_is_nobodys(
    behind: Behind, me: Viewer, somebody: Viewer, no_longer: Callable[[Behind, Viewer], None]
) -> None:
    sessions(behind, me, somebody)
    no_longer(behind, me)
    asked = {"token": TOKEN, "site": "staff", "now": NOW, "noted": LONG_AGO, "since": LATELY}
    assert behind.asked_by(NOBODY, LIVE, **asked) == []


def test_ones_own_live_roles_and_last_training_come_with_a_session(
    behind: Behind, me: Viewer, somebody: Viewer
) -> None:
    sessions(behind, me, somebody)
    behind.put("membership", account_id=somebody.account_id, role="solicitor", ended_at=None)
    behind.put("membership", account_id=me.account_id, role="team_leader", ended_at=NOW)
    tomorrow = NOW.date() + timedelta(days=1)
    behind.put("training", account_id=somebody.account_id, completed_on=tomorrow)
    asked = {"token": TOKEN, "site": "staff", "now": NOW, "noted": LONG_AGO, "since": LATELY}
    behind.put("training", account_id=me.account_id, completed_on=LONG_AGO.date())
    behind.say("DELETE FROM training WHERE completed_on = :day", day=NOW.date())
    trained_on = LIVE.replace("SELECT account_id", "SELECT trained_on")
    assert behind.asked_by(NOBODY, trained_on, **asked) == [LONG_AGO.date()]
    roles = LIVE.replace("SELECT account_id", "SELECT roles")
    assert behind.asked_by(NOBODY, roles, **asked) == [["caseworker"]]


def test_one_sees_and_ends_ones_own_sessions_alone(
    behind: Behind, me: Viewer, somebody: Viewer
) -> None:
    rows = sessions(behind, me, somebody)
    seen = behind.asked_by(
        me, "SELECT id FROM wall.own_sessions(:token, :since, :since)", token=TOKEN, since=LATELY
    )
    assert rows.named("id", seen) == {STANDS, "my other"}
    end_one = "SELECT wall.end_own_session(:which, :now)"
    theirs = rows.value("id", "theirs")
    assert rows.changed_by(lambda: behind.asked_by(me, end_one, which=theirs, now=NOW)) == set()
    other = rows.value("id", "my other")
    changed = rows.changed_by(lambda: behind.asked_by(me, end_one, which=other, now=NOW))
    assert changed == {"my other"}
    again = {"which": other, "now": SOON}
    assert rows.changed_by(lambda: behind.asked_by(me, end_one, **again)) == set()


def test_ending_the_others_leaves_this_one_those_ended_and_everybody_elses(
    behind: Behind, me: Viewer, somebody: Viewer
) -> None:
    rows = sessions(behind, me, somebody)
    end_others = "SELECT wall.end_other_sessions(:token, :now)"
    changed = rows.changed_by(lambda: behind.asked_by(me, end_others, token=TOKEN, now=NOW))
    assert changed == {"my other", "began long ago", "not seen lately"}


def test_signing_out_ends_the_session_of_that_cookie_once(
    behind: Behind, me: Viewer, somebody: Viewer
) -> None:
    rows = sessions(behind, me, somebody)
    sign_out = "SELECT wall.end_session(:token, :now)"
    changed = rows.changed_by(lambda: behind.asked_by(me, sign_out, token=TOKEN, now=NOW))
    assert changed == {STANDS}
    for token in (TOKEN, b"ended", b"nobody's"):
        asked = {"token": token, "now": SOON}
        assert rows.changed_by(lambda given=asked: behind.asked_by(me, sign_out, **given)) == set()


def test_a_new_password_or_factor_is_ones_own(behind: Behind, me: Viewer, somebody: Viewer) -> None:
    live = sessions(behind, me, somebody)
    factors = behind.rows(
        "sealed.second_factor",
        {"account_id": me.account_id},
        {"theirs": {"account_id": somebody.account_id}},
    )
    passwords = "SELECT account_id FROM sealed.credential WHERE password_hash = 'new'"
    change = "SELECT wall.change_password('new', :token, :now)"
    ended = live.changed_by(lambda: behind.asked_by(me, change, token=TOKEN, now=NOW))
    assert ended == {"my other", "began long ago", "not seen lately"}
    assert behind.answers(passwords) == [me.account_id]
    assert behind.asked_by(me, "SELECT wall.own_password_hash()") == ["new"]
    change = "SELECT wall.change_second_factor('new', 5, :token, :now)"
    assert factors.changed_by(lambda: behind.asked_by(me, change, token=TOKEN, now=NOW)) == {STANDS}
