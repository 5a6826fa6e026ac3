"""What is announced about a re-plan."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True)
class ReplanOpened:
    """Visits of this compartment must be looked at, because the court changed something."""

    replan_id: UUID
    hearing_id: UUID
    version: int


@dataclass(frozen=True)
class ReplanConfirmed:
    """A person looked at the plan and it was carried out."""

    replan_id: UUID
    hearing_id: UUID
    version: int
