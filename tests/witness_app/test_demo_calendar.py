"""The demo's dates hold together whatever the day it is loaded on, Christmas included."""

from datetime import date, timedelta

import pytest

from courts.working_days import is_working_day
from witness_app.demo.cases import Calendar

LOADED_ON = [date(2026, 1, 1) + timedelta(days=3 * number) for number in range(240)]


@pytest.mark.parametrize("today", LOADED_ON, ids=str)
def test_the_weeks_in_which_visits_are_booked_have_no_bank_holiday(today: date) -> None:
    calendar = Calendar(today)
    weeks = [calendar.trial_on - timedelta(days=days) for days in range(14)]
    assert [day for day in weeks if day.weekday() < 5 and not is_working_day(day)] == []
    assert today < calendar.visits_from < calendar.trial_on
    assert calendar.trial_on <= calendar.later + timedelta(days=14)
