"""What is kept, what moves and where, what cannot be placed."""

import uuid
from datetime import datetime, timedelta

import pytest

from scheduling.replans.rules import Busy, Outcome, Placed, ToPlace, digest_of, disruption, plan
from scheduling.visits.rules import OfferedTime, WhyNot
from tests.builders.scheduling import utc

COURT = uuid.UUID(int=1)
MONDAY_9 = utc(2026, 10, 5, 8)


A_WEEK = 7


def a_time(starts_at: datetime) -> OfferedTime:
    return OfferedTime(uuid.uuid4(), COURT, starts_at, starts_at + timedelta(minutes=45))


def a_visit(at: OfferedTime, *options: OfferedTime, **said: object) -> ToPlace:
    facts: dict[str, object] = {
        "visit_id": uuid.uuid4(),
        "witness_id": uuid.uuid4(),
        "version": 1,
        "at": at,
        "caseworker_id": None,
        "stands": False,
        "options": options,
    }
    return ToPlace(**(facts | said))  # type: ignore[arg-type]


def places(*times: OfferedTime, each: int = 1) -> dict[uuid.UUID, int]:
    return {time.slot_id: each for time in times}


def outcomes(placed: tuple[Placed, ...]) -> list[tuple[Outcome, OfferedTime | None]]:
    return [(p.outcome, p.becomes) for p in placed]


def test_what_is_lawful_is_kept_whatever_else_is_free() -> None:
    now, other = a_time(MONDAY_9), a_time(MONDAY_9 + timedelta(days=7))
    visit = a_visit(now, other, stands=True)
    assert outcomes(plan([visit], places(other))) == [(Outcome.KEPT, now)]


@pytest.mark.parametrize(
    ("nearer", "further"),
    [
        (timedelta(days=7), timedelta(days=1)),  # the same weekday and time, a week on
        (timedelta(days=-7), timedelta(days=1)),
        (timedelta(days=7), timedelta(days=7, hours=1)),  # the same time
        (timedelta(days=7), timedelta(days=7, hours=7)),  # the same half
        (timedelta(days=7), timedelta(days=14)),  # the nearer of two that disturb alike
        (timedelta(days=3), timedelta(days=42)),  # another weekday soon, not the same in six weeks
        (timedelta(hours=1), timedelta(hours=7)),  # another time of the same half
    ],
)
def test_a_move_disturbs_as_little_as_it_can(nearer: timedelta, further: timedelta) -> None:
    was = a_time(MONDAY_9)
    good, worse = a_time(MONDAY_9 + nearer), a_time(MONDAY_9 + further)
    assert disruption(was, good) < disruption(was, worse)
    placed = plan([a_visit(was, worse, good)], places(worse, good))
    assert outcomes(placed) == [(Outcome.MOVED, good)]


def test_the_same_time_is_the_time_on_a_london_clock_across_the_change_of_clocks() -> None:
    before = a_time(utc(2026, 10, 20, 8))  # a Tuesday, 9am in London, summer time
    same = a_time(utc(2026, 10, 27, 9))  # the next Tuesday, 9am in London, winter time
    assert disruption(before, same)[0] == A_WEEK


def test_those_with_the_fewest_choices_choose_first() -> None:
    was, one, two = (a_time(MONDAY_9 + timedelta(weeks=w)) for w in range(3))
    choosy, easy = a_visit(was, one), a_visit(was, one, two)
    placed = {p.visit.visit_id: p.becomes for p in plan([easy, choosy], places(one, two))}
    assert placed == {choosy.visit_id: one, easy.visit_id: two}


def test_a_place_is_given_once() -> None:
    was, only = a_time(MONDAY_9), a_time(MONDAY_9 + timedelta(weeks=1))
    placed = plan([a_visit(was, only), a_visit(was, only)], places(only))
    assert sorted(p.outcome for p in placed) == [Outcome.CANNOT_BE_PLACED, Outcome.MOVED]
    assert [p.why for p in placed if p.becomes is None] == [WhyNot.NONE_LEFT]


@pytest.mark.parametrize("who", ["witness_id", "caseworker_id"])
def test_nobody_is_put_in_two_places(who: str) -> None:
    person = uuid.uuid4()
    was, clashing, free = (a_time(MONDAY_9 + timedelta(weeks=w)) for w in range(3))
    busy = [Busy(person, clashing.starts_at - timedelta(minutes=30), clashing.ends_at)]
    visit = a_visit(was, clashing, free, **{who: person})
    assert outcomes(plan([visit], places(clashing, free), busy)) == [(Outcome.MOVED, free)]


def test_a_kept_visit_engages_its_caseworker() -> None:
    caseworker = uuid.uuid4()
    kept_at, was, free = (a_time(MONDAY_9 + timedelta(weeks=w)) for w in range(3))
    same_time = a_time(kept_at.starts_at)
    kept = a_visit(kept_at, stands=True, caseworker_id=caseworker)
    moved = a_visit(was, same_time, free, caseworker_id=caseworker)
    placed = plan([kept, moved], places(same_time, free))
    assert outcomes(placed) == [(Outcome.KEPT, kept_at), (Outcome.MOVED, free)]


def test_a_visit_without_a_choice_says_why_from_its_own_side() -> None:
    visit = a_visit(a_time(MONDAY_9), why_nothing=WhyNot.HEARING_TOO_SOON)
    assert [p.why for p in plan([visit], {})] == [WhyNot.HEARING_TOO_SOON]


def test_the_digest_changes_with_anything_that_would_be_done() -> None:
    was, one, two = (a_time(MONDAY_9 + timedelta(weeks=w)) for w in range(3))
    visit_id = uuid.uuid4()
    plans = [
        plan([a_visit(was, one, visit_id=visit_id)], places(one)),
        plan([a_visit(was, two, visit_id=visit_id)], places(two)),
        plan([a_visit(was, one, visit_id=visit_id, version=2)], places(one)),
        plan([a_visit(was, visit_id=visit_id)], {}),
    ]
    digests = {digest_of(1, placed) for placed in plans} | {digest_of(2, plans[0])}
    assert len(digests) == 5
    assert digest_of(1, plans[0]) == digest_of(1, plans[0])
