"""Who looks and what they may: what meets every term of a door, and what fails one alone."""

import hmac
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import ProgrammingError

from ethical_walls.accounts.models import Role
from ethical_walls.accounts.service import link_viewer, service_viewer
from ethical_walls.viewers import NOBODY, Viewer
from tests.builders.sealed import Behind, new
from tests.moment import NOW
from tests.world import World

SOON, LATELY = NOW + timedelta(hours=1), NOW - timedelta(hours=1)
ACCOUNT, SUBJECT = "SELECT wall.account()", "SELECT wall.subject()"
Bend = Callable[[list[str]], str]


def signed_again(world: World, parts: list[str]) -> str:
    """What our own signer makes of six parts."""
    body = "|".join(parts)
    return f"{body}|{hmac.new(world.database.signer.key, body.encode(), 'sha256').hexdigest()}"


def seen_with(world: World, viewer: Viewer, bend: Bend, asked: str = ACCOUNT) -> object:
    """Who the database takes a viewer for, whose value was bent before it was set."""
    with world.session(viewer) as session:
        value = session.scalar(text("SELECT current_setting('wall.viewer', true)"))
        bent = bend(str(value).split("|"))
        session.execute(text("SELECT set_config('wall.viewer', :bent, true)"), {"bent": bent})
        return session.scalar(text(asked))


FORGED: dict[str, Callable[[World], Bend]] = {
    "nothing": lambda _: lambda _parts: "",
    "a part too few": lambda _: lambda parts: "|".join(parts[:-1]),
    "a part too many": lambda _: lambda parts: "|".join([*parts, "x"]),
    "no number for its end": lambda w: lambda p: signed_again(w, [*p[:5], "never"]),
    "a longer number": lambda w: lambda p: signed_again(w, [*p[:5], "9" * 13]),
    "over": lambda w: lambda p: signed_again(w, [*p[:5], "1"]),
    "another connection's": lambda w: lambda p: signed_again(w, [*p[:3], "1", *p[4:6]]),
    "not signed": lambda _: lambda p: "|".join([*p[:6], "0" * 64]),
    "signed for another": lambda _: lambda p: "|".join([p[0], str(new()), *p[2:]]),
    "an unknown key": lambda w: lambda p: signed_again(w, ["unknown", *p[1:6]]),
}


@pytest.mark.parametrize("forged", FORGED)
def test_what_does_not_prove_itself_is_nobody(world: World, forged: str) -> None:
    asha = world.a_caseworker()
    assert seen_with(world, asha, lambda p: signed_again(world, p[:6])) == asha.account_id
    assert seen_with(world, asha, FORGED[forged](world)) is None


def test_a_key_of_another_use_or_name_proves_nobody(world: World, behind: Behind) -> None:
    """A key is asked for by its name and its use, and makes nothing of any other."""
    behind.put("sealed.wall_key", id="older", use="viewer", inner_pad=b"1", outer_pad=b"2")
    asha = world.a_caseworker()
    assert behind.asked_by(asha, ACCOUNT) == [asha.account_id]
    mac = "SELECT sealed.mac(:id, :use, 'm')"
    made = [behind.answers(mac, id=key, use="viewer") for key in ("tests", "older")]
    assert made[0] != made[1]
    for key, use in (("tests", "identity"), ("identity", "viewer"), ("unknown", "viewer")):
        assert behind.answers(mac, id=key, use=use) == [None]


def test_a_purpose_that_is_no_link_has_no_subject(world: World) -> None:
    asha = world.a_caseworker()

    def of_another_purpose(parts: list[str]) -> str:
        return signed_again(world, [*parts[:4], f"work:{new()}", parts[5]])

    assert seen_with(world, asha, of_another_purpose) == asha.account_id
    assert seen_with(world, asha, of_another_purpose, SUBJECT) is None
    link = f"link:{asha.account_id}"
    to_a_subject = seen_with(
        world, asha, lambda p: signed_again(world, [*p[:4], link, p[5]]), SUBJECT
    )
    assert to_a_subject == asha.account_id


