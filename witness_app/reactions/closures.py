"""What follows when a court is shut on some days, or is not after all: its slots are made again."""

from datetime import datetime

from courts.register.events import ClosureWithdrawn, CourtShut
from ethical_walls.sessions import WalledSession
from scheduling.slots.actions import make_slots


def make_its_slots_again(
    session: WalledSession, announced: CourtShut | ClosureWithdrawn, *, now: datetime
) -> None:
    """Close the slots that the closure covers, or open those that it no longer does."""
    make_slots(session, announced.court_id, now=now)
