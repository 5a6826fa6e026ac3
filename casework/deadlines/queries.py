"""Finding what is owed and when."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import select

from casework.deadlines.models import Deadline
from casework.deadlines.rules import DeadlineKind
from ethical_walls.sessions import WalledSession


def open_deadlines(session: WalledSession, witness_ids: Collection[UUID]) -> list[Deadline]:
    """What is still owed to these witnesses, soonest first."""
    return list(
        session.scalars(
            select(Deadline)
            .where(
                Deadline.witness_id.in_(witness_ids),
                Deadline.superseded_at.is_(None),
                Deadline.met_at.is_(None),
            )
            .order_by(Deadline.due_at, Deadline.id)
        )
    )


def live_deadline(
    session: WalledSession, witness_id: UUID, kind: DeadlineKind, cause: str
) -> Deadline | None:
    """The row in force of one duty from one cause, met or not."""
    return session.scalars(
        select(Deadline).where(
            Deadline.witness_id == witness_id,
            Deadline.kind == kind,
            Deadline.cause == cause,
            Deadline.superseded_at.is_(None),
        )
    ).one_or_none()


def live_of_kind(session: WalledSession, witness_id: UUID, kind: DeadlineKind) -> Deadline | None:
    """The row in force of a duty that is owed once at most, met or not."""
    return session.scalars(
        select(Deadline).where(
            Deadline.witness_id == witness_id,
            Deadline.kind == kind,
            Deadline.superseded_at.is_(None),
        )
    ).one_or_none()


def deadlines_of(session: WalledSession, witness_id: UUID) -> list[Deadline]:
    """Every deadline of a witness, superseded ones too, oldest first."""
    return list(
        session.scalars(
            select(Deadline)
            .where(Deadline.witness_id == witness_id)
            .order_by(Deadline.received_at, Deadline.due_at, Deadline.id)
        )
    )
