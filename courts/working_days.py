"""Working days of England and Wales: which days count, and how limits counted in them run."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

import holidays

FIRST_KNOWN_YEAR = 2012
# The last year whose bank holidays the government has announced. A rule can work out later
# years, but not a day added for a coronation: raise this only with the announcement in hand.
LAST_KNOWN_YEAR = 2028

ONE_DAY = timedelta(days=1)
SATURDAY = 5


@dataclass(eq=False)
class YearNotKnown(LookupError):
    """The bank holidays of this year are not known, so no limit that reaches it is computed."""

    year: int


@cache
def bank_holidays(year: int) -> frozenset[date]:
    """The bank holidays of one year in England and Wales, substitute days included."""
    if not FIRST_KNOWN_YEAR <= year <= LAST_KNOWN_YEAR:
        raise YearNotKnown(year)
    return frozenset(holidays.country_holidays("GB", subdiv="ENG", years=year))


def is_working_day(day: date) -> bool:
    """Any day but Saturday, Sunday and a bank holiday (CrimPR 2.2, "business day").

    The Victims' Code's "working day" is counted by the same calendar.
    """
    return day not in bank_holidays(day.year) and day.weekday() < SATURDAY


def add_working_days(day: date, number: int) -> date:
    """The last day of a limit of so many working days: the day itself is day 0.

    From a weekend or holiday the next working day is day 1. A negative number counts back;
    none gives the day itself.
    """
    step = ONE_DAY if number > 0 else -ONE_DAY
    counted = 0
    while counted < abs(number):
        day += step
        counted += is_working_day(day)
    return day


def this_or_next_working_day(day: date) -> date:
    """The day itself where it is a working day, else the next that is."""
    return day if is_working_day(day) else add_working_days(day, 1)


def working_days_between(start: date, end: date) -> int:
    """How many working days after the start, the end included; negative where the end is past.

    The opposite of add_working_days: a limit of so many working days from the start is not
    broken at the end.
    """
    if end < start:
        return -working_days_between(end, start)
    days = (end - start).days
    return sum(is_working_day(start + timedelta(days=ahead)) for ahead in range(1, days + 1))


def year_to_announce(today: date) -> int | None:
    """The year whose bank holidays must be added soon: reported a year before it is needed."""
    return today.year + 1 if today.year >= LAST_KNOWN_YEAR else None
