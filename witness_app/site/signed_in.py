"""How one browser stays signed in, and when it no longer is."""

import uuid
from datetime import datetime, timedelta
from typing import Final

from flask import session

LASTS: Final = timedelta(hours=12)
IDLE: Final = timedelta(hours=1)
NOTED_EVERY: Final = timedelta(minutes=1)

ACCOUNT: Final = "account"
BEGAN: Final = "began"
SEEN: Final = "seen"


def begin(account_id: uuid.UUID, now: datetime) -> None:
    """Sign this browser in. Nothing that it carried before is kept (session fixation)."""
    session.clear()
    session[ACCOUNT] = str(account_id)
    session[BEGAN] = session[SEEN] = now.timestamp()


def end() -> None:
    """Sign this browser out."""
    session.clear()


def account_id(now: datetime) -> uuid.UUID | None:
    """The account signed in here; none after an hour without a page, or twelve hours in all."""
    if ACCOUNT not in session:
        return None
    began, seen = session[BEGAN], session[SEEN]
    if now.timestamp() - began > LASTS.total_seconds() or _idle(seen, now) > IDLE:
        session.clear()
        return None
    if _idle(seen, now) > NOTED_EVERY:
        session[SEEN] = now.timestamp()
    return uuid.UUID(session[ACCOUNT])


def _idle(seen: float, now: datetime) -> timedelta:
    return timedelta(seconds=now.timestamp() - seen)
