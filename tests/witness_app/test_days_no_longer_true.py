"""A day that was handed over and is no longer the hearing's is taken back, visit or none."""

import uuid
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from casework.handovers.actions import offer_handover
from casework.handovers.models import Handover
from casework.handovers.rules import (
    Day,
    HandoverKind,
    HandoverState,
    HearingChanged,
    Pack,
    PackField,
)
from courts.cases.rules import read_identifier
from courts.hearings.actions import HearingToRecord, Vacating, record_hearing, vacate_hearing
from courts.hearings.rules import Certainty, HearingKind, Listing, VacatedReason
from courts.register.models import Court
from tests.builders.casework import Case, MadeWitness, Side, a_published_trial, a_witness
from tests.moment import NOW
from tests.world import World
from witness_app.clock import FixedClock
from witness_app.jobs import Means, tick
from witness_app.perform import perform

BEFORE, AFTER = date(2026, 10, 22), date(2026, 11, 12)
OURS, ANOTHER = Case(), Case("01AB7654321", "Noel Park")


def publish(world: World, kind: HearingKind, on: date, minutes: int, case: Case = OURS) -> Day:
    """A hearing as a court lists it, so many minutes on; jobs answer it."""
    at = NOW + timedelta(minutes=minutes)
    with world.session(world.a_list_operator()) as session:
        court_id: uuid.UUID = session.scalars(select(Court.id).limit(1)).one()
        listing = Listing(court_id, Certainty.FIXTURE, on, at)
        recorded = HearingToRecord(
            read_identifier(case.number), (case.defendant,), kind, kind.value, listing
        )
        listed = perform(session, record_hearing, recorded, now=at).after
    let_jobs_run(world, minutes)
    return Day(court_id, on, listed.hearing_id, listed.number)


def let_jobs_run(world: World, minutes: int) -> None:
    tick(Means(world.database, {}, FixedClock(NOW + timedelta(minutes=minutes))))


def hand_over(world: World, made: MadeWitness, day: Day) -> None:
    kind, agreed = HandoverKind.IN_COURT_SERVICE, {PackField.NAME: "Ada Yeo"}
    pack = Pack(uuid.uuid4(), kind, "Witness Service", agreed, day)
    with world.session(made.caseworker) as session:
        perform(session, offer_handover, made.id, pack, now=NOW + timedelta(minutes=6))


def states(world: World) -> list[HandoverState]:
    with world.owner() as owner:
        return list(owner.scalars(select(Handover.state)))


@pytest.fixture
def made(world: World) -> MadeWitness:
    a_published_trial(world, ANOTHER, BEFORE)
    return a_witness(world, side=Side.DEFENCE)


@pytest.mark.parametrize(
    "kind", [HearingKind.TRIAL, HearingKind.NEWTON, HearingKind.APPEAL, HearingKind.SENTENCE]
)
def test_a_hearing_that_moves_takes_its_days_back(
    world: World, made: MadeWitness, kind: HearingKind
) -> None:
    hand_over(world, made, publish(world, kind, BEFORE, 5))
    assert states(world) == [HandoverState.OFFERED]
    publish(world, kind, AFTER, 10)
    assert states(world) == [HandoverState.TAKEN_BACK]


def test_a_hearing_taken_out_of_the_list_takes_its_days_back(
    world: World, made: MadeWitness
) -> None:
    day = publish(world, HearingKind.SECTION_28, BEFORE, 5)
    hand_over(world, made, day)
    with world.session(world.a_list_operator()) as session:
        vacating = Vacating(VacatedReason.OTHER, NOW.date())
        at = NOW + timedelta(minutes=10)
        perform(session, vacate_hearing, day.hearing_id, vacating, version=1, now=at)
    let_jobs_run(world, 10)
    assert states(world) == [HandoverState.TAKEN_BACK]


@pytest.mark.parametrize("kind", [HearingKind.MENTION, HearingKind.PTPH])
def test_no_day_is_handed_over_of_a_hearing_that_nobody_comes_to(
    world: World, made: MadeWitness, kind: HearingKind
) -> None:
    with pytest.raises(HearingChanged):
        hand_over(world, made, publish(world, kind, BEFORE, 5))


def test_no_day_is_handed_over_of_another_cases_hearing(world: World, made: MadeWitness) -> None:
    with pytest.raises(HearingChanged):
        hand_over(world, made, publish(world, HearingKind.SENTENCE, BEFORE, 5, ANOTHER))
