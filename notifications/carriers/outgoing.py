"""What a carrier is handed, and the three things it can answer."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol
from uuid import UUID

from casework.contact_plans.rules import Channel


@dataclass(frozen=True)
class OutgoingMessage:
    """One message as it leaves. `attempt_id` is new each time, `message_id` never changes."""

    message_id: UUID
    attempt_id: UUID
    channel: Channel
    from_name: str
    from_address: str
    to_address: str
    subject: str
    text: str
    invitation_ics: str | None
    at: datetime


class Fault(StrEnum):
    """Whose a refusal is, which decides what happens next."""

    PASSING = "passing"
    ADDRESS = "address"
    OURS = "ours"


@dataclass(frozen=True)
class Accepted:
    """The carrier has it and says so; `reference` is its own number for it, where it has one."""

    reference: str = ""


@dataclass(frozen=True)
class Refused:
    """The carrier certainly did not take it, so nothing was sent."""

    fault: Fault
    reason: str


@dataclass(frozen=True)
class Unknown:
    """The carrier may have sent it: nobody can tell from here."""

    reason: str


Answer = Accepted | Refused | Unknown


class Carrier(Protocol):
    """Something that takes messages away."""

    @property
    def name(self) -> str:
        """The word kept beside each message it took."""

    def send(self, outgoing: OutgoingMessage) -> Answer:
        """Hand over one message, once; called outside any transaction."""
