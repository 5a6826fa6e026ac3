"""What is announced when it is said who somebody is in the case."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True)
class ParticularsSaid:
    """Whether they are a victim, where they lived or how old they were is not what it was."""

    witness_id: UUID
