"""Giving back one party's visits in half-days that a change of parties takes from it."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from casework.witnesses.queries import witness_of
from ethical_walls.sessions import WalledSession
from scheduling.slots.models import Slot
from scheduling.turns.queries import published_case_of, share_of_witness
from scheduling.visits.actions import release_places
from scheduling.visits.events import VisitReleased
from scheduling.visits.lawful import kept_by
from scheduling.visits.models import Visit
from scheduling.visits.rules import LIVE_STATES, VisitState


class NoCompartment(PermissionError):
    """What a court did is answered by the service's job in one compartment; this has none."""


def own_compartment(session: WalledSession) -> UUID:
    """The one compartment of a job.

    Raises:
        NoCompartment: The session is not a job's in one compartment.
    """
    compartment_id = session.viewer.compartment_id
    if compartment_id is None:
        raise NoCompartment("open a session of the service in one compartment")
    return compartment_id


def release_ceded_visits(session: WalledSession, *, now: datetime) -> list[Visit]:
    """Give back every place of one party in half-days that are another's now; nobody is asked.

    Visits so soon that nobody else can book theirs beside them stand (design section 5). A visit
    booked in a case that another took in is of that case's group from now on, so that the
    constraint that keeps sides apart looks at all of them together. Doing it again changes nothing.

    Args:
        session: The service's, in the compartment.
        now: The present instant.

    Raises:
        NoCompartment: The session is not a job's in one compartment.
    """
    visits = _visits_ahead(session, own_compartment(session), now)
    if not visits:
        return []
    witness = witness_of(session, visits[0].witness_id)
    group_id = published_case_of(session, witness).group_id
    share = share_of_witness(session, witness, now)
    slots = {visit.slot_id for visit in visits}
    kept = set(session.scalars(select(Slot.id).where(Slot.id.in_(slots), kept_by(share))))
    ceded = [visit for visit in visits if visit.slot_id not in kept]
    release_places(session, [visit.slot_id for visit in ceded])
    for visit in ceded:
        visit.state = VisitState.RELEASED
        visit.version += 1
        session.record(VisitReleased(visit.id, visit.witness_id, visit.version))
    session.flush()
    for visit in visits:
        visit.group_id = group_id
    session.flush()
    return ceded


def _visits_ahead(session: WalledSession, compartment_id: UUID, now: datetime) -> list[Visit]:
    """A compartment's visits still to be that have their place, locked, as they stand."""
    return list(
        session.scalars(
            select(Visit)
            .where(
                Visit.compartment_id == compartment_id,
                Visit.state.in_(LIVE_STATES),
                Visit.starts_at > now,
            )
            .order_by(Visit.id)
            .with_for_update()
            .execution_options(populate_existing=True)
        )
    )
