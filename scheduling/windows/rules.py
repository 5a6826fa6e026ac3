"""When a window comes round, which half of the day it lies in, and what keeps the halves apart."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from uuid import UUID

from courts.register.rules import Half

HALVES_MEET_AT = time(13, 0)
"""The am half ends and the pm half begins when courts rise for lunch."""

DAYS_IN_WEEK = 7
LAST_WEEKDAY = 4
MOST_PLACES = 20
ANY_DAY = date(2000, 1, 3)


class Access(StrEnum):
    """Whether a visit in the window needs the court's answer first (requirements PT-18)."""

    STANDING = "standing"
    ON_REQUEST = "on_request"


class ExceptionKind(StrEnum):
    """What one date does to its window."""

    REMOVED = "removed"
    REPLACED = "replaced"
    ADDED = "added"


@dataclass(frozen=True)
class Times:
    """From when to when on a London clock, and for how many visits."""

    starts_at: time
    ends_at: time
    capacity: int

    @property
    def half(self) -> Half:
        """The half of the day that the times lie in."""
        return half_of(self.starts_at, self.ends_at)


@dataclass(frozen=True)
class Recurrence:
    """On which days a window comes round."""

    weekday: int
    valid_from: date
    valid_until: date | None = None
    every_weeks: int = 1


@dataclass(eq=False)
class WindowCrossesMidday(ValueError):
    """The window lies in both halves of the day, so it would belong to two parties at once."""

    starts_at: time
    ends_at: time

    def __str__(self) -> str:
        return "A window lies in one half of the day: it ends by 1pm, or it begins at 1pm or later."


@dataclass(eq=False)
class WindowEndsBeforeItBegins(ValueError):
    """The window's end is not after its start."""

    starts_at: time
    ends_at: time

    def __str__(self) -> str:
        return "The window must end after it begins."


@dataclass(eq=False)
class AirlockTooShort(ValueError):
    """The am and pm windows of one day are closer than the court's gap between visits."""

    gap_minutes: int
    am_ends_at: time
    pm_starts_at: time

    def __str__(self) -> str:
        return (
            f"At this court the last morning window must end at least {self.gap_minutes} minutes "
            f"before the first afternoon window begins."
        )


@dataclass(eq=False)
class WindowOutOfBounds(ValueError):
    """The window has no places or too many, or is on a day when courts do not sit."""

    why: str

    def __str__(self) -> str:
        return self.why


@dataclass(eq=False)
class WindowNotFound(LookupError):
    """There is no such window."""

    window_id: UUID


@dataclass(eq=False)
class WindowAlreadyEnded(ValueError):
    """Somebody ended the window before."""

    window_id: UUID
    ended_at: datetime


@dataclass(eq=False)
class DayNotOffered(ValueError):
    """The window is not offered on this day, so it cannot be taken away there."""

    day: date

    def __str__(self) -> str:
        return "This window is not offered on that date."


def half_of(starts_at: time, ends_at: time) -> Half:
    """The half of the day that a window lies wholly in (design section 5).

    Raises:
        WindowEndsBeforeItBegins: It has no length.
        WindowCrossesMidday: It lies in both halves.
    """
    if ends_at <= starts_at:
        raise WindowEndsBeforeItBegins(starts_at, ends_at)
    if ends_at <= HALVES_MEET_AT:
        return Half.AM
    if starts_at >= HALVES_MEET_AT:
        return Half.PM
    raise WindowCrossesMidday(starts_at, ends_at)


def check_bounds(recurrence: Recurrence, times: Times) -> None:
    """Refuse a window that could never be used.

    Raises:
        WindowOutOfBounds: Saying which of its facts cannot be.
        WindowEndsBeforeItBegins: It has no length.
        WindowCrossesMidday: It lies in both halves.
    """
    half_of(times.starts_at, times.ends_at)
    if not 0 <= recurrence.weekday <= LAST_WEEKDAY:
        raise WindowOutOfBounds("Courts are visited from Monday to Friday.")
    if not 1 <= times.capacity <= MOST_PLACES:
        raise WindowOutOfBounds(f"A window has from 1 to {MOST_PLACES} places.")
    if recurrence.every_weeks < 1:
        raise WindowOutOfBounds("A window comes round every week, or every second week or later.")
    if recurrence.valid_until is not None and recurrence.valid_until < recurrence.valid_from:
        raise WindowOutOfBounds("The last date of a window cannot be before its first.")


def check_airlock(times: Iterable[Times], gap_minutes: int) -> None:
    """Refuse am and pm times of one day that are closer than the court's gap (design section 5).

    Raises:
        AirlockTooShort: With the two times that are too close.
    """
    known = list(times)
    am_ends = max((t.ends_at for t in known if t.half is Half.AM), default=None)
    pm_starts = min((t.starts_at for t in known if t.half is Half.PM), default=None)
    if am_ends is None or pm_starts is None:
        return
    apart = datetime.combine(ANY_DAY, pm_starts) - datetime.combine(ANY_DAY, am_ends)
    if apart < timedelta(minutes=gap_minutes):
        raise AirlockTooShort(gap_minutes, am_ends, pm_starts)


def monday_of(day: date) -> date:
    """The Monday of a day's week."""
    return day - timedelta(days=day.weekday())


def comes_round_on(recurrence: Recurrence, day: date) -> bool:
    """Whether a window comes round on a day; weeks count from the Monday of its first week."""
    if day.weekday() != recurrence.weekday or day < recurrence.valid_from:
        return False
    if recurrence.valid_until is not None and day > recurrence.valid_until:
        return False
    weeks = (monday_of(day) - monday_of(recurrence.valid_from)).days // DAYS_IN_WEEK
    return weeks % recurrence.every_weeks == 0


def may_meet(one: Recurrence, other: Recurrence) -> bool:
    """Whether two windows may ever be offered on one day; weeks between them are not counted on."""
    if one.weekday != other.weekday:
        return False
    first = max(one.valid_from, other.valid_from)
    lasts = [end for end in (one.valid_until, other.valid_until) if end is not None]
    return not lasts or first <= min(lasts)
