"""Putting places to a witness, taking one, and giving back those that nobody took."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from psycopg.errors import DeadlockDetected
from sqlalchemy import select, update
from sqlalchemy.exc import OperationalError

from casework.acting import acting_account
from casework.tasks.actions import open_task
from casework.tasks.rules import NewTask, TaskKind
from casework.witnesses.models import Witness
from casework.witnesses.queries import witness_of, witness_to_change
from ethical_walls.sessions import WalledSession
from ethical_walls.work import Subject, WorkKind, post_work
from scheduling.offers.events import OffersDeclined, OffersLapsed, OfferTaken, VisitOffered
from scheduling.offers.models import VisitOffer
from scheduling.offers.queries import held_offers, offer_of, offer_to_take, terms_to_offer
from scheduling.offers.rules import (
    MOST_PLACES,
    NotOneToThreePlaces,
    OfferOver,
    OfferState,
    lapses_at,
)
from scheduling.slots.models import Slot
from scheduling.turns.queries import hold_turns, share_of_witness
from scheduling.visits.actions import book_visit, release_places
from scheduling.visits.ceding import own_compartment
from scheduling.visits.lawful import kept_by, lawful
from scheduling.visits.models import Visit
from scheduling.visits.queries import visit_asked_for
from scheduling.visits.rules import OfferedTime, PlaceNotAvailable

ANSWER_WITHIN = timedelta(hours=24)


def offer_places(
    session: WalledSession,
    witness_id: UUID,
    slot_ids: tuple[UUID, ...],
    together_id: UUID,
    *,
    now: datetime,
) -> list[VisitOffer]:
    """Hold up to three places for a witness to choose among, for two working days.

    Places put to them before are given back. The same request holds once.

    Args:
        session: The caseworker's.
        witness_id: Who chooses.
        slot_ids: When and where.
        together_id: Made with the form, so that sending it twice is one request.
        now: The present instant.

    Raises:
        WitnessNotFound: There is no such witness in view.
        HearingNotPublished: No published trial is ahead.
        NotOneToThreePlaces: None, or too many, were chosen.
        PlaceNotAvailable: One cannot be held; why is never said, and none is.
    """
    witness = witness_to_change(session, witness_id)
    if known := _put_together(session, together_id):
        return known
    wanted = sorted(set(slot_ids))
    if not 1 <= len(wanted) <= MOST_PLACES:
        raise NotOneToThreePlaces(len(wanted))
    hold_turns(session, witness)
    _give_back(session, held_offers(session, VisitOffer.witness_id == witness_id), now)
    until = lapses_at(now)
    offers = [
        VisitOffer(
            compartment_id=witness.compartment_id,
            id=uuid4(),
            witness_id=witness_id,
            together_id=together_id,
            slot_id=place.slot_id,
            court_id=place.court_id,
            starts_at=place.starts_at,
            ends_at=place.ends_at,
            state=OfferState.HELD,
            offered_at=now,
            offered_by=acting_account(session),
            lapses_at=until,
        )
        for place in _hold(session, witness, wanted, now)
    ]
    session.add_all(offers)
    session.flush()
    subject = Subject(together_id)
    compartment_id = witness.compartment_id
    post_work(session, WorkKind.OFFERS, until, compartment_id=compartment_id, subject=subject)
    session.record(VisitOffered(together_id, witness_id))
    return offers


def take_offered_place(session: WalledSession, offer_id: UUID, *, now: datetime) -> Visit:
    """Make the place that a witness chose their visit, and give the others back.

    The same choice books once: taking it again gets the visit that the first time booked.

    Args:
        session: The caseworker's, or the service's in the witness's compartment.
        offer_id: Which of the places.
        now: The present instant.

    Raises:
        OfferNotFound: There is none in view.
        OfferOver: It was declined, given back, or its time to choose is past.
        HearingNotPublished: No published trial is ahead any more.
        PlaceNotAvailable: It is not lawful any more; it stays held until it lapses.
    """
    witness_to_change(session, offer_of(session, offer_id).witness_id)
    if (booked := visit_asked_for(session, offer_id)) is not None:
        return booked
    offer = offer_to_take(session, offer_id)
    if offer.state is not OfferState.HELD or now >= offer.lapses_at:
        raise OfferOver(offer_id)
    with session.begin_nested():
        release_places(session, [offer.slot_id])
        visit = book_visit(session, offer.witness_id, offer.slot_id, offer_id, now=now)
        offer.state, offer.settled_at = OfferState.TAKEN, now
        session.flush()
    others = held_offers(session, VisitOffer.together_id == offer.together_id)
    _give_back(session, others, now)
    session.record(OfferTaken(offer.together_id, offer.witness_id, visit.id))
    return visit


def decline_offers(session: WalledSession, witness_id: UUID, *, now: datetime) -> list[VisitOffer]:
    """Give back every place held for a witness who wants none of them; their caseworker is told.

    Declining when nothing is held changes nothing.

    Args:
        session: The caseworker's, or the service's in the witness's compartment.
        witness_id: Who declines.
        now: The present instant.

    Raises:
        WitnessNotFound: There is no such witness in view.
    """
    witness_to_change(session, witness_id)
    offers = held_offers(session, VisitOffer.witness_id == witness_id, VisitOffer.lapses_at > now)
    _settle(session, offers, OfferState.DECLINED, now)
    for together_id in sorted({offer.together_id for offer in offers}):
        title = "Talk about the visit: none of the times offered suits"
        _ask_caseworker(session, witness_id, together_id, (title, now))
        session.record(OffersDeclined(together_id, witness_id))
    return offers


def lapse_offers(session: WalledSession, *, now: datetime) -> list[VisitOffer]:
    """Give back every place of one compartment that nobody chose in time; the job at that time.

    Until it has run the place is held in the slot's count, and offered to nobody.

    Raises:
        NoCompartment: The session is not a job's in one compartment.
    """
    own = VisitOffer.compartment_id == own_compartment(session)
    offers = held_offers(session, own, VisitOffer.lapses_at <= now)
    return _lapse(session, offers, "Offer other times: the witness has not chosen", now)


def free_ceded_offers(session: WalledSession, *, now: datetime) -> list[VisitOffer]:
    """Give back what one compartment holds for a witness in half-days that are another's now.

    Whoever was offered one such place is offered others, all together.

    Raises:
        NoCompartment: The session is not a job's in one compartment.
    """
    own = VisitOffer.compartment_id == own_compartment(session)
    offers = held_offers(session, own)
    if not offers:
        return []
    share = share_of_witness(session, witness_of(session, offers[0].witness_id), now)
    slots = {offer.slot_id for offer in offers}
    kept = set(session.scalars(select(Slot.id).where(Slot.id.in_(slots), kept_by(share))))
    spoilt = {offer.together_id for offer in offers if offer.slot_id not in kept}
    ceded = [offer for offer in offers if offer.together_id in spoilt]
    return _lapse(session, ceded, "Offer other times: the court has changed the case", now)


def _put_together(session: WalledSession, together_id: UUID) -> list[VisitOffer]:
    return list(
        session.scalars(
            select(VisitOffer).where(VisitOffer.together_id == together_id).order_by(VisitOffer.id)
        )
    )


def _hold(
    session: WalledSession, witness: Witness, slot_ids: list[UUID], now: datetime
) -> list[OfferedTime]:
    """Count these places as taken, all or none, under the predicate that the search reads by."""
    terms, _hearing = terms_to_offer(session, witness.id, now=now)
    held = []
    try:
        for slot_id in slot_ids:
            place = session.execute(
                update(Slot)
                .where(Slot.id == slot_id, *lawful(terms))
                .values(taken=Slot.taken + 1)
                .returning(Slot.id, Slot.court_id, Slot.starts_at, Slot.ends_at)
                .execution_options(synchronize_session=False)
            ).one_or_none()
            if place is None:
                raise PlaceNotAvailable(slot_id)
            held.append(OfferedTime(*place))
    except OperationalError as refused:
        if not isinstance(refused.orig, DeadlockDetected):
            raise
        raise PlaceNotAvailable(slot_ids[0]) from refused
    return held


def _give_back(session: WalledSession, offers: list[VisitOffer], now: datetime) -> None:
    _settle(session, offers, OfferState.FREED, now)


def _lapse(
    session: WalledSession, offers: list[VisitOffer], title: str, now: datetime
) -> list[VisitOffer]:
    _settle(session, offers, OfferState.LAPSED, now)
    for together_id, witness_id in sorted({(o.together_id, o.witness_id) for o in offers}):
        _ask_caseworker(session, witness_id, together_id, (title, now))
        session.record(OffersLapsed(together_id, witness_id))
    return offers


def _settle(
    session: WalledSession, offers: Iterable[VisitOffer], state: OfferState, now: datetime
) -> None:
    given = list(offers)
    release_places(session, [offer.slot_id for offer in given])
    for offer in given:
        offer.state, offer.settled_at = state, now
    session.flush()


def _ask_caseworker(
    session: WalledSession, witness_id: UUID, together_id: UUID, asked: tuple[str, datetime]
) -> None:
    title, now = asked
    open_task(
        session,
        NewTask(
            witness_id=witness_id,
            kind=TaskKind.PLACE_VISIT,
            title=title,
            cause=f"offers:{together_id}",
            due_at=now + ANSWER_WITHIN,
        ),
        now=now,
    )
