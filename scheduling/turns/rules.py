"""The plan of turns: which party of a case owns which half-days that a court offers for visits."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import cycle
from uuid import UUID

PHASES = 60
ROUNDS = 6
PLACES = 10
FEWEST_PARTIES = 2
MOST_IN_PLAN = 6

PLACES_OF_WEEK: dict[int, tuple[int, ...]] = {
    1: (6,),
    2: (3, 1),
    3: (5, 4, 3),
    4: (7, 4, 2, 6),
    5: (4, 7, 2, 6, 9),
    6: (3, 6, 5, 4, 7, 2),
    7: (0, 7, 5, 6, 2, 4, 9),
    8: (0, 3, 1, 6, 9, 7, 2, 4),
    9: (0, 3, 1, 9, 6, 8, 7, 4, 2),
    10: (5, 4, 2, 6, 1, 9, 7, 8, 0, 3),
}
"""Which of the plan's ten places the half-days of a week take, by how many it offers."""

PLAN: dict[int, tuple[str, ...]] = {
    2: ("1100101100", "1000101001", "0011010011", "0111010110", "1000101001", "0111010110"),
    3: ("1102102200", "1200121201", "2011220012", "0122010122", "1022101002", "0112012210"),
    4: ("1102102300", "3200123231", "2311230013", "3122330122", "1022101303", "0133012230"),
    5: ("1442142300", "4200423231", "2311230014", "3144330122", "1022401443", "0133014230"),
    6: ("1455142300", "4200423531", "2311235014", "3544350122", "5022501443", "0133014255"),
}
"""Whose each phase is, for two to six parties: six weeks, one after the other, of ten places.

Each row is the row above with an equal share of every party given to the next. The rows and the
places of a week were found together by a search (simulated annealing) for what the tests of this
module hold them to; nothing about them can be read off, only checked.
"""


@dataclass(eq=False)
class NotAParty(ValueError):
    """There is no party of this ordinal among so many."""

    parties: int
    ordinal: int


@dataclass(frozen=True)
class OwnTurns:
    """Which half-days belong to one party of one case.

    Attributes:
        phases: The phases that are its own, where the plan knows so many parties.
        count: For more parties than the plan knows, every `count`-th turn is its own …
        remainder: … namely those that leave this remainder.
        within: Where given, only those of them that are in these, too.
    """

    phases: tuple[int, ...]
    count: int = 0
    remainder: int = 0
    within: "OwnTurns | None" = None

    def own(self, turn: int, phase: int) -> bool:
        """Whether a half-day of this turn and phase is this party's."""
        mine = turn % self.count == self.remainder if self.count else phase in self.phases
        return mine and (self.within is None or self.within.own(turn, phase))


def places_left(offered: int, used: set[int]) -> Iterator[int]:
    """The places of a week that offers so many half-days, in order, those in use left out.

    A week of more half-days than the plan has places begins again with the first.
    """
    usual = PLACES_OF_WEEK[min(offered, PLACES)]
    rest = tuple(p for p in range(PLACES) if p not in usual)
    yield from (p for p in usual + rest if p not in used)
    yield from cycle(range(PLACES))


def phase_of(round_: int, place: int) -> int:
    """The phase of a half-day: its place in its week, and the week's round among six."""
    return round_ % ROUNDS * PLACES + place % PLACES


def offset_of(group_id: UUID) -> int:
    """A group's own offset in the plan, so that not every prosecution has the same half-days."""
    return group_id.int % PHASES


def phases_of(n: int, ordinal: int, group_offset: int) -> tuple[int, ...]:
    """The phases that belong to one party (design section 5).

    Args:
        n: How many parties the published case has, the prosecution included; two to six.
        ordinal: Which party: the prosecution is 0, the defendants 1 and on in published order.
        group_offset: The group's offset, from 0 to 59: it turns the plan by whole weeks, and
            lets the first two parties change places.

    Raises:
        NotAParty: No such ordinal among so many, or more parties than the plan knows.
    """
    if not FEWEST_PARTIES <= n <= MOST_IN_PLAN or not 0 <= ordinal < n:
        raise NotAParty(n, ordinal)
    weeks, change = group_offset % ROUNDS, group_offset // ROUNDS % 2
    planned = str(1 - ordinal if change and ordinal < FEWEST_PARTIES else ordinal)
    turned = "".join(PLAN[n][weeks:] + PLAN[n][:weeks])
    return tuple(phase for phase, owner in enumerate(turned) if owner == planned)


def turns_of(n: int, ordinal: int, group_id: UUID) -> OwnTurns:
    """The turns of one party; beyond six parties, every n-th half-day.

    A case with a single named party is planned as if it had two, so that the first defendant
    to be named finds half-days of their own.

    Raises:
        NotAParty: No such ordinal among so many.
    """
    parties = max(n, FEWEST_PARTIES)
    offset = offset_of(group_id)
    if parties <= MOST_IN_PLAN:
        return OwnTurns(phases_of(parties, ordinal, offset))
    if not 0 <= ordinal < parties:
        raise NotAParty(parties, ordinal)
    return OwnTurns((), parties, (ordinal + offset) % parties)
