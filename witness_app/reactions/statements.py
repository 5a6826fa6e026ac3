"""What follows for a complainant's statement when they are taken in, or are found to be one."""

from datetime import datetime

from casework.particulars.events import ParticularsSaid
from casework.statements.actions import draft_steps
from casework.witnesses.events import WitnessTakenIn
from ethical_walls.sessions import WalledSession


def draft_statement(
    session: WalledSession, event: WitnessTakenIn | ParticularsSaid, *, now: datetime
) -> None:
    """A complainant's steps are drafted from what is listed; any other witness has none."""
    draft_steps(session, event.witness_id, now=now)
