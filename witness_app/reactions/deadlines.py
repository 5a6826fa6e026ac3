"""What becomes of the duty to arrange a visit when one is booked or falls away."""

from datetime import datetime

from casework.deadlines.actions import meet_deadlines, owe_visit_again
from casework.deadlines.rules import DeadlineKind
from ethical_walls.sessions import WalledSession
from scheduling.remote_visits.events import RemoteVisitDone
from scheduling.visit_records.events import VisitNotHeld
from scheduling.visits.events import VisitBooked, VisitCancelled


def visit_is_arranged(session: WalledSession, event: VisitBooked, *, now: datetime) -> None:
    """The visit before the trial is arranged."""
    meet_deadlines(session, event.witness_id, [DeadlineKind.VISIT_BEFORE_TRIAL], now=now)


def visit_is_owed_again(
    session: WalledSession, event: VisitCancelled | VisitNotHeld, *, now: datetime
) -> None:
    """The visit fell away, so one is owed again by the same limit."""
    owe_visit_again(session, event.witness_id, now=now)


def visit_is_made_up_for(session: WalledSession, event: RemoteVisitDone, *, now: datetime) -> None:
    """They have seen the courtroom in another way, so no visit is owed (requirements PT-20).

    One may still be booked where there is time.
    """
    meet_deadlines(session, event.witness_id, [DeadlineKind.VISIT_BEFORE_TRIAL], now=now)
