"""Which times a court offers, from windows, their exceptions and closures, and each one's turn."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from courts.register.rules import Half
from courts.working_days import is_working_day
from scheduling.turns.rules import phase_of, places_left
from scheduling.windows.rules import (
    DAYS_IN_WEEK,
    ExceptionKind,
    Recurrence,
    Times,
    comes_round_on,
    monday_of,
)

MADE_AHEAD = timedelta(days=365)


@dataclass(frozen=True)
class OfferedWindow:
    """A window as far as its slots depend on it."""

    window_id: UUID
    recurrence: Recurrence
    times: Times


@dataclass(frozen=True)
class DatedException:
    """What one date does to one window; times are given where it is replaced or added."""

    window_id: UUID
    day: date
    kind: ExceptionKind
    times: Times | None = None


@dataclass(frozen=True)
class Closure:
    """Days, or halves of days, on which a court is shut."""

    from_on: date
    until_on: date
    half: Half | None = None


@dataclass(frozen=True)
class Offer:
    """One time of one window on one day."""

    window_id: UUID
    day: date
    times: Times

    @property
    def half(self) -> Half:
        """The half of the day it lies in."""
        return self.times.half


@dataclass(frozen=True)
class Turn:
    """A half-day's place in the plan, given once."""

    day: date
    half: Half
    turn: int
    round: int
    place: int

    @property
    def phase(self) -> int:
        """Where in the plan's sixty phases the half-day falls."""
        return phase_of(self.round, self.place)


@dataclass(frozen=True)
class Counted:
    """Where a court's two running counts stand."""

    next_turn: int = 0
    next_round: int = 0


def made_until(today: date) -> date:
    """The last day that slots are made for: twelve months ahead, to the end of that week."""
    return monday_of(today + MADE_AHEAD) + timedelta(days=DAYS_IN_WEEK - 1)


def is_closed(closures: Iterable[Closure], day: date, half: Half) -> bool:
    """Whether the court is shut then; a closure beats every window (design section 5)."""
    return any(c.from_on <= day <= c.until_on and c.half in (None, half) for c in closures)


def offers(
    windows: Iterable[OfferedWindow],
    exceptions: Iterable[DatedException],
    closures: Iterable[Closure],
    days: tuple[date, date],
) -> list[Offer]:
    """Every time a court offers from the first to the last of the days, in order of time.

    A window comes round on working days only; an added date may be any day. A closure beats all.
    """
    dated = {(e.window_id, e.day): e for e in exceptions}
    shut = list(closures)
    found: list[Offer] = []
    first, last = days
    for window in windows:
        for ahead in range((last - first).days + 1):
            day = first + timedelta(days=ahead)
            times = _times_on(window, dated.get((window.window_id, day)), day)
            if times is not None and not is_closed(shut, day, times.half):
                found.append(Offer(window.window_id, day, times))
    return sorted(found, key=lambda offer: (offer.day, offer.times.starts_at, offer.window_id))


def _times_on(window: OfferedWindow, exception: DatedException | None, day: date) -> Times | None:
    if exception is not None:
        return exception.times
    if comes_round_on(window.recurrence, day) and is_working_day(day):
        return window.times
    return None


def turns_for(
    known: Iterable[Turn], offered: Iterable[tuple[date, Half]], counted: Counted
) -> list[Turn]:
    """The turns of half-days that have none yet; those that have one keep it for ever.

    `turn` counts on from the last. `round` counts the weeks in which the court offered anything.
    `place` follows from how many half-days the week offers and the half-day's order among them;
    one offered later, into a week already numbered, takes the first place left.

    Args:
        known: The turns of every week that the offered half-days lie in.
        offered: The half-days the court offers now.
        counted: Where the court's counts stand.
    """
    had = {(t.day, t.half): t for t in known}
    rounds = {monday_of(t.day): t.round for t in had.values()}
    weeks: dict[date, list[tuple[date, Half]]] = {}
    for day, half in sorted(set(offered), key=lambda d: (d[0], d[1] is Half.PM)):
        weeks.setdefault(monday_of(day), []).append((day, half))
    new: list[Turn] = []
    next_round = counted.next_round
    for week, halves in weeks.items():
        fresh = [h for h in halves if h not in had]
        if fresh and week not in rounds:
            rounds[week], next_round = next_round, next_round + 1
        used = {had[h].place for h in halves if h in had}
        for (day, half), place in zip(fresh, places_left(len(halves), used), strict=False):
            new.append(Turn(day, half, counted.next_turn + len(new), rounds[week], place))
    return new
