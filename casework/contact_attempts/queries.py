"""Finding how often somebody tried to reach a witness."""

from uuid import UUID

from sqlalchemy import select

from casework.contact_attempts.models import ContactAttempt
from ethical_walls.sessions import WalledSession


def attempts_of(session: WalledSession, witness_id: UUID) -> list[ContactAttempt]:
    """Every try to reach one witness, oldest first."""
    return list(
        session.scalars(
            select(ContactAttempt)
            .where(ContactAttempt.witness_id == witness_id)
            .order_by(ContactAttempt.tried_at, ContactAttempt.id)
        )
    )
