"""What was announced about days at court."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True)
class CourtDaySettled:
    """Somebody said what became of a witness on a day, or corrected it."""

    witness_id: UUID
    court_day_id: UUID
    version: int
