"""The properties of design section 5, for 1 to 10 half-days a week and 2 to 6 parties."""

from collections.abc import Iterable
from datetime import date, timedelta
from itertools import pairwise, product
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from courts.register.rules import Half
from scheduling.slots.rules import Counted, Turn, turns_for
from scheduling.turns.rules import (
    PHASES,
    PLACES,
    PLACES_OF_WEEK,
    ROUNDS,
    NotAParty,
    phase_of,
    phases_of,
    turns_of,
)
from scheduling.windows.rules import Recurrence, comes_round_on

Cell = tuple[int, Half]
MONDAY = date(2026, 9, 14)
CELLS = [(weekday, half) for weekday in range(5) for half in (Half.AM, Half.PM)]
PARTIES = range(2, 7)
WINDOWS_A_WEEK = range(1, 11)
ALL_OFFSETS = range(PHASES)
A_GROUP = UUID("5b0a3f6e-8f3c-4b21-9b3e-0d6a52e1c7aa")

PATTERNS: dict[str, list[Cell]] = {
    "every day, both halves": CELLS,
    "mornings": [c for c in CELLS if c[1] is Half.AM],
    "afternoons": [c for c in CELLS if c[1] is Half.PM],
    "Friday afternoon": [(4, Half.PM)],
    "Tuesday and Thursday": [c for c in CELLS if c[0] in {1, 3}],
    "Monday and Tuesday mornings": [(0, Half.AM), (1, Half.AM)],
    "Monday morning, midweek, Friday afternoon": [
        (0, Half.AM),
        (2, Half.AM),
        (2, Half.PM),
        (4, Half.PM),
    ],
}


def offered_over(
    weeks: int, cells: Iterable[Cell], first: date = MONDAY
) -> list[tuple[date, Half]]:
    return [
        (first + timedelta(weeks=week, days=weekday), half)
        for week in range(weeks)
        for weekday, half in sorted(cells, key=lambda c: (c[0], c[1] is Half.PM))
    ]


def in_order(turns: list[Turn]) -> list[Turn]:
    return sorted(turns, key=lambda t: (t.day, t.half is Half.PM))


def turns_over(weeks: int, cells: Iterable[Cell]) -> list[Turn]:
    return in_order(turns_for([], offered_over(weeks, cells), Counted()))


def owners(turns: list[Turn], n: int, offset: int) -> list[int]:
    own = {phase: k for k in range(n) for phase in phases_of(n, k, offset)}
    return [own[t.phase] for t in turns]


def longest_wait(sequence: list[int], party: int) -> int:
    seen = [i for i, owner in enumerate(sequence) if owner == party]
    assert seen, "a party never had a half-day"
    ends = [seen[0] + 1, len(sequence) - seen[-1]]
    return max([*(b - a for a, b in pairwise(seen)), *ends])


@pytest.mark.parametrize("n", PARTIES)
def test_every_half_day_belongs_to_exactly_one_party(n: int) -> None:
    for offset in ALL_OFFSETS:
        taken = [phase for ordinal in range(n) for phase in phases_of(n, ordinal, offset)]
        assert sorted(taken) == list(range(PHASES))


@pytest.mark.parametrize("n", PARTIES)
def test_every_party_has_an_equal_share(n: int) -> None:
    for offset, ordinal in product(ALL_OFFSETS, range(n)):
        assert len(phases_of(n, ordinal, offset)) == PHASES // n


@pytest.mark.parametrize("n", range(2, 6))
def test_a_new_defendant_takes_an_equal_share_from_each_and_leaves_the_rest(n: int) -> None:
    for offset, ordinal in product(ALL_OFFSETS, range(n)):
        before, after = set(phases_of(n, ordinal, offset)), set(phases_of(n + 1, ordinal, offset))
        assert after < before
        assert len(before - after) == PHASES // (n * (n + 1))
        assert len(after) / len(before) >= 2 / 3


@pytest.mark.parametrize("n", PARTIES)
@pytest.mark.parametrize("windows", WINDOWS_A_WEEK)
def test_nobody_waits_more_than_2n_less_1_offered_half_days(n: int, windows: int) -> None:
    turns = turns_over(3 * ROUNDS, CELLS[:windows])
    for offset in ALL_OFFSETS:
        sequence = owners(turns, n, offset)
        assert max(longest_wait(sequence, party) for party in range(n)) <= 2 * n - 1


@pytest.mark.parametrize("pattern", PATTERNS)
@pytest.mark.parametrize("n", PARTIES)
def test_over_eight_weeks_each_party_meets_every_weekday_and_half_offered(
    n: int, pattern: str
) -> None:
    cells = PATTERNS[pattern]
    turns = turns_over(ROUNDS + 8, cells)
    for first_week, offset in product(range(ROUNDS), ALL_OFFSETS):
        eight = turns[first_week * len(cells) : (first_week + 8) * len(cells)]
        met = {
            (owner, t.day.weekday(), t.half)
            for t, owner in zip(eight, owners(eight, n, offset), strict=True)
        }
        assert met == {(party, *cell) for party in range(n) for cell in cells}


