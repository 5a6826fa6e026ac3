"""What is announced when a witness confirms how to be reached."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True)
class ContactPlanConfirmed:
    """The witness confirmed, in live contact, how they may be reached."""

    witness_id: UUID
    version: int
