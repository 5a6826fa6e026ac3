"""What happened to a published case: the facts that others react to."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True)
class PartiesChanged:
    """A case has parties it had not: it is new, a defendant was named, or two cases were joined."""

    case_id: UUID
