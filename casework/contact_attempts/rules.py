"""What may come of ringing a witness, and how often somebody tries."""

from collections.abc import Collection
from enum import StrEnum

FEWEST = 3
"""Attempts by telephone within 72 hours, at different times and days (requirements RA-05)."""


class CameOf(StrEnum):
    """What came of one try; what was said is never recorded."""

    SPOKE = "spoke"
    NOT_A_GOOD_TIME = "not_a_good_time"
    NO_ANSWER = "no_answer"
    SOMEBODY_ELSE = "somebody_else"
    NUMBER_DEAD = "number_dead"


REACHED = frozenset({CameOf.SPOKE, CameOf.NOT_A_GOOD_TIME})


def still_to_try(came_of: Collection[CameOf]) -> int:
    """How many more attempts are owed before anybody may say that somebody cannot be reached.

    At least three, and none once the person was reached (requirements RA-05).
    """
    if REACHED & set(came_of):
        return 0
    return max(0, FEWEST - len(came_of))
