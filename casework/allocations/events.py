"""What is announced when a proposed caseworker answers."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True)
class CaseworkerAccepted:
    """The proposed caseworker took the witness on."""

    witness_id: UUID
    caseworker_id: UUID


@dataclass(frozen=True)
class CaseworkerDeclined:
    """The proposed caseworker said no; another is being found."""

    witness_id: UUID
    caseworker_id: UUID


@dataclass(frozen=True)
class AnotherCaseworkerAskedFor:
    """The witness wants another caseworker; who it is now stays until another accepts."""

    witness_id: UUID
