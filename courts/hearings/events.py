"""What happened to a hearing: the facts that others react to."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True)
class HearingListed:
    """A hearing nobody knew of is listed."""

    hearing_id: UUID
    case_id: UUID
    version: int


@dataclass(frozen=True)
class HearingMoved:
    """The day, the time told or the building of a hearing is another, or it is listed again."""

    hearing_id: UUID
    case_id: UUID
    version: int


@dataclass(frozen=True)
class HearingVacated:
    """A hearing was taken out of the list before its day."""

    hearing_id: UUID
    case_id: UUID
    version: int


@dataclass(frozen=True)
class HearingRevised:
    """More is known of a hearing (a courtroom, a time, a further day) and no plan is spoilt."""

    hearing_id: UUID
    case_id: UUID
    version: int
    revision: int
