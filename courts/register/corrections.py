"""What people say of a court: confirmed or corrected, each with who, when and how they know."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from courts.london_time import london_day, spoken_day
from courts.register import words
from courts.register.events import ClosureWithdrawn, CourtShut, SittingChanged
from courts.register.models import (
    Court,
    CourtChange,
    CourtClosure,
    CourtContact,
    CourtFacility,
    ToldBuilding,
)
from courts.register.rules import (
    Channel,
    ContactPurpose,
    Facility,
    FacilityStanding,
    FacilityTerms,
    Half,
    Sitting,
    Subject,
    folded,
    may_be_offered,
)
from ethical_walls.sessions import WalledSession

OWN_SOURCE = "a person here"


@dataclass(eq=False)
class NobodyIsLooking(PermissionError):
    """An edit of the register needs somebody who answers for it."""


@dataclass(eq=False)
class CourtNotFound(LookupError):
    """No court has this id."""

    court_id: uuid.UUID


@dataclass(eq=False)
class ContactNotFound(LookupError):
    """No contact in use has this id."""

    contact_id: uuid.UUID


@dataclass(eq=False)
class ClosureNotFound(LookupError):
    """No closure in force has this id."""

    closure_id: uuid.UUID


@dataclass(eq=False)
class ContactAlreadyListed(ValueError):
    """The court has this very contact already."""

    value: str


@dataclass(eq=False)
class ClosureAlreadyEntered(ValueError):
    """The court is already shut on these very days."""

    from_on: date
    until_on: date


@dataclass(eq=False)
class ClosureIsPast(ValueError):
    """A closure that ended before today says nothing that anybody needs."""

    until_on: date


@dataclass(frozen=True)
class ContactSaid:
    """One way to reach somebody at a court, as a person gives it."""

    purpose: ContactPurpose
    channel: Channel
    value: str


@dataclass(frozen=True)
class ClosureSaid:
    """Days on which a court is shut, both included, as a person gives them."""

    from_on: date
    until_on: date
    half: Half | None
    reason: str


@dataclass(frozen=True)
class FacilitySaid:
    """What a person says of one facility."""

    facility: Facility
    standing: FacilityStanding
    terms: FacilityTerms


@dataclass(frozen=True)
class ListName:
    """A court as a list names it."""

    name: str
    crown_code: int | None


@dataclass(frozen=True)
class _Change:
    court_id: uuid.UUID
    subject: Subject
    was: str
    became: str
    how_known: str


def confirm_sitting(
    session: WalledSession, court_id: uuid.UUID, sitting: Sitting, how_known: str, *, now: datetime
) -> None:
    """Record that somebody found out whether the court sits; visits are offered by it at once."""
    court = _court(session, court_id)
    was, could = court.sitting, may_be_offered(court.status, court.sitting)
    court.sitting, court.sitting_note = sitting, how_known
    court.sitting_checked_on, court.sitting_checked_by = london_day(now), _who(session)
    said = words.SITTING
    _remember(session, _Change(court_id, Subject.SITTING, said[was], said[sitting], how_known), now)
    can = may_be_offered(court.status, sitting)
    if can != could:
        session.record(SittingChanged(court_id, can))


def describe_entrance(
    session: WalledSession, court_id: uuid.UUID, entrance: str, how_known: str, *, now: datetime
) -> None:
    """Record where witnesses come in, in the words a witness will be told."""
    court = _court(session, court_id)
    change = _Change(court_id, Subject.ENTRANCE, court.entrance, entrance, how_known)
    court.entrance = entrance
    court.entrance_checked_on, court.entrance_checked_by = london_day(now), _who(session)
    _remember(session, change, now)


def confirm_contact(
    session: WalledSession, contact_id: uuid.UUID, how_known: str, *, now: datetime
) -> None:
    """Record that a contact was tried and is right."""
    contact = _contact(session, contact_id)
    _check(session, contact, now)
    line = _contact_line(contact)
    _remember(session, _Change(contact.court_id, Subject.CONTACT, line, line, how_known), now)


def correct_contact(
    session: WalledSession, contact_id: uuid.UUID, value: str, how_known: str, *, now: datetime
) -> None:
    """Put the right number or address in place of a wrong one, which is kept as ended."""
    wrong = _contact(session, contact_id)
    if value == wrong.value:
        confirm_contact(session, contact_id, how_known, now=now)
        return
    right = _contact_in_use(
        session, wrong.court_id, ContactSaid(wrong.purpose, wrong.channel, value)
    )
    wrong.ended_on = london_day(now)
    _check(session, right, now)
    change = _Change(
        wrong.court_id, Subject.CONTACT, _contact_line(wrong), _contact_line(right), how_known
    )
    _remember(session, change, now)


def add_contact(
    session: WalledSession, court_id: uuid.UUID, said: ContactSaid, how_known: str, *, now: datetime
) -> None:
    """Add a contact that was found out and tried."""
    _court(session, court_id)
    contact = _contact_in_use(session, court_id, said)
    _check(session, contact, now)
    change = _Change(court_id, Subject.CONTACT, "", _contact_line(contact), how_known)
    _remember(session, change, now)


def end_contact(
    session: WalledSession, contact_id: uuid.UUID, how_known: str, *, now: datetime
) -> None:
    """Take a contact out of use; it stays in the history, and no load brings it back."""
    contact = _contact(session, contact_id)
    contact.ended_on = london_day(now)
    change = _Change(contact.court_id, Subject.CONTACT, _contact_line(contact), "", how_known)
    _remember(session, change, now)


def say_of_facility(
    session: WalledSession,
    court_id: uuid.UUID,
    said: FacilitySaid,
    how_known: str,
    *,
    now: datetime,
) -> None:
    """Record that a facility was found to be there, or not to be."""
    _court(session, court_id)
    stored = session.scalar(
        select(CourtFacility).where(
            CourtFacility.court_id == court_id, CourtFacility.facility == said.facility
        )
    )
    was = _facility_line(said.facility, stored)
    facility = stored or CourtFacility(court_id=court_id, facility=said.facility)
    facility.standing, facility.terms = said.standing, said.terms
    facility.confirmed_on, facility.confirmed_by = london_day(now), _who(session)
    session.add(facility)
    became = _facility_line(said.facility, facility)
    _remember(session, _Change(court_id, Subject.FACILITY, was, became, how_known), now)


def shut_court(
    session: WalledSession, court_id: uuid.UUID, said: ClosureSaid, *, now: datetime
) -> uuid.UUID:
    """Enter days on which a court is shut; visits on them are answered by what follows.

    Raises:
        ClosureIsPast: Its last day is before today.
        ClosureAlreadyEntered: The court is shut on these very days already.
    """
    _court(session, court_id)
    if said.until_on < london_day(now):
        raise ClosureIsPast(said.until_on)
    if _same_closure(session, court_id, said) is not None:
        raise ClosureAlreadyEntered(said.from_on, said.until_on)
    closure = CourtClosure(
        id=uuid.uuid4(),
        court_id=court_id,
        from_on=said.from_on,
        until_on=said.until_on,
        half=said.half,
        reason=said.reason,
        closed_at=now,
        closed_by=_who(session),
    )
    session.add(closure)
    change = _Change(court_id, Subject.CLOSURE, "", _closure_line(closure), said.reason)
    _remember(session, change, now)
    session.record(CourtShut(court_id, closure.id, closure.from_on, closure.until_on))
    return closure.id


def withdraw_closure(
    session: WalledSession, closure_id: uuid.UUID, how_known: str, *, now: datetime
) -> None:
    """Take back a closure that will not be; it stays in the history."""
    closure = session.get(CourtClosure, closure_id)
    if closure is None or closure.withdrawn_at is not None:
        raise ClosureNotFound(closure_id)
    closure.withdrawn_at = now
    change = _Change(closure.court_id, Subject.CLOSURE, _closure_line(closure), "", how_known)
    _remember(session, change, now)
    session.record(
        ClosureWithdrawn(closure.court_id, closure.id, closure.from_on, closure.until_on)
    )


def tell_building(
    session: WalledSession, listed: ListName, court_id: uuid.UUID, *, now: datetime
) -> None:
    """Remember which building a list's court means, until somebody says otherwise."""
    court = _court(session, court_id)
    spelt = folded(listed.name)
    told = session.scalar(
        select(ToldBuilding).where(
            ToldBuilding.folded == spelt,
            ToldBuilding.crown_code.is_not_distinct_from(listed.crown_code),
        )
    )
    told = told or ToldBuilding(folded=spelt, crown_code=listed.crown_code)
    told.court_id, told.name, told.told_at = court_id, listed.name, now
    told.told_by = _who(session)
    session.add(told)
    code = f" (code {listed.crown_code})" if listed.crown_code is not None else ""
    line = f"{listed.name or 'No name'}{code}"
    _remember(session, _Change(court.id, Subject.LIST_NAME, "", line, "said for a court list"), now)


