"""The firm or the unit that calls a witness: never cleared, it meets the rows marked for it."""

import uuid
from datetime import datetime

from sqlalchemy import text

from ethical_walls.intake import IntakeItem
from ethical_walls.sessions import WalledSession


def share_with_referrer(
    session: WalledSession, item: IntakeItem, witness_id: uuid.UUID, *, now: datetime
) -> None:
    """Make the firm or unit that typed a referral its witness's partner; others change nothing.

    Called before any row of a table with `partners` is written about the witness, for rows are
    marked as they are written.

    Args:
        session: The job's, in the one compartment of the referral.
        item: The referral as it was typed.
        witness_id: The witness it became.
        now: When.
    """
    session.execute(
        text("SELECT wall.share_with_referrer(:item, :witness, :now)"),
        {"item": item.id, "witness": witness_id, "now": now},
    )


def share_with(
    session: WalledSession,
    partner_id: uuid.UUID,
    witness: tuple[uuid.UUID, str, uuid.UUID],
    *,
    now: datetime,
) -> None:
    """Say which unit or firm calls a witness of the viewer's own; the last word stands.

    Rows that stand already are marked when they are next written.

    Args:
        session: Of somebody who looks after the witness.
        partner_id: The unit (for the prosecution) or the firm (for a defendant).
        witness: The witness's group, party and id.
        now: When.

    Raises:
        sqlalchemy.exc.ProgrammingError: The witness is not the viewer's, or the organisation is no
            partner of that party.
    """
    group_id, party, witness_id = witness
    session.execute(
        text("SELECT wall.share_with(:group_id, :party, :witness, :partner, :now)"),
        {
            "group_id": group_id,
            "party": party,
            "witness": witness_id,
            "partner": partner_id,
            "now": now,
        },
    )
