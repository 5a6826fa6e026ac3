"""Finding who covers for whom."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import select

from casework.cover.models import Cover
from ethical_walls.sessions import WalledSession


def live_covers(
    session: WalledSession, compartment_ids: Collection[UUID]
) -> dict[tuple[UUID, UUID], Cover]:
    """The cover in force in these compartments, by compartment and who is away."""
    found = session.scalars(
        select(Cover).where(Cover.compartment_id.in_(compartment_ids), Cover.ended_at.is_(None))
    )
    return {(cover.compartment_id, cover.absent_id): cover for cover in found}


def covers_of(session: WalledSession, compartment_id: UUID, absent_id: UUID) -> list[Cover]:
    """Every cover there was for a caseworker in a compartment, oldest first."""
    return list(
        session.scalars(
            select(Cover)
            .where(Cover.compartment_id == compartment_id, Cover.absent_id == absent_id)
            .order_by(Cover.from_at, Cover.id)
        )
    )


def covers_here(session: WalledSession, compartment_id: UUID, account_id: UUID) -> bool:
    """Whether somebody covers for anybody in a compartment."""
    found = select(Cover.id).where(
        Cover.compartment_id == compartment_id,
        Cover.cover_id == account_id,
        Cover.ended_at.is_(None),
    )
    return bool(session.scalar(select(found.exists())))
