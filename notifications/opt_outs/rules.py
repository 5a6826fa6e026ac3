"""How we learn that somebody wants no more messages, and by when another way is agreed."""

from datetime import datetime
from enum import StrEnum

from courts.london_time import end_of_london_day, london_day
from courts.working_days import add_working_days

WORKING_DAYS_TO_ASK = 1


class SaidBy(StrEnum):
    """Who told us."""

    THE_PERSON = "the_person"
    THE_CARRIER = "the_carrier"


def next_working_day_ends_at(now: datetime) -> datetime:
    """The end of the next working day: by then somebody has asked (our own standard)."""
    return end_of_london_day(add_working_days(london_day(now), WORKING_DAYS_TO_ASK))
