"""What happens between a partner and us."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True)
class PartnerSpoke:
    """A partner told us something of a witness; it stands from now on."""

    witness_id: UUID
    word_id: UUID
