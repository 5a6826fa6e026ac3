"""Adding to the access log, in a short transaction of its own that no rollback can take back."""

import uuid
from datetime import datetime

from sqlalchemy import text

from ethical_walls.access_log.models import Outcome
from ethical_walls.sessions import WalledSession


def looked(
    session: WalledSession,
    act: str,
    subject_id: uuid.UUID | None,
    outcome: Outcome,
    *,
    now: datetime,
) -> None:
    """Add one look and commit it.

    Args:
        session: A session of the viewer opened for this and nothing else.
        act: What was asked for: an endpoint's name, never its words or addresses.
        subject_id: The record asked for, where the address named one.
        outcome: Shown, or refused (absent and forbidden alike).
        now: When.
    """
    session.execute(
        text("SELECT wall.looked(:act, :subject, :outcome, :now)"),
        {"act": act, "subject": subject_id, "outcome": outcome.value, "now": now},
    )
    session.commit()
