"""What is announced when a witness's practical needs are settled."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True)
class AccessNeedsAgreed:
    """The needs were talked through with the witness."""

    witness_id: UUID
    version: int
