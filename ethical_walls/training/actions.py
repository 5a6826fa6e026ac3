"""Recording training: a person confirms the rules themselves, or the owner records a course."""

import uuid
from datetime import date, datetime

from sqlalchemy import text

from ethical_walls.sessions import WalledSession
from ethical_walls.training.models import Training, TrainingKind


def confirm_rules(session: WalledSession, completed_on: date, *, now: datetime) -> None:
    """Record that the viewer has read the rules of integrity of evidence and will keep to them.

    Args:
        session: The session of whoever confirms; the door records nobody else.
        completed_on: The London day.
        now: When.
    """
    session.execute(
        text("SELECT wall.confirm_rules(:completed_on, :now)"),
        {"completed_on": completed_on, "now": now},
    )


def record_course(
    owner: WalledSession, account_id: uuid.UUID, completed_on: date, *, now: datetime
) -> None:
    """Record, as the owner, that somebody completed a course."""
    owner.add(
        Training(
            account_id=account_id,
            kind=TrainingKind.COURSE,
            completed_on=completed_on,
            recorded_at=now,
        )
    )
    owner.flush()
