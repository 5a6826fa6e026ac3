"""Keeping what a court's teams read of a visit true, in the transaction that changes the visit."""

from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import select

from casework.partners.rules import reference_of
from ethical_walls.hosting.actions import StandsFor, note_hosted_for
from ethical_walls.sessions import WalledSession
from scheduling.hosted_visits.models import HostedVisit
from scheduling.hosted_visits.rules import STATE_OF, Brought, HostedState
from scheduling.replans.queries import visits_to_come_before
from scheduling.visits.models import Visit
from scheduling.visits.rules import TO_COME

WAS_TO_BE = frozenset({HostedState.EXPECTED, HostedState.UNDER_REVIEW})


def keep_hosted(
    session: WalledSession, visit_id: UUID, brought: Brought, *, now: datetime
) -> HostedVisit:
    """Say of a visit what is so now; a time that it had before is said to have moved.

    Args:
        session: Of the visit's own side.
        visit_id: Which visit.
        brought: Who and what comes with it.
        now: When it changed.
    """
    visit = session.get_one(Visit, visit_id, populate_existing=True)
    rows = _rows_of(session, visit_id)
    for row in rows:
        if row.slot_id != visit.slot_id and row.state in WAS_TO_BE:
            row.state, row.changed_at = HostedState.MOVED, now
    here = next((row for row in rows if row.slot_id == visit.slot_id), None)
    if here is None:
        here = _begun(visit, rows[0].reference if rows else reference_of(uuid4()))
        session.add(here)
    _say(here, STATE_OF[visit.state], brought, now)
    session.flush()
    stand_for_its_hearing(session, visit)
    return here


def keep_those_of_witness(
    session: WalledSession, witness_id: UUID, brought: Brought, *, now: datetime
) -> None:
    """Say of every visit still to be of one witness who and what comes with it now."""
    found = select(Visit.id).where(Visit.witness_id == witness_id, Visit.state.in_(TO_COME))
    for visit_id in session.scalars(found.order_by(Visit.id)).all():
        keep_hosted(session, visit_id, brought, now=now)


def keep_those_of_hearing(session: WalledSession, compartment_id: UUID, hearing_id: UUID) -> None:
    """Let the visits that one party has before a hearing stand for the version that they serve.

    Those that a re-plan left as they were are in doubt no longer; the others still are.
    """
    for visit in visits_to_come_before(session, compartment_id, hearing_id):
        stand_for_its_hearing(session, visit)


def stand_for_its_hearing(session: WalledSession, visit: Visit) -> None:
    """Keep for which version of its hearing a visit stands, where no team reads it."""
    stands = StandsFor(
        compartment_id=visit.compartment_id,
        visit_id=visit.id,
        court_id=visit.court_id,
        hearing_id=visit.hearing_id,
        hearing_version=visit.hearing_version,
    )
    note_hosted_for(session, stands)


def _rows_of(session: WalledSession, visit_id: UUID) -> list[HostedVisit]:
    return list(
        session.scalars(
            select(HostedVisit)
            .where(HostedVisit.visit_id == visit_id)
            .order_by(HostedVisit.id)
            .with_for_update()
            .execution_options(populate_existing=True)
        )
    )


def _begun(visit: Visit, reference: str) -> HostedVisit:
    return HostedVisit(
        compartment_id=visit.compartment_id,
        visit_id=visit.id,
        slot_id=visit.slot_id,
        reference=reference,
        court_id=visit.court_id,
        starts_at=visit.starts_at,
        ends_at=visit.ends_at,
    )


def _say(row: HostedVisit, state: HostedState, brought: Brought, now: datetime) -> None:
    said = (state, brought.companions, brought.needs, brought.equipment)
    if said != (row.state, row.companions, row.needs, row.equipment):
        row.state, row.companions, row.needs, row.equipment = said
        row.changed_at = now
