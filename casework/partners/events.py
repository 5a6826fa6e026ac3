"""What happens between a partner and us."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True)
class PartnerSpoke:
    """A partner told us something of a witness; it stands from now on."""

    witness_id: UUID
    word_id: UUID


@dataclass(frozen=True)
class NeedsShared:
    """It was settled which of a witness's needs the court and whoever calls them may know."""

    witness_id: UUID
