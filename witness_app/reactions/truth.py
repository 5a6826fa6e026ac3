"""Whether what a message says of a visit still holds, asked as it is about to leave."""

from datetime import datetime

from sqlalchemy import select

from casework.tellings.queries import whom_partners_tell
from ethical_walls.sessions import WalledSession
from notifications.messages.facts import STARTS_AT
from notifications.messages.models import Message
from notifications.messages.rules import AboutKind, MessageKey
from scheduling.offers.models import VisitOffer
from scheduling.offers.queries import held_offers
from scheduling.slots.models import Slot
from scheduling.visits.models import Visit
from scheduling.visits.rules import LIVE_STATES, VisitState
from witness_app.reactions.facts import place_of


def is_still_true(session: WalledSession, message: Message) -> bool:
    """Whether a message about a visit says what is so now.

    What is compared is the time and the building themselves, read in the transaction that claims
    the message: a visit that is off, elsewhere, or at a time that the court has withdrawn, is never
    said to be on, and places are to choose from only while they are held. What a message says of a
    hearing is held to the hearing's version by the dispatcher itself.
    """
    if message.about_kind is not AboutKind.VISIT:
        return _is_ours_to_tell(session, message)
    if message.key is MessageKey.VISIT_OFFERED:
        return bool(held_offers(session, VisitOffer.together_id == message.about_id))
    visit = session.scalars(
        select(Visit).where(Visit.id == message.about_id).execution_options(populate_existing=True)
    ).one_or_none()
    if visit is None:
        return False
    if message.key is MessageKey.VISIT_CANCELLED:
        return visit.state is VisitState.CANCELLED
    if visit.state not in LIVE_STATES or not _is_offered(session, visit):
        return False
    return _is_said_rightly(session, visit, message)


def _is_ours_to_tell(session: WalledSession, message: Message) -> bool:
    """Whether no unit or firm is the teller of this date: never both (requirements PT-24)."""
    others = whom_partners_tell(session, message.about_id, message.about_version)
    return message.witness_id not in others


def _is_offered(session: WalledSession, visit: Visit) -> bool:
    """Whether the court still offers the visit's time: a closure may have come since."""
    return session.scalars(select(Slot.open).where(Slot.id == visit.slot_id)).one()


def _is_said_rightly(session: WalledSession, visit: Visit, message: Message) -> bool:
    place = place_of(session, visit.court_id)
    said_at = datetime.fromisoformat(message.fields[STARTS_AT])
    return (said_at, message.fields["court"]) == (visit.starts_at, place.court_name)
