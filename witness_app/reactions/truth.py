"""Whether what a message says still holds, asked as it is about to leave."""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import select

from casework.tellings.queries import is_date_told, whom_partners_tell
from ethical_walls.links.queries import link_of
from ethical_walls.sessions import WalledSession
from notifications.messages.facts import MADE_AT, STARTS_AT
from notifications.messages.models import Message
from notifications.messages.rules import AboutKind, MessageKey
from scheduling.offers.models import VisitOffer
from scheduling.offers.queries import held_offers
from scheduling.slots.models import Slot
from scheduling.visits.models import Visit
from scheduling.visits.rules import LIVE_STATES, VisitState
from witness_app.reactions.facts import place_of


def is_still_true(session: WalledSession, message: Message) -> bool:
    """Whether a message says what is so now.

    Of a visit, what is compared is the time and the building themselves, read in the transaction
    that claims the message: a visit that is off, elsewhere, or at a time that the court has
    withdrawn, is never said to be on, and places are to choose from only while they are held. A
    link is sent only while it opens. What a message says of a hearing is held to the hearing's
    version by the dispatcher itself.
    """
    return ASKED_OF[message.about_kind](session, message)


def _visit_holds(session: WalledSession, message: Message) -> bool:
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


def _opens(session: WalledSession, message: Message) -> bool:
    """Whether the link that was made for this message stands: none made since, none locked."""
    link = link_of(session, message.witness_id)
    made_at = datetime.fromisoformat(message.fields[MADE_AT])
    return link is not None and link.locked_at is None and link.made_at == made_at


def _is_ours_to_tell(session: WalledSession, message: Message) -> bool:
    """Whether no unit or firm is the teller of this date: never both (requirements PT-24).

    The facts of the day go out once whoever tells the date has told it.
    """
    if message.key is MessageKey.YOUR_DAY:
        return is_date_told(session, message.witness_id, message.about_id, message.about_version)
    others = whom_partners_tell(session, message.about_id, message.about_version)
    return message.witness_id not in others


def _is_offered(session: WalledSession, visit: Visit) -> bool:
    """Whether the court still offers the visit's time: a closure may have come since."""
    return session.scalars(select(Slot.open).where(Slot.id == visit.slot_id)).one()


def _is_said_rightly(session: WalledSession, visit: Visit, message: Message) -> bool:
    place = place_of(session, visit.court_id)
    said_at = datetime.fromisoformat(message.fields[STARTS_AT])
    return (said_at, message.fields["court"]) == (visit.starts_at, place.court_name)


ASKED_OF: dict[AboutKind, Callable[[WalledSession, Message], bool]] = {
    AboutKind.VISIT: _visit_holds,
    AboutKind.HEARING: _is_ours_to_tell,
    AboutKind.LINK: _opens,
}
