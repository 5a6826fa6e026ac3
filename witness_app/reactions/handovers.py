"""What follows when a handover is answered or taken back, and when its day moves."""

from datetime import datetime

from casework.handovers.actions import take_back_for_hearing
from casework.handovers.events import HandoverAnswered, HandoverTakenBack
from casework.handovers.queries import handover_row
from casework.handovers.rules import HandoverKind, HandoverState
from casework.partners.actions import note_handed_over
from ethical_walls.links.actions import revoke_link
from ethical_walls.sessions import WalledSession
from scheduling.replans.events import ReplanOpened


def handover_was_accepted(
    session: WalledSession, event: HandoverAnswered, *, now: datetime
) -> None:
    """Whoever referred the witness sees that the day is handed over."""
    handover = handover_row(session, event.handover_id)
    is_for_the_day = handover.kind is HandoverKind.IN_COURT_SERVICE
    if is_for_the_day and handover.state is HandoverState.ACCEPTED:
        note_handed_over(session, event.witness_id, now)


def handover_is_off(session: WalledSession, event: HandoverTakenBack, *, now: datetime) -> None:
    """The receiver's link opens no more, and the day is not handed over any longer."""
    revoke_link(session, event.handover_id, now=now)
    if handover_row(session, event.handover_id).kind is HandoverKind.IN_COURT_SERVICE:
        note_handed_over(session, event.witness_id, None)


def take_back_day_handovers(session: WalledSession, event: ReplanOpened, *, now: datetime) -> None:
    """At once, with nobody's confirmation, nothing stays handed over for the old day."""
    take_back_for_hearing(session, event.hearing_id, event.version, now=now)
