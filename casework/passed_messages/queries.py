"""Finding what was passed on about a witness."""

from uuid import UUID

from sqlalchemy import select

from casework.passed_messages.models import PassedMessage
from ethical_walls.sessions import WalledSession


def passed_messages_of(session: WalledSession, witness_id: UUID) -> list[PassedMessage]:
    """Every message passed on about a witness, newest first."""
    return list(
        session.scalars(
            select(PassedMessage)
            .where(PassedMessage.witness_id == witness_id)
            .order_by(PassedMessage.left_at.desc(), PassedMessage.id)
        )
    )
