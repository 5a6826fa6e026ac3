"""Giving a receiver the link to one handover: with a word told apart, for as long as it helps."""

from datetime import datetime, timedelta
from uuid import UUID

from casework.handovers.actions import offer_handover
from casework.handovers.models import Handover
from casework.handovers.rules import Pack
from ethical_walls.links.actions import NewLink, make_link
from ethical_walls.links.rules import new_token
from ethical_walls.sessions import WalledSession

STAYS_OPEN = timedelta(days=1)
"""After a handover has lapsed its link shows for a day that it has."""


def offer_with_link(
    session: WalledSession, witness_id: UUID, pack: Pack, word_hash: str, *, now: datetime
) -> UUID:
    """Offer a handover and make its link; the same form again makes the link anew.

    Args:
        session: Of somebody who looks after the witness.
        witness_id: Whom.
        pack: What they agreed to.
        word_hash: Argon2id of the word that the receiver is told by telephone.
        now: When.

    Returns:
        What stands in the link's address: shown once, kept nowhere.

    Raises:
        HandoverRefused: It cannot be offered so.
    """
    handover = offer_handover(session, witness_id, pack, now=now)
    token = new_token()
    new = NewLink(
        table=Handover.__tablename__,
        subject_id=handover.id,
        compartment_id=handover.compartment_id,
        token=token,
        word_hash=word_hash,
        lasts_until=handover.lapses_at + STAYS_OPEN,
    )
    make_link(session, new, now=now)
    return token
