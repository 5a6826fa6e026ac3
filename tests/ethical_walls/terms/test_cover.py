"""Absence and cover: what meets every term of a door, and what fails one alone."""

import uuid
from datetime import timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import ProgrammingError

from ethical_walls.accounts.models import Role
from ethical_walls.accounts.service import service_viewer
from ethical_walls.viewers import Viewer
from tests.builders.accounts import Employer
from tests.builders.sealed import STANDS, Behind, new
from tests.moment import NOW
from tests.world import World

SOON, LATELY = NOW + timedelta(hours=1), NOW - timedelta(hours=1)
LASTS = {"from_at": LATELY, "until_at": SOON, "ended_at": None}
ARRANGE = "SELECT wall.arrange_cover(:request, :absent, :first, :until, :now)"
ELSEWHERE = Employer("Another service")


@pytest.fixture
def leader(world: World) -> Viewer:
    return world.somebody(Role.TEAM_LEADER, "Lou Marsh")


def test_a_leader_sees_their_own_caseworkers_and_until_when_each_is_away(
    world: World, behind: Behind, leader: Viewer
) -> None:
    away, back, here = (world.a_caseworker(name) for name in ("Ada Orr", "Ben Orr", "Cy Orr"))
    world.somebody(Role.CASEWORKER, "Dee Orr", ELSEWHERE)
    world.somebody(Role.LIST_OPERATOR, "Eli Orr")
    later = SOON + timedelta(hours=1)
    behind.put("sealed.absence", account_id=away.account_id, **LASTS)
    behind.put("sealed.absence", account_id=away.account_id, **LASTS | {"until_at": later})
    for other in (
        {"ended_at": LATELY},
        {"from_at": SOON, "until_at": later},
        {"until_at": NOW},
    ):
        behind.put("sealed.absence", account_id=back.account_id, **LASTS | other)
    with world.session(leader) as session:
        rows = session.execute(text("SELECT * FROM wall.team(:now)"), {"now": NOW}).all()
    assert [(row.account_id, row.away_until) for row in rows] == [
        (away.account_id, later),
        (back.account_id, None),
        (here.account_id, None),
    ]


def arrange(behind: Behind, leader: Viewer, absent: uuid.UUID | None, **other: object) -> None:
    told = {"request": new(), "absent": absent, "first": None, "until": SOON, "now": NOW} | other
    behind.asked_by(leader, ARRANGE, **told)


def test_cover_is_asked_for_ones_own_team_until_later_and_first_of_another_of_it(
    world: World, behind: Behind, leader: Viewer
) -> None:
    ada, ben = world.a_caseworker("Ada Orr").account_id, world.a_caseworker("Ben Orr").account_id
    theirs = world.somebody(Role.CASEWORKER, "Dee Orr", ELSEWHERE).account_id
    for absent, other in (
        (theirs, {}),
        (ada, {"until": NOW}),
        (ada, {"first": ada}),
        (ada, {"first": theirs}),
        (None, {}),
    ):
        with pytest.raises(ProgrammingError, match="not allowed"):
            arrange(behind, leader, absent, **other)
    with pytest.raises(ProgrammingError, match="not allowed"):
        arrange(behind, world.a_caseworker("Eve Orr"), ada)
    arrange(behind, leader, ada, first=ben)
    assert behind.answers("SELECT account_id FROM sealed.absence") == [ada]


def test_cover_is_looked_for_where_the_absent_one_is_cleared_now(
    world: World, behind: Behind, leader: Viewer
) -> None:
    ada = world.a_caseworker("Ada Orr").account_id
    here = new()
    behind.put("sealed.clearance", account_id=ada, compartment_id=here, ended_at=None)
    behind.put("sealed.clearance", account_id=ada, ended_at=LATELY)
    behind.put("sealed.clearance", account_id=new(), ended_at=None)
    behind.put("sealed.absence", account_id=new())
    request = new()
    arrange(behind, leader, ada, request=request)
    arrange(behind, leader, ada, request=request)
    work = "SELECT (compartment_id, due_at)::text FROM sealed.work WHERE kind = 'cover'"
    expected = behind.answers(
        "SELECT (cast(:c AS uuid), t)::text FROM unnest(cast(:ts AS timestamptz[])) t",
        c=here,
        ts=[NOW, SOON],
    )
    assert sorted(behind.answers(work)) == sorted(expected)


def test_a_leader_ends_the_absence_of_their_own_team_alone(
    world: World, behind: Behind, leader: Viewer
) -> None:
    ada = world.a_caseworker("Ada Orr").account_id
    theirs = world.somebody(Role.CASEWORKER, "Dee Orr", ELSEWHERE).account_id
    rows = behind.rows(
        "sealed.absence", {"account_id": ada, **LASTS}, {"elsewhere": {"account_id": theirs}}
    )
    end = "SELECT wall.end_absence(:absence, :now)"
    for absence in (rows.value("id", "elsewhere"), new()):
        with pytest.raises(ProgrammingError, match="not allowed"):
            behind.asked_by(leader, end, absence=absence, now=NOW)
    told = {"absence": rows.value("id"), "now": NOW}
    assert rows.changed_by(lambda: behind.asked_by(leader, end, **told)) == {STANDS}


