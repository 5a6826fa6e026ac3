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
SETTLES_IN = timedelta(minutes=15)
LOOKS = 2
REST = timedelta(minutes=15)
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
BEING_ASKED = "The carrier gave no answer, and is being asked what became of it"
NO_TRACE = "The carrier has no trace of the message, so it was very likely not sent"


class Fate(StrEnum):
    """What becomes of a message after an attempt."""

    SENT = "sent"
    TRY_AGAIN = "try_again"
    ASK_PERSON = "ask_person"
    STOP = "stop"
    NOBODY_KNOWS = "nobody_knows"


class Doubt(StrEnum):
    """Who settles an attempt whose outcome is unknown."""

    A_PERSON = "a_person"
    THE_CARRIER = "the_carrier"


@dataclass(frozen=True)
class Outcome:
    """One attempt, the answer it got, and who settles it where that says nothing."""

    outgoing: OutgoingMessage
    carrier: str
    answer: Answer
    doubt: Doubt = Doubt.A_PERSON


def fate(channel: Channel, answer: Answer) -> Fate:
    """What an answer means for the message.

    A text whose outcome is unknown is never sent again: its reader would get it twice, or the
    number may by now be somebody else's. The carrier is asked, and then a person. An e-mail may
    be sent again: its Message-ID, UID and SEQUENCE make the second the same as the first
    (notifications 3.4 and 4.2).
    """
    if isinstance(answer, Accepted):
        return Fate.SENT
    if isinstance(answer, Refused):
        return OF_FAULT[answer.fault]
    return Fate.TRY_AGAIN if channel in MAY_GO_TWICE else Fate.NOBODY_KNOWS


OF_FAULT = {
    Fault.PASSING: Fate.TRY_AGAIN,
    Fault.OURS: Fate.TRY_AGAIN,
    Fault.ADDRESS: Fate.ASK_PERSON,
    Fault.STOPPED: Fate.STOP,
}


def looks_for_at(sending_at: datetime, looks: int) -> datetime:
    """When the carrier is asked next: 15 minutes after the attempt began, then 15 minutes later.

    Its list lags behind: asked too soon it says that nothing came, and a message would be thought
    lost that is on its way (notifications 5.4: 111 sent twice of 400).
    """
    return sending_at + SETTLES_IN * (looks + 1)


def try_again_at(attempts: int, now: datetime) -> datetime:
    """When to try again after so many attempts: a minute, then twice as long, up to an hour."""
    doublings = min(attempts - 1, DOUBLINGS)
    return now + min(FIRST_WAIT * (1 << doublings), LONGEST_WAIT)


def rests_until(answer: Answer, now: datetime) -> datetime | None:
    """Until when a carrier is left alone after an answer; None where the next message may go.

    A fault of ours, such as a wrong password, meets every message alike: one is tried a quarter of
    an hour later, instead of each by itself (notifications 3.4). Who asks for time is given it, up
    to an hour.
    """
    if not isinstance(answer, Refused):
        return None
    if answer.wait is not None:
        return now + min(answer.wait, LONGEST_WAIT)
    return now + REST if answer.fault is Fault.OURS else None


def rests_on_hearing(key: MessageKey) -> bool:
    """Whether a newer version of the hearing makes a message untrue: a visit off stays off."""
    return key is not MessageKey.VISIT_CANCELLED
