"""What may be answered to a proposal, by whom and by when."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from casework.opening_hours import CLOSES, OPENS
from courts.london_time import london_day, london_instant

LOOK_AGAIN_AFTER = timedelta(hours=1)
ANSWER_WITHIN = timedelta(hours=4)
"""Hours of the service in which whoever is proposed answers."""


def answer_due_at(proposed_at: datetime) -> datetime:
    """By when a proposal is answered, before somebody else is asked.

    Four hours in which the service is open, 8am to 8pm of every day. A witness has a named
    caseworker within 24 hours of the referral (requirements PT-06), and twelve of any 24 hours are
    the service's own; so three people can be asked one after another within that limit, and nobody
    is passed over for not answering at night (NOBODY DROPPED; our own standard).

    Args:
        proposed_at: When they were asked, aware.
    """
    left, day = ANSWER_WITHIN, london_day(proposed_at)
    while True:
        begins = max(proposed_at, london_instant(day, OPENS))
        closes = london_instant(day, CLOSES)
        if begins + left <= closes:
            return begins + left
        left -= max(closes - begins, timedelta())
        day += timedelta(days=1)


@dataclass(eq=False)
class NoCaseworkerToChange(ValueError):
    """The witness has no caseworker yet, so another cannot be asked for."""

    witness_id: UUID


@dataclass(eq=False)
class NotProposedToYou(ValueError):
    """No proposal to this person waits for an answer: it was answered, or was never theirs."""

    witness_id: UUID