def test_a_job_is_given_the_absences_of_its_own_cover_that_is_due(behind: Behind) -> None:
    here = new()
    work = {"kind": "cover", "compartment_id": here, "due_at": NOW}
    absences = behind.rows(
        "sealed.absence",
        LASTS,
        {"of another kind": {}, "of another side": {}, "not due": {}, "ended": {"ended_at": NOW}},
    )
    other = {
        "of another kind": {"kind": "match"},
        "of another side": {"compartment_id": new()},
        "not due": {"due_at": SOON},
    }
    for name, row in absences.by_name.items():
        behind.put("sealed.work", **{**work, "subject_id": row["id"], **other.get(name, {})})
    asked = "SELECT id FROM wall.absences_at_work(:now) WHERE is_over = :over"
    job = service_viewer(here)
    assert behind.asked_by(job, asked, now=NOW, over=False) == [absences.value("id")]
    assert behind.asked_by(job, asked, now=NOW, over=True) == [absences.value("id", "ended")]
    assert len(behind.asked_by(job, asked, now=SOON, over=True)) == 3


CHOOSE = "SELECT wall.choose_cover(:absence, :group, 'p', :now)"


def chosen(behind: Behind, group: uuid.UUID, absence: uuid.UUID) -> object:
    (compartment_id,) = behind.answers("SELECT sealed.compartment(:g, 'p')", g=group)
    job = service_viewer(compartment_id)
    (found,) = behind.asked_by(job, CHOOSE, absence=absence, group=group, now=NOW)
    return found


def test_who_covers_is_of_the_team_there_and_on_no_other_side(world: World, behind: Behind) -> None:
    absent = world.a_caseworker("Ada Orr").account_id
    away, opposed, free = (
        world.a_caseworker(name).account_id for name in ("Ben Orr", "Cy Orr", "Dee Orr")
    )
    world.somebody(Role.CASEWORKER, "Eve Orr", ELSEWHERE)
    world.somebody(Role.LIST_OPERATOR, "Fay Orr")
    group, joined = new(), new()
    behind.put("sealed.group_alias", group_id=joined, canonical_group_id=group)
    behind.put("sealed.group_alias", group_id=new(), canonical_group_id=new())
    behind.put("sealed.absence", account_id=away, **LASTS)
    behind.put("sealed.allegiance", account_id=opposed, group_id=group, party="q")
    behind.put("sealed.allegiance", account_id=free, group_id=group, party="p")
    behind.put("sealed.allegiance", account_id=free, group_id=new(), party="q")
    asked = behind.put("sealed.absence", account_id=absent, first_choice=None, **LASTS)["id"]
    behind.put("sealed.absence", account_id=new(), first_choice=None)
    assert chosen(behind, group, asked) == free
    assert chosen(behind, joined, asked) == free
    assert behind.answers("SELECT account_id FROM sealed.conflict") == []
    behind.put("sealed.absence", account_id=free, **LASTS)
    assert chosen(behind, group, asked) is None


def test_nobody_covers_for_themselves(world: World, behind: Behind) -> None:
    """Also where their absence has not begun yet."""
    absent = world.a_caseworker("Ada Orr").account_id
    later = {"from_at": SOON, "until_at": SOON + timedelta(hours=1), "ended_at": None}
    asked = behind.put("sealed.absence", account_id=absent, first_choice=None, **later)["id"]
    assert chosen(behind, new(), asked) is None


def test_the_leaders_choice_comes_first_and_else_whoever_has_fewest(
    world: World, behind: Behind
) -> None:
    absent = world.a_caseworker("Ada Orr").account_id
    names = ("Ben Orr", "Cy Orr")
    people = sorted((world.a_caseworker(name).account_id for name in names), key=str)
    wished = behind.put("sealed.absence", account_id=absent, first_choice=people[1], **LASTS)["id"]
    unwished = behind.put("sealed.absence", account_id=absent, first_choice=None, **LASTS)["id"]
    assert chosen(behind, new(), wished) == people[1]
    behind.say("DELETE FROM sealed.clearance")
    for ended_at in (LATELY, LATELY):
        behind.put("sealed.clearance", account_id=people[0], ended_at=ended_at)
    assert chosen(behind, new(), unwished) == people[0]
    behind.put("sealed.clearance", account_id=people[0], ended_at=None)
    assert chosen(behind, new(), unwished) == people[1]


def test_a_job_chooses_in_its_own_compartment_alone(world: World, behind: Behind) -> None:
    absent = world.a_caseworker("Ada Orr").account_id
    asked = behind.put("sealed.absence", account_id=absent, first_choice=None, **LASTS)["id"]
    with pytest.raises(ProgrammingError, match="not allowed"):
        behind.asked_by(service_viewer(new()), CHOOSE, absence=asked, group=new(), now=NOW)
