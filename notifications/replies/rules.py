"""What a text from a witness means, who must answer it, and by when."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from courts.london_time import end_of_london_day, london_day
from courts.working_days import add_working_days
from notifications.messages.rules import MessageKey
from notifications.replies.words import ReplyKind

ANSWERED_WITHIN_WORKING_DAYS = 1
OF_A_TEXT = "reply "


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


RUNG_AFTER_A_YES = frozenset({MessageKey.VISIT_OFFERED})
"""Messages whose words promise that we ring whoever answers yes."""

RUNG_THE_SAME_DAY = frozenset({ReplyKind.NO, ReplyKind.HELP, ReplyKind.UNSURE, ReplyKind.PRESSING})


def cause_of_task(reply_id: UUID) -> str:
    """What opened the task to answer a text."""
    return f"{OF_A_TEXT}{reply_id}"


def is_about_a_text(cause: str) -> bool:
    """Whether a task was opened by a text, so that it is answered where the text is read."""
    return cause.startswith(OF_A_TEXT)


def answer_by(kind: ReplyKind, received_at: datetime, of_use_until: Iterable[datetime]) -> datetime:
    """By when somebody answers what came.

    The contract allows ten working days for any communication (requirements PT-14). A text is
    answered by the end of the next working day, the same day where it presses, at once where texts
    are held for it, and always before an answer comes too late (our own standard).

    Args:
        kind: What came.
        received_at: When.
        of_use_until: When an answer comes too late: the point of use of the next dates, the lapse
            of what was offered. What had passed before the text came is left out.
    """
    ahead = [instant for instant in of_use_until if instant >= received_at]
    return min([_by_itself(kind, received_at), *ahead])


def _by_itself(kind: ReplyKind, received_at: datetime) -> datetime:
    if kind is ReplyKind.HOLDING:
        return received_at
    day = london_day(received_at)
    if kind not in RUNG_THE_SAME_DAY:
        day = add_working_days(day, ANSWERED_WITHIN_WORKING_DAYS)
    return end_of_london_day(day)


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
