"""Joining by a link: what meets every term of a door, and what fails one alone."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import text

from ethical_walls.viewers import NOBODY, Viewer
from tests.builders.sealed import STANDS, Behind, Rows, changed_at_once
from tests.ethical_walls.terms.test_signing_in import NOBODY_ANY_MORE
from tests.moment import NOW
from tests.world import World

SOON, LATELY = NOW + timedelta(hours=1), NOW - timedelta(hours=1)
TOKEN = b"the token"
OPENS = "SELECT account_id FROM wall.joining_link(:token, :now)"
KEEP = "SELECT wall.keep_joining_password(:token, 'chosen', :now)"
JOIN = "SELECT wall.join_by_link(:token, 'secret', 1, ARRAY['code'::bytea], :now)"


@pytest.fixture
def links(behind: Behind, me: Viewer, somebody: Viewer) -> Rows:
    return behind.rows(
        "sealed.joining_link",
        {
            "token_hash": TOKEN,
            "account_id": me.account_id,
            "expires_at": SOON,
            "password_hash": "kept",
            "ended_at": None,
        },
        {
            "another": {"token_hash": b"another", "account_id": somebody.account_id},
            "ended": {"token_hash": b"ended", "ended_at": LATELY},
            "over": {"token_hash": b"over", "expires_at": NOW},
            "no password": {"token_hash": b"none", "password_hash": None},
        },
    )


def test_a_link_opens_until_it_is_used_or_over(
    behind: Behind, links: Rows, me: Viewer, somebody: Viewer
) -> None:
    opened = {
        name: behind.asked_by(NOBODY, OPENS, token=row["token_hash"], now=NOW)
        for name, row in links.by_name.items()
    }
    assert opened == {
        STANDS: [me.account_id],
        "another": [somebody.account_id],
        "ended": [],
        "over": [],
        "no password": [me.account_id],
    }
    assert behind.asked_by(NOBODY, OPENS, token=b"nobody's", now=NOW) == []


@pytest.mark.usefixtures("links")
@pytest.mark.parametrize("no_longer", NOBODY_ANY_MORE)
def test_a_link_of_nobody_any_more_opens_nothing(
    behind: Behind, me: Viewer, no_longer: Callable[[Behind, Viewer], None]
) -> None:
    no_longer(behind, me)
    assert behind.asked_by(NOBODY, OPENS, token=TOKEN, now=NOW) == []


def test_a_password_is_kept_for_its_own_link_alone(behind: Behind, links: Rows) -> None:
    for token in (b"ended", b"over", b"nobody's"):
        kept = {"token": token, "now": NOW}
        assert links.changed_by(lambda given=kept: behind.asked_by(NOBODY, KEEP, **given)) == set()
    changed = links.changed_by(lambda: behind.asked_by(NOBODY, KEEP, token=TOKEN, now=NOW))
    assert changed == {STANDS}


def test_joining_gives_what_was_chosen_to_the_links_own_account_alone(
    behind: Behind, links: Rows, me: Viewer, somebody: Viewer
) -> None:
    factors = behind.rows(
        "sealed.second_factor",
        {"account_id": me.account_id},
        {"theirs": {"account_id": somebody.account_id}},
    )
    live = behind.rows(
        "sealed.live_session",
        {"account_id": me.account_id, "token_hash": b"1", "ended_at": None},
        {
            "theirs": {"account_id": somebody.account_id, "token_hash": b"2"},
            "ended": {"token_hash": b"3", "ended_at": LATELY},
        },
    )
    codes = behind.rows(
        "sealed.recovery_code",
        {"account_id": me.account_id, "code_hash": b"old"},
        {"theirs": {"account_id": somebody.account_id}},
    )
    for token in (b"ended", b"over", b"none", b"nobody's"):
        assert behind.asked_by(NOBODY, JOIN, token=token, now=NOW) == [None]

    def join() -> None:
        assert behind.asked_by(NOBODY, JOIN, token=TOKEN, now=NOW) == [me.account_id]

    assert changed_at_once(join, factors, live, codes, links) == [{STANDS}] * 4
    passwords = "SELECT account_id FROM sealed.credential WHERE password_hash = 'kept'"
    assert behind.answers(passwords) == [me.account_id]
    assert behind.asked_by(NOBODY, JOIN, token=TOKEN, now=NOW) == [None]


def test_the_rules_are_confirmed_by_each_for_each_day_themselves(
    behind: Behind, me: Viewer, somebody: Viewer
) -> None:
    day = (NOW + timedelta(days=3)).date()
    for given in (
        {"account_id": somebody.account_id, "completed_on": day, "kind": "rules_confirmed"},
        {"account_id": me.account_id, "completed_on": day, "kind": "course"},
    ):
        behind.put("training", **given)
    confirm = "SELECT wall.confirm_rules(:day, :now)"
    behind.asked_by(me, confirm, day=day, now=NOW)
    behind.asked_by(me, confirm, day=day, now=NOW)
    behind.asked_by(me, confirm, day=day + timedelta(days=1), now=NOW)
    confirmed = (
        "SELECT completed_on FROM training WHERE kind = 'rules_confirmed' AND account_id = :who"
        " ORDER BY 1"
    )
    assert behind.answers(confirmed, who=me.account_id) == [day, day + timedelta(days=1)]


def test_of_two_who_use_a_link_at_once_one_joins(
    world: World, behind: Behind, links: Rows, me: Viewer
) -> None:
    """The second waits for the first, and then finds the link used, and keeps no password."""
    told = {"token": TOKEN, "now": NOW}
    with ThreadPoolExecutor(2) as elsewhere, world.session(NOBODY) as first:
        assert first.scalar(text(JOIN), told) == me.account_id
        at_once = [elsewhere.submit(behind.asked_by, NOBODY, act, **told) for act in (JOIN, KEEP)]
        behind.wait_for_waiters(len(at_once))
        first.commit()
        assert at_once[0].result() == [None]
        at_once[1].result()
    kept = "SELECT password_hash FROM sealed.joining_link WHERE token_hash = :token"
    assert behind.answers(kept, token=TOKEN) == [None]
    assert links.value("account_id") == me.account_id
