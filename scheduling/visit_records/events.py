"""What is announced when a visit is recorded."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True)
class VisitDone:
    """The visit took place."""

    visit_id: UUID
    witness_id: UUID


@dataclass(frozen=True)
class VisitNotHeld:
    """Its time came and it did not take place."""

    visit_id: UUID
    witness_id: UUID
