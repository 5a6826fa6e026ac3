"""Which days count as working days, and how limits counted in them run."""

from datetime import date

import pytest
from govuk_bank_holidays.bank_holidays import BankHolidays

from courts.working_days import (
    FIRST_KNOWN_YEAR,
    LAST_KNOWN_YEAR,
    YearNotKnown,
    add_working_days,
    bank_holidays,
    is_working_day,
    working_days_between,
    year_to_announce,
)

LIMITS = [
    (date(2025, 12, 19), 1, date(2025, 12, 22)),
    (date(2025, 12, 19), 5, date(2025, 12, 30)),
    (date(2025, 12, 24), 1, date(2025, 12, 29)),
    (date(2025, 12, 24), 5, date(2026, 1, 5)),
    (date(2026, 4, 2), 1, date(2026, 4, 7)),
    (date(2026, 4, 2), 5, date(2026, 4, 13)),
    (date(2026, 4, 2), 10, date(2026, 4, 20)),
    (date(2026, 4, 2), 20, date(2026, 5, 5)),
    (date(2026, 4, 20), 20, date(2026, 5, 19)),
    (date(2026, 5, 1), 1, date(2026, 5, 5)),
    (date(2026, 5, 1), 5, date(2026, 5, 11)),
    (date(2026, 6, 3), 10, date(2026, 6, 17)),
    (date(2026, 6, 3), 20, date(2026, 7, 1)),
    (date(2026, 8, 28), 1, date(2026, 9, 1)),
    (date(2026, 12, 23), 10, date(2027, 1, 11)),
    (date(2026, 12, 23), 20, date(2027, 1, 25)),
    (date(2026, 12, 24), 1, date(2026, 12, 29)),
    (date(2026, 12, 24), 5, date(2027, 1, 5)),
    (date(2027, 12, 24), 1, date(2027, 12, 29)),
    (date(2027, 12, 24), 5, date(2028, 1, 5)),
]


@pytest.mark.parametrize(("start", "number", "end"), LIMITS)
def test_a_limit_counts_working_days_after_its_first_day(
    start: date, number: int, end: date
) -> None:
    assert add_working_days(start, number) == end


@pytest.mark.parametrize(("start", "number", "end"), LIMITS)
def test_counting_between_is_the_opposite_of_adding(start: date, number: int, end: date) -> None:
    assert working_days_between(start, end) == number
    assert working_days_between(end, start) == -number


@pytest.mark.parametrize(
    ("start", "first_day"),
    [
        (date(2026, 6, 6), date(2026, 6, 8)),
        (date(2026, 6, 7), date(2026, 6, 8)),
        (date(2026, 8, 29), date(2026, 9, 1)),
        (date(2026, 8, 31), date(2026, 9, 1)),
    ],
)
def test_from_a_weekend_or_holiday_the_next_working_day_is_day_one(
    start: date, first_day: date
) -> None:
    assert add_working_days(start, 1) == first_day


@pytest.mark.parametrize(
    ("end", "number", "start"),
    [
        (date(2026, 4, 7), -1, date(2026, 4, 2)),
        (date(2026, 10, 12), -1, date(2026, 10, 9)),
        (date(2026, 10, 12), -3, date(2026, 10, 7)),
        (date(2026, 6, 6), 0, date(2026, 6, 6)),
    ],
)
def test_a_limit_can_be_counted_back(end: date, number: int, start: date) -> None:
    assert add_working_days(end, number) == start


@pytest.mark.parametrize(
    ("day", "counts"),
    [
        (date(2026, 9, 14), True),
        (date(2026, 9, 12), False),
        (date(2026, 9, 13), False),
        (date(2026, 4, 3), False),
        (date(2026, 4, 6), False),
        (date(2026, 12, 28), False),
        (date(2026, 12, 29), True),
        (date(2023, 5, 8), False),
        (date(2022, 9, 19), False),
    ],
)
def test_weekends_and_bank_holidays_do_not_count(day: date, counts: object) -> None:
    assert is_working_day(day) is counts


def test_our_bank_holidays_are_those_the_government_announced() -> None:
    announced = {
        holiday["date"]
        for holiday in BankHolidays(use_cached_holidays=True).get_holidays(
            division="england-and-wales"
        )
    }
    years = range(FIRST_KNOWN_YEAR, LAST_KNOWN_YEAR + 1)
    ours = {day for year in years for day in bank_holidays(year) if day.weekday() < 5}
    assert {day.year for day in announced} == set(years)
    assert ours == {day for day in announced if day.weekday() < 5}


@pytest.mark.parametrize("day", [date(2011, 12, 31), date(2029, 1, 2)])
def test_a_year_without_known_holidays_is_never_assumed_to_have_none(day: date) -> None:
    with pytest.raises(YearNotKnown):
        is_working_day(day)


def test_a_limit_that_reaches_an_unknown_year_is_not_computed() -> None:
    with pytest.raises(YearNotKnown) as refusal:
        add_working_days(date(2028, 12, 22), 20)
    assert refusal.value.year == 2029


@pytest.mark.parametrize(
    ("today", "year"),
    [(date(2027, 12, 31), None), (date(2028, 1, 1), 2029), (date(2030, 6, 1), 2031)],
)
def test_a_missing_year_is_asked_for_a_year_ahead(today: date, year: int | None) -> None:
    assert year_to_announce(today) == year
