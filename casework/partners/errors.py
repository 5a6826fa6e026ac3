"""What is wrong when a partner asks about somebody who is not theirs."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(eq=False)
class NotReferredByYou(LookupError):
    """No such record, or none that this viewer may see."""

    record_id: UUID
