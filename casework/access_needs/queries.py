"""Finding what a witness needs."""

from uuid import UUID

from sqlalchemy import select

from casework.access_needs.models import AccessNeed
from ethical_walls.sessions import WalledSession


def live_needs(session: WalledSession, witness_id: UUID) -> list[AccessNeed]:
    """What the witness needs now, in the order it was recorded."""
    return list(
        session.scalars(
            select(AccessNeed)
            .where(AccessNeed.witness_id == witness_id, AccessNeed.ended_at.is_(None))
            .order_by(AccessNeed.recorded_at, AccessNeed.need)
        )
    )