def _who(session: WalledSession) -> uuid.UUID:
    if session.viewer.account_id is None:
        raise NobodyIsLooking
    return session.viewer.account_id


def _court(session: WalledSession, court_id: uuid.UUID) -> Court:
    court = session.get(Court, court_id)
    if court is None:
        raise CourtNotFound(court_id)
    return court


def _contact(session: WalledSession, contact_id: uuid.UUID) -> CourtContact:
    contact = session.get(CourtContact, contact_id)
    if contact is None or contact.ended_on is not None:
        raise ContactNotFound(contact_id)
    return contact


def _contact_in_use(session: WalledSession, court_id: uuid.UUID, said: ContactSaid) -> CourtContact:
    """A new contact, or an ended one brought back; one in use already is refused."""
    stored = session.scalar(
        select(CourtContact).where(
            CourtContact.court_id == court_id,
            CourtContact.purpose == said.purpose,
            CourtContact.channel == said.channel,
            CourtContact.value == said.value,
        )
    )
    if stored is not None and stored.ended_on is None:
        raise ContactAlreadyListed(said.value)
    contact = stored or CourtContact(
        court_id=court_id,
        purpose=said.purpose,
        channel=said.channel,
        value=said.value,
        source=OWN_SOURCE,
    )
    contact.ended_on = None
    session.add(contact)
    return contact


