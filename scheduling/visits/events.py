"""What is announced about a visit."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True)
class VisitBooked:
    """A place was taken for a witness."""

    visit_id: UUID
    witness_id: UUID
    version: int


@dataclass(frozen=True)
class VisitConfirmed:
    """A booked visit has its caseworker now; place and time are as they were."""

    visit_id: UUID
    witness_id: UUID
    version: int


@dataclass(frozen=True)
class VisitReleased:
    """The visit's half-day went to another party: its place is free, another is to be found."""

    visit_id: UUID
    witness_id: UUID
    version: int


@dataclass(frozen=True)
class VisitMoved:
    """The visit is at another time or in another building."""

    visit_id: UUID
    witness_id: UUID
    version: int


@dataclass(frozen=True)
class VisitCancelled:
    """The visit will not be; its place is free again."""

    visit_id: UUID
    witness_id: UUID
    version: int
