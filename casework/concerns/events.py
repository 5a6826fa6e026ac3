"""What is announced when the case team must know something, and when they do."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True)
class ConcernRaised:
    """The case team must be told."""

    concern_id: UUID
    witness_id: UUID


@dataclass(frozen=True)
class CaseTeamTold:
    """They were told."""

    concern_id: UUID
    witness_id: UUID
