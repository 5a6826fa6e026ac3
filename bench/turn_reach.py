"""`turn_reach`: the share of witnesses who meet two half-days of their own in ten working days.

No bound: it tells the service where windows are too few for a number of parties, so that it can ask
a court for more. Every pattern of a week's half-days, week and offset counts alike.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import islice, product
from statistics import fmean

from courts.register.rules import Half
from scheduling.slots.rules import Counted, turns_for
from scheduling.turns.rules import PHASES, ROUNDS, phases_of

MONDAY = date(2026, 9, 14)
CELLS = tuple(product(range(5), (Half.AM, Half.PM)))
WINDOWS_A_WEEK = range(1, 11)
PARTIES = range(2, 7)
PATTERNS = 12
WORKING_DAYS = 10
ENOUGH = 2


def patterns(windows: int) -> list[tuple[tuple[int, Half], ...]]:
    """Some ways of offering so many half-days a week, spread over the week and over the list."""
    step = 7
    return [
        tuple(sorted({CELLS[(start + step * k) % len(CELLS)] for k in range(windows)}))
        for start in islice(range(len(CELLS)), PATTERNS)
    ]


def reach(windows: int, parties: int) -> float:
    """The share with two own half-days or more in the ten working days before any Monday."""
    return fmean(
        count >= ENOUGH for cells in patterns(windows) for count in own_half_days(cells, parties)
    )


def own_half_days(cells: Sequence[tuple[int, Half]], parties: int) -> list[int]:
    """How many half-days each party of each group has in each pair of weeks."""
    offered = [
        (MONDAY + timedelta(weeks=week, days=weekday), half)
        for week in range(ROUNDS + 1)
        for weekday, half in cells
    ]
    turns = turns_for([], offered, Counted())
    fortnights = [
        [t.phase for t in turns if week <= t.round < week + WORKING_DAYS // 5]
        for week in range(ROUNDS)
    ]
    own = [
        frozenset(phases_of(parties, ordinal, offset))
        for offset in range(PHASES)
        for ordinal in range(parties)
    ]
    return [sum(phase in mine for phase in fortnight) for fortnight in fortnights for mine in own]


def table() -> dict[str, float]:
    """The share by windows a week and parties."""
    return {
        f"turn_reach_{windows}_windows_{parties}_parties": round(reach(windows, parties), 3)
        for windows in WINDOWS_A_WEEK
        for parties in PARTIES
    }


def measure() -> dict[str, float]:
    """The table, and its mean as the one named figure."""
    shares = table()
    return {**shares, "turn_reach": round(fmean(shares.values()), 3)}
