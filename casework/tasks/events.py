"""What is announced when a task is opened or done."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True)
class TaskOpened:
    """Somebody must do something for a witness."""

    task_id: UUID
    witness_id: UUID


@dataclass(frozen=True)
class TaskDone:
    """It was done."""

    task_id: UUID
    witness_id: UUID
