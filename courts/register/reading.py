"""Everything the register says of one court, for its page."""

import uuid
from collections.abc import Iterable
from datetime import date

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import aliased

from courts.register.models import (
    Court,
    CourtChange,
    CourtClosure,
    CourtContact,
    CourtFacility,
    Satellite,
    ToldBuilding,
)
from courts.register.queries import address_lines, all_names, place_of, summary_of
from courts.register.rules import Facility, FacilityTerms
from courts.register.summaries import (
    ChangeLine,
    Checked,
    ClosureLine,
    ContactLine,
    CourtFacts,
    CourtPage,
    FacilityLine,
    SatelliteLine,
    ToldNameLine,
)
from ethical_walls.accounts.models import Account
from ethical_walls.sessions import WalledSession

CHANGES_SHOWN = 20
NEVER = Checked(recorded_on=None, checked_on=None, checked_by="")

PARENT, HOST = aliased(Court), aliased(Court)
"""Made once: to make an alias costs more than to ask by it."""

Names = dict[uuid.UUID, str]


def court_page(session: WalledSession, slug: str, *, today: date) -> CourtPage | None:
    """Everything the register says of the court with this address; nothing if there is none."""
    court = session.scalar(select(Court).where(Court.slug == slug))
    if court is None:
        return None
    who = _names(session, [court.sitting_checked_by, court.entrance_checked_by])
    return CourtPage(
        court=summary_of(court),
        facts=_facts(court, who),
        also_known_as=all_names(session, court.id),
        contacts=_contacts(session, court.id),
        facilities=_facilities(session, court.id),
        satellites=_satellites(session, Satellite.parent_court_id == court.id),
        hosted=_satellites(session, Satellite.host_court_id == court.id),
        closures=_closures(session, court.id, today),
        told_names=_told_names(session, court.id),
        changes=_changes(session, court.id),
    )


def _names(session: WalledSession, account_ids: Iterable[uuid.UUID | None]) -> Names:
    wanted = {account_id for account_id in account_ids if account_id is not None}
    rows = session.execute(select(Account.id, Account.name).where(Account.id.in_(wanted)))
    return {row.id: row.name for row in rows}


def _name(names: Names, account_id: uuid.UUID | None) -> str:
    return "" if account_id is None else names.get(account_id, "")


def _facts(court: Court, who: Names) -> CourtFacts:
    sitting_by = _name(who, court.sitting_checked_by)
    entrance_by = _name(who, court.entrance_checked_by)
    return CourtFacts(
        address_lines=address_lines(court),
        place=place_of(court),
        status_note=court.status_note,
        sitting_note=court.sitting_note,
        sitting_checked=Checked(court.recorded_on, court.sitting_checked_on, sitting_by),
        entrance=court.entrance,
        entrance_checked=Checked(None, court.entrance_checked_on, entrance_by),
        cps_area=court.cps_area,
        magistrates_code=court.magistrates_code,
        ou_code=court.ou_code,
        register_code=court.register_code,
        common_platform_id=court.common_platform_id,
        justice_area=court.justice_area,
        courtrooms=court.courtrooms,
        opening_hours=court.opening_hours,
        nearest_station=court.nearest_station,
        note=court.note,
        source=court.source,
        checked=Checked(court.recorded_on, court.checked_on, ""),
    )


def _contacts(session: WalledSession, court_id: uuid.UUID) -> tuple[ContactLine, ...]:
    rows = session.scalars(
        select(CourtContact)
        .where(CourtContact.court_id == court_id, CourtContact.ended_on.is_(None))
        .order_by(CourtContact.purpose, CourtContact.channel.desc(), CourtContact.value)
    ).all()
    who = _names(session, [row.checked_by for row in rows])
    return tuple(
        ContactLine(
            contact_id=row.id,
            purpose=row.purpose,
            channel=row.channel,
            value=row.value,
            note=row.note,
            checked=Checked(row.recorded_on, row.checked_on, _name(who, row.checked_by)),
        )
        for row in rows
    )


def _facilities(session: WalledSession, court_id: uuid.UUID) -> tuple[FacilityLine, ...]:
    """Every facility a witness may need, in one order at every court, "not listed" included."""
    rows = {
        row.facility: row
        for row in session.scalars(select(CourtFacility).where(CourtFacility.court_id == court_id))
    }
    who = _names(session, [row.confirmed_by for row in rows.values()])
    return tuple(_facility(facility, rows.get(facility), who) for facility in Facility)


def _facility(facility: Facility, row: CourtFacility | None, who: Names) -> FacilityLine:
    if row is None:
        return FacilityLine(facility, None, FacilityTerms.PROVIDED, NEVER)
    checked = Checked(row.recorded_on, row.confirmed_on, _name(who, row.confirmed_by))
    return FacilityLine(facility, row.standing, row.terms, checked)


def _satellites(session: WalledSession, which: ColumnElement[bool]) -> tuple[SatelliteLine, ...]:
    rows = session.execute(
        select(Satellite, PARENT, HOST)
        .join(PARENT, PARENT.id == Satellite.parent_court_id)
        .outerjoin(HOST, HOST.id == Satellite.host_court_id)
        .where(which)
        .order_by(Satellite.venue)
    )
    return tuple(
        SatelliteLine(
            venue=venue.venue,
            parent_name=owner.name,
            parent_slug=owner.slug,
            host_name=None if place is None else place.name,
            host_slug=None if place is None else place.slug,
            address_hint=venue.address_hint,
            status=venue.status,
            evidence_on=venue.evidence_on,
            note=venue.note,
        )
        for venue, owner, place in rows
    )


def _closures(session: WalledSession, court_id: uuid.UUID, today: date) -> tuple[ClosureLine, ...]:
    rows = session.scalars(
        select(CourtClosure)
        .where(
            CourtClosure.court_id == court_id,
            CourtClosure.until_on >= today,
            CourtClosure.withdrawn_at.is_(None),
        )
        .order_by(CourtClosure.from_on, CourtClosure.until_on)
    )
    return tuple(
        ClosureLine(row.id, row.from_on, row.until_on, row.half, row.reason) for row in rows
    )


def _told_names(session: WalledSession, court_id: uuid.UUID) -> tuple[ToldNameLine, ...]:
    rows = session.execute(
        select(ToldBuilding, Account.name)
        .join(Account, Account.id == ToldBuilding.told_by)
        .where(ToldBuilding.court_id == court_id)
        .order_by(ToldBuilding.told_at)
    )
    return tuple(ToldNameLine(told.name, told.crown_code, told.told_at, who) for told, who in rows)


def _changes(session: WalledSession, court_id: uuid.UUID) -> tuple[ChangeLine, ...]:
    rows = session.execute(
        select(CourtChange, Account.name)
        .join(Account, Account.id == CourtChange.changed_by)
        .where(CourtChange.court_id == court_id)
        .order_by(CourtChange.changed_at.desc(), CourtChange.id)
        .limit(CHANGES_SHOWN)
    )
    return tuple(
        ChangeLine(
            subject=change.subject,
            was=change.was,
            became=change.became,
            how_known=change.how_known,
            changed_at=change.changed_at,
            changed_by=who,
        )
        for change, who in rows
    )
