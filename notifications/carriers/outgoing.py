"""What a carrier is handed, the three things it can answer, and what it says of it later."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol, runtime_checkable
from uuid import UUID

from casework.contact_plans.rules import Channel


@dataclass(frozen=True)
class OutgoingMessage:
    """One message as it leaves. `attempt_id` is new each time, `message_id` never changes.

    `until` is when it may no longer reach the person: a carrier that still has it drops it then.
    """

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
    until: datetime | None = None


class Fault(StrEnum):
    """Whose a refusal is, which decides what happens next."""

    PASSING = "passing"
    ADDRESS = "address"
    OURS = "ours"
    STOPPED = "stopped"


@dataclass(frozen=True)
class Accepted:
    """The carrier has it and says so; `reference` is its own number for it, where it has one."""

    reference: str = ""


@dataclass(frozen=True)
class Refused:
    """The carrier certainly did not take it, so nothing was sent.

    `wait` is how long it asks not to be asked again, where it says so.
    """

    fault: Fault
    reason: str
    wait: timedelta | None = None


@dataclass(frozen=True)
class Unknown:
    """The carrier may have sent it: nobody can tell from here."""

    reason: str


Answer = Accepted | Refused | Unknown


class Standing(StrEnum):
    """How far a message has come, as its carrier says later; the last two are final."""

    ON_ITS_WAY = "on_its_way"
    SENT = "sent"
    DELIVERED = "delivered"
    FAILED = "failed"


@dataclass(frozen=True)
class Held:
    """A message that a carrier says it holds: its own number for it, how far it came, its code."""

    reference: str
    standing: Standing
    code: str = ""


class Carrier(Protocol):
    """Something that takes messages away."""

    @property
    def name(self) -> str:
        """The word kept beside each message it took."""

    def send(self, outgoing: OutgoingMessage) -> Answer:
        """Hand over one message, once; called outside any transaction."""


@runtime_checkable
class RememberingCarrier(Carrier, Protocol):
    """A carrier that can be asked what became of a message whose answer was lost."""

    def held(self, outgoing: OutgoingMessage) -> tuple[Held, ...] | None:
        """Messages it holds that look like this one, oldest first; None where it gives no answer.

        Called outside any transaction. Two messages of the same words look alike, so whoever asks
        leaves out those that are known to be others.
        """
