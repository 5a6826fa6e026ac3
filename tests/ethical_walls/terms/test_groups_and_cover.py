"""Roles, groups, jobs and cover: what meets every term of a door, and what fails one alone."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy.exc import ProgrammingError

from ethical_walls.accounts.service import service_viewer
from tests.builders.sealed import Behind, new
from tests.moment import NOW
from tests.world import World

AFTER, BEFORE = NOW + timedelta(hours=1), NOW - timedelta(hours=1)
GONE_BY = {"ended_at": BEFORE}


# Roles, groups and jobs ---------------------------------------------------------------------------


def test_a_role_is_of_a_live_account_by_a_live_membership_of_its_own(
    world: World, behind: Behind
) -> None:
    asked = "SELECT sealed.has_role(:who, 'caseworker')"
    asha, ben = world.a_caseworker("Asha Rowe"), world.a_caseworker("Ben Okoro")
    assert behind.answers(asked, who=asha.account_id) == [True]
    behind.say("UPDATE account SET ended_at = :now WHERE id = :who", who=asha.account_id, now=NOW)
    assert behind.answers(asked, who=asha.account_id) == [False]
    behind.say(
        "UPDATE membership SET ended_at = :now WHERE account_id = :who",
        who=ben.account_id,
        now=NOW,
    )
    assert behind.answers(asked, who=ben.account_id) == [False]


def test_an_identifier_is_of_the_group_that_it_was_joined_to_and_of_no_other(
    behind: Behind,
) -> None:
    known, unknown = "T20267001", "T20267002"
    own = behind.answers("SELECT sealed.keyed_id('group|' || :i)", i=known)[0]
    joined = new()
    behind.put("sealed.group_alias", group_id=own, canonical_group_id=joined)
    asked = "SELECT sealed.canonical_group(:i)"
    assert behind.answers(asked, i=known) == [joined]
    assert behind.answers(asked, i=unknown) == behind.answers(
        "SELECT sealed.keyed_id('group|' || :i)", i=unknown
    )


def test_joining_moves_sides_of_the_joined_groups_alone(behind: Behind) -> None:
    one, other, apart, joined = new(), new(), new(), new()
    who, somebody, conflicted = new(), new(), new()
    behind.put("sealed.allegiance", account_id=who, group_id=one, party="prosecution")
    behind.put("sealed.allegiance", account_id=somebody, group_id=apart, party="prosecution")
    behind.put("sealed.allegiance", account_id=conflicted, group_id=one, party="prosecution")
    behind.put("sealed.allegiance", account_id=conflicted, group_id=other, party="defendant:x")
    behind.say(
        "SELECT sealed.join_allegiances(:groups, :chosen, :now)",
        groups=[one, other],
        chosen=[joined, joined],
        now=NOW,
    )
    sides = "SELECT account_id FROM sealed.allegiance WHERE group_id = :g ORDER BY account_id"
    assert behind.answers(sides, g=joined) == sorted([who, conflicted])
    assert behind.answers(sides, g=apart) == [somebody]
    assert behind.answers("SELECT account_id FROM sealed.conflict") == [conflicted]


def test_somebody_on_one_side_of_two_joined_groups_or_on_two_of_groups_apart_is_no_conflict(
    behind: Behind,
) -> None:
    groups, chosen = [new() for _ in range(4)], [new(), new()]
    same_side, of_two_cases = new(), new()
    held = (
        *((same_side, group, "prosecution") for group in groups[:2]),
        (of_two_cases, groups[0], "prosecution"),
        (of_two_cases, groups[2], "defendant:x"),
        (new(), groups[1], "defendant:x"),
    )
    for who, group, party in held:
        behind.put("sealed.allegiance", account_id=who, group_id=group, party=party)
    behind.say(
        "SELECT sealed.join_allegiances(:groups, :chosen, :now)",
        groups=groups,
        chosen=[chosen[0], chosen[0], chosen[1], chosen[1]],
        now=NOW,
    )
    assert behind.answers("SELECT account_id FROM sealed.conflict") == []


def publish(behind: Behind, *lists: list[str]) -> list[object]:
    asked = (
        "SELECT joined_group FROM wall.publish_groups(cast(:lists AS jsonb), :now) ORDER BY place"
    )
    return behind.asked_by(service_viewer(None), asked, lists=json.dumps(lists), now=NOW)


def test_a_list_joins_the_group_that_others_were_joined_to_before(behind: Behind) -> None:
    publish(behind, ["elsewhere", "elsewhere too"])
    known = publish(behind, ["b"])
    assert publish(behind, ["a", "b"]) == known
    assert publish(behind, ["a"], ["c"])[0] == known[0]


def test_what_is_published_again_is_not_written_again(behind: Behind) -> None:
    publish(behind, ["a", "b"], ["c"])
    written = "SELECT (group_id, ctid)::text FROM sealed.group_alias ORDER BY 1"
    before = behind.answers(written)
    publish(behind, ["b", "a"], ["c"])
    assert behind.answers(written) == before


def test_only_a_job_of_a_compartment_has_one(world: World, behind: Behind) -> None:
    """A person who is narrowed to one compartment is no job, nor is the service in none."""
    question = "SELECT count(*) FROM wall.subjects_of_work('match', :now)"
    compartment_id = new()
    asha = world.a_caseworker()
    world.clear(asha, compartment_id)
    assert behind.asked_by(world.service(compartment_id), question, now=NOW) == [0]
    for nobody in (service_viewer(None), replace(asha, compartment_id=compartment_id), asha):
        with pytest.raises(ProgrammingError, match="not allowed"):
            behind.asked_by(nobody, question, now=NOW)


# Absence and cover ---------------------------------------------------------------------------


def test_somebody_is_away_while_an_absence_of_their_own_lasts(behind: Behind) -> None:
    asked = "SELECT sealed.is_away(:who, :now)"
    lasts = {"from_at": BEFORE, "until_at": AFTER}
    others = {
        "nobody's": {},
        "ended": lasts | GONE_BY,
        "not yet": {"from_at": AFTER, "until_at": AFTER + timedelta(hours=1)},
        "over": {"from_at": BEFORE, "until_at": NOW},
    }
    behind.put("sealed.absence", account_id=new(), **lasts)
    for why, given in others.items():
        who = new()
        if given:
            behind.put("sealed.absence", account_id=who, **given)
        assert behind.answers(asked, who=who, now=NOW) == [False], why
    who = new()
    behind.put("sealed.absence", account_id=who, **lasts)
    assert behind.answers(asked, who=who, now=NOW) == [True]


def test_ending_absences_ends_those_that_last_and_moves_their_own_cover_alone(
    behind: Behind,
) -> None:
    who, lasting, ended, over, anothers = new(), new(), new(), new(), new()
    lasts = {"from_at": BEFORE, "until_at": AFTER}
    behind.put("sealed.absence", id=lasting, account_id=who, **lasts)
    behind.put("sealed.absence", id=ended, account_id=who, **lasts, **GONE_BY)
    behind.put("sealed.absence", id=over, account_id=who, from_at=BEFORE, until_at=NOW)
    behind.put("sealed.absence", id=anothers, account_id=new(), **lasts)
    work = {"kind": "cover", "subject_id": lasting, "due_at": AFTER}
    long_ago = BEFORE - timedelta(days=1)
    behind.put("sealed.work", **work)
    for other in (
        {"kind": "match"},
        *({"subject_id": absence} for absence in (ended, over, anothers)),
        {"due_at": long_ago},
    ):
        behind.put("sealed.work", **work | other)
    behind.say("SELECT sealed.end_absences(:who, :now)", who=who, now=NOW)
    assert behind.answers("SELECT id FROM sealed.absence WHERE ended_at = :now", now=NOW) == [
        lasting
    ]
    moved = "SELECT (kind, subject_id)::text FROM sealed.work WHERE due_at = :now"
    assert behind.answers(moved, now=NOW) == [f"(cover,{lasting})"]
    unmoved = "SELECT count(*) FROM sealed.work WHERE due_at IN (:after, :long_ago)"
    assert behind.answers(unmoved, after=AFTER, long_ago=long_ago) == [5]
