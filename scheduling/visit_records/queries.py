"""Finding what was recorded of visits."""

from uuid import UUID

from sqlalchemy import select

from ethical_walls.sessions import WalledSession
from scheduling.visit_records.models import VisitRecord


def record_of(session: WalledSession, visit_id: UUID) -> VisitRecord | None:
    """The record of one visit, where there is one in view."""
    return session.scalars(
        select(VisitRecord).where(VisitRecord.visit_id == visit_id)
    ).one_or_none()


def records_of(session: WalledSession, witness_id: UUID) -> list[VisitRecord]:
    """Every record of a witness's visits, oldest first."""
    return list(
        session.scalars(
            select(VisitRecord)
            .where(VisitRecord.witness_id == witness_id)
            .order_by(VisitRecord.recorded_at, VisitRecord.id)
        )
    )
