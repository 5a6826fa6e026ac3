"""How a limit counted in working hours runs."""

from datetime import UTC, datetime, timedelta

import pytest

from courts.london_time import london_instant
from courts.working_hours import add_working_hours

TWO_HOURS = timedelta(hours=2)
LONG = timedelta(hours=9)


def at(*parts: int) -> datetime:
    """An instant by the London clock."""
    naive = datetime(*parts)  # type: ignore[arg-type, misc]  # noqa: DTZ001 - made London's below
    return london_instant(naive.date(), naive.time())


@pytest.mark.parametrize(
    ("asked", "limit", "due"),
    [
        (at(2026, 9, 14, 9), TWO_HOURS, at(2026, 9, 14, 11)),
        (at(2026, 9, 14, 15), TWO_HOURS, at(2026, 9, 14, 17)),
        (at(2026, 9, 14, 15, 1), TWO_HOURS, at(2026, 9, 15, 9, 1)),
        (at(2026, 9, 14, 7), TWO_HOURS, at(2026, 9, 14, 11)),
        (at(2026, 9, 14, 17), TWO_HOURS, at(2026, 9, 15, 11)),
        (at(2026, 9, 14, 23, 30), TWO_HOURS, at(2026, 9, 15, 11)),
        (at(2026, 9, 11, 16, 30), TWO_HOURS, at(2026, 9, 14, 10, 30)),
        (at(2026, 9, 12, 12), TWO_HOURS, at(2026, 9, 14, 11)),
        (at(2026, 8, 28, 16, 30), TWO_HOURS, at(2026, 9, 1, 10, 30)),
        (at(2026, 12, 24, 16), TWO_HOURS, at(2026, 12, 29, 10)),
        (at(2026, 10, 23, 16), TWO_HOURS, at(2026, 10, 26, 10)),
        (at(2026, 9, 14, 16, 30), LONG, at(2026, 9, 16, 9, 30)),
    ],
)
def test_a_limit_counts_working_hours_alone(
    asked: datetime, limit: timedelta, due: datetime
) -> None:
    assert add_working_hours(asked, limit) == due


def test_an_hour_before_midnight_in_summer_is_of_the_london_day() -> None:
    asked = datetime(2026, 9, 13, 23, 30, tzinfo=UTC)
    assert add_working_hours(asked, TWO_HOURS) == at(2026, 9, 14, 11)
