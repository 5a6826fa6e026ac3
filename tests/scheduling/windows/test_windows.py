"""A window lies in one half of the day, and the airlock between the halves is kept."""

from datetime import date, time, timedelta
from uuid import UUID

import pytest

from courts.register.rules import Half
from scheduling.windows.actions import (
    DatedChange,
    NewWindow,
    add_window,
    change_date,
    end_window,
    remove_date,
    replace_window,
)
from scheduling.windows.queries import window_summaries
from scheduling.windows.rules import (
    AirlockTooShort,
    DayNotOffered,
    Recurrence,
    Times,
    WindowAlreadyEnded,
    WindowCrossesMidday,
    WindowEndsBeforeItBegins,
    WindowNotFound,
    WindowOutOfBounds,
    check_airlock,
    comes_round_on,
    half_of,
)
from tests.builders.courts import CourtDetails
from tests.builders.scheduling import Offered, a_court_with_windows
from tests.moment import NOW
from tests.world import World

MONDAY = date(2026, 9, 14)
LATE_MORNING = Times(time(12), time(12, 45), 2)


@pytest.mark.parametrize(
    ("starts_at", "ends_at", "half"),
    [
        (time(9), time(9, 45), Half.AM),
        (time(12), time(13), Half.AM),
        (time(13), time(13, 45), Half.PM),
        (time(16, 15), time(17), Half.PM),
    ],
)
def test_a_window_lies_in_one_half(starts_at: time, ends_at: time, half: Half) -> None:
    assert half_of(starts_at, ends_at) is half


def test_a_window_in_both_halves_is_refused() -> None:
    with pytest.raises(WindowCrossesMidday):
        half_of(time(12, 30), time(13, 15))


@pytest.mark.parametrize("ends_at", [time(9), time(8)])
def test_a_window_without_length_is_refused(ends_at: time) -> None:
    with pytest.raises(WindowEndsBeforeItBegins):
        half_of(time(9), ends_at)


@pytest.mark.parametrize(("gap", "pm_starts"), [(30, time(13, 15)), (15, time(13))])
def test_an_airlock_of_the_courts_gap_or_more_is_kept(gap: int, pm_starts: time) -> None:
    check_airlock([LATE_MORNING, Times(pm_starts, time(14), 1)], gap)


@pytest.mark.parametrize(("gap", "pm_starts"), [(30, time(13, 14)), (45, time(13, 15))])
def test_an_airlock_shorter_than_the_courts_gap_is_refused(gap: int, pm_starts: time) -> None:
    with pytest.raises(AirlockTooShort):
        check_airlock([LATE_MORNING, Times(pm_starts, time(14), 1)], gap)


@pytest.mark.parametrize(
    ("every_weeks", "weeks"),
    [(1, [0, 1, 2, 3, 4, 5]), (2, [0, 2, 4]), (3, [0, 3]), (4, [0, 4])],
)
def test_weeks_count_from_the_monday_of_the_first(every_weeks: int, weeks: list[int]) -> None:
    wednesday = MONDAY + timedelta(days=2)
    window = Recurrence(2, MONDAY + timedelta(days=1), every_weeks=every_weeks)
    came = [w for w in range(6) if comes_round_on(window, wednesday + timedelta(weeks=w))]
    assert came == weeks


def test_a_window_ends_with_its_last_day() -> None:
    window = Recurrence(0, MONDAY, MONDAY + timedelta(weeks=1))
    days = [MONDAY + timedelta(weeks=w) for w in range(-1, 3)]
    assert [comes_round_on(window, day) for day in days] == [False, True, True, False]


@pytest.fixture
def court_id(world: World) -> UUID:
    details = CourtDetails(visit_gap_minutes=60)
    return a_court_with_windows(world, Offered(weekdays=(0,), times=(LATE_MORNING,)), details)


