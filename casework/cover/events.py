"""What is announced when cover begins and ends in a compartment."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True)
class CoverBegan:
    """A colleague looks after the witnesses of somebody who is away."""

    absent_id: UUID
    cover_id: UUID


@dataclass(frozen=True)
class CoverEnded:
    """They look after them no longer."""

    absent_id: UUID
    cover_id: UUID
