"""What the cookie of a browser carries that has opened a link with its word, and for how long."""

from datetime import datetime, timedelta
from typing import Final

from flask import session

IDLE: Final = timedelta(minutes=20)
NOTED_EVERY: Final = timedelta(minutes=1)

OPENING: Final = "opening"
SEEN: Final = "opening_seen"


def begin(token: str, now: datetime) -> None:
    """Carry an opened link. Nothing that was carried before is kept (session fixation)."""
    session.clear()
    session[OPENING] = token
    session[SEEN] = now.timestamp()


def token(now: datetime) -> str | None:
    """The token of the link that is open here; none after twenty minutes without a page."""
    carried = token_to_end()
    if carried is None:
        return None
    idle = timedelta(seconds=now.timestamp() - session[SEEN])
    if idle > IDLE:
        session.pop(OPENING)
        return None
    if idle > NOTED_EVERY:
        session[SEEN] = now.timestamp()
    return carried


def token_to_end() -> str | None:
    """The token that is carried, however long ago it was used."""
    found: str | None = session.get(OPENING)
    return found
