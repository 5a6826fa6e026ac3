"""What becomes of a message after a carrier's answer, and how long an attempt may be silent."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from casework.contact_plans.rules import Channel
from notifications.carriers.outgoing import (
    Accepted,
    Answer,
    Fault,
    OutgoingMessage,
    Refused,
)
from notifications.messages.rules import MessageKey

ATTEMPT_LASTS = timedelta(minutes=10)
FIRST_WAIT = timedelta(minutes=1)
LONGEST_WAIT = timedelta(hours=1)
DOUBLINGS = 6
MAY_GO_TWICE = frozenset({Channel.EMAIL})
NO_CARRIER = {
    Channel.SMS: "Nothing is set up to send text messages",
    Channel.EMAIL: "Nothing is set up to send e-mail",
    Channel.PHONE_CALL: "The witness asked to be rung, not written to",
}
NOT_KNOWN = "It is not known whether the message was sent"


class Fate(StrEnum):
    """What becomes of a message after an attempt."""

    SENT = "sent"
    TRY_AGAIN = "try_again"
    ASK_PERSON = "ask_person"
    NOBODY_KNOWS = "nobody_knows"


@dataclass(frozen=True)
class Outcome:
    """One attempt and the answer it got."""

    outgoing: OutgoingMessage
    carrier: str
    answer: Answer


def fate(channel: Channel, answer: Answer) -> Fate:
    """What an answer means for the message.

    A text whose outcome is unknown is never sent again: its reader would get it twice, or the
    number may by now be somebody else's. An e-mail may be: its Message-ID, UID and SEQUENCE make
    the second the same as the first (notifications 3.4 and 4.2).
    """
    if isinstance(answer, Accepted):
        return Fate.SENT
    if isinstance(answer, Refused):
        return Fate.ASK_PERSON if answer.fault is Fault.ADDRESS else Fate.TRY_AGAIN
    return Fate.TRY_AGAIN if channel in MAY_GO_TWICE else Fate.NOBODY_KNOWS


def try_again_at(attempts: int, now: datetime) -> datetime:
    """When to try again after so many attempts: a minute, then twice as long, up to an hour."""
    doublings = min(attempts - 1, DOUBLINGS)
    return now + min(FIRST_WAIT * (1 << doublings), LONGEST_WAIT)


def rests_on_hearing(key: MessageKey) -> bool:
    """Whether a newer version of the hearing makes a message untrue: a visit off stays off."""
    return key is not MessageKey.VISIT_CANCELLED
