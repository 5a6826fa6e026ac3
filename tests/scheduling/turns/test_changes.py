"""When half-days that change hands may be booked, and which visits in them stand."""

from datetime import date, datetime, timedelta
from uuid import UUID

import pytest

from scheduling.turns.changes import NOTHING, SETTLING, Change, share_of
from scheduling.turns.rules import PHASES, OwnTurns, turns_of
from tests.moment import NOW

A_GROUP = UUID("5b0a3f6e-8f3c-4b21-9b3e-0d6a52e1c7aa")
NOTICE = timedelta(hours=24)
OPENS = NOW + SETTLING
A_SECOND = timedelta(seconds=1)
OWN = turns_of(3, 2, A_GROUP)
TURNS = 420


def owned(turns: OwnTurns) -> set[tuple[int, int]]:
    """The (turn, phase) pairs that are in a share, of more than the plan's whole length."""
    return {(turn, turn % PHASES) for turn in range(TURNS) if turns.own(turn, turn % PHASES)}


@pytest.mark.parametrize(
    ("at", "answered_at", "booked"),
    [
        (NOW, NOW, NOTHING),
        (OPENS - A_SECOND, NOW, NOTHING),
        (OPENS, NOW, OWN),
        (OPENS, None, NOTHING),
        (OPENS + timedelta(days=3), None, NOTHING),
    ],
)
def test_half_days_open_at_their_fixed_time_once_every_party_has_answered(
    at: datetime, answered_at: datetime | None, booked: OwnTurns
) -> None:
    share = share_of((3, 2, A_GROUP), [Change(2, NOW, answered_at)], NOTICE, at)
    assert (share.own, share.bookable) == (OWN, booked)
    assert share.opens_at == (None if booked == OWN else OPENS)


@pytest.mark.parametrize("n", range(2, 8))
@pytest.mark.parametrize("added", [1, 2])
def test_until_then_everybody_books_what_was_and_is_their_own(n: int, added: int) -> None:
    for ordinal in range(n + added):
        share = share_of((n + added, ordinal, A_GROUP), [Change(n, NOW, NOW)], NOTICE, NOW)
        before = owned(turns_of(n, ordinal, A_GROUP)) if ordinal < n else set()
        assert owned(share.bookable) == owned(share.own) & before
        assert (share.opens_at is None) == (owned(share.bookable) == owned(share.own))


def test_two_changes_each_open_at_their_own_time() -> None:
    changes = [Change(6, NOW, NOW), Change(7, NOW + timedelta(hours=1), NOW)]
    of_all = [owned(turns_of(n, 0, A_GROUP)) for n in (6, 7, 8)]
    at_first = share_of((8, 0, A_GROUP), changes, NOTICE, NOW)
    assert owned(at_first.bookable) == of_all[0] & of_all[1] & of_all[2]
    between = share_of((8, 0, A_GROUP), changes, NOTICE, OPENS)
    assert owned(between.bookable) == of_all[1] & of_all[2]
    assert between.opens_at == OPENS + timedelta(hours=1)


def test_a_party_that_cedes_and_gains_nothing_waits_for_nothing() -> None:
    share = share_of((3, 0, A_GROUP), [Change(2, NOW, None)], NOTICE, NOW)
    assert (share.bookable, share.opens_at) == (share.own, None)


def test_the_first_defendant_to_be_named_takes_from_nobody_and_waits_for_nothing() -> None:
    share = share_of((2, 1, A_GROUP), [Change(1, NOW, None)], NOTICE, NOW)
    assert (share.bookable, share.opens_at) == (share.own, None)


def test_what_was_ours_is_kept_until_the_day_from_which_others_may_book_it() -> None:
    share = share_of((3, 0, A_GROUP), [Change(2, NOW, NOW)], NOTICE, NOW)
    assert share.formerly == ((turns_of(2, 0, A_GROUP), date(2026, 9, 15)),)
