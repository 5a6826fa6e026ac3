"""What a text from a witness means, who must answer it, and by when."""

import re
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from courts.london_time import end_of_london_day, london_day
from courts.working_days import add_working_days
from notifications.messages.rules import MessageKey

ANSWERED_WITHIN_WORKING_DAYS = 10
OF_A_TEXT = "reply "
RUNG_WITHIN_WORKING_DAYS = 1


class ReplyKind(StrEnum):
    """What a text says, as far as a word does; `UNSURE` is from a phone that two people share."""

    YES = "yes"
    NO = "no"
    WORDS = "words"
    STOP = "stop"
    START = "start"
    HELP = "help"
    UNSURE = "unsure"


class Acknowledgement(StrEnum):
    """Whether a witness has answered what they were last told of a date."""

    ACKNOWLEDGED = "acknowledged"
    CANNOT_COME = "cannot_come"
    NOT_YET = "not_yet"


class ReplyRefused(ValueError):
    """Something that cannot be done with a reply as it stands."""


class ReplyNotFound(LookupError):
    """No such reply, or none that this viewer may see."""


class NothingToSeal(ReplyRefused):
    """The reply holds no words, or they are sealed already."""


MEANS: dict[ReplyKind, frozenset[str]] = {
    ReplyKind.YES: frozenset(
        {"yes", "y", "ok", "okay", "yes please", "yes thanks", "yes thank you"}
    ),
    ReplyKind.NO: frozenset({"no", "n", "no thanks", "no thank you", "no sorry", "sorry no"}),
    ReplyKind.STOP: frozenset(
        {"stop", "stopall", "stop all", "unsubscribe", "cancel", "end", "quit", "revoke", "optout"}
    ),
    ReplyKind.START: frozenset({"start", "unstop"}),
    ReplyKind.HELP: frozenset({"help", "info"}),
}
"""Whole texts, without case or stops. What stops and starts is the network's own list: it acts on
these words by itself, so we follow it and never ask for one of them (notifications 3.7)."""

RUNG_AFTER_A_YES = frozenset({MessageKey.VISIT_OFFERED})
"""Messages whose words promise that we ring whoever answers yes."""

RUNG_SOON = frozenset({ReplyKind.YES, ReplyKind.NO, ReplyKind.HELP, ReplyKind.UNSURE})


def read_reply(words: str) -> ReplyKind:
    """What a text means: one of the known words alone, else words for a person to read."""
    said = " ".join(re.findall(r"[^\W_]+", words.casefold()))
    return next((kind for kind, means in MEANS.items() if said in means), ReplyKind.WORDS)


def cause_of_task(reply_id: UUID) -> str:
    """What opened the task to answer a text."""
    return f"{OF_A_TEXT}{reply_id}"


def is_about_a_text(cause: str) -> bool:
    """Whether a task was opened by a text, so that it is answered where the text is read."""
    return cause.startswith(OF_A_TEXT)


def answer_by(
    kind: ReplyKind, received_at: datetime, of_use_until: datetime | None = None
) -> datetime:
    """By when somebody answers what came.

    Every communication is answered within 10 working days (requirements PT-14); who cannot come,
    asks for help or was promised a call is rung by the end of the next working day (our own
    standard), and before an answer is of no more use.

    Args:
        kind: What came.
        received_at: When.
        of_use_until: When an answer comes too late, such as the lapse of what was offered; None,
            or an instant already past, changes nothing.
    """
    soon = kind in RUNG_SOON
    days = RUNG_WITHIN_WORKING_DAYS if soon else ANSWERED_WITHIN_WORKING_DAYS
    by = end_of_london_day(add_working_days(london_day(received_at), days))
    if of_use_until is None or of_use_until <= received_at:
        return by
    return min(by, of_use_until)


@dataclass(frozen=True)
class Answered:
    """How a date stands by what was answered last, and when that was; None where nothing was."""

    standing: Acknowledgement
    at: datetime | None = None


def acknowledgement(latest: ReplyKind) -> Acknowledgement:
    """How a date that was asked about stands, by the latest answer to what was asked."""
    if latest is ReplyKind.YES:
        return Acknowledgement.ACKNOWLEDGED
    return Acknowledgement.CANNOT_COME
