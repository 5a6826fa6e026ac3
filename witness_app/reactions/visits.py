"""What a witness is told when a visit is booked, moved or cancelled."""

from datetime import datetime

from casework.allocations.events import CaseworkerAccepted
from casework.contact_plans.events import ContactPlanConfirmed
from ethical_walls.sessions import WalledSession
from notifications.messages.actions import (
    plan_visit_messages,
    tell_visit_cancelled,
    tell_visit_moved,
    tell_visit_stands,
    write_pending_again,
)
from notifications.messages.holding import let_go_what_was_held
from scheduling.replans.models import Replan
from scheduling.replans.queries import live_visits_before
from scheduling.visits.actions import caseworker_set
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


def confirm_visits(session: WalledSession, event: CaseworkerAccepted, *, now: datetime) -> None:
    """Give the witness's visits their caseworker, and so confirm those that waited for one."""
    caseworker_set(session, event.witness_id, now=now)


def tell_that_visits_stand(session: WalledSession, replan: Replan, *, now: datetime) -> None:
    """Let messages of visits that serve the hearing's newest version rest on that version."""
    for visit in live_visits_before(session, replan.compartment_id, replan.hearing_id):
        if visit.hearing_version == replan.hearing_version:
            tell_visit_stands(session, visit_facts(session, visit.id), now=now)


def write_again_what_waits(
    session: WalledSession, event: ContactPlanConfirmed, *, now: datetime
) -> None:
    """What still waits goes the way the witness has just confirmed; what was held is asked anew."""
    write_pending_again(session, event.witness_id, now=now)
    let_go_what_was_held(session, event.witness_id, now=now)
