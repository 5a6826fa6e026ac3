"""What is announced when something is asked of a desk, and when it answers."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True)
class EnquirySent:
    """A desk was asked."""

    enquiry_id: UUID
    witness_id: UUID


@dataclass(frozen=True)
class EnquiryAnswered:
    """The desk's answer stands with the witness."""

    enquiry_id: UUID
    witness_id: UUID
