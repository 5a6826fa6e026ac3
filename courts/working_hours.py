"""Working hours: how a limit counted in them runs over evenings, weekends and bank holidays."""

from datetime import datetime, time, timedelta

from courts.london_time import london_day, london_instant
from courts.working_days import ONE_DAY, is_working_day

OPENS, CLOSES = time(9), time(17)


def add_working_hours(instant: datetime, limit: timedelta) -> datetime:
    """When a limit of working hours runs out (design section 5: answered within two).

    Working hours are 9am to 5pm in London on working days (our own standard). What comes outside
    them counts from the next 9am; what reaches 5pm goes on at the next 9am.

    Args:
        instant: What started it, aware.
        limit: How many working hours.

    Raises:
        YearNotKnown: The bank holidays of that year are not announced.
    """
    at, left = instant, limit
    while True:
        day = london_day(at)
        begins, ends = max(at, london_instant(day, OPENS)), london_instant(day, CLOSES)
        if is_working_day(day):
            if begins + left <= ends:
                return begins + left
            left -= max(ends - begins, timedelta())
        at = london_instant(day + ONE_DAY, OPENS)
