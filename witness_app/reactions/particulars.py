"""What follows when it is said who somebody is in the case."""

from datetime import datetime

from casework.assessments.findings import find_again
from casework.particulars.events import ParticularsSaid
from ethical_walls.sessions import WalledSession


def work_out_findings_again(
    session: WalledSession, event: ParticularsSaid, *, now: datetime
) -> None:
    """Who is vulnerable, intimidated or first may follow from it."""
    find_again(session, event.witness_id, now=now)