def test_only_whoever_came_by_a_link_has_a_subject(world: World, behind: Behind) -> None:
    subject = new()
    assert behind.asked_by(link_viewer(subject), SUBJECT) == [subject]
    assert behind.asked_by(world.a_caseworker(), SUBJECT) == [None]
    assert behind.asked_by(service_viewer(None), SUBJECT) == [None]


def test_a_person_looks_into_what_they_are_cleared_for_now(world: World, behind: Behind) -> None:
    asha, here, there = world.a_caseworker(), new(), new()
    for side in (here, there):
        world.clear(asha, side)
    behind.put("sealed.clearance", account_id=asha.account_id, ended_at=LATELY)
    behind.put("sealed.clearance", account_id=new(), ended_at=None)
    (seen,) = behind.asked_by(asha, "SELECT wall.compartments()")
    assert set(seen) == {here, there}
    narrowed = replace(asha, compartment_id=here)
    assert behind.asked_by(narrowed, "SELECT wall.compartments()") == [[here]]
    assert behind.asked_by(NOBODY, "SELECT wall.compartments()") == [[]]
    assert behind.asked_by(service_viewer(there), "SELECT wall.compartments()") == [[there]]


def test_a_partner_is_their_own_firm_or_unit_by_a_live_role(world: World, behind: Behind) -> None:
    solicitor, officer = world.a_solicitor(), world.a_unit_officer()
    asha = world.a_caseworker()
    doors = ("SELECT wall.audiences()", "SELECT wall.units()")
    sees = {
        name: [behind.asked_by(viewer, door)[0] for door in doors]
        for name, viewer in {"s": solicitor, "o": officer, "a": asha, "n": NOBODY}.items()
    }
    assert sees == {
        "s": [[solicitor.organisation_id], []],
        "o": [[], [officer.organisation_id]],
        "a": [[], []],
        "n": [[], []],
    }


def works_here(behind: Behind, viewer: Viewer) -> object:
    (answer,) = behind.asked_by(viewer, "SELECT wall.works_here()")
    return answer


def test_public_facts_are_written_by_live_people_of_ours_and_of_the_list_office(
    world: World, behind: Behind
) -> None:
    asha, operator = world.a_caseworker(), world.a_list_operator()
    for viewer in (asha, operator, service_viewer(None)):
        assert works_here(behind, viewer) is True
    for viewer in (world.a_solicitor(), world.a_unit_officer(), NOBODY, link_viewer(None)):
        assert works_here(behind, viewer) is False
    behind.say("UPDATE account SET ended_at = :n WHERE id = :w", n=NOW, w=asha.account_id)
    assert works_here(behind, asha) is False


def test_groups_are_told_to_somebody_each_as_it_was_joined(world: World, behind: Behind) -> None:
    asha, joined = world.a_caseworker(), new()
    (own,) = behind.answers("SELECT sealed.keyed_id('group|a')")
    (other,) = behind.answers("SELECT sealed.keyed_id('group|b')")
    behind.put("sealed.group_alias", group_id=own, canonical_group_id=joined)
    behind.put("sealed.group_alias", group_id=new(), canonical_group_id=new())
    asked = "SELECT group_id FROM wall.groups_of('{a,b,b}') ORDER BY identifier"
    assert behind.asked_by(asha, asked) == [joined, other]
    assert behind.asked_by(asha, "SELECT wall.group_of('a')") == [joined]
    for door in ("SELECT wall.group_of('a')", asked):
        with pytest.raises(ProgrammingError, match="not allowed"):
            behind.asked_by(NOBODY, door)


# Attempts -----------------------------------------------------------------------------------------

TAKE = "SELECT wall.take_attempt(:keys, :most, :until, :now)"


def tried(behind: Behind, **of: bytes) -> dict[str, object]:
    asked = "SELECT tried FROM sealed.counted_attempts WHERE key = :key"
    return {name: (behind.answers(asked, key=key) or [None])[0] for name, key in of.items()}


