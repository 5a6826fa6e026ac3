"""What follows when a handover is answered or taken back."""

from datetime import datetime

from casework.handovers.actions import pass_on_how_the_day_stands
from casework.handovers.events import HandoverAnswered, HandoverTakenBack
from ethical_walls.links.actions import revoke_link
from ethical_walls.sessions import WalledSession


def handover_was_accepted(
    session: WalledSession, event: HandoverAnswered, *, now: datetime
) -> None:
    """Whoever referred the witness sees whether the day is handed over."""
    pass_on_how_the_day_stands(session, event.handover_id, now=now)


def handover_is_off(session: WalledSession, event: HandoverTakenBack, *, now: datetime) -> None:
    """The receiver's link opens no more, and the day is not handed over any longer."""
    revoke_link(session, event.handover_id, now=now)
    pass_on_how_the_day_stands(session, event.handover_id, now=now)
