"""How pages say distances, lateness, counts and states."""

from datetime import UTC, date, datetime

import pytest

from tests.moment import NOW
from witness_app.site.states import BY_WORD, TAGS, Colour, TagNotKnown, tag_colour
from witness_app.site.words import (
    Urgency,
    begun,
    counted,
    how_far,
    how_late,
    how_soon,
    said,
    urgency,
)

MONDAY = NOW
"""Monday 14 September 2026, 9am in London."""


def at(day: int, hour: int, month: int = 9) -> datetime:
    return datetime(2026, month, day, hour, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        (date(2026, 9, 14), "today"),
        (at(14, 22), "today"),
        (at(14, 23), "tomorrow"),  # midnight in London is already the next day
        (date(2026, 9, 15), "tomorrow"),
        (date(2026, 9, 13), "yesterday"),
        (date(2026, 9, 17), "in 3 working days"),
        (date(2026, 9, 21), "in 5 working days"),
        (date(2026, 9, 10), "2 working days ago"),
        (date(2026, 9, 12), "1 working day ago"),
        (date(2026, 12, 29), "in 74 working days"),
        (date(2040, 9, 14), "in 5114 days"),
    ],
)
def test_a_distance_is_counted_in_working_days(moment: date, words: str) -> None:
    assert how_far(moment, MONDAY) == words


@pytest.mark.parametrize(
    ("words", "on_a_line"),
    [
        ("warned list from Monday, Wood Green", "Warned list from Monday, Wood Green"),
        ("Monday 12 October 2026", "Monday 12 October 2026"),
        ("", ""),
    ],
)
def test_words_that_begin_a_line_have_a_capital_and_keep_their_names(
    words: str, on_a_line: str
) -> None:
    assert begun(words) == on_a_line


def test_the_weekend_ahead_of_a_friday_is_counted_in_days() -> None:
    assert how_far(date(2026, 9, 20), at(18, 9)) == "in 2 days"


@pytest.mark.parametrize(
    ("moment", "expected", "words"),
    [
        (at(14, 7), Urgency.LATE, "late, due earlier today"),
        (at(14, 9), Urgency.TODAY, "due today"),
        (date(2026, 9, 14), Urgency.TODAY, "due today"),
        (date(2026, 9, 13), Urgency.LATE, "late, due yesterday"),
        (at(10, 9), Urgency.LATE, "2 working days late"),
        (at(16, 9), Urgency.LATER, "due in 2 working days"),
        (MONDAY, Urgency.TODAY, "due today"),
    ],
)
def test_late_is_said_in_words(moment: date, expected: Urgency, words: str) -> None:
    assert urgency(moment, MONDAY) is expected
    assert how_late(moment, MONDAY) == words


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2026, 9, 14), "today"),
        (date(2026, 9, 15), "tomorrow"),
        (date(2026, 9, 27), "in 13 days"),
        (date(2026, 9, 28), "in about 2 weeks"),
        (date(2026, 10, 15), "in about 4 weeks"),
    ],
)
def test_a_witness_is_told_how_soon_in_days_and_weeks(day: date, words: str) -> None:
    assert how_soon(day, MONDAY) == words


def test_a_day_is_said_with_its_weekday_and_an_instant_with_its_london_time() -> None:
    assert said(date(2026, 10, 8)) == "Thursday 8 October 2026"
    assert said(at(8, 8, month=10)) == "Thursday 8 October 2026, 9am"


def test_one_is_said_in_the_singular() -> None:
    assert [counted(n, "visit", "visits") for n in (0, 1, 2)] == ["0 visits", "1 visit", "2 visits"]


def test_every_tag_has_its_own_word_and_its_own_meaning() -> None:
    assert len(BY_WORD) == len(TAGS)
    assert len({tag.meaning for tag in TAGS}) == len(TAGS)


def test_a_word_nobody_agreed_on_is_refused() -> None:
    assert tag_colour("Confirmed") is Colour.SETTLED
    with pytest.raises(TagNotKnown):
        tag_colour("confirmed-ish")