def test_an_attempt_counts_under_each_key_until_it_is_over_and_under_none_where_one_is_used_up(
    behind: Behind,
) -> None:
    behind.put("sealed.counted_attempts", key=b"over", tried=9, until_at=NOW)
    behind.put("sealed.counted_attempts", key=b"another", tried=1, until_at=SOON)
    keys = {"one": b"1", "two": b"2", "over": b"over", "another": b"another"}
    told = {"most": [2, 1], "until": [SOON, SOON], "now": NOW}
    assert behind.asked_by(NOBODY, TAKE, keys=[b"1", b"2"], **told) == [True]
    assert tried(behind, **keys) == {"one": 1, "two": 1, "over": None, "another": 1}
    assert behind.asked_by(NOBODY, TAKE, keys=[b"1", b"2"], **told) == [False]
    assert tried(behind, **keys) == {"one": 1, "two": 1, "over": None, "another": 1}
    behind.asked_by(NOBODY, "SELECT wall.give_back_attempt(:keys)", keys=[b"1"])
    behind.asked_by(NOBODY, "SELECT wall.give_back_attempt(:keys)", keys=[b"1"])
    assert tried(behind, **keys) == {"one": 0, "two": 1, "over": None, "another": 1}


def test_what_is_over_is_counted_anew_though_it_is_not_swept_yet(behind: Behind) -> None:
    for n in range(100):
        behind.put("sealed.counted_attempts", key=bytes([0, n]), until_at=LATELY)
    behind.put("sealed.counted_attempts", key=b"z", tried=9, until_at=NOW)
    told = {"most": [1], "until": [SOON], "now": NOW}
    assert behind.asked_by(NOBODY, TAKE, keys=[b"z"], **told) == [True]
    until = "SELECT until_at FROM sealed.counted_attempts WHERE key = 'z'"
    assert behind.answers(until) == [SOON]
    told = {"most": [9], "until": [SOON + timedelta(hours=1)], "now": NOW}
    behind.asked_by(NOBODY, TAKE, keys=[b"z"], **told)
    assert behind.answers(until) == [SOON]


def test_only_lists_and_the_service_publish_and_the_service_posts_the_work_of_a_day(
    world: World, behind: Behind
) -> None:
    leader = world.somebody(Role.TEAM_LEADER, "Lou Marsh")
    for_lists = (
        "SELECT count(*) FROM wall.publish_groups('[]', now())",
        "SELECT wall.post_work_to_parties('match', '[]', now())",
    )
    for_the_service = (
        "SELECT wall.post_work_of_the_day(now())",
        "SELECT count(*) FROM wall.compartments_with_work('match', now())",
        "SELECT wall.is_answered('match', gen_random_uuid())",
        "SELECT wall.take_messages_round(now())",
    )
    operator, asha = world.a_list_operator(), world.a_caseworker()
    may: dict[str, tuple[Viewer, ...]] = dict.fromkeys(for_lists, (operator, service_viewer(None)))
    may |= dict.fromkeys(for_the_service, (service_viewer(None),))
    for door, those in may.items():
        for viewer in (NOBODY, asha, leader, operator, service_viewer(None)):
            if viewer in those:
                behind.asked_by(viewer, door)
            else:
                with pytest.raises(ProgrammingError, match="not allowed"):
                    behind.asked_by(viewer, door)


def test_work_is_posted_to_ones_own_side_alone(world: World, behind: Behind) -> None:
    asha, here = world.a_caseworker(), new()
    world.clear(asha, here)
    post = "SELECT wall.post_work('match', :side, :now, NULL, 0)"
    with pytest.raises(ProgrammingError, match="not allowed"):
        behind.asked_by(asha, post, side=new(), now=NOW)
    behind.asked_by(asha, post, side=here, now=NOW)
    assert behind.answers("SELECT compartment_id FROM sealed.work") == [here]
