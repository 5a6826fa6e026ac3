"""Work and intake: what meets every term of a door, and what fails one alone."""

import uuid
from datetime import timedelta

import pytest

from ethical_walls.accounts.service import service_viewer
from ethical_walls.viewers import Viewer
from tests.builders.sealed import STANDS, Behind, Rows, new
from tests.moment import NOW
from tests.world import World

SOON, LATELY = NOW + timedelta(hours=1), NOW - timedelta(hours=1)
TICKER = service_viewer(None)


@pytest.fixture
def work(behind: Behind, here: uuid.UUID) -> Rows:
    return behind.rows(
        "sealed.work",
        {"kind": "match", "compartment_id": here, "due_at": NOW, "subject_id": new()},
        {
            "of another kind": {"kind": "count"},
            "of another side": {"compartment_id": new()},
            "not due": {"due_at": SOON},
            "of nothing": {"subject_id": None},
        },
    )


def test_work_is_found_of_its_kind_that_is_due(behind: Behind, work: Rows) -> None:
    asked = "SELECT compartment_id FROM wall.compartments_with_work('match', :now)"
    found = behind.asked_by(TICKER, asked, now=NOW)
    assert set(found) == {
        work.value("compartment_id"),
        work.value("compartment_id", "of another side"),
    }
    last = asked.replace("SELECT compartment_id", "SELECT last_id")
    assert set(behind.asked_by(TICKER, last, now=NOW)) == {
        work.value("id"),
        work.value("id", "of another side"),
    }


def test_subjects_are_those_of_the_jobs_own_work(behind: Behind, work: Rows, job: Viewer) -> None:
    asked = "SELECT subject_id FROM wall.subjects_of_work('match', :now)"
    found = behind.asked_by(job, asked, now=NOW)
    assert found == [work.value("subject_id")]


def test_only_the_jobs_own_work_so_far_is_finished(behind: Behind, work: Rows, job: Viewer) -> None:
    finish = "SELECT wall.finish_work('match', :last, :now)"
    given = {name: value for name, value in work.by_name[STANDS].items() if name != "id"}
    later = behind.put("sealed.work", **given)
    told = {"last": work.value("id"), "now": NOW}
    finished = work.changed_by(lambda: behind.asked_by(job, finish, **told))
    assert finished == {STANDS, "of nothing"}
    assert later["id"] in behind.answers("SELECT id FROM sealed.work")


def test_a_subject_is_answered_once_no_work_of_that_kind_is_left(
    behind: Behind, work: Rows
) -> None:
    asked = "SELECT wall.is_answered(:kind, :subject)"
    subject = work.value("subject_id")
    assert behind.asked_by(TICKER, asked, kind="match", subject=subject) == [False]
    assert behind.asked_by(TICKER, asked, kind="reply", subject=subject) == [True]
    assert behind.asked_by(TICKER, asked, kind="match", subject=new()) == [True]


def test_a_public_act_reaches_every_group_that_was_joined_to_its_case_and_no_other(
    behind: Behind, world: World
) -> None:
    group, joined, apart = new(), new(), new()
    behind.put("sealed.group_alias", group_id=joined, canonical_group_id=group)
    behind.put("sealed.group_alias", group_id=apart, canonical_group_id=new())
    post = "SELECT wall.post_work_to_parties('match', cast(:acts AS jsonb), :now)"
    acts = f'[{{"the_group": "{group}", "parties": ["p"], "subject": "{new()}", "version": 1}}]'
    behind.asked_by(TICKER, post, acts=acts, now=NOW)
    reached = {world.compartment(one, "p") for one in (group, joined)}
    assert set(behind.answers("SELECT compartment_id FROM sealed.work")) == reached


@pytest.fixture
def intake(behind: Behind, here: uuid.UUID) -> Rows:
    return behind.rows(
        "sealed.intake",
        {"compartment_id": here, "taken_in_at": None, "payload": {"name": "Sam"}},
        {"of another side": {"compartment_id": new()}, "taken in": {"taken_in_at": LATELY}},
    )


