"""Desks and courts' teams: what meets every term of a door, and what fails one alone."""

import uuid
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy.exc import ProgrammingError

from ethical_walls.accounts.models import OrganisationKind, Role
from ethical_walls.accounts.service import service_viewer
from ethical_walls.viewers import Viewer
from tests.builders.accounts import Employer
from tests.builders.sealed import STANDS, Behind, Rows, new
from tests.moment import NOW
from tests.world import World

SOON, LATELY = NOW + timedelta(hours=1), NOW - timedelta(hours=1)
LONG_AGO = NOW - timedelta(days=9)
WORK = "SELECT (kind, compartment_id, subject_id)::text FROM sealed.work ORDER BY id"
TEAM = Employer("Snaresbrook team", OrganisationKind.COURT_TEAM)


def of_role(world: World, role: Role, employer: Employer | None = None) -> Viewer:
    return world.somebody(role, f"Somebody {role.value}", employer)


@pytest.fixture
def enquiries(behind: Behind, here: uuid.UUID) -> Rows:
    return behind.rows(
        "sealed.sent_enquiry",
        {
            "desk": "case_progression",
            "compartment_id": here,
            "answered_at": None,
            "chased_at": None,
            "taken_in_at": None,
            "asked": {"words": "asked"},
        },
        {
            "of another desk": {"desk": "safeguarding"},
            "of another side": {"compartment_id": new()},
            "answered": {"answered_at": LATELY, "answer": {"words": "said"}},
            "answered long ago": {"answered_at": LONG_AGO, "answer": {"words": "said"}},
            "chased": {"chased_at": LATELY},
            "taken in": {"answered_at": LATELY, "taken_in_at": LATELY},
        },
    )


def test_a_desk_reads_its_own_that_wait_or_were_answered_lately(
    world: World, behind: Behind, enquiries: Rows
) -> None:
    officer = of_role(world, Role.CASE_PROGRESSION_OFFICER)
    asked = "SELECT id FROM wall.enquiries_for_desk(:desk, :since)"
    read = behind.asked_by(officer, asked, desk="case_progression", since=LATELY)
    assert enquiries.named("id", read) == set(enquiries.by_name) - {
        "of another desk",
        "answered long ago",
    }
    with pytest.raises(ProgrammingError, match="not allowed"):
        behind.asked_by(officer, asked, desk="safeguarding", since=LATELY)


def test_who_asked_is_told_to_the_safeguarding_lead_alone(
    world: World, behind: Behind, enquiries: Rows
) -> None:
    asked = "SELECT asked_by FROM wall.enquiries_for_desk(:desk, :since)"
    lead = of_role(world, Role.SAFEGUARDING_LEAD)
    told = behind.asked_by(lead, asked, desk="safeguarding", since=LATELY)
    assert told == [enquiries.value("asked_by", "of another desk")]
    officer = of_role(world, Role.CASE_PROGRESSION_OFFICER)
    told = behind.asked_by(officer, asked, desk="case_progression", since=LATELY)
    assert set(told) == {None}


@pytest.mark.parametrize(
    ("act", "done_to"),
    [
        (
            'SELECT wall.answer_enquiry(:enquiry, \'{"words": "yes"}\', :now)',
            {STANDS, "of another side", "chased"},
        ),
        (
            "SELECT wall.note_chased(:enquiry, 'cps', :now, :now)",
            {STANDS, "of another side", "chased"},
        ),
    ],
)
def test_a_desk_answers_and_chases_its_own_that_wait(
    world: World, behind: Behind, enquiries: Rows, act: str, done_to: set[str]
) -> None:
    officer = of_role(world, Role.CASE_PROGRESSION_OFFICER)
    for name, row in enquiries.by_name.items():
        told = {"enquiry": row["id"], "now": NOW}
        changed = enquiries.changed_by(lambda given=told: behind.asked_by(officer, act, **given))
        assert changed == {name} & done_to, name
    assert behind.answers(WORK) == [
        f"(enquiry_answer,{row['compartment_id']},{row['id']})"
        for name, row in enquiries.by_name.items()
        if name in done_to
    ]


def test_only_case_progression_chases(world: World, behind: Behind, enquiries: Rows) -> None:
    """A safeguarding lead who chases one of their own changes nothing."""
    lead = of_role(world, Role.SAFEGUARDING_LEAD)
    told = {"enquiry": enquiries.value("id", "of another desk"), "now": NOW}
    chase = "SELECT wall.note_chased(:enquiry, 'cps', :now, :now)"
    assert enquiries.changed_by(lambda: behind.asked_by(lead, chase, **told)) == set()


def test_a_job_hears_and_takes_in_what_desks_did_for_its_own_side(
    behind: Behind, enquiries: Rows, here: uuid.UUID
) -> None:
    job = service_viewer(here)
    news = behind.asked_by(job, "SELECT id FROM wall.enquiry_news()")
    assert enquiries.named("id", news) == {"answered", "answered long ago", "chased"}
    take_in = "SELECT wall.enquiry_taken_in(:enquiry, :now)"
    for name, row in enquiries.by_name.items():
        told = {"enquiry": row["id"], "now": NOW}
        changed = enquiries.changed_by(lambda given=told: behind.asked_by(job, take_in, **given))
        assert changed == {name} & {"answered", "answered long ago"}, name
    other = service_viewer(new())
    behind.say("UPDATE sealed.sent_enquiry SET taken_in_at = NULL")
    told = {"enquiry": enquiries.value("id", "answered"), "now": NOW}
    assert enquiries.changed_by(lambda: behind.asked_by(other, take_in, **told)) == set()


