"""Recording what became of a visit, once, after its time."""

from datetime import datetime
from uuid import UUID

from casework.acting import acting_account
from ethical_walls.sessions import WalledSession
from scheduling.visit_records.events import VisitDone, VisitNotHeld
from scheduling.visit_records.models import VisitRecord
from scheduling.visit_records.rules import (
    DidNotHappen,
    Happened,
    VisitNotToRecord,
    check,
    is_to_record,
)
from scheduling.visits.models import Visit
from scheduling.visits.queries import visit_to_change
from scheduling.visits.rules import VisitState


def record_visit(
    session: WalledSession, visit_id: UUID, said: Happened | DidNotHappen, *, now: datetime
) -> VisitRecord:
    """Record that a visit took place and how, or that it did not and why.

    Raises:
        VisitNotFound: There is none in view.
        VisitNotToRecord: It has not begun, or was recorded already.
        WarningTimeMissing: The evidence came up, and the record does not say when it was stopped.
    """
    visit = visit_to_change(session, visit_id)
    if not is_to_record(visit.state, visit.starts_at, now):
        raise VisitNotToRecord(visit_id)
    record = _not_held(visit, said, now) if isinstance(said, DidNotHappen) else _held(visit, said)
    record.recorded_at, record.recorded_by = now, acting_account(session)
    session.add(record)
    session.flush()
    announced = VisitDone if visit.state is VisitState.DONE else VisitNotHeld
    session.record(announced(visit.id, visit.witness_id))
    return record


def _held(visit: Visit, said: Happened) -> VisitRecord:
    check(said)
    visit.state = VisitState.DONE
    visit.version += 1
    return VisitRecord(
        compartment_id=visit.compartment_id,
        witness_id=visit.witness_id,
        visit_id=visit.id,
        format=said.format,
        approved_by=said.approved_by,
        approved_on=said.approved_on,
        there=sorted(one.value for one in said.there),
        room=said.room,
        shown=sorted(one.value for one in said.shown),
        evidence=said.evidence,
        warned_at=said.warned_at,
    )


def _not_held(visit: Visit, said: DidNotHappen, now: datetime) -> VisitRecord:
    visit.state, visit.cancelled_at, visit.cancelled_reason = (
        VisitState.CANCELLED,
        now,
        said.reason,
    )
    visit.version += 1
    return VisitRecord(
        compartment_id=visit.compartment_id,
        witness_id=visit.witness_id,
        visit_id=visit.id,
        not_held_because=said.reason,
        approved_by="",
        there=[],
        room="",
        shown=[],
    )
