"""Finding what the case team must know, and whether they do."""

from uuid import UUID

from sqlalchemy import select

from casework.concerns.models import Concern
from casework.concerns.rules import ConcernNotFound
from ethical_walls.sessions import WalledSession


def concerns_of(session: WalledSession, witness_id: UUID) -> list[Concern]:
    """Every concern about a witness, newest first."""
    return list(
        session.scalars(
            select(Concern)
            .where(Concern.witness_id == witness_id)
            .order_by(Concern.recorded_at.desc(), Concern.id)
        )
    )


def concern_by_request(session: WalledSession, request_id: UUID) -> Concern | None:
    """What one press of the button has become."""
    return session.scalars(select(Concern).where(Concern.request_id == request_id)).one_or_none()


def concern_of(session: WalledSession, concern_id: UUID) -> Concern | None:
    """One concern, or nothing where this viewer sees none."""
    return session.scalars(select(Concern).where(Concern.id == concern_id)).one_or_none()


def concern_to_change(session: WalledSession, concern_id: UUID) -> Concern:
    """One concern, locked until the transaction ends, as it stands now.

    Raises:
        ConcernNotFound: There is none that this viewer may see.
    """
    found = session.scalars(
        select(Concern)
        .where(Concern.id == concern_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one_or_none()
    if found is None:
        raise ConcernNotFound(concern_id)
    return found
