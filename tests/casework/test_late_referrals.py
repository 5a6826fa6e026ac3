"""The ten questions of the one call: kept by the actions that each answer has, all or nothing."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select

from casework.access_needs.queries import live_needs
from casework.access_needs.rules import AccessNeedKind, AgreedNeeds
from casework.assessments.actions import assess_needs
from casework.assessments.answers import AssessmentAnswers, RiskWithoutAction, Seen
from casework.assessments.dates import DaysToAvoid
from casework.assessments.day import Companion, Travel
from casework.assessments.queries import assessments_of, days_to_avoid, live_assessment
from casework.assessments.rules import (
    AttendanceReason,
    AttendanceRisk,
    DomesticRisk,
    Feeling,
    Offence,
    Priority,
    RiskFlag,
    Wish,
)
from casework.contact_attempts.actions import note_attempt
from casework.contact_attempts.queries import attempts_of
from casework.contact_attempts.rules import CameOf
from casework.contact_plans.queries import live_plan
from casework.contact_plans.rules import StaleContactPlan
from casework.deadlines.queries import deadlines_of
from casework.deadlines.rules import DeadlineKind
from casework.late_referrals.actions import answer_ten_questions
from casework.late_referrals.rules import TenAnswers
from casework.partners.rules import Measure
from casework.tasks.queries import open_tasks
from casework.witnesses.models import Witness
from casework.witnesses.rules import InterpreterNeed
from ethical_walls.sessions import WalledSession
from tests.builders.casework import MadeWitness, Person, Side, a_contact_plan, a_witness
from tests.moment import NOW
from tests.world import World
from witness_app.perform import perform

AWAY = DaysToAvoid(date(2026, 9, 16), date(2026, 9, 16))
SAID = TenAnswers(
    risks=frozenset({RiskFlag.ADDRESS_KNOWN}),
    domestic_risk=DomesticRisk.STANDARD,
    plan=a_contact_plan(language="pl"),
    interpreter=InterpreterNeed.NEEDED,
    needs=(AccessNeedKind.BREAKS,),
    days_to_avoid=(AWAY,),
    feelings=frozenset({Feeling.AFRAID}),
    attendance_risk=AttendanceRisk.LOW,
    attendance_reasons=frozenset({AttendanceReason.WORK}),
    attendance_actions=frozenset(),
    wish=Wish.WANTED,
    measures_asked=frozenset({Measure.SCREENS, Measure.LIVE_LINK}),
    companion=Companion.FAMILY_OR_FRIEND,
    travel=Travel.NEEDS_TAXI,
)


def seen(request_id: UUID | None = None, *, plan: int = 1, assessed: int = 0) -> tuple[int, Seen]:
    return plan, Seen(request_id or uuid4(), assessed, assessed)


@pytest.fixture(autouse=True)
def other(world: World) -> MadeWitness:
    """A witness of the other side of the same case is always there."""
    return a_witness(world, side=Side.PROSECUTION, person=Person(name="Noise Otherside"))


@pytest.fixture
def made(world: World) -> MadeWitness:
    return a_witness(world, side=Side.DEFENCE)


@pytest.fixture
def session(world: World, made: MadeWitness) -> Iterator[WalledSession]:
    with world.session(made.caseworker) as opened:
        yield opened


def test_one_call_confirms_the_plan_agrees_the_needs_and_records_the_assessment(
    session: WalledSession, made: MadeWitness
) -> None:
    perform(session, answer_ten_questions, made.id, seen(), SAID, now=NOW)
    plan, found = live_plan(session, made.id), live_assessment(session, made.id)
    assert plan is not None
    assert found is not None
    assert (plan.version, plan.confirmed_at, plan.language) == (2, NOW, "pl")
    assert [need.need for need in live_needs(session, made.id)] == [AccessNeedKind.BREAKS]
    assert days_to_avoid(session, made.id) == (AWAY,)
    witness = session.scalars(select(Witness).where(Witness.id == made.id)).one()
    assert (witness.language, witness.interpreter_needed) == ("pl", InterpreterNeed.NEEDED)
    assert (found.companion, found.travel) == (Companion.FAMILY_OR_FRIEND, Travel.NEEDS_TAXI)
    assert found.measures_asked == ["live_link", "screens"]
    assert Priority.INTIMIDATED in found.priorities
    titles = [task.title for task in open_tasks(session, [made.id])]
    asked = "which special measures they ask for: Screens (s.23), Live link (s.24)"
    assert f"Tell whoever calls the witness {asked}" in titles
    met = {one.kind for one in deadlines_of(session, made.id) if one.met_at}
    assert {DeadlineKind.FIRST_CONTACT, DeadlineKind.NEEDS_ASSESSED} <= met


def test_the_same_press_twice_is_one_call(session: WalledSession, made: MadeWitness) -> None:
    once = seen()
    first = perform(session, answer_ten_questions, made.id, once, SAID, now=NOW)
    again = perform(session, answer_ten_questions, made.id, once, SAID, now=NOW)
    assert again.id == first.id
    assert len(assessments_of(session, made.id)) == 1


def test_where_one_part_is_stale_nothing_of_the_call_is_kept(
    session: WalledSession, made: MadeWitness
) -> None:
    with pytest.raises(StaleContactPlan):
        perform(session, answer_ten_questions, made.id, seen(plan=7), SAID, now=NOW)
    too_risky = replace(SAID, attendance_risk=AttendanceRisk.HIGH)
    with pytest.raises(RiskWithoutAction):
        perform(session, answer_ten_questions, made.id, seen(), too_risky, now=NOW)
    plan = live_plan(session, made.id)
    assert (plan.version if plan else None) == 1
    assert assessments_of(session, made.id) == []


def test_what_the_call_does_not_ask_stays_as_it_was_assessed(
    session: WalledSession, made: MadeWitness
) -> None:
    full = AssessmentAnswers(
        agreed_needs=AgreedNeeds("en", InterpreterNeed.NOT_NEEDED, (), "Near a door."),
        attendance_risk=AttendanceRisk.LOW,
        offences=frozenset({Offence.GUN_OR_KNIFE}),
        born_on=date(2009, 3, 1),
    )
    perform(session, assess_needs, made.id, Seen(uuid4(), 0, 0), full, now=NOW)
    found = perform(session, answer_ten_questions, made.id, seen(assessed=1), SAID, now=NOW)
    assert (found.version, found.offences, found.born_on) == (
        2,
        ["gun_or_knife"],
        date(2009, 3, 1),
    )
    witness = session.scalars(select(Witness).where(Witness.id == made.id)).one()
    assert witness.needs_note == "Near a door."


def test_a_call_is_noted_once_and_a_dead_number_is_asked_about_today(
    session: WalledSession, made: MadeWitness
) -> None:
    request_id = uuid4()
    for _press in range(2):
        perform(session, note_attempt, made.id, request_id, CameOf.NUMBER_DEAD, now=NOW)
    assert [one.came_of for one in attempts_of(session, made.id)] == [CameOf.NUMBER_DEAD]
    assert [t.title for t in open_tasks(session, [made.id])] == [
        "Their number does not work: ask whoever referred them for another way to reach them"
    ]
