"""What the firm or unit that referred a witness sees move on when something happens to them."""

from datetime import datetime

from casework.access_needs.events import AccessNeedsAgreed
from casework.contact_attempts.events import ContactMade
from casework.partners.actions import note_progress, take_back_ended_needs, take_progress_back
from casework.partners.rules import Progress
from ethical_walls.sessions import WalledSession
from scheduling.offers.events import VisitOffered
from scheduling.visit_records.events import VisitDone, VisitNotHeld
from scheduling.visits.events import VisitBooked, VisitCancelled, VisitMoved, VisitReleased


def contact_was_made(session: WalledSession, event: ContactMade, *, now: datetime) -> None:
    """Somebody spoke with them."""
    note_progress(session, event.witness_id, Progress.CONTACT_MADE, now=now)


def visit_was_offered(session: WalledSession, event: VisitOffered, *, now: datetime) -> None:
    """Places were put to them."""
    note_progress(session, event.witness_id, Progress.VISIT_OFFERED, now=now)


def visit_was_booked(
    session: WalledSession, event: VisitBooked | VisitMoved, *, now: datetime
) -> None:
    """A visit has its place, or has one again."""
    note_progress(session, event.witness_id, Progress.VISIT_BOOKED, now=now)


def visit_was_done(session: WalledSession, event: VisitDone, *, now: datetime) -> None:
    """They have seen the court."""
    note_progress(session, event.witness_id, Progress.VISIT_DONE, now=now)


def visit_is_booked_no_longer(
    session: WalledSession,
    event: VisitCancelled | VisitReleased | VisitNotHeld,
    *,
    now: datetime,  # noqa: ARG001 - every reaction is told the time
) -> None:
    """The visit lost its place; the step stands again when another is booked."""
    take_progress_back(session, event.witness_id, Progress.VISIT_BOOKED)


def needs_that_ended_are_shared_no_longer(
    session: WalledSession, event: AccessNeedsAgreed, *, now: datetime
) -> None:
    """Whoever calls the witness sees nothing of a need that is over."""
    take_back_ended_needs(session, event.witness_id, now=now)