@settings(max_examples=150, deadline=None)
@given(
    st.sets(st.sampled_from(CELLS), min_size=1),
    st.integers(2, 6),
    st.integers(0, PHASES - 1),
    st.integers(0, 52),
)
def test_the_properties_hold_for_any_pattern_of_half_days(
    cells: set[Cell], n: int, offset: int, first_week: int
) -> None:
    first = MONDAY + timedelta(weeks=first_week)
    turns = in_order(turns_for([], offered_over(8, cells, first), Counted(7, first_week)))
    sequence = owners(turns, n, offset)
    for party in range(n):
        assert longest_wait(sequence, party) <= 2 * n - 1 or len(turns) < 2 * n - 1
        met = {
            (t.day.weekday(), t.half) for t, o in zip(turns, sequence, strict=True) if o == party
        }
        assert met == cells


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.sets(st.sampled_from(CELLS), min_size=1), min_size=30, max_size=30),
    st.integers(2, 6),
    st.integers(0, PHASES - 1),
)
def test_no_party_starves_however_irregular_the_weeks_are(
    weeks: list[set[Cell]], n: int, offset: int
) -> None:
    offered = [
        half_day
        for ahead, cells in enumerate(weeks)
        for half_day in offered_over(1, cells, MONDAY + timedelta(weeks=ahead))
    ]
    sequence = owners(in_order(turns_for([], offered, Counted())), n, offset)
    assert set(sequence) == set(range(n))


def test_a_week_with_a_bank_holiday_does_not_lose_the_plan() -> None:
    usual = offered_over(24, CELLS)
    for gone in range(24):
        holiday = MONDAY + timedelta(weeks=gone)
        turns = in_order(turns_for([], [o for o in usual if o[0] != holiday], Counted()))
        for n, offset in product(PARTIES, range(12)):
            sequence = owners(turns, n, offset)
            longest = max(longest_wait(sequence, party) for party in range(n))
            assert longest <= 2 * n + 2


def test_places_and_rounds_cover_the_plan_once() -> None:
    assert {phase_of(r, p) for r in range(ROUNDS) for p in range(PLACES)} == set(range(PHASES))


@pytest.mark.parametrize("windows", WINDOWS_A_WEEK)
def test_a_week_has_as_many_places_as_it_offers_half_days(windows: int) -> None:
    assert len(set(PLACES_OF_WEEK[windows])) == windows


@pytest.mark.parametrize(("n", "ordinal"), [(1, 0), (7, 0), (2, 2), (3, -1)])
def test_a_party_that_is_not_there_has_no_phases(n: int, ordinal: int) -> None:
    with pytest.raises(NotAParty):
        phases_of(n, ordinal, 0)


def test_a_case_with_one_named_party_is_planned_as_if_it_had_two() -> None:
    assert turns_of(1, 0, A_GROUP) == turns_of(2, 0, A_GROUP)


@pytest.mark.parametrize("n", [7, 9, 12])
def test_beyond_six_parties_every_nth_half_day_is_ones_own(n: int) -> None:
    own = [turns_of(n, ordinal, A_GROUP) for ordinal in range(n)]
    for turn in range(3 * n):
        assert sum(one.own(turn, 0) for one in own) == 1


def test_a_turn_once_given_is_kept_when_more_is_offered() -> None:
    first = turns_for([], offered_over(4, [(1, Half.AM)]), Counted())
    more = offered_over(4, [(1, Half.AM), (0, Half.AM), (3, Half.PM)])
    later = turns_for(first, more, Counted(4, 4))
    assert {(t.day, t.half) for t in first}.isdisjoint({(t.day, t.half) for t in later})
    assert [t.turn for t in later] == list(range(4, 12))
    by_week: dict[date, list[Turn]] = {}
    for turn in [*first, *later]:
        by_week.setdefault(turn.day - timedelta(days=turn.day.weekday()), []).append(turn)
    for turns in by_week.values():
        assert len({t.round for t in turns}) == 1
        assert len({t.place for t in turns}) == 3


def test_a_window_every_second_week_leaves_nobody_out() -> None:
    fortnightly = Recurrence(4, MONDAY, every_weeks=2)
    days = [MONDAY + timedelta(days=d) for d in range(7 * 48)]
    offered = [(day, Half.PM) for day in days if comes_round_on(fortnightly, day)]
    turns = turns_for([], offered, Counted())
    for n, offset in product(PARTIES, ALL_OFFSETS):
        sequence = owners(turns, n, offset)
        assert max(longest_wait(sequence, party) for party in range(n)) <= 2 * n - 1
