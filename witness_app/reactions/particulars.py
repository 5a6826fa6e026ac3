"""What follows when it is said who somebody is in the case."""

from datetime import datetime

from casework.assessments.findings import find_again
from casework.outcomes.actions import follow_outcome
from casework.particulars.events import ParticularsSaid
from ethical_walls.sessions import WalledSession


def let_the_end_follow(session: WalledSession, event: ParticularsSaid, *, now: datetime) -> None:
    """Whether the Victim Contact Scheme may be offered depends on it."""
    follow_outcome(session, event.witness_id, now=now)


def work_out_findings_again(
    session: WalledSession, event: ParticularsSaid, *, now: datetime
) -> None:
    """Who is vulnerable, intimidated or first may follow from it."""
    find_again(session, event.witness_id, now=now)