def _check(session: WalledSession, contact: CourtContact, now: datetime) -> None:
    contact.checked_on, contact.checked_by = london_day(now), _who(session)


def _same_closure(
    session: WalledSession, court_id: uuid.UUID, said: ClosureSaid
) -> CourtClosure | None:
    return session.scalar(
        select(CourtClosure).where(
            CourtClosure.court_id == court_id,
            CourtClosure.from_on == said.from_on,
            CourtClosure.until_on == said.until_on,
            CourtClosure.half.is_not_distinct_from(said.half),
            CourtClosure.withdrawn_at.is_(None),
        )
    )


def _remember(session: WalledSession, change: _Change, now: datetime) -> None:
    session.add(
        CourtChange(
            court_id=change.court_id,
            subject=change.subject,
            was=change.was,
            became=change.became,
            how_known=change.how_known,
            changed_at=now,
            changed_by=_who(session),
        )
    )
    session.flush()


def _contact_line(contact: CourtContact) -> str:
    return f"{words.PURPOSE[contact.purpose]}, {words.CHANNEL[contact.channel]}: {contact.value}"


def _facility_line(facility: Facility, stored: CourtFacility | None) -> str:
    if stored is None:
        return f"{words.FACILITY[facility]}: {words.STANDING[None]}"
    terms = "" if stored.standing is FacilityStanding.REFUTED else f", {words.TERMS[stored.terms]}"
    return f"{words.FACILITY[facility]}: {words.STANDING[stored.standing]}{terms}"


def _closure_line(closure: CourtClosure) -> str:
    days = spoken_day(closure.from_on)
    if closure.until_on != closure.from_on:
        days = f"{days} to {spoken_day(closure.until_on)}"
    return f"{days}, {words.HALF[closure.half]}"
