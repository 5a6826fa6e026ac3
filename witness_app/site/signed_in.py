"""What a browser's cookie carries: the token of a live session, or a password proved just now."""

import uuid
from datetime import datetime, timedelta
from typing import Final

from flask import session

PROVED_LASTS: Final = timedelta(minutes=10)

TOKEN: Final = "token"  # noqa: S105 - the name of the value
PROVING: Final = "proving"
PROVED_AT: Final = "proved_at"


def begin(token: str) -> None:
    """Carry a live session. Nothing that the browser carried before is kept (session fixation)."""
    session.clear()
    session[TOKEN] = token


def end() -> None:
    """Carry nothing."""
    session.clear()


def token() -> str | None:
    """The token of the live session that this browser says it is in."""
    found: str | None = session.get(TOKEN)
    return found


def prove(account_id: uuid.UUID, now: datetime) -> None:
    """Carry that the password of an account was proved, until its code is asked."""
    session.clear()
    session[PROVING] = str(account_id)
    session[PROVED_AT] = now.timestamp()


def proving(now: datetime) -> uuid.UUID | None:
    """The account whose password was proved here in the last ten minutes."""
    if PROVING not in session:
        return None
    if now.timestamp() - session[PROVED_AT] > PROVED_LASTS.total_seconds():
        session.clear()
        return None
    return uuid.UUID(session[PROVING])
