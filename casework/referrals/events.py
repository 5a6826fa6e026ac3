"""What is announced when a referral reaches its compartment."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True)
class ReferralReceived:
    """A referral was taken out of the intake and recorded in its compartment."""

    referral_id: UUID
