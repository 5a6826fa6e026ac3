"""How many places may be put to a witness, for how long, and what became of each."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from courts.london_time import end_of_london_day, london_day
from courts.working_days import add_working_days

MOST_PLACES = 3
WORKING_DAYS_HELD = 2


class OfferState(StrEnum):
    """What became of one place."""

    HELD = "held"
    TAKEN = "taken"
    FREED = "freed"
    DECLINED = "declined"
    LAPSED = "lapsed"


@dataclass(eq=False)
class OfferNotFound(LookupError):
    """There is no such offer in view."""

    offer_id: UUID


@dataclass(eq=False)
class OfferOver(ValueError):
    """The place is not held for the witness any more."""

    offer_id: UUID

    def __str__(self) -> str:
        return "This time is not kept for you any more. Your caseworker will offer you others."


@dataclass(eq=False)
class NotOneToThreePlaces(ValueError):
    """None, or too many, places were chosen."""

    chosen: int

    def __str__(self) -> str:
        return f"Choose 1, 2 or {MOST_PLACES} times."


def lapses_at(now: datetime) -> datetime:
    """Until when places put to a witness are held: the end of the second working day after."""
    return end_of_london_day(add_working_days(london_day(now), WORKING_DAYS_HELD))
