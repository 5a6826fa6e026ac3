"""What is announced about reported dates."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True)
class HearingReported:
    """A unit or a firm reported a date for one witness, and it was taken in."""

    witness_id: UUID
    report_id: UUID


@dataclass(frozen=True)
class ClashAnswered:
    """Somebody found which of a reported and a published date is right for one witness.

    `set_aside` are the published hearings whose date is not the right one: none where it is.
    """

    witness_id: UUID
    set_aside: tuple[UUID, ...]
