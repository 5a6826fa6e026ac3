"""Booking and cancelling a visit, and giving it its caseworker."""

from collections import Counter
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from psycopg.errors import DeadlockDetected
from sqlalchemy import update
from sqlalchemy.dialects.postgresql import Range
from sqlalchemy.exc import IntegrityError, OperationalError

from casework.access_needs.queries import live_needs
from casework.acting import acting_account
from casework.tasks.actions import open_task
from casework.tasks.rules import NewTask, TaskKind
from casework.witnesses.queries import witness_of, witness_to_change
from courts.register.models import Court
from ethical_walls.sessions import WalledSession
from scheduling.slots.models import Slot
from scheduling.turns.queries import hold_turns, published_case_of
from scheduling.visits.events import VisitBooked, VisitCancelled, VisitConfirmed
from scheduling.visits.lawful import lawful
from scheduling.visits.models import Visit
from scheduling.visits.queries import (
    terms_for,
    visit_asked_for,
    visit_to_change,
    visits_to_come_of,
)
from scheduling.visits.rules import (
    LIVE_STATES,
    TO_COME,
    CancelReason,
    OfferedTime,
    PlaceNotAvailable,
    Terms,
    VisitChangedMeanwhile,
    VisitState,
    padded_until,
    state_given,
    state_with,
)

ANSWER_WITHIN = timedelta(hours=24)


def book_visit(
    session: WalledSession, witness_id: UUID, slot_id: UUID, request_id: UUID, *, now: datetime
) -> Visit:
    """Take a place for a witness: a guarded count and the constraints, in one short step.

    The same request books once: a double click gets the visit that the first click booked.

    Args:
        session: The caseworker's.
        witness_id: Who comes.
        slot_id: When and where.
        request_id: Made with the form, so that sending it twice is one request.
        now: The present instant.

    Raises:
        WitnessNotFound: There is no such witness in view.
        HearingNotPublished: No published trial is ahead.
        PlaceNotAvailable: It cannot be booked; why is never said.
    """
    witness = witness_to_change(session, witness_id)
    if (booked := visit_asked_for(session, request_id)) is not None:
        return booked
    hold_turns(session, witness)
    terms, hearing = terms_for(session, witness_id, now)
    visit = Visit(
        compartment_id=witness.compartment_id,
        audience_id=witness.audience_id,
        unit_id=witness.unit_id,
        id=uuid4(),
        witness_id=witness_id,
        group_id=published_case_of(session, witness).group_id,
        party=witness.party,
        state=state_with(witness.caseworker_id),
        caseworker_id=witness.caseworker_id,
        hearing_id=hearing.hearing_id,
        hearing_version=hearing.version,
        needs=sorted(need.need.value for need in live_needs(session, witness_id)),
        request_id=request_id,
        booked_at=now,
        booked_by=acting_account(session),
    )
    take_place(session, visit, slot_id, terms)
    session.record(VisitBooked(visit.id, witness_id, visit.version))
    return visit


def take_place(session: WalledSession, visit: Visit, slot_id: UUID, terms: Terms) -> None:
    """Count a place as taken and write the visit into it, or change nothing at all.

    Raises:
        PlaceNotAvailable: The slot is not lawful, full, or kept apart by a constraint: one answer
            for all, in the same words.
    """
    try:
        with session.begin_nested():
            place = session.execute(
                update(Slot)
                .where(Slot.id == slot_id, *lawful(terms))
                .values(taken=Slot.taken + 1)
                .returning(Slot.id, Slot.court_id, Slot.starts_at, Slot.ends_at)
                .execution_options(synchronize_session=False)
            ).one_or_none()
            if place is None:
                raise PlaceNotAvailable(slot_id)
            put_in(session, visit, OfferedTime(*place))
            session.add(visit)
            session.flush()
    except IntegrityError as refused:
        raise PlaceNotAvailable(slot_id) from refused
    except OperationalError as refused:
        if not isinstance(refused.orig, DeadlockDetected):
            raise
        raise PlaceNotAvailable(slot_id) from refused


def put_in(session: WalledSession, visit: Visit, place: OfferedTime) -> None:
    """Write a slot's place and time into a visit, padded by the court's own gap."""
    gap = session.get_one(Court, place.court_id).visit_gap_minutes
    visit.slot_id, visit.court_id = place.slot_id, place.court_id
    visit.starts_at, visit.ends_at = place.starts_at, place.ends_at
    visit.padded = Range(place.starts_at, padded_until(place.ends_at, gap), bounds="[)")


def cancel_visit(
    session: WalledSession, visit_id: UUID, version: int, reason: CancelReason, *, now: datetime
) -> Visit:
    """Cancel a visit and free its place, unless that was given back already.

    Raises:
        VisitNotFound: There is none in view.
        VisitChangedMeanwhile: It is not as it was on the screen, or was cancelled before.
    """
    visit = visit_to_change(session, visit_id)
    if visit.version != version or visit.state not in TO_COME:
        raise VisitChangedMeanwhile(visit_id)
    if visit.state in LIVE_STATES:
        release_places(session, [visit.slot_id])
    visit.state, visit.cancelled_at, visit.cancelled_reason = VisitState.CANCELLED, now, reason
    visit.version += 1
    session.flush()
    session.record(VisitCancelled(visit.id, visit.witness_id, visit.version))
    return visit


def release_places(session: WalledSession, slot_ids: list[UUID]) -> None:
    """Give places back, one for each id, always in the order of the ids."""
    for slot_id, places in sorted(Counter(slot_ids).items()):
        session.execute(
            update(Slot)
            .where(Slot.id == slot_id)
            .values(taken=Slot.taken - places)
            .execution_options(synchronize_session=False)
        )


def caseworker_set(session: WalledSession, witness_id: UUID, *, now: datetime) -> list[Visit]:
    """Give a witness's visits their caseworker, and so confirm those that were only booked.

    A caseworker who is elsewhere at that time is not put in: the visit stays as it was and a task
    says that somebody must be found.

    Raises:
        WitnessNotFound: There is no such witness in view.
    """
    caseworker_id = witness_of(session, witness_id).caseworker_id
    if caseworker_id is None:
        return []
    visits = visits_to_come_of(session, witness_id)
    waiting = [visit for visit in visits if visit.caseworker_id != caseworker_id]
    return [visit for visit in waiting if _given(session, visit, caseworker_id, now)]


def _given(session: WalledSession, visit: Visit, caseworker_id: UUID, now: datetime) -> bool:
    try:
        with session.begin_nested():
            was, visit.caseworker_id = visit.state, caseworker_id
            visit.state = state_given(was)
            session.flush()
    except IntegrityError:
        session.refresh(visit)
        _ask_for_somebody(session, visit, now)
        return False
    if was is VisitState.BOOKED:
        session.record(VisitConfirmed(visit.id, visit.witness_id, visit.version))
    return True


def _ask_for_somebody(session: WalledSession, visit: Visit, now: datetime) -> None:
    open_task(
        session,
        NewTask(
            witness_id=visit.witness_id,
            kind=TaskKind.PLACE_VISIT,
            title="Find another time, or somebody else, for the visit: the caseworker is busy then",
            cause=f"visit:{visit.id}:caseworker",
            due_at=now + ANSWER_WITHIN,
            hearing_id=visit.hearing_id,
        ),
        now=now,
    )
