"""The places put to a witness, and those that could be."""

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, select

from courts.register.models import Court
from ethical_walls.sessions import WalledSession
from scheduling.offers.models import VisitOffer
from scheduling.offers.rules import OfferNotFound, OfferState, lapses_at
from scheduling.visits.lawful import next_lawful
from scheduling.visits.queries import terms_for, why_nothing
from scheduling.visits.rules import (
    OFFERED_AT_ONCE,
    Found,
    HearingFacts,
    Terms,
    earliest_start,
)


@dataclass(frozen=True)
class OfferSummary:
    """One place put to a witness, as pages and messages speak of it.

    `state` is as it is now: what was held until an instant that is past has lapsed.
    """

    offer_id: UUID
    together_id: UUID
    witness_id: UUID
    slot_id: UUID
    state: OfferState
    court_id: UUID
    court_name: str
    starts_at: datetime
    ends_at: datetime
    offered_at: datetime
    offered_by: UUID
    lapses_at: datetime
    settled_at: datetime | None


def terms_to_offer(
    session: WalledSession, witness_id: UUID, *, now: datetime
) -> tuple[Terms, HearingFacts]:
    """What makes a time lawful still when the last instant to choose it has come.

    Raises:
        WitnessNotFound: There is no such witness in view.
        HearingNotPublished: No published trial is ahead.
    """
    terms, hearing = terms_for(session, witness_id, now)
    return replace(terms, earliest=earliest_start(lapses_at(now))), hearing


def find_places_to_offer(session: WalledSession, witness_id: UUID, *, now: datetime) -> Found:
    """The next lawful times that can wait for a witness's choice; where there are none, why.

    Raises:
        WitnessNotFound: There is no such witness in view.
        HearingNotPublished: No published trial is ahead.
    """
    terms, hearing = terms_to_offer(session, witness_id, now=now)
    times = next_lawful(session, terms, OFFERED_AT_ONCE)
    if times:
        return Found(times)
    is_ahead = terms.opens_at is not None and terms.opens_at > now
    opens_at = terms.opens_at if is_ahead else None
    return Found((), why_nothing(session, terms, hearing), opens_at)


def offers_of(session: WalledSession, witness_id: UUID, *, now: datetime) -> list[OfferSummary]:
    """Every place ever put to a witness, newest letters first, each by its time."""
    return _summaries(session, VisitOffer.witness_id == witness_id, now=now)


def open_offers_of(
    session: WalledSession, witness_id: UUID, *, now: datetime
) -> list[OfferSummary]:
    """The places that a witness may choose among now."""
    found = offers_of(session, witness_id, now=now)
    return [offer for offer in found if offer.state is OfferState.HELD]


def offers_together(
    session: WalledSession, together_id: UUID, *, now: datetime
) -> list[OfferSummary]:
    """The places that were put to a witness together."""
    return _summaries(session, VisitOffer.together_id == together_id, now=now)


def offer_rows(session: WalledSession, witness_id: UUID) -> list[VisitOffer]:
    """Every place ever put to a witness as it was recorded, oldest first."""
    return list(
        session.scalars(
            select(VisitOffer)
            .where(VisitOffer.witness_id == witness_id)
            .order_by(VisitOffer.offered_at, VisitOffer.together_id, VisitOffer.starts_at)
        )
    )


def other_offers_told(session: WalledSession, witness_id: UUID, together_id: UUID) -> list[UUID]:
    """What stands for the places put to a witness before these."""
    return list(
        session.scalars(
            select(VisitOffer.together_id)
            .where(VisitOffer.witness_id == witness_id, VisitOffer.together_id != together_id)
            .distinct()
            .order_by(VisitOffer.together_id)
        )
    )


def offer_of(session: WalledSession, offer_id: UUID) -> VisitOffer:
    """One place put to a witness.

    Raises:
        OfferNotFound: There is none that this viewer may see.
    """
    found = session.scalars(select(VisitOffer).where(VisitOffer.id == offer_id)).one_or_none()
    if found is None:
        raise OfferNotFound(offer_id)
    return found


def offer_to_take(session: WalledSession, offer_id: UUID) -> VisitOffer:
    """One place, locked until the transaction ends, as it stands now.

    Raises:
        OfferNotFound: There is none that this viewer may see.
    """
    found = _locked(session, VisitOffer.id == offer_id)
    if not found:
        raise OfferNotFound(offer_id)
    return found[0]


def held_offers(session: WalledSession, *which: ColumnElement[bool]) -> list[VisitOffer]:
    """The places that are counted as held, locked until the transaction ends, as they stand."""
    return _locked(session, VisitOffer.state == OfferState.HELD, *which)


def _locked(session: WalledSession, *which: ColumnElement[bool]) -> list[VisitOffer]:
    return list(
        session.scalars(
            select(VisitOffer)
            .where(*which)
            .order_by(VisitOffer.id)
            .with_for_update()
            .execution_options(populate_existing=True)
        )
    )


def _summaries(
    session: WalledSession, which: ColumnElement[bool], *, now: datetime
) -> list[OfferSummary]:
    rows = session.execute(
        select(VisitOffer, Court.name)
        .join(Court, Court.id == VisitOffer.court_id)
        .where(which)
        .order_by(VisitOffer.offered_at.desc(), VisitOffer.starts_at, VisitOffer.id)
    )
    return [_summary(offer, court_name, now) for offer, court_name in rows]


def _summary(offer: VisitOffer, court_name: str, now: datetime) -> OfferSummary:
    is_over = offer.state is OfferState.HELD and now >= offer.lapses_at
    return OfferSummary(
        offer_id=offer.id,
        together_id=offer.together_id,
        witness_id=offer.witness_id,
        slot_id=offer.slot_id,
        state=OfferState.LAPSED if is_over else offer.state,
        court_id=offer.court_id,
        court_name=court_name,
        starts_at=offer.starts_at,
        ends_at=offer.ends_at,
        offered_at=offer.offered_at,
        offered_by=offer.offered_by,
        lapses_at=offer.lapses_at,
        settled_at=offer.lapses_at if is_over else offer.settled_at,
    )
