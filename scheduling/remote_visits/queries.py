"""Finding how else a court was shown to a witness."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import select

from ethical_walls.sessions import WalledSession
from scheduling.remote_visits.models import RemoteVisit
from scheduling.remote_visits.rules import RemoteState, RemoteVisitNotFound


def remote_visits_of(session: WalledSession, witness_id: UUID) -> list[RemoteVisit]:
    """Every other way in which a court was offered or shown to one witness, oldest first."""
    return list(
        session.scalars(
            select(RemoteVisit)
            .where(RemoteVisit.witness_id == witness_id)
            .order_by(RemoteVisit.offered_at, RemoteVisit.id)
        )
    )


def remote_visit(session: WalledSession, remote_visit_id: UUID) -> RemoteVisit:
    """One of them.

    Raises:
        RemoteVisitNotFound: There is none that this viewer may see.
    """
    found = session.scalars(
        select(RemoteVisit).where(RemoteVisit.id == remote_visit_id)
    ).one_or_none()
    if found is None:
        raise RemoteVisitNotFound(remote_visit_id)
    return found


def remote_visit_to_change(session: WalledSession, remote_visit_id: UUID) -> RemoteVisit:
    """The same, locked until the transaction ends, as it stands now.

    Raises:
        RemoteVisitNotFound: There is none that this viewer may see.
    """
    found = session.scalars(
        select(RemoteVisit)
        .where(RemoteVisit.id == remote_visit_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one_or_none()
    if found is None:
        raise RemoteVisitNotFound(remote_visit_id)
    return found


def shown_remotely(session: WalledSession, witness_ids: Collection[UUID]) -> set[UUID]:
    """Those of these witnesses to whom a court was shown in another way."""
    return set(
        session.scalars(
            select(RemoteVisit.witness_id).where(
                RemoteVisit.witness_id.in_(witness_ids), RemoteVisit.state == RemoteState.DONE
            )
        )
    )
