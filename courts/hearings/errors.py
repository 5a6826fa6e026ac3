"""Why a hearing cannot be recorded or vacated, as facts."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from courts.london_time import spoken, spoken_day


@dataclass(eq=False)
class DateIsPast(ValueError):
    """The hearing's last day is before today."""

    day: date

    def __str__(self) -> str:
        return f"{spoken_day(self.day)} has passed. Enter a day that is still to come, or today."


@dataclass(eq=False)
class HearingChangedMeanwhile(Exception):
    """The hearing has another version than the one the person was looking at."""

    hearing_id: UUID
    version: int

    def __str__(self) -> str:
        return "This hearing changed while you were looking at it. Check it again before you go on."


@dataclass(eq=False)
class HearingAlreadyVacated(Exception):
    """The hearing was already taken out of the list."""

    hearing_id: UUID

    def __str__(self) -> str:
        return "This hearing is already recorded as vacated. Nothing was changed."


@dataclass(eq=False)
class NotYetDecided(ValueError):
    """The day on which the court is said to have vacated the hearing is still to come."""

    day: date

    def __str__(self) -> str:
        return f"{spoken_day(self.day)} is still to come. Enter the day the court decided this."


@dataclass(eq=False)
class HearingHadBegun(ValueError):
    """A hearing is vacated before its day; after that it was adjourned, cracked or ineffective."""

    starts_on: date

    def __str__(self) -> str:
        return (
            f"This hearing was listed for {spoken_day(self.starts_on)}, and a hearing is vacated "
            f"before its day. If it began and stopped, wait for the court's next list."
        )


@dataclass(eq=False)
class ListedSince(ValueError):
    """A list published after the day given still shows the hearing."""

    published_at: datetime

    def __str__(self) -> str:
        return (
            f"A list published on {spoken(self.published_at)}, after the day you entered, still "
            f"shows this hearing. Check with the court."
        )
