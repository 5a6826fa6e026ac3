"""Whoever asks to be rung is rung while somebody is here."""

from datetime import UTC, datetime

import pytest

from casework.opening_hours import WHEN_TO_RING, rung_by


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)  # type: ignore[arg-type, misc]


@pytest.mark.parametrize(
    ("asked_at", "by"),
    [
        (utc(2026, 9, 14, 8), utc(2026, 9, 14, 19)),
        (utc(2026, 9, 14, 2), utc(2026, 9, 14, 19)),
        (utc(2026, 9, 14, 18, 59), utc(2026, 9, 14, 19)),
        (utc(2026, 9, 14, 19), utc(2026, 9, 15, 19)),
        (utc(2026, 9, 14, 22, 59), utc(2026, 9, 15, 19)),
        (utc(2026, 9, 14, 23, 1), utc(2026, 9, 15, 19)),
        (utc(2026, 12, 25, 12), utc(2026, 12, 25, 20)),
        (utc(2026, 10, 24, 20), utc(2026, 10, 25, 20)),
    ],
)
def test_after_eight_in_the_evening_it_is_the_next_day(asked_at: datetime, by: datetime) -> None:
    assert rung_by(asked_at) == by


def test_the_hours_are_said_as_people_say_them() -> None:
    assert WHEN_TO_RING == "every day from 8am to 8pm, bank holidays too"