@pytest.mark.parametrize(
    ("role", "asks"),
    [
        (Role.SAFEGUARDING_LEAD, True),
        (Role.CASE_PROGRESSION_OFFICER, True),
        (Role.SEPARATION_DESK, True),
        (Role.CASEWORKER, False),
        (Role.TEAM_LEADER, False),
    ],
)
def test_the_three_desks_answer_and_nobody_else(
    world: World,
    behind: Behind,
    role: Role,
    asks: bool,  # noqa: FBT001 - a column of the table
) -> None:
    viewer = of_role(world, role)
    told = {"enquiry": new(), "now": NOW}
    act = "SELECT wall.answer_enquiry(:enquiry, '{}', :now)"
    if asks:
        assert behind.asked_by(viewer, act, **told) == [False]
    else:
        with pytest.raises(ProgrammingError, match="not allowed"):
            behind.asked_by(viewer, act, **told)


def test_an_enquiry_is_sent_by_a_caseworker_for_their_own_side(
    world: World, behind: Behind, here: uuid.UUID
) -> None:
    send = "SELECT wall.send_enquiry(:id, 'safeguarding', :side, '{}', :now, :now)"
    caseworker, leader = world.a_caseworker(), of_role(world, Role.TEAM_LEADER)
    for viewer in (caseworker, leader):
        world.clear(viewer, here)
    for viewer, side in (
        (leader, here),
        (caseworker, new()),
        (replace(caseworker, account_id=None), here),
    ):
        with pytest.raises(ProgrammingError, match="not allowed"):
            behind.asked_by(viewer, send, id=new(), side=side, now=NOW)
    behind.asked_by(caseworker, send, id=new(), side=here, now=NOW)
    assert behind.answers("SELECT compartment_id FROM sealed.sent_enquiry") == [here]


# Courts' teams -----------------------------------------------------------------------------------


def hosted(behind: Behind, viewer: Viewer) -> object:
    (courts,) = behind.asked_by(viewer, "SELECT wall.hosted_courts()")
    return courts


def test_a_team_hosts_its_own_courts_by_a_live_role_in_it(world: World, behind: Behind) -> None:
    of_team = of_role(world, Role.IN_COURT_WITNESS_SERVICE, TEAM)
    without_role = of_role(world, Role.LIST_OPERATOR, TEAM)
    of_us = of_role(world, Role.IN_COURT_WITNESS_SERVICE)
    elsewhere = of_role(
        world, Role.COURT_VISITS_CONTACT, Employer("Another team", OrganisationKind.COURT_TEAM)
    )
    court = new()
    for viewer, hosts in ((of_team, court), (of_us, new()), (elsewhere, new())):
        behind.put("sealed.hosting", organisation_id=viewer.organisation_id, court_id=hosts)
    assert hosted(behind, of_team) == [court]
    assert hosted(behind, without_role) == hosted(behind, of_us) == []
    assert len(hosted(behind, elsewhere)) == 1  # type: ignore[arg-type]
    served = "SELECT wall.courts_served()"
    assert behind.asked_by(of_team, served) == [[court]]
    assert behind.asked_by(elsewhere, served) == [[]]


def test_what_a_visit_is_for_is_said_by_its_own_side(
    world: World, behind: Behind, here: uuid.UUID
) -> None:
    said = "SELECT wall.note_hosted_for(:side, :visit, :court, :hearing, 2)"
    caseworker = world.a_caseworker()
    world.clear(caseworker, here)
    told = {"visit": new(), "court": new(), "hearing": new()}
    for viewer, side in ((caseworker, new()), (replace(caseworker, account_id=None), here)):
        with pytest.raises(ProgrammingError, match="not allowed"):
            behind.asked_by(viewer, said, side=side, **told)
    behind.asked_by(caseworker, said, side=here, **told)
    assert behind.answers("SELECT compartment_id FROM sealed.hosted_for") == [here]


def test_a_visit_is_in_doubt_where_its_own_hearing_at_ones_own_court_has_changed(
    world: World, behind: Behind
) -> None:
    host = of_role(world, Role.COURT_VISITS_CONTACT, TEAM)
    court, changed, unchanged = new(), new(), new()
    behind.put("sealed.hosting", organisation_id=host.organisation_id, court_id=court)
    behind.put("hearing", id=changed, current_version=3)
    behind.put("hearing", id=unchanged, current_version=2)
    visits = behind.rows(
        "sealed.hosted_for",
        {"court_id": court, "hearing_id": changed, "hearing_version": 2, "visit_id": new()},
        {
            "at another court": {"court_id": new(), "visit_id": new()},
            "unchanged": {"hearing_id": unchanged, "visit_id": new()},
            "said since": {"hearing_version": 3, "visit_id": new()},
        },
    )
    found = behind.asked_by(host, "SELECT wall.hosted_in_doubt()")
    assert visits.named("visit_id", found) == {STANDS}
