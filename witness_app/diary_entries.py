"""One thing that happened, as every part of a witness's diary says it."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True)
class TimelineEntry:
    """One thing that happened, when, and by whose account; who is None where the court acted."""

    at: datetime
    what: str
    detail: str = ""
    by: UUID | None = None
    message_id: UUID | None = None
    reply_id: UUID | None = None
