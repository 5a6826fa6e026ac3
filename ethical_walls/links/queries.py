"""What may be known of a link: how it stands, to those who gave it; whose it is, once opened."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import text

from ethical_walls.sessions import WalledSession
from ethical_walls.sign_in.queries import digest


@dataclass(frozen=True)
class LinkStanding:
    """How the link of a record stands; never what it is or what opens it."""

    made_by: uuid.UUID
    made_at: datetime
    lasts_until: datetime
    opened_at: datetime | None
    locked_at: datetime | None


def link_of(session: WalledSession, subject_id: uuid.UUID) -> LinkStanding | None:
    """The link of a record in the viewer's own compartments; None where there is none."""
    row = session.execute(
        text("SELECT * FROM wall.link_of(:subject)"), {"subject": subject_id}
    ).first()
    return LinkStanding(*row) if row else None


def subject_of_opening(session: WalledSession, token: str, *, now: datetime) -> uuid.UUID | None:
    """Whose page a browser with this token may see now; None once it left, or the link is over."""
    found: uuid.UUID | None = session.scalar(
        text("SELECT wall.subject_of_opening(:token, :now)"), {"token": digest(token), "now": now}
    )
    return found
