"""What a witness is told of places they may choose among."""

from datetime import datetime

from casework.witnesses.queries import witness_of
from ethical_walls.sessions import WalledSession
from notifications.messages.actions import supersede_messages_about, tell_of_offers
from notifications.messages.facts import OfferFacts
from scheduling.offers.events import OffersDeclined, OffersLapsed, OfferTaken, VisitOffered
from scheduling.offers.queries import offers_together, other_offers_told
from scheduling.visits.queries import hearing_ahead
from witness_app.reactions.facts import place_of, voice_to


def tell_of_places(session: WalledSession, event: VisitOffered, *, now: datetime) -> None:
    """Tell of the places, and take back what was said of places put to the witness before."""
    for together_id in other_offers_told(session, event.witness_id, event.together_id):
        supersede_messages_about(session, together_id, "Other times are offered", now=now)
    offers = offers_together(session, event.together_id, now=now)
    hearing = hearing_ahead(session, witness_of(session, event.witness_id), now)
    facts = OfferFacts(
        together_id=event.together_id,
        witness_id=event.witness_id,
        hearing_id=hearing.hearing_id,
        hearing_version=hearing.version,
        times=tuple(offer.starts_at for offer in offers),
        lapses_at=offers[0].lapses_at,
        place=place_of(session, offers[0].court_id),
        voice=voice_to(session, event.witness_id),
    )
    tell_of_offers(session, facts, now=now)


def take_back_the_places(
    session: WalledSession, event: OfferTaken | OffersDeclined | OffersLapsed, *, now: datetime
) -> None:
    """The places are not to be chosen any more."""
    supersede_messages_about(session, event.together_id, "The times are over", now=now)
