"""What was announced about the end of a case."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True)
class OutcomeReported:
    """An outcome was taken in for one witness."""

    witness_id: UUID
    outcome_id: UUID