def test_a_job_takes_in_what_waits_on_its_own_side(
    behind: Behind, intake: Rows, job: Viewer
) -> None:
    waits = behind.asked_by(job, "SELECT id FROM wall.intake_items()")
    assert intake.named("id", waits) == {STANDS}
    take = "SELECT wall.taken_in(:item, :now)"
    for name, row in intake.by_name.items():
        told = {"item": row["id"], "now": NOW}
        changed = intake.changed_by(lambda given=told: behind.asked_by(job, take, **given))
        assert changed == ({STANDS} if name == STANDS else set()), name


def test_a_clearance_is_ended_in_the_jobs_own_compartment_alone(
    behind: Behind, here: uuid.UUID, job: Viewer
) -> None:
    who = new()
    clearances = behind.rows(
        "sealed.clearance",
        {"account_id": who, "compartment_id": here, "ended_at": None},
        {
            "somebody else's": {"account_id": new()},
            "of another side": {"compartment_id": new()},
            "ended": {"ended_at": LATELY},
        },
    )
    leave = "SELECT wall.end_clearance(:who, :now)"
    changed = clearances.changed_by(lambda: behind.asked_by(job, leave, who=who, now=NOW))
    assert changed == {STANDS}


PROPOSE = "SELECT wall.propose_caseworker(:group, 'p', :first, :over, :now)"


def proposed(behind: Behind, world: World, group: uuid.UUID, **told: object) -> object:
    job = service_viewer(world.compartment(group, "p"))
    given = {"group": group, "first": None, "over": [], "now": NOW} | told
    (found,) = behind.asked_by(job, PROPOSE, **given)
    return found


def test_nobody_is_proposed_who_is_no_caseworker_passed_over_or_away(
    behind: Behind, world: World
) -> None:
    group = new()
    world.a_list_operator()
    over, away, free = (world.a_caseworker(name) for name in ("Ada Orr", "Ben Orr", "Cy Orr"))
    behind.put(
        "sealed.absence", account_id=away.account_id, from_at=LATELY, until_at=SOON, ended_at=None
    )
    told = {"over": [over.account_id]}
    assert proposed(behind, world, group, **told) == free.account_id
    assert proposed(behind, world, group, over=[over.account_id, free.account_id]) is None


def test_nobody_is_proposed_who_serves_another_party_of_that_group(
    behind: Behind, world: World
) -> None:
    group, joined_from = new(), new()
    behind.put("sealed.group_alias", group_id=joined_from, canonical_group_id=group)
    behind.put("sealed.group_alias", group_id=new(), canonical_group_id=new())
    ada, ben = world.a_caseworker("Ada Orr"), world.a_caseworker("Ben Orr")
    for who, of, party in (
        (ada, group, "q"),
        (ben, group, "p"),
        (ben, new(), "q"),
    ):
        behind.put("sealed.allegiance", account_id=who.account_id, group_id=of, party=party)
    assert proposed(behind, world, group, over=[ben.account_id]) is None
    assert proposed(behind, world, group) == ben.account_id
    assert proposed(behind, world, joined_from, over=[ben.account_id]) is None
    assert behind.answers("SELECT account_id FROM sealed.conflict") == []


def test_whoever_has_fewest_clearances_that_last_is_proposed(behind: Behind, world: World) -> None:
    names = ("Ada Orr", "Ben Orr")
    people = sorted((world.a_caseworker(name).account_id for name in names), key=str)
    for ended_at in (LATELY, LATELY):
        behind.put("sealed.clearance", account_id=people[0], ended_at=ended_at)
    assert proposed(behind, world, new()) == people[0]
    behind.put("sealed.clearance", account_id=people[0], ended_at=None)
    behind.put("sealed.clearance", account_id=people[0], ended_at=None)
    assert proposed(behind, world, new()) == people[1]
