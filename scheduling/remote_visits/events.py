"""What is announced when a court is shown in another way."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True)
class RemoteVisitOffered:
    """Another way to see the court was put to the witness."""

    remote_visit_id: UUID
    witness_id: UUID


@dataclass(frozen=True)
class RemoteVisitDone:
    """The court was shown to the witness in another way."""

    remote_visit_id: UUID
    witness_id: UUID


@dataclass(frozen=True)
class RemoteVisitNotWanted:
    """The witness did not want it."""

    remote_visit_id: UUID
    witness_id: UUID
