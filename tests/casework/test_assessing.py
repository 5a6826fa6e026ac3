"""A needs assessment as it is recorded, refused, put off and followed by a plan."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError, ProgrammingError

from casework.access_needs.queries import live_needs
from casework.access_needs.rules import AccessNeedKind, AgreedNeeds, StaleNeeds
from casework.assessments.actions import (
    agree_plan,
    assess_needs,
    put_off_assessment,
    refuse_assessment,
)
from casework.assessments.answers import (
    AssessmentAnswers,
    Decided,
    Decision,
    NothingAssessed,
    PlanAgreed,
    PlanItem,
    Seen,
    StaleAssessment,
)
from casework.assessments.dates import DaysToAvoid
from casework.assessments.equality import EqualityQuestion
from casework.assessments.events import NeedsAssessed
from casework.assessments.models import Assessment
from casework.assessments.queries import (
    assessments_of,
    days_to_avoid,
    live_assessment,
    support_plans,
)
from casework.assessments.rules import (
    AttendanceAction,
    AttendanceRisk,
    Consent,
    Eligibility,
    Feeling,
    Ground,
    Level,
    Offence,
    OverrideReason,
    Priority,
)
from casework.contact_plans.actions import confirm_contact_plan
from casework.deadlines.queries import deadlines_of, open_deadlines
from casework.deadlines.rules import DeadlineKind
from casework.partners.rules import Measure
from casework.tasks.queries import open_tasks
from casework.tasks.rules import TaskKind
from casework.witnesses.rules import InterpreterNeed
from ethical_walls.sessions import WalledSession
from tests.builders.casework import (
    MadeWitness,
    Person,
    Side,
    a_contact_plan,
    a_referred_witness,
    a_witness,
)
from tests.moment import NOW
from tests.world import World

HOUR = timedelta(hours=1)
AWAY = DaysToAvoid(date(2026, 10, 12), date(2026, 10, 16))
ANSWERS = AssessmentAnswers(
    agreed_needs=AgreedNeeds(
        "pl", InterpreterNeed.NEEDED, (AccessNeedKind.BREAKS,), "Near a door."
    ),
    attendance_risk=AttendanceRisk.HIGH,
    offences=frozenset({Offence.GUN_OR_KNIFE}),
    feelings=frozenset({Feeling.AFRAID}),
    days_to_avoid=(AWAY,),
    attendance_actions=frozenset({AttendanceAction.OUTREACH}),
    equality={EqualityQuestion.SEX: "female"},
)


def seen(version: int = 0, needs_version: int = 0, request_id: UUID | None = None) -> Seen:
    return Seen(request_id or uuid4(), version, needs_version)


@pytest.fixture(autouse=True)
def other(world: World) -> MadeWitness:
    """A witness of the other side of the same case is always there."""
    return a_witness(world, side=Side.PROSECUTION, person=Person(name="Noise Otherside"))


@pytest.fixture
def made(world: World) -> MadeWitness:
    """The witness these tests are about, spoken with an hour ago."""
    made = a_witness(world, side=Side.DEFENCE)
    with world.session(made.caseworker) as session:
        confirm_contact_plan(session, made.id, 1, a_contact_plan(), now=NOW)
        session.commit()
    return made


@pytest.fixture
def session(world: World, made: MadeWitness) -> Iterator[WalledSession]:
    with world.session(made.caseworker) as opened:
        yield opened


def test_an_assessment_keeps_what_was_worked_out_beside_what_was_decided(
    session: WalledSession, made: MadeWitness
) -> None:
    decided = Decided(Decision.BELONGS, OverrideReason.HEALTH_OR_SUPPORT)
    found = assess_needs(session, made.id, seen(), replace(ANSWERS, vulnerable=decided), now=NOW)
    assert (found.intimidated_found, found.intimidated_grounds) == (
        Eligibility.AUTOMATIC,
        [Ground.GUN_OR_KNIFE, Ground.FEAR],
    )
    assert (found.vulnerable_found, found.vulnerable_decision) == (
        Eligibility.NOT_SHOWN,
        Decision.BELONGS,
    )
    assert found.vulnerable_reason is OverrideReason.HEALTH_OR_SUPPORT
    assert found.priorities == [Priority.VULNERABLE, Priority.INTIMIDATED]
    assert (found.level, found.level_found) == (Level.VULNERABLE, Level.VULNERABLE)
    assert NeedsAssessed(made.id, 1) in session.taken_events()


def test_it_records_needs_language_and_dates_and_tells_of_the_dates_once(
    session: WalledSession, made: MadeWitness
) -> None:
    assess_needs(session, made.id, seen(), ANSWERS, now=NOW)
    assert [need.need for need in live_needs(session, made.id)] == [AccessNeedKind.BREAKS]
    assert days_to_avoid(session, made.id) == (AWAY,)
    assess_needs(session, made.id, seen(1, 1), ANSWERS, now=NOW + HOUR)
    tasks = [task for task in open_tasks(session, [made.id]) if task.kind is TaskKind.TELL_DATES]
    assert len(tasks) == 1
    later = replace(ANSWERS, days_to_avoid=())
    assess_needs(session, made.id, seen(2, 2), later, now=NOW + 2 * HOUR)
    assert days_to_avoid(session, made.id) == ()
    tasks = [task for task in open_tasks(session, [made.id]) if task.kind is TaskKind.TELL_DATES]
    assert len(tasks) == 2


def test_a_risk_of_not_attending_opens_each_task_once_for_the_caseworker(
    session: WalledSession, made: MadeWitness
) -> None:
    for version in range(2):
        assess_needs(session, made.id, seen(version, version), ANSWERS, now=NOW)
    (task,) = [t for t in open_tasks(session, [made.id]) if t.kind is TaskKind.KEEP_ENGAGED]
    assert task.owner_id == made.caseworker.account_id
    assert task.due_at.isoformat() == "2026-09-15T22:59:00+00:00"


def test_it_meets_the_duty_to_assess_and_starts_the_clocks_of_caseworker_and_plan(
    session: WalledSession, made: MadeWitness
) -> None:
    assess_needs(session, made.id, seen(), ANSWERS, now=NOW + HOUR)
    found = {owed.kind: owed for owed in deadlines_of(session, made.id)}
    assessed = found[DeadlineKind.NEEDS_ASSESSED]
    assert (assessed.due_at, assessed.met_at) == (NOW + 24 * HOUR, NOW + HOUR)
    named = found[DeadlineKind.CASEWORKER_AFTER_ASSESSMENT]
    assert (named.due_at, named.met_at) == (NOW + 25 * HOUR, NOW + HOUR)
    plan = found[DeadlineKind.PLAN_AGREED]
    assert (plan.due_at, plan.met_at) == (NOW + 73 * HOUR, None)
    assess_needs(session, made.id, seen(1, 1), ANSWERS, now=NOW + 9 * HOUR)
    assert len(deadlines_of(session, made.id)) == len(found)


def test_where_nobody_is_the_caseworker_yet_one_is_owed_within_a_day_of_the_assessment(
    world: World,
) -> None:
    waiting = a_referred_witness(world, side=Side.DEFENCE, person=Person(name="Bo Waits"))
    with world.session(waiting.caseworker) as session:
        assess_needs(session, waiting.id, seen(), ANSWERS, now=NOW)
        owed = {one.kind: one.due_at for one in open_deadlines(session, [waiting.id])}
    assert owed[DeadlineKind.CASEWORKER_AFTER_ASSESSMENT] == NOW + 24 * HOUR


def test_the_same_request_twice_is_one_assessment_and_a_stale_page_changes_nothing(
    session: WalledSession, made: MadeWitness
) -> None:
    once = seen()
    first = assess_needs(session, made.id, once, ANSWERS, now=NOW)
    assert assess_needs(session, made.id, once, ANSWERS, now=NOW) is first
    with pytest.raises(StaleAssessment) as stale:
        assess_needs(session, made.id, seen(), ANSWERS, now=NOW)
    assert stale.value.version == 1
    assert len(assessments_of(session, made.id)) == 1
    with pytest.raises(StaleNeeds):
        assess_needs(session, made.id, seen(1, 0), ANSWERS, now=NOW)


def test_a_refusal_is_all_that_is_kept_and_they_may_say_yes_later(
    session: WalledSession, made: MadeWitness
) -> None:
    refusal = refuse_assessment(session, made.id, seen(), now=NOW + HOUR)
    session.commit()
    kept = {c.name: getattr(refusal, c.name) for c in Assessment.__table__.columns}
    about_it = {
        "compartment_id",
        "id",
        "witness_id",
        "version",
        "request_id",
        "consent",
        "assessed_at",
        "assessed_by",
    }
    assert {name for name, value in kept.items() if value not in (None, [])} == about_it
    owed = {one.kind for one in open_deadlines(session, [made.id])}
    assert DeadlineKind.NEEDS_ASSESSED not in owed
    assert DeadlineKind.PLAN_AGREED not in owed
    with pytest.raises(NothingAssessed):
        agree_plan(session, made.id, uuid4(), PLAN, now=NOW)
    assess_needs(session, made.id, seen(1), ANSWERS, now=NOW + 2 * HOUR)
    live = live_assessment(session, made.id)
    assert live is not None
    assert live.consent is Consent.GIVEN


def test_the_database_keeps_nothing_beside_a_refusal(
    session: WalledSession, made: MadeWitness
) -> None:
    refusal = refuse_assessment(session, made.id, seen(), now=NOW)
    refusal.offences = [Offence.SEXUAL.value]
    with pytest.raises(IntegrityError, match="nothing_kept_without_consent"):
        session.flush()


def test_where_it_is_not_safe_to_talk_nothing_is_kept_but_a_task(
    session: WalledSession, made: MadeWitness
) -> None:
    request_id = uuid4()
    for _ in range(2):
        put_off_assessment(session, made.id, request_id, now=NOW)
    assert assessments_of(session, made.id) == []
    (task,) = open_tasks(session, [made.id])
    assert task.due_at.isoformat() == "2026-09-15T22:59:00+00:00"
    owed = {one.kind for one in open_deadlines(session, [made.id])}
    assert DeadlineKind.NEEDS_ASSESSED in owed


PLAN = PlanAgreed(frozenset({PlanItem.COURT_VISIT, PlanItem.TRAVEL}), date(2026, 10, 12))


def test_an_agreed_plan_meets_its_limit_and_is_looked_at_again(
    session: WalledSession, made: MadeWitness
) -> None:
    assess_needs(session, made.id, seen(), ANSWERS, now=NOW)
    request_id = uuid4()
    plan = agree_plan(session, made.id, request_id, PLAN, now=NOW + HOUR)
    assert agree_plan(session, made.id, request_id, PLAN, now=NOW + HOUR) is plan
    again = agree_plan(session, made.id, uuid4(), PLAN, now=NOW + 2 * HOUR)
    assert [one.version for one in support_plans(session, made.id)] == [2, 1]
    assert (again.assessment_version, again.items) == (1, ["court_visit", "travel"])
    met = {one.kind: one.met_at for one in deadlines_of(session, made.id)}
    assert met[DeadlineKind.PLAN_AGREED] == NOW + HOUR
    due = [t.due_at.date() for t in open_tasks(session, [made.id]) if t.kind == "review_plan"]
    assert due == [date(2026, 10, 12)] * 2


def test_equality_answers_are_kept_where_no_query_reads_them_and_each_replaces_its_own(
    world: World, session: WalledSession, made: MadeWitness, other: MadeWitness
) -> None:
    assess_needs(session, made.id, seen(), ANSWERS, now=NOW)
    age = replace(ANSWERS, equality={EqualityQuestion.AGE: "prefer_not_to_say"})
    assess_needs(session, made.id, seen(1, 1), age, now=NOW)
    session.commit()
    with world.owner() as owner:
        kept = owner.execute(text("SELECT witness_id, answers FROM sealed.equality_answers")).all()
    assert kept == [(made.id, {"sex": "female", "age": "prefer_not_to_say"})]
    with pytest.raises(ProgrammingError):
        session.execute(text("SELECT * FROM sealed.equality_answers"))
    session.rollback()
    for compartment_id, witness_id in (
        (other.compartment_id, other.id),
        (made.compartment_id, other.id),
        (made.compartment_id, uuid4()),
    ):
        with pytest.raises(ProgrammingError, match="not allowed"):
            session.execute(
                text("SELECT wall.keep_equality_answers(:c, :w, 's', '{\"sex\": \"x\"}', now())"),
                {"c": compartment_id, "w": witness_id},
            )
        session.rollback()


def test_what_the_case_is_about_adds_a_warm_referral_once_however_often_it_is_asked(
    session: WalledSession, made: MadeWitness
) -> None:
    grave = replace(ANSWERS, offences=frozenset({Offence.BEREAVEMENT, Offence.SEXUAL}))
    assess_needs(session, made.id, seen(), grave, now=NOW)
    assess_needs(session, made.id, seen(1, 1), grave, now=NOW + HOUR)
    tasks = [t for t in open_tasks(session, [made.id]) if "second referral" in t.title]
    due = {t.title.removeprefix("Offer a warm second referral to ")[:14]: t.due_at for t in tasks}
    assert due == {"the National H": NOW + HOUR, "a sexual viole": NOW + 24 * HOUR}
    assert {t.kind for t in tasks} == {TaskKind.REFER_ON}


def test_a_measure_that_is_not_open_is_kept_and_said_in_the_task(
    session: WalledSession, made: MadeWitness
) -> None:
    """The short call asks for no condition, so what they ask for is written down all the same."""
    asked = replace(ANSWERS, measures_asked=frozenset({Measure.INTERMEDIARY, Measure.SCREENS}))
    assess_needs(session, made.id, seen(), asked, now=NOW)
    (title,) = [t.title for t in open_tasks(session, [made.id]) if "special measures" in t.title]
    assert title.endswith("Intermediary (s.29): only for a vulnerable witness (s.16)")
