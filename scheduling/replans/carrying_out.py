"""Writing a confirmed plan: places counted, visits moved or cancelled, in a few statements."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import Integer, Uuid, and_, column, or_, select, text, update, values
from sqlalchemy.exc import IntegrityError

from casework.tasks.actions import open_task
from casework.tasks.rules import NewTask, TaskKind
from ethical_walls.sessions import WalledSession
from scheduling.replans.models import Replan
from scheduling.replans.rules import Outcome, Placed, ReplanChangedMeanwhile
from scheduling.slots.models import Slot
from scheduling.visits.actions import put_in
from scheduling.visits.events import VisitCancelled, VisitMoved
from scheduling.visits.models import Visit
from scheduling.visits.rules import CancelReason, VisitState, WhyNot, state_with

PLACE_WITHIN = timedelta(hours=24)


def carry_out(
    session: WalledSession, replan: Replan, placed: Iterable[Placed], *, now: datetime
) -> None:
    """Write what becomes of every visit, all or nothing, and announce what people must hear.

    The constraints are looked at once everything is in its new place, because two visits may
    change places.

    Raises:
        ReplanChangedMeanwhile: A place was taken, or a constraint refuses what was planned.
    """
    outcomes = list(placed)
    visits = _by_id(session, outcomes)
    try:
        with session.begin_nested():
            session.execute(text("SET CONSTRAINTS ALL DEFERRED"))
            _count_places(session, replan, outcomes)
            for each in outcomes:
                _write(session, visits[each.visit.visit_id], each, (replan.hearing_version, now))
            session.flush()
            session.execute(text("SET CONSTRAINTS ALL IMMEDIATE"))
    except IntegrityError as refused:
        raise ReplanChangedMeanwhile(replan.id) from refused
    for each in outcomes:
        _announce(session, visits[each.visit.visit_id], each, now)


def _by_id(session: WalledSession, placed: list[Placed]) -> dict[UUID, Visit]:
    ids = {each.visit.visit_id for each in placed}
    return {visit.id: visit for visit in session.scalars(select(Visit).where(Visit.id.in_(ids)))}


def _count_places(session: WalledSession, replan: Replan, placed: list[Placed]) -> None:
    """Take the new places and give the old ones back in one statement, locked in one order."""
    change: Counter[UUID] = Counter()
    for each in placed:
        if each.outcome is not Outcome.KEPT and each.visit.holds_place:
            change[each.visit.at.slot_id] -= 1
        if each.outcome is Outcome.MOVED and each.becomes is not None:
            change[each.becomes.slot_id] += 1
    rows = [(slot_id, places) for slot_id, places in change.items() if places]
    if not rows:
        return
    ids = [slot_id for slot_id, _ in rows]
    session.execute(select(Slot.id).where(Slot.id.in_(ids)).order_by(Slot.id).with_for_update())
    by = values(column("slot_id", Uuid), column("places", Integer), name="change").data(rows)
    counted = session.execute(
        update(Slot)
        .where(
            Slot.id == by.c.slot_id,
            or_(by.c.places < 0, and_(Slot.open, Slot.taken + by.c.places <= Slot.capacity)),
        )
        .values(taken=Slot.taken + by.c.places)
        .returning(Slot.id)
        .execution_options(synchronize_session=False)
    ).all()
    if len(counted) != len(rows):
        raise ReplanChangedMeanwhile(replan.id)


def _write(session: WalledSession, visit: Visit, placed: Placed, to: tuple[int, datetime]) -> None:
    visit.hearing_version, now = to
    if placed.outcome is Outcome.KEPT:
        return
    visit.version += 1
    if placed.becomes is None:
        visit.state, visit.cancelled_at = VisitState.CANCELLED, now
        visit.cancelled_reason = CancelReason.HEARING_CHANGED
        return
    visit.moved_from_slot_id, visit.moved_from_at = visit.slot_id, visit.starts_at
    put_in(session, visit, placed.becomes)
    if visit.state is VisitState.RELEASED:
        visit.state = state_with(visit.caseworker_id)


def _announce(session: WalledSession, visit: Visit, placed: Placed, now: datetime) -> None:
    if placed.outcome is Outcome.MOVED:
        session.record(VisitMoved(visit.id, visit.witness_id, visit.version))
    if placed.outcome is Outcome.CANNOT_BE_PLACED:
        session.record(VisitCancelled(visit.id, visit.witness_id, visit.version))
        if placed.why is not WhyNot.NO_HEARING:
            _ask_to_place(session, visit, now)


def _ask_to_place(session: WalledSession, visit: Visit, now: datetime) -> None:
    open_task(
        session,
        NewTask(
            witness_id=visit.witness_id,
            kind=TaskKind.PLACE_VISIT,
            title="Find another way to show the court: no time was left before the new date",
            cause=f"visit:{visit.id}:{visit.version}",
            due_at=now + PLACE_WITHIN,
            hearing_id=visit.hearing_id,
        ),
        now=now,
    )
