"""How instants become London days and times, and how they are said."""

from datetime import UTC, date, datetime, time

import pytest

from courts.london_time import (
    InstantHasNoZone,
    LondonTimeDoesNotExist,
    LondonTimeHappensTwice,
    end_of_london_day,
    london_day,
    london_instant,
    london_time,
    spoken,
    spoken_day,
    spoken_time,
)


@pytest.mark.parametrize(
    ("instant", "day"),
    [
        (datetime(2026, 7, 1, 22, 59, tzinfo=UTC), date(2026, 7, 1)),
        (datetime(2026, 7, 1, 23, 30, tzinfo=UTC), date(2026, 7, 2)),
        (datetime(2026, 12, 1, 23, 30, tzinfo=UTC), date(2026, 12, 1)),
        (datetime(2026, 12, 1, 0, 0, tzinfo=UTC), date(2026, 12, 1)),
    ],
)
def test_a_late_evening_in_summer_is_already_the_next_day_in_london(
    instant: datetime, day: date
) -> None:
    assert london_day(instant) == day


def test_an_instant_without_a_zone_has_no_london_day() -> None:
    with pytest.raises(InstantHasNoZone):
        london_day(datetime(2026, 7, 1, 12, 0))  # noqa: DTZ001 - the missing zone is the case


@pytest.mark.parametrize(
    ("day", "time_of_day", "instant"),
    [
        (date(2026, 10, 8), time(9, 0), datetime(2026, 10, 8, 8, 0, tzinfo=UTC)),
        (date(2026, 12, 8), time(9, 0), datetime(2026, 12, 8, 9, 0, tzinfo=UTC)),
        (date(2026, 3, 29), time(0, 59), datetime(2026, 3, 29, 0, 59, tzinfo=UTC)),
        (date(2026, 3, 29), time(2, 0), datetime(2026, 3, 29, 1, 0, tzinfo=UTC)),
        (date(2026, 10, 25), time(0, 59), datetime(2026, 10, 24, 23, 59, tzinfo=UTC)),
        (date(2026, 10, 25), time(2, 0), datetime(2026, 10, 25, 2, 0, tzinfo=UTC)),
    ],
)
def test_a_london_day_and_time_are_one_instant_and_back(
    day: date, time_of_day: time, instant: datetime
) -> None:
    assert london_instant(day, time_of_day) == instant
    assert (london_day(instant), london_time(instant)) == (day, time_of_day)


@pytest.mark.parametrize("time_of_day", [time(1, 0), time(1, 30), time(1, 59)])
def test_a_time_the_clocks_jumped_over_is_refused(time_of_day: time) -> None:
    with pytest.raises(LondonTimeDoesNotExist):
        london_instant(date(2026, 3, 29), time_of_day)


@pytest.mark.parametrize("time_of_day", [time(1, 0), time(1, 30), time(1, 59)])
def test_a_time_the_clocks_had_twice_is_refused(time_of_day: time) -> None:
    with pytest.raises(LondonTimeHappensTwice):
        london_instant(date(2026, 10, 25), time_of_day)


@pytest.mark.parametrize(
    ("time_of_day", "words"),
    [
        (time(9, 0), "9am"),
        (time(16, 15), "4:15pm"),
        (time(0, 5), "12:05am"),
        (time(12, 30), "12:30pm"),
        (time(12, 0), "midday"),
        (time(0, 0), "midnight"),
        (time(11, 0), "11am"),
    ],
)
def test_times_are_said_as_people_say_them(time_of_day: time, words: str) -> None:
    assert spoken_time(time_of_day) == words


def test_a_date_is_said_with_its_weekday() -> None:
    assert spoken_day(date(2026, 10, 8)) == "Thursday 8 October 2026"


def test_an_instant_is_said_in_london_time() -> None:
    assert spoken(datetime(2026, 10, 8, 8, 0, tzinfo=UTC)) == "Thursday 8 October 2026, 9am"


def test_a_limit_in_days_runs_out_a_minute_before_midnight_in_london() -> None:
    assert end_of_london_day(date(2026, 7, 1)) == datetime(2026, 7, 1, 22, 59, tzinfo=UTC)
