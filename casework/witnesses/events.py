"""What is announced about a witness and their caseworker."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True)
class WitnessTakenIn:
    """A referred witness is now in our care, with a next step."""

    witness_id: UUID
