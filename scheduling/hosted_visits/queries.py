"""What a court's teams read of the visits to come, and the reference a caseworker may quote."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select

from ethical_walls.hosting.queries import visits_in_doubt
from ethical_walls.sessions import WalledSession
from scheduling.hosted_visits.models import HostedVisit
from scheduling.hosted_visits.rules import ALWAYS_COME, HostedState, shown_as
from scheduling.slots.models import Slot


@dataclass(frozen=True)
class HostedVisitSummary:
    """A visit as those who receive it read it: nothing here says whose."""

    reference: str
    court_id: UUID
    day: date
    starts_at: datetime
    ends_at: datetime
    people: int
    needs: str
    equipment: str
    state: HostedState
    changed_at: datetime


def hosted_at(
    session: WalledSession, court_ids: Collection[UUID], first: date, last: date
) -> list[HostedVisitSummary]:
    """The visits of some days at some courts, soonest first, as they stand when this is read.

    Args:
        session: Of somebody of those courts' teams.
        court_ids: The courts.
        first: The first London day.
        last: The last of them.
    """
    rows = session.execute(
        select(HostedVisit, Slot.day, Slot.open)
        .join(Slot, Slot.id == HostedVisit.slot_id)
        .where(HostedVisit.court_id.in_(court_ids), Slot.day.between(first, last))
        .order_by(HostedVisit.starts_at, HostedVisit.reference)
    ).all()
    doubtful = visits_in_doubt(session)
    return [
        HostedVisitSummary(
            reference=row.reference,
            court_id=row.court_id,
            day=day,
            starts_at=row.starts_at,
            ends_at=row.ends_at,
            people=ALWAYS_COME + row.companions,
            needs=row.needs,
            equipment=row.equipment,
            state=shown_as(row.state, is_in_doubt=not is_open or row.visit_id in doubtful),
            changed_at=row.changed_at,
        )
        for row, day, is_open in rows
    ]


def references_of(session: WalledSession, visit_ids: Collection[UUID]) -> dict[UUID, str]:
    """By which reference the court's teams know each of these visits."""
    rows = session.execute(
        select(HostedVisit.visit_id, HostedVisit.reference)
        .where(HostedVisit.visit_id.in_(visit_ids))
        .distinct()
    )
    return {row.visit_id: row.reference for row in rows}
