"""What is announced about reported dates."""

from dataclasses import dataclass
from uuid import UUID

from casework.reported_hearings.rules import Right


@dataclass(frozen=True)
class HearingReported:
    """A unit or a firm reported a date for one witness, and it was taken in."""

    witness_id: UUID
    report_id: UUID


@dataclass(frozen=True)
class ClashAnswered:
    """Somebody found which of a reported and a published date is right for one witness."""

    witness_id: UUID
    hearing_ids: tuple[UUID, ...]
    right: Right