def test_a_window_closer_than_the_gap_to_the_other_half_is_refused(
    world: World, court_id: UUID
) -> None:
    near = Times(time(13, 30), time(14), 1)
    with world.session(world.a_register_keeper()) as session:
        with pytest.raises(AirlockTooShort):
            add_window(session, court_id, NewWindow(Recurrence(0, MONDAY), near), now=NOW)
        session.rollback()
        assert add_window(session, court_id, NewWindow(Recurrence(1, MONDAY), near), now=NOW)


def test_one_dates_other_time_is_held_to_the_gap_too(world: World, court_id: UUID) -> None:
    with world.session(world.a_register_keeper()) as session:
        far = NewWindow(Recurrence(0, MONDAY), Times(time(14), time(15), 1))
        window = add_window(session, court_id, far, now=NOW)
        change = DatedChange(MONDAY, "Early", Times(time(13, 15), time(14), 1))
        with pytest.raises(AirlockTooShort):
            change_date(session, window.id, change, now=NOW)


@pytest.mark.parametrize(
    "new",
    [
        NewWindow(Recurrence(5, MONDAY), LATE_MORNING),
        NewWindow(Recurrence(0, MONDAY), Times(time(9), time(10), 0)),
        NewWindow(Recurrence(0, MONDAY), Times(time(9), time(10), 99)),
        NewWindow(Recurrence(0, MONDAY, every_weeks=0), LATE_MORNING),
        NewWindow(Recurrence(0, MONDAY, MONDAY - timedelta(days=1)), LATE_MORNING),
    ],
)
def test_a_window_that_could_never_be_used_is_refused(
    world: World, court_id: UUID, new: NewWindow
) -> None:
    with world.session(world.a_register_keeper()) as session, pytest.raises(WindowOutOfBounds):
        add_window(session, court_id, new, now=NOW)


def test_a_window_is_ended_once(world: World, court_id: UUID) -> None:
    with world.session(world.a_register_keeper()) as session:
        (window,) = window_summaries(session, court_id, MONDAY)
        end_window(session, window.window_id, MONDAY, now=NOW)
        with pytest.raises(WindowAlreadyEnded):
            end_window(session, window.window_id, MONDAY, now=NOW)


def test_a_replaced_window_ends_the_day_before_the_new_one(world: World, court_id: UUID) -> None:
    starts_on = MONDAY + timedelta(weeks=4)
    with world.session(world.a_register_keeper()) as session:
        (old,) = window_summaries(session, court_id, MONDAY)
        new = NewWindow(Recurrence(0, starts_on), Times(time(9), time(9, 45), 3))
        replacing = replace_window(session, old.window_id, new, now=NOW)
        assert replacing.replaces_id == old.window_id
        windows = {w.window_id: w for w in window_summaries(session, court_id, MONDAY)}
    assert windows[old.window_id].recurrence.valid_until == starts_on - timedelta(days=1)
    assert windows[old.window_id].times == LATE_MORNING


def test_a_date_is_taken_out_and_shown(world: World, court_id: UUID) -> None:
    with world.session(world.a_register_keeper()) as session:
        (window,) = window_summaries(session, court_id, MONDAY)
        next_monday = MONDAY + timedelta(weeks=1)
        remove_date(session, window.window_id, DatedChange(next_monday, "Training"), now=NOW)
        (window,) = window_summaries(session, court_id, MONDAY)
        assert window.dates_out == (next_monday,)


@pytest.mark.parametrize("day", [MONDAY + timedelta(days=1), MONDAY - timedelta(weeks=1)])
def test_a_date_that_is_not_offered_is_not_taken_out(
    world: World, court_id: UUID, day: date
) -> None:
    with world.session(world.a_register_keeper()) as session:
        (window,) = window_summaries(session, court_id, MONDAY)
        with pytest.raises(DayNotOffered):
            remove_date(session, window.window_id, DatedChange(day, "Training"), now=NOW)


def test_a_window_that_is_not_there_is_not_found(world: World, court_id: UUID) -> None:
    with world.session(world.a_register_keeper()) as session, pytest.raises(WindowNotFound):
        end_window(session, court_id, MONDAY, now=NOW)
