"""What the register is asked: one court or several, closures, the building that a list means."""

import uuid
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date

from sqlalchemy import func, or_, select

from courts.register.list_names import (
    SITTING_AT,
    BuildingFound,
    BuildingNotKnown,
    KnownCourt,
    KnownSatellite,
    ListMention,
    building_of,
)
from courts.register.models import Court, CourtClosure, CourtName, Satellite, ToldBuilding
from courts.register.rules import Closed, CourtStatus, NameKind, folded
from courts.register.summaries import CourtSummary, Place
from ethical_walls.sessions import WalledSession


def summary_of(court: Court) -> CourtSummary:
    """A court in a line."""
    return CourtSummary(
        court_id=court.id,
        slug=court.slug,
        name=court.name,
        kind=court.kind,
        status=court.status,
        sitting=court.sitting,
        is_in_london=court.is_in_london,
        address=", ".join(address_lines(court)),
        town=court.town,
        postcode=court.postcode,
        borough=court.borough,
        region=court.region,
        crown_code=court.crown_code,
        visit_gap_minutes=court.visit_gap_minutes,
    )


def address_lines(court: Court) -> tuple[str, ...]:
    """The address as it is written on an envelope, without the court's name."""
    lines = (court.address_line_1, court.address_line_2, court.town, court.postcode)
    return tuple(line for line in lines if line)


def court_by_slug(session: WalledSession, slug: str) -> CourtSummary | None:
    """The court with this address in our pages, or nothing."""
    court = session.scalar(select(Court).where(Court.slug == slug))
    return None if court is None else summary_of(court)


def court_by_id(session: WalledSession, court_id: uuid.UUID) -> CourtSummary | None:
    """The court with this id, or nothing."""
    court = session.get(Court, court_id)
    return None if court is None else summary_of(court)


def courts_by_id(
    session: WalledSession, court_ids: Iterable[uuid.UUID]
) -> dict[uuid.UUID, CourtSummary]:
    """The courts with these ids, in one question."""
    rows = session.scalars(select(Court).where(Court.id.in_(set(court_ids))))
    return {court.id: summary_of(court) for court in rows}


def places_in_london(session: WalledSession) -> tuple[Place, ...]:
    """Where the open courts of London stand, for the map."""
    rows = session.scalars(
        select(Court)
        .where(Court.is_in_london, Court.status == CourtStatus.OPEN, Court.latitude.is_not(None))
        .order_by(Court.name)
    )
    return tuple(place for court in rows if (place := place_of(court)) is not None)


def place_of(court: Court) -> Place | None:
    """Where a court stands, if that is recorded."""
    if court.latitude is None or court.longitude is None:
        return None
    return Place(court.slug, court.name, court.latitude, court.longitude)


def closures_between(
    session: WalledSession, court_ids: Iterable[uuid.UUID], from_on: date, until_on: date
) -> dict[uuid.UUID, list[Closed]]:
    """The closures, by court, that touch these days; withdrawn ones left out."""
    found: dict[uuid.UUID, list[Closed]] = {court_id: [] for court_id in court_ids}
    rows = session.scalars(
        select(CourtClosure)
        .where(
            CourtClosure.court_id.in_(found),
            CourtClosure.from_on <= until_on,
            CourtClosure.until_on >= from_on,
            CourtClosure.withdrawn_at.is_(None),
        )
        .order_by(CourtClosure.from_on)
    )
    for row in rows:
        found[row.court_id].append(Closed(row.from_on, row.until_on, row.half, row.reason))
    return found


def court_for_list(
    session: WalledSession, crown_code: int | None, name: str
) -> BuildingFound | BuildingNotKnown:
    """The building where the trials of a list sit, by its court's code and name; or why not.

    Args:
        session: Anyone's: courts are public.
        crown_code: The Crown Court's number in the list (`CourtHouseCode`), if it gives one.
        name: The court's name or organisation unit code in the list, however it is written; may
            be empty.
    """
    words = folded(name)
    place = words.partition(SITTING_AT)[2]
    named = _courts_named(session, {words, place} - {""})
    return building_of(
        ListMention(
            words=words,
            crown_code=crown_code,
            told=_told(session, words, crown_code),
            named=named.get(words),
            satellite=_satellite(session, words),
            sat_at=named.get(place),
            coded=_courts_coded(session, crown_code),
        )
    )


def _known(court: Court) -> KnownCourt:
    return KnownCourt(
        court_id=court.id,
        name=court.name,
        folded=folded(court.name),
        crown_code=court.crown_code,
        status=court.status,
        sitting=court.sitting,
        is_in_london=court.is_in_london,
    )


def _courts_named(session: WalledSession, names: set[str]) -> dict[str, KnownCourt]:
    rows = session.execute(
        select(CourtName.folded, Court)
        .join(Court, Court.id == CourtName.court_id)
        .where(CourtName.folded.in_(names))
    )
    return _courts_of_unit(session, names) | {spelt: _known(court) for spelt, court in rows}


def _courts_of_unit(session: WalledSession, names: set[str]) -> dict[str, KnownCourt]:
    """The courts of organisation unit codes; a code that several have means none of them."""
    rows = session.scalars(select(Court).where(func.lower(Court.ou_code).in_(names))).all()
    shared = Counter(court.ou_code.lower() for court in rows)
    return {code: _known(court) for court in rows if shared[code := court.ou_code.lower()] == 1}


def _courts_coded(session: WalledSession, crown_code: int | None) -> tuple[KnownCourt, ...]:
    """The courts of one code; a closed court that shares it with an open one is left out."""
    if crown_code is None:
        return ()
    courts: Sequence[Court] = session.scalars(
        select(Court).where(Court.crown_code == crown_code).order_by(Court.name)
    ).all()
    alive = [court for court in courts if court.status is CourtStatus.OPEN]
    return tuple(_known(court) for court in alive or courts)


def _satellite(session: WalledSession, words: str) -> KnownSatellite | None:
    row = session.scalar(select(Satellite).where(Satellite.folded == words))
    if row is None:
        return None
    host_id = row.host_court_id
    host = None if host_id is None else session.get_one(Court, host_id)
    return KnownSatellite(
        venue=row.venue,
        parent=_known(session.get_one(Court, row.parent_court_id)),
        host=None if host is None else _known(host),
    )


def _told(session: WalledSession, words: str, crown_code: int | None) -> KnownCourt | None:
    code = (
        ToldBuilding.crown_code.is_(None)
        if crown_code is None
        else ToldBuilding.crown_code == crown_code
    )
    court = session.scalar(
        select(Court)
        .join(ToldBuilding, ToldBuilding.court_id == Court.id)
        .where(ToldBuilding.folded == words, code)
    )
    return None if court is None else _known(court)


def all_names(session: WalledSession, court_id: uuid.UUID) -> tuple[str, ...]:
    """The other names and codes that a court answers to."""
    rows = session.scalars(
        select(CourtName.name)
        .where(
            CourtName.court_id == court_id,
            or_(CourtName.kind == NameKind.ALSO, CourtName.kind == NameKind.CODE),
        )
        .order_by(CourtName.kind, CourtName.name)
    )
    return tuple(rows)
