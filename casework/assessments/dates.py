"""Dates on which a witness cannot come, as they are typed: a day or a run of days on each line."""

import re
from dataclasses import dataclass
from datetime import date

_NUMBERS = re.compile(r"\d+")
_FIRST_AND_LAST = re.compile(r"\s+(?:to|until|-)\s+")
PARTS_OF_A_DAY = 3
CENTURY = 100
THIS_CENTURY = 2000
MOST_LINES = 30
LONGEST_RUN = 366


class DatesRefused(ValueError):
    """Dates to avoid that cannot be read or cannot stand."""


@dataclass(eq=False)
class NotADay(DatesRefused):
    """A line holds something that is not a day of any calendar."""

    line: str


@dataclass(eq=False)
class EndsBeforeItBegins(DatesRefused):
    """The last day of a run lies before its first."""

    line: str


@dataclass(eq=False)
class IsOver(DatesRefused):
    """Days that are over cannot be avoided."""

    line: str


@dataclass(eq=False)
class RunTooLong(DatesRefused):
    """A run of more than a year is a change of plan, not dates to avoid."""

    line: str


@dataclass(eq=False)
class TooManyLines(DatesRefused):
    """More lines than anybody can plan round."""

    number: int


@dataclass(frozen=True, order=True)
class DaysToAvoid:
    """A first and a last day between which the witness cannot come."""

    from_on: date
    until_on: date

    def typed(self) -> str:
        """As it is typed: "12 10 2026" or "12 10 2026 to 16 10 2026"."""
        first, last = (f"{day.day} {day.month} {day.year}" for day in (self.from_on, self.until_on))
        return first if self.from_on == self.until_on else f"{first} to {last}"


def read_days(text: str, today: date) -> tuple[DaysToAvoid, ...]:
    """The days typed, one day or run on each line, in order and once each; no line, no days.

    Args:
        text: Lines like "12 10 2026" or "12/10/2026 to 16/10/2026".
        today: The London day, which may still be avoided.

    Raises:
        DatesRefused: One of its kinds, with the line.
    """
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if len(lines) > MOST_LINES:
        raise TooManyLines(len(lines))
    return tuple(sorted({_run(line, today) for line in lines}))


def as_typed(days: tuple[DaysToAvoid, ...]) -> str:
    """Days as they are typed, a line each."""
    return "\n".join(run.typed() for run in days)


def _run(line: str, today: date) -> DaysToAvoid:
    ends = _FIRST_AND_LAST.split(line)
    if len(ends) > len(("first", "last")):
        raise NotADay(line)
    first, last = _day(ends[0], line), _day(ends[-1], line)
    if last < first:
        raise EndsBeforeItBegins(line)
    if last < today:
        raise IsOver(line)
    if (last - first).days > LONGEST_RUN:
        raise RunTooLong(line)
    return DaysToAvoid(first, last)


def _day(text: str, line: str) -> date:
    numbers = [int(number) for number in _NUMBERS.findall(text)[: PARTS_OF_A_DAY + 1]]
    if len(numbers) != PARTS_OF_A_DAY or re.search(r"[^\d\s/.-]", text):
        raise NotADay(line)
    day, month, year = numbers
    try:
        return date(year + THIS_CENTURY if year < CENTURY else year, month, day)
    except (ValueError, OverflowError) as refused:
        raise NotADay(line) from refused
