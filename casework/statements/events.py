"""What is announced about the steps around a victim personal statement."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True)
class StatementStepAnswered:
    """What became of a step was recorded."""

    witness_id: UUID
    task_id: UUID
