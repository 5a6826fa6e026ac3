"""What may be answered to a proposal, and by whom."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

LOOK_AGAIN_AFTER = timedelta(hours=1)


@dataclass(eq=False)
class NoCaseworkerToChange(ValueError):
    """The witness has no caseworker yet, so another cannot be asked for."""

    witness_id: UUID


@dataclass(eq=False)
class NotProposedToYou(ValueError):
    """No proposal to this person waits for an answer: it was answered, or was never theirs."""

    witness_id: UUID
