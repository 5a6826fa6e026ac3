"""London time: which day an instant falls on in London, and how dates and times are said."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")
LAST_MINUTE = time(23, 59)
MIDNIGHT = time(0, 0)
MIDDAY = time(12, 0)
HOURS_ON_A_CLOCK_FACE = 12


@dataclass(eq=False)
class InstantHasNoZone(ValueError):
    """An instant was given without its time zone, so its London day cannot be known."""

    instant: datetime


@dataclass(eq=False)
class LondonTimeDoesNotExist(ValueError):
    """The clocks went forward over this time: London never had it on that day."""

    day: date
    time_of_day: time


@dataclass(eq=False)
class LondonTimeHappensTwice(ValueError):
    """The clocks went back over this time: London had it twice on that day."""

    day: date
    time_of_day: time


def in_london(instant: datetime) -> datetime:
    """The same instant on a London clock."""
    if instant.tzinfo is None:
        raise InstantHasNoZone(instant)
    return instant.astimezone(LONDON)


def london_day(instant: datetime) -> date:
    """The London date of an instant: 23:30 UTC in July is already the next day in London."""
    return in_london(instant).date()


def london_time(instant: datetime) -> time:
    """The London time of day of an instant, without a zone."""
    return in_london(instant).time()


def london_instant(day: date, time_of_day: time) -> datetime:
    """The UTC instant of a London day and time; a time that never was, or was twice, is refused."""
    first = datetime.combine(day, time_of_day.replace(fold=0), LONDON)
    second = first.replace(fold=1)
    instant = first.astimezone(UTC)
    if instant.astimezone(LONDON).replace(tzinfo=None) != first.replace(tzinfo=None):
        raise LondonTimeDoesNotExist(day, time_of_day)
    if first.utcoffset() != second.utcoffset():
        raise LondonTimeHappensTwice(day, time_of_day)
    return instant


def end_of_london_day(day: date) -> datetime:
    """The instant a limit counted in days runs out: 23:59 in London (design section 7)."""
    return london_instant(day, LAST_MINUTE)


def spoken_day(day: date) -> str:
    """A date as people say it, always with its weekday: "Thursday 8 October 2026"."""
    return f"{day:%A} {day.day} {day:%B} {day.year}"


def spoken_time(time_of_day: time) -> str:
    """A time as people say it: "9am", "4:15pm", "midday", "midnight"."""
    to_the_minute = time(time_of_day.hour, time_of_day.minute)
    if to_the_minute == MIDNIGHT:
        return "midnight"
    if to_the_minute == MIDDAY:
        return "midday"
    hour = time_of_day.hour % HOURS_ON_A_CLOCK_FACE or HOURS_ON_A_CLOCK_FACE
    minutes = f":{time_of_day.minute:02}" if time_of_day.minute else ""
    half = "am" if to_the_minute < MIDDAY else "pm"
    return f"{hour}{minutes}{half}"


def spoken(instant: datetime) -> str:
    """An instant as people in London say it: "Thursday 8 October 2026, 9am"."""
    local = in_london(instant)
    return f"{spoken_day(local.date())}, {spoken_time(local.time())}"
