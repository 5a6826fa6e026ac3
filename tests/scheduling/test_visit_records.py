"""The visit's record: once, after its time, with what follows; never what was said."""

from datetime import datetime, timedelta
from uuid import UUID

import pytest
from sqlalchemy import select

from casework.deadlines.queries import open_deadlines
from casework.deadlines.rules import DeadlineKind
from casework.partners.models import ReferredWitness
from casework.witnesses.queries import witness_of
from scheduling.visit_records.actions import record_visit
from scheduling.visit_records.queries import record_of
from scheduling.visit_records.rules import (
    DidNotHappen,
    EvidenceTalk,
    Happened,
    Shown,
    VisitFormat,
    VisitNotToRecord,
    WarningTimeMissing,
    WasThere,
    check,
    is_to_record,
)
from scheduling.visits.models import Visit
from scheduling.visits.rules import CancelReason, VisitNotFound, VisitState
from tests.builders.casework import MadeWitness, Side, a_witness
from tests.builders.scheduling import Trial, a_court_with_windows, a_trial, a_visit
from tests.moment import NOW
from tests.world import World
from witness_app.care import care_of
from witness_app.next_steps import StepKind
from witness_app.perform import perform

HELD = Happened(
    format=VisitFormat.IN_COURTROOM,
    approved_by="Court manager",
    approved_on=NOW.date(),
    there=frozenset({WasThere.COURT_STAFF}),
    room="Courtroom 4",
    shown=frozenset({Shown.WITNESS_BOX}),
    evidence=EvidenceTalk.NOT_DISCUSSED,
)


@pytest.mark.parametrize(
    ("state", "begins", "may"),
    [
        (VisitState.CONFIRMED, timedelta(), True),
        (VisitState.BOOKED, timedelta(hours=-1), True),
        (VisitState.CONFIRMED, timedelta(minutes=1), False),
        (VisitState.RELEASED, timedelta(hours=-1), False),
        (VisitState.CANCELLED, timedelta(hours=-1), False),
        (VisitState.DONE, timedelta(hours=-1), False),
    ],
)
def test_a_visit_is_recorded_once_it_has_begun(
    state: VisitState, begins: timedelta, may: object
) -> None:
    assert is_to_record(state, NOW + begins, NOW) is may


@pytest.mark.parametrize(
    ("talk", "at"), [(EvidenceTalk.STOPPED_AND_WARNED, None), (EvidenceTalk.NOT_DISCUSSED, NOW)]
)
def test_a_warning_has_its_time_and_no_warning_has_none(
    talk: EvidenceTalk, at: datetime | None
) -> None:
    said = Happened(
        VisitFormat.VIDEO, "Court manager", NOW.date(), frozenset(), "", frozenset(), talk, at
    )
    with pytest.raises(WarningTimeMissing):
        check(said)


@pytest.fixture
def visited(world: World) -> tuple[MadeWitness, UUID, datetime]:
    """A witness, their visit, and an hour after it began."""
    a_trial(world, Trial(a_court_with_windows(world)))
    made = a_witness(world, side=Side.PROSECUTION)
    visit_id = a_visit(world, made)
    with world.owner() as owner:
        return made, visit_id, owner.get_one(Visit, visit_id).starts_at + timedelta(hours=1)


def kinds(world: World, made: MadeWitness, now: datetime) -> set[StepKind]:
    with world.session(made.caseworker) as session:
        (care,) = care_of(session, [witness_of(session, made.id)], now=now)
        return {step.kind for step in care.steps}


def test_what_took_place_is_done_and_its_referrer_sees_that_and_no_more(
    world: World, visited: tuple[MadeWitness, UUID, datetime]
) -> None:
    made, visit_id, after = visited
    assert StepKind.RECORD_VISIT in kinds(world, made, after)
    with world.session(made.caseworker) as session:
        perform(session, record_visit, visit_id, HELD, now=after)
        with pytest.raises(VisitNotToRecord):
            perform(session, record_visit, visit_id, HELD, now=after)
    assert StepKind.RECORD_VISIT not in kinds(world, made, after)
    with world.session(made.caseworker) as session:
        assert session.get_one(Visit, visit_id).state is VisitState.DONE
        assert session.scalars(select(ReferredWitness.visit_done_at)).one() == after
        record = record_of(session, visit_id)
    assert record is not None
    assert (record.room, record.shown) == ("Courtroom 4", ["witness_box"])


def test_what_did_not_take_place_is_owed_again(
    world: World, visited: tuple[MadeWitness, UUID, datetime]
) -> None:
    made, visit_id, after = visited
    with world.session(made.caseworker) as session:
        said = DidNotHappen(CancelReason.WITNESS_CANNOT_COME)
        perform(session, record_visit, visit_id, said, now=after)
        owed = {one.kind for one in open_deadlines(session, [made.id])}
        assert session.get_one(Visit, visit_id).state is VisitState.CANCELLED
        assert session.scalars(select(ReferredWitness.visit_done_at)).one() is None
    assert DeadlineKind.VISIT_BEFORE_TRIAL in owed


def test_another_side_finds_no_visit_to_record(
    world: World, visited: tuple[MadeWitness, UUID, datetime]
) -> None:
    _, visit_id, after = visited
    theirs = a_witness(world, side=Side.DEFENCE)
    with world.session(theirs.caseworker) as session, pytest.raises(VisitNotFound):
        perform(session, record_visit, visit_id, HELD, now=after)
