"""What messages there are, when each may leave, and when it has become too late."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum

from casework.contact_plans.rules import Channel, Wording
from courts.london_time import london_day, london_instant, london_time

POINT_OF_USE_BEFORE_START = timedelta(hours=2)
HELD = "What came from this number must be read first: nothing goes to it until somebody has"


class MessageKey(StrEnum):
    """Which message it is; each has one file in `templates/messages`."""

    VISIT_BOOKED = "visit_booked"
    VISIT_MOVED = "visit_moved"
    VISIT_CANCELLED = "visit_cancelled"
    VISIT_REMINDER_7_DAYS = "visit_reminder_7_days"
    VISIT_REMINDER_3_DAYS = "visit_reminder_3_days"
    VISIT_REMINDER_1_DAY = "visit_reminder_1_day"
    HEARING_LISTED = "hearing_listed"
    HEARING_MOVED = "hearing_moved"
    HEARING_VACATED = "hearing_vacated"
    VISIT_OFFERED = "visit_offered"
    YOUR_LINK = "your_link"
    YOUR_DAY = "your_day"


class MessageState(StrEnum):
    """What has become of a message."""

    PENDING = "pending"
    SENDING = "sending"
    SENT = "sent"
    DELIVERED = "delivered"
    UNDELIVERED = "undelivered"
    AMBIGUOUS = "ambiguous"
    NEEDS_PERSON = "needs_person"
    SUPERSEDED = "superseded"
    EXPIRED = "expired"
    NOT_SENT = "not_sent"


class AboutKind(StrEnum):
    """What a message tells of."""

    VISIT = "visit"
    HEARING = "hearing"
    LINK = "link"


class PlanStanding(StrEnum):
    """How far the person's contact plan is confirmed."""

    NONE = "none"
    PROVISIONAL = "provisional"
    CONFIRMED = "confirmed"
    HELD = "held"
    STOPPED = "stopped"


class Building(StrEnum):
    """Whether the date is at a building the person has been told of."""

    KNOWN = "known"
    NEW = "new"


DAYS_BEFORE: dict[MessageKey, int] = {
    MessageKey.VISIT_REMINDER_7_DAYS: 7,
    MessageKey.VISIT_REMINDER_3_DAYS: 3,
    MessageKey.VISIT_REMINDER_1_DAY: 1,
}
FIRST_DATES = frozenset(
    {MessageKey.VISIT_BOOKED, MessageKey.VISIT_OFFERED, MessageKey.HEARING_LISTED}
)
MOVES = frozenset({MessageKey.VISIT_MOVED, MessageKey.HEARING_MOVED})
INVITING = frozenset({MessageKey.VISIT_BOOKED, MessageKey.VISIT_MOVED})
LAST_CALL = frozenset({MessageKey.VISIT_REMINDER_1_DAY})
"""Too near its date to wait for anybody: what keeps it from leaving is a person's at once."""
CARRYING_A_LINK = frozenset({MessageKey.YOUR_LINK})
LINK_USEFUL_FOR = timedelta(days=2)
"""A link that has not left two days after it was made is given by hand (own standard)."""
OUT = (
    MessageState.SENDING,
    MessageState.SENT,
    MessageState.DELIVERED,
    MessageState.AMBIGUOUS,
)
"""It has left, or may have: somebody may be reading it."""
TOLD = (
    *OUT,
    MessageState.UNDELIVERED,
    MessageState.NOT_SENT,
    MessageState.NEEDS_PERSON,
)
"""It has left, or a person was asked to say it instead."""


@dataclass(frozen=True)
class Hours:
    """The hours of the day, by the London clock, in which the person may be written to."""

    begin: time
    end: time


@dataclass(frozen=True)
class Reminder:
    """One reminder that is still to come: which, and when it is due."""

    key: MessageKey
    due_at: datetime


def earliest_allowed(instant: datetime, hours: Hours) -> datetime:
    """A message waits for the person's hours: the same minute inside them, else their next start.

    Source: notifications 6.1 and 6.4; the person's own hours are the only ones that count.
    """
    day, at = london_day(instant), london_time(instant)
    if at < hours.begin:
        return london_instant(day, hours.begin)
    if at <= hours.end:
        return instant
    return london_instant(day + timedelta(days=1), hours.begin)


def latest_allowed(instant: datetime, hours: Hours) -> datetime:
    """When the person's hours of that London day end."""
    return london_instant(london_day(instant), hours.end)


def point_of_use(starts_at: datetime) -> datetime:
    """News of a date is of use until two hours before it: later, only a voice will do."""
    return starts_at - POINT_OF_USE_BEFORE_START


def reminders_to_come(starts_at: datetime, hours: Hours, now: datetime) -> list[Reminder]:
    """The reminders of a visit still ahead: 7, 3 and 1 days before, as the person's hours begin.

    One already overdue is not planned: the booking's own message has just said the date. None is
    due after its point of use (requirements PT-01, notifications 6.3).
    """
    planned = [
        Reminder(key, london_instant(london_day(starts_at) - timedelta(days=days), hours.begin))
        for key, days in DAYS_BEFORE.items()
    ]
    return [reminder for reminder in planned if now < reminder.due_at < point_of_use(starts_at)]


def is_overtaken(key: MessageKey, others_due: Iterable[MessageKey]) -> bool:
    """After a pause only the reminder nearest the visit is sent; the ones before it are not."""
    if key not in DAYS_BEFORE:
        return False
    return any(DAYS_BEFORE.get(other, DAYS_BEFORE[key]) < DAYS_BEFORE[key] for other in others_due)


def needs_a_voice(key: MessageKey, wording: Wording, building: Building) -> bool:
    """A first date, new place or new building is never carried by a discreet text alone.

    Source: design section 6. The text still goes; somebody rings as well.
    """
    if wording is Wording.PLAIN:
        return False
    return key in FIRST_DATES or (key in MOVES and building is Building.NEW)


def why_no_link_may_go(key: MessageKey, channel: Channel, wording: Wording) -> str | None:
    """A discreet text never carries a link: it would make whoever holds the phone curious.

    Source: design section 6, issue 4. Plain words may, and so may an e-mail.
    """
    if key in CARRYING_A_LINK and (channel, wording) == (Channel.SMS, Wording.DISCREET):
        return "A discreet text message never carries a link"
    return None


def why_nothing_may_be_written(standing: PlanStanding, channel: Channel) -> str | None:
    """Why no message may leave under this contact plan, or None where one may.

    A plan that the person has not confirmed carries one introduction and nothing else
    (design section 6), who asked for no more messages gets none, and who asked to be rung is rung.
    Nothing new is sent to a number while what came from it waits to be read (decision 16).
    """
    if standing is PlanStanding.NONE:
        return "There is no contact plan yet"
    if standing is PlanStanding.PROVISIONAL:
        return "The contact plan is not confirmed yet"
    if standing is PlanStanding.HELD:
        return HELD
    if standing is PlanStanding.STOPPED:
        return "The person asked for no more messages at this number"
    if channel is Channel.PHONE_CALL:
        return "The witness asked to be rung, not written to"
    return None
