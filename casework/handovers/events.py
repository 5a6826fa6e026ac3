"""What happens to a handover."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True)
class HandoverOffered:
    """Somebody was offered to a receiver, with what they agreed to."""

    witness_id: UUID
    handover_id: UUID


@dataclass(frozen=True)
class HandoverAnswered:
    """The receiver accepted, queried or refused."""

    witness_id: UUID
    handover_id: UUID


@dataclass(frozen=True)
class HandoverTakenBack:
    """The handover is off: its day moved, or the witness changed their mind."""

    witness_id: UUID
    handover_id: UUID
