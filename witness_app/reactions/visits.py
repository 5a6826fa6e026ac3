"""What a witness is told when a visit is booked, moved or cancelled."""

from datetime import datetime

from casework.contact_plans.events import ContactPlanConfirmed
from ethical_walls.sessions import WalledSession
from notifications.messages.actions import (
    plan_visit_messages,
    tell_visit_cancelled,
    tell_visit_moved,
    write_pending_again,
)
from scheduling.visits.events import VisitBooked, VisitCancelled, VisitMoved
from witness_app.reactions.facts import visit_facts


def tell_of_booking(session: WalledSession, event: VisitBooked, *, now: datetime) -> None:
    """Tell of the visit, and plan its reminders."""
    plan_visit_messages(session, visit_facts(session, event.visit_id), now=now)


def tell_of_move(session: WalledSession, event: VisitMoved, *, now: datetime) -> None:
    """Take the old time back and tell the new one."""
    tell_visit_moved(session, visit_facts(session, event.visit_id), now=now)


def tell_of_cancellation(session: WalledSession, event: VisitCancelled, *, now: datetime) -> None:
    """Take the time back and say that the visit is off."""
    tell_visit_cancelled(session, visit_facts(session, event.visit_id), now=now)


def write_again_what_waits(
    session: WalledSession, event: ContactPlanConfirmed, *, now: datetime
) -> None:
    """What still waits goes the way the witness has just confirmed."""
    write_pending_again(session, event.witness_id, now=now)
