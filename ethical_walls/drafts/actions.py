"""Keeping, reading and dropping one's own drafts."""

import json
import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import text

from ethical_walls.sessions import WalledSession


@dataclass(frozen=True)
class KeptDraft:
    """A form as its writer left it."""

    id: uuid.UUID
    words: dict[str, Any]
    saved_at: datetime


def keep_draft(
    session: WalledSession, draft_id: uuid.UUID, words: dict[str, Any], *, now: datetime
) -> None:
    """Keep what the viewer has typed so far, for a fortnight; the same form takes its own place.

    Raises:
        sqlalchemy.exc.ProgrammingError: Nobody is signed in.
    """
    session.execute(
        text("SELECT wall.keep_draft(:draft, cast(:words AS jsonb), :now)"),
        {"draft": draft_id, "words": json.dumps(words), "now": now},
    )


def drafts(session: WalledSession, now: datetime) -> list[KeptDraft]:
    """The viewer's own drafts, latest first."""
    rows = session.execute(text("SELECT * FROM wall.drafts(:now)"), {"now": now})
    return [KeptDraft(row.id, row.payload, row.saved_at) for row in rows]


def drop_draft(
    session: WalledSession,
    draft_id: uuid.UUID,
    *,
    now: datetime,  # noqa: ARG001 - every action is told the time
) -> None:
    """Forget a draft: it was sent, or is wanted no longer."""
    session.execute(text("SELECT wall.drop_draft(:draft)"), {"draft": draft_id})
