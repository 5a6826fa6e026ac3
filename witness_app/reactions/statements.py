"""What follows for a complainant's statement: from whom they are found to be, from new dates."""

from datetime import datetime

from casework.particulars.events import ParticularsSaid
from casework.reported_hearings.events import ClashAnswered, HearingReported
from casework.statements.actions import draft_steps
from casework.witnesses.events import WitnessTakenIn
from ethical_walls.sessions import WalledSession


def draft_statement(
    session: WalledSession,
    event: WitnessTakenIn | ParticularsSaid | HearingReported | ClashAnswered,
    *,
    now: datetime,
) -> None:
    """A complainant's steps follow what is listed or reported; any other witness has none."""
    draft_steps(session, event.witness_id, now=now)
