"""How one party answers a change by the court: what is kept, what moves and where, what cannot."""

from enum import StrEnum


class ReplanCause(StrEnum):
    """What the court changed."""

    HEARING_MOVED = "hearing_moved"
    HEARING_VACATED = "hearing_vacated"
    PARTIES_CHANGED = "parties_changed"


class ReplanState(StrEnum):
    """Whether somebody must still look at it."""

    OPEN = "open"
    CONFIRMED = "confirmed"
    NOTHING_TO_DO = "nothing_to_do"
    SUPERSEDED = "superseded"
