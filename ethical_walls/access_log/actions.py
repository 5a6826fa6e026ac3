"""Adding to the access log, in a short transaction that no rollback can take back; sealing it."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Null, ScalarSelect, Table, func, null, select, text

from ethical_walls.access_log.models import Outcome
from ethical_walls.sessions import WalledSession


@dataclass(frozen=True)
class Subject:
    """The record that was asked for, and the walled table it would be a row of, if any."""

    id: uuid.UUID
    table: Table | None = None


def looked(
    session: WalledSession,
    act: str,
    subject: Subject | None,
    outcome: Outcome,
    *,
    now: datetime,
) -> None:
    """Add one look and commit it.

    The subject's compartment is read through the viewer's own eyes in the same statement: absent
    and foreign leave the same line.

    Args:
        session: A session of the viewer opened for this and nothing else.
        act: What was asked for: an endpoint's name, never its words or addresses.
        subject: The record asked for, where the address named one.
        outcome: Shown, or refused (absent and forbidden alike).
        now: When.
    """
    subject_id = subject.id if subject else None
    noted = func.wall.looked(act, subject_id, _compartment_of(subject), outcome.value, now)
    session.execute(select(noted))
    session.commit()


def _compartment_of(subject: Subject | None) -> Null | ScalarSelect[uuid.UUID]:
    """Where the subject is, as a question that the viewer asks; nowhere, if they may not see it."""
    if subject is None or subject.table is None:
        return null()
    rows = subject.table.c
    return select(rows.compartment_id).where(rows.id == subject.id).scalar_subquery()


def seal_looks(session: WalledSession, *, now: datetime) -> int:
    """Seal every look that is settled; for the service in no compartment, and so for the ticker.

    Returns:
        How many looks were sealed; where there were none, no seal was added.
    """
    sealed: int = session.execute(text("SELECT wall.seal_looks(:now)"), {"now": now}).scalar_one()
    return sealed
