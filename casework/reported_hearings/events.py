"""What is announced about reported dates."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True)
class HearingReported:
    """A unit or a firm reported a date for one witness, and it was taken in."""

    witness_id: UUID
    report_id: UUID
