"""What messages are told of visits and hearings: gathered here, since the two are strangers."""

from uuid import UUID

import phonenumbers
from sqlalchemy import func, select

from casework.witnesses.queries import witness_of
from courts.hearings.queries import HearingSummary, hearing_summary, versions_of
from courts.london_time import spoken
from courts.register.queries import court_by_id
from ethical_walls.accounts.models import Account
from ethical_walls.sessions import WalledSession
from notifications.messages.facts import (
    EarlierDate,
    HearingFacts,
    Place,
    VisitFacts,
    Voice,
    said_listing,
)
from scheduling.replans.models import Replan
from scheduling.replans.rules import ReplanState
from scheduling.slots.models import Slot
from scheduling.visits.models import Visit
from witness_app.database import VOICE

HOME_COUNTRY = "GB"


def visit_facts(session: WalledSession, visit_id: UUID) -> VisitFacts:
    """A visit as messages speak of it, with what it was before where it has moved."""
    visit = session.get_one(Visit, visit_id)
    return VisitFacts(
        visit_id=visit.id,
        witness_id=visit.witness_id,
        version=visit.version,
        hearing_id=visit.hearing_id,
        hearing_version=visit.hearing_version,
        starts_at=visit.starts_at,
        ends_at=visit.ends_at,
        place=place_of(session, visit.court_id),
        voice=voice_to(session, visit.witness_id),
        earlier=_earlier_time(session, visit),
    )


def hearing_facts(
    session: WalledSession, hearing: HearingSummary, witness_id: UUID
) -> HearingFacts:
    """A hearing as messages to one witness speak of it, with how it was listed before."""
    return HearingFacts(
        hearing_id=hearing.hearing_id,
        witness_id=witness_id,
        version=hearing.version,
        kind=hearing.kind,
        listing=hearing.listing,
        place=place_of(session, hearing.court_id),
        voice=voice_to(session, witness_id),
        earlier=_listing_answered(session, hearing, witness_id),
    )


def hearing_as_it_stands(session: WalledSession, hearing_id: UUID) -> HearingSummary:
    """A hearing that an event or a row names.

    Raises:
        LookupError: It was never published.
    """
    found = hearing_summary(session, hearing_id)
    if found is None:
        raise LookupError(hearing_id)
    return found


def place_of(session: WalledSession, court_id: UUID) -> Place:
    """A building as it is said and found.

    Raises:
        LookupError: It is not in the register.
    """
    court = court_by_id(session, court_id)
    if court is None:
        raise LookupError(court_id)
    return Place(court.name, court.address)


def voice_to(session: WalledSession, witness_id: UUID) -> Voice:
    """Who speaks to a witness: their caseworker's number, else the service's own."""
    voice: Voice = session.info[VOICE]
    witness = witness_of(session, witness_id)
    if witness.caseworker_id is None:
        return voice
    telephone = session.get_one(Account, witness.caseworker_id).telephone
    return Voice(said_number(telephone), voice.from_address) if telephone else voice


def said_number(number: str) -> str:
    """A telephone number as it is written at home: "07700 900100"."""
    parsed = phonenumbers.parse(number, HOME_COUNTRY)
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.NATIONAL)


def _earlier_time(session: WalledSession, visit: Visit) -> EarlierDate | None:
    if visit.moved_from_at is None or visit.moved_from_slot_id is None:
        return None
    slot = session.get_one(Slot, visit.moved_from_slot_id)
    return EarlierDate(spoken(visit.moved_from_at), place_of(session, slot.court_id).court_name)


def _listing_answered(
    session: WalledSession, hearing: HearingSummary, witness_id: UUID
) -> EarlierDate | None:
    """The listing that this witness's party last answered: what they were told or knew already.

    A version that nobody had confirmed before the next one came was never told to anyone.
    """
    answered = session.scalar(
        select(func.max(Replan.hearing_version)).where(
            Replan.compartment_id == witness_of(session, witness_id).compartment_id,
            Replan.hearing_id == hearing.hearing_id,
            Replan.hearing_version < hearing.version,
            Replan.state.in_((ReplanState.CONFIRMED, ReplanState.NOTHING_TO_DO)),
        )
    )
    versions = versions_of(session, hearing.hearing_id)
    before = next((version for version in versions if version.number == answered), None)
    return EarlierDate(said_listing(before.listing), before.court_name) if before else None
