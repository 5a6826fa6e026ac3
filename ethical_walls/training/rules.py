"""How long training lasts."""

from datetime import date, timedelta
from typing import Final

MONTHS_IN_FORCE: Final = 12


def last_day_in_force(completed_on: date) -> date:
    """The last day on which training completed on a day counts: twelve months, the day included.

    Requirements PT-03 and SV-05: everyone is trained before they work, and the rules are
    confirmed again every year. Training of 29 February lasts until 28 February.
    """
    day_before = completed_on - timedelta(days=1)
    year = day_before.year + MONTHS_IN_FORCE // 12
    try:
        return day_before.replace(year=year)
    except ValueError:
        return day_before.replace(year=year, day=28)


def in_force(completed_on: date | None, on: date) -> date | None:
    """Until when training is in force on a day; None where there is none, or it has lapsed."""
    if completed_on is None:
        return None
    last = last_day_in_force(completed_on)
    return last if completed_on <= on <= last else None
