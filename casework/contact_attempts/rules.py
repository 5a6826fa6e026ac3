"""What may come of ringing a witness, and how often somebody tries."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum

from courts.london_time import london_day, london_time

FEWEST, WITHIN = 3, timedelta(hours=72)
"""Attempts by telephone and their time, at different times and days (requirements RA-05)."""


class CameOf(StrEnum):
    """What came of one try; what was said is never recorded."""

    SPOKE = "spoke"
    NOT_A_GOOD_TIME = "not_a_good_time"
    NO_ANSWER = "no_answer"
    SOMEBODY_ELSE = "somebody_else"
    NUMBER_DEAD = "number_dead"


REACHED = frozenset({CameOf.SPOKE, CameOf.NOT_A_GOOD_TIME})


class PartOfDay(StrEnum):
    """When in a London day somebody rang; a different time is another part."""

    MORNING = "morning"
    AFTERNOON = "afternoon"
    EVENING = "evening"


NOON, EVENING_BEGINS = time(12), time(17)


@dataclass(frozen=True)
class Try:
    """One attempt: when, and what came of it."""

    tried_at: datetime
    came_of: CameOf


@dataclass(frozen=True)
class StillToTry:
    """What is owed before anybody may say that somebody cannot be reached.

    Attributes:
        times: How many more attempts; 0 where there were enough, or the person was reached.
        on_another_day: Whether one of them must be on another day than those before.
        parts: The parts of the day at which nobody rang yet.
        until: By when, so that all fall within 72 hours; None where nobody has rung yet.
    """

    times: int
    on_another_day: bool = False
    parts: tuple[PartOfDay, ...] = ()
    until: datetime | None = None


def part_of_day(instant: datetime) -> PartOfDay:
    """Before noon, before 5pm, or later, in London."""
    said = london_time(instant)
    if said < NOON:
        return PartOfDay.MORNING
    return PartOfDay.AFTERNOON if said < EVENING_BEGINS else PartOfDay.EVENING


def still_to_try(tries: Sequence[Try], now: datetime) -> StillToTry:
    """What is still to try before anybody may say that somebody cannot be reached.

    At least three attempts within 72 hours at different times and days (requirements RA-05): two
    in the same part of the same day count once, and the three are on more than one day and in more
    than one part of the day. Nothing once the person was reached. Where 72 hours have passed
    without, the attempts of the last 72 hours count and the rest are owed anew.

    Args:
        tries: Every attempt, the oldest first.
        now: The instant it is asked.
    """
    if any(one.came_of in REACHED for one in tries):
        return StillToTry(0)
    runs = [_within(tries, one.tried_at) for one in tries]
    if any(_owed(run).times == 0 for run in runs):
        return StillToTry(0)
    open_runs = [run for run in runs if now < run[0].tried_at + WITHIN]
    if not open_runs:
        return StillToTry(FEWEST, on_another_day=True, parts=tuple(PartOfDay))
    return min((_owed(run) for run in open_runs), key=lambda owed: owed.times)


def _within(tries: Sequence[Try], begun_at: datetime) -> list[Try]:
    """The attempts of 72 hours from one of them."""
    return [one for one in tries if begun_at <= one.tried_at <= begun_at + WITHIN]


def _owed(run: Sequence[Try]) -> StillToTry:
    counted = {(london_day(one.tried_at), part_of_day(one.tried_at)) for one in run}
    days, parts = {day for day, _ in counted}, {part for _, part in counted}
    is_alike = len(days) == 1 or len(parts) == 1
    times = max(FEWEST - len(counted), int(is_alike))
    return StillToTry(
        times,
        on_another_day=bool(times) and len(days) == 1,
        parts=tuple(part for part in PartOfDay if part not in parts) if times else (),
        until=run[0].tried_at + WITHIN if times else None,
    )
