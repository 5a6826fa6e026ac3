"""Adding to the access log, by one statement that no rollback can take back; sealing it."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Table, text

from ethical_walls.access_log.models import Outcome
from ethical_walls.sessions import WalledSession

NOTE_LOOK = text("SELECT wall.note_look(:viewer, :act, :subject, :table, :outcome, :now)")


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
    """Add one look, by one statement that is its own transaction, beside the session's.

    What becomes of the session's own transaction does not touch the line: it is there once this
    answers. The same statement keeps the subject's compartment where the viewer may look into it:
    absent and foreign leave the same line.

    Args:
        session: A session of the viewer; whatever it has begun stays as it is.
        act: What was asked for: an endpoint's name, never its words or addresses.
        subject: The record asked for, where the address named one.
        outcome: Shown, or refused (absent and forbidden alike).
        now: When.

    Raises:
        sqlalchemy.exc.DBAPIError: The line could not be added; then nothing may be shown.
    """
    table = subject.table if subject else None
    with session.get_bind().engine.connect() as connection:
        connection.execution_options(isolation_level="AUTOCOMMIT")
        connection.execute(
            NOTE_LOOK,
            {
                "viewer": session.signed_viewer(connection),
                "act": act,
                "subject": subject.id if subject else None,
                "table": None if table is None else table.name,
                "outcome": outcome.value,
                "now": now,
            },
        )


def seal_looks(session: WalledSession, *, now: datetime) -> int:
    """Seal every look that is settled; for the service in no compartment, and so for the ticker.

    Returns:
        How many looks were sealed; where there were none, no seal was added.
    """
    sealed: int = session.execute(text("SELECT wall.seal_looks(:now)"), {"now": now}).scalar_one()
    return sealed
