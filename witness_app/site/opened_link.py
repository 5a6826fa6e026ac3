"""Which link one browser has opened with its word, and when it no longer has."""

import uuid
from datetime import datetime, timedelta
from typing import Final

from flask import session

IDLE: Final = timedelta(minutes=20)
NOTED_EVERY: Final = timedelta(minutes=1)

LINK: Final = "link"
SEEN: Final = "link_seen"


def begin(link_id: uuid.UUID, now: datetime) -> None:
    """Open the link in this browser. Nothing that it carried before is kept (session fixation)."""
    session.clear()
    session[LINK] = str(link_id)
    session[SEEN] = now.timestamp()


def link_id(now: datetime) -> uuid.UUID | None:
    """The link that is open here; none after twenty minutes without a page."""
    if LINK not in session:
        return None
    idle = timedelta(seconds=now.timestamp() - session[SEEN])
    if idle > IDLE:
        session.clear()
        return None
    if idle > NOTED_EVERY:
        session[SEEN] = now.timestamp()
    return uuid.UUID(session[LINK])
