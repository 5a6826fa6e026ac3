"""How pages say how far off a day is, and whether something is late."""

from datetime import date, datetime
from enum import StrEnum

from courts.london_time import london_day, spoken, spoken_day
from courts.working_days import YearNotKnown, working_days_between

AGO = " ago"
DAYS_IN_A_WEEK = 7
DAYS_THAT_ARE_COUNTED = 2 * DAYS_IN_A_WEEK
"""From here on a day is told in weeks."""


class Urgency(StrEnum):
    """How pressing a due time is; the word is also the end of its style's name."""

    LATE = "late"
    TODAY = "today"
    LATER = "later"


def day_of(moment: date | datetime) -> date:
    """The London day of an instant; a day is its own."""
    return london_day(moment) if isinstance(moment, datetime) else moment


def said(moment: date | datetime) -> str:
    """A day or an instant as people say it, always with its weekday."""
    return spoken(moment) if isinstance(moment, datetime) else spoken_day(moment)


def counted(number: int, one: str, many: str) -> str:
    """A number with its noun: "1 working day", "3 working days"."""
    return f"{number} {one if number == 1 else many}"


def begun(words: str) -> str:
    """Words that begin a line: a capital first, and the rest, names too, as it was."""
    return words[:1].upper() + words[1:]


def how_far(moment: date | datetime, now: datetime) -> str:
    """How far off a day is: "today", "tomorrow", "in 3 working days", "2 working days ago".

    Counted in working days as everybody here counts; plain days where the next working day has
    not begun, or where the bank holidays of that year are not known yet.
    """
    today, day = london_day(now), day_of(moment)
    days = (day - today).days
    near = {-1: "yesterday", 0: "today", 1: "tomorrow"}
    if days in near:
        return near[days]
    try:
        working_days = working_days_between(today, day)
    except YearNotKnown:
        working_days = 0
    distance = (
        counted(abs(working_days), "working day", "working days")
        if working_days
        else counted(abs(days), "day", "days")
    )
    return f"in {distance}" if days > 0 else f"{distance}{AGO}"


def urgency(moment: date | datetime, now: datetime) -> Urgency:
    """Late once its instant (or, for a day, its last minute) is past; today until then."""
    today, day = london_day(now), day_of(moment)
    is_past = moment < now if isinstance(moment, datetime) else day < today
    if is_past:
        return Urgency.LATE
    return Urgency.TODAY if day == today else Urgency.LATER


def how_late(moment: date | datetime, now: datetime) -> str:
    """What stands beside a due time: "2 working days late", "due in 3 working days"."""
    distance = how_far(moment, now)
    if urgency(moment, now) is not Urgency.LATE:
        return f"due {distance}"
    if distance.endswith(AGO):
        return f"{distance.removesuffix(AGO)} late"
    return f"late, due {'earlier today' if distance == 'today' else distance}"


def how_soon(moment: date | datetime, now: datetime) -> str:
    """How far off a day to come is for somebody who counts no working days: "in about 4 weeks"."""
    days = (day_of(moment) - london_day(now)).days
    if days < DAYS_THAT_ARE_COUNTED:
        return {0: "today", 1: "tomorrow"}.get(days, f"in {days} days")
    return f"in about {round(days / DAYS_IN_A_WEEK)} weeks"
