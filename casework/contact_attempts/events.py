"""What is announced when somebody tried to reach a witness."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True)
class WitnessRung:
    """Somebody rang the witness, whatever came of it."""

    witness_id: UUID


@dataclass(frozen=True)
class ContactMade:
    """Somebody spoke with the witness themselves."""

    witness_id: UUID
