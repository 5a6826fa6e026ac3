"""What becomes of one party's visits now: read what is public and its own, then ask the rule."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from sqlalchemy import or_, select

from casework.witnesses.queries import witness_of
from courts.hearings.models import HearingVersion
from courts.hearings.queries import current_version
from courts.hearings.rules import Certainty
from ethical_walls.sessions import WalledSession
from scheduling.replans.rules import Busy, Placed, ToPlace, plan
from scheduling.slots.models import Slot
from scheduling.turns.changes import Share
from scheduling.turns.queries import share_of_witness
from scheduling.visits.lawful import at, free, in_time, in_turn, kept_by
from scheduling.visits.models import Visit
from scheduling.visits.queries import where_to_go
from scheduling.visits.rules import (
    LIVE_STATES,
    HearingNotPublished,
    OfferedTime,
    Where,
    WhyNot,
    earliest_start,
    facilities_needed,
    latest_end,
)

OPTIONS_AT_MOST = 400


@dataclass(frozen=True)
class Bounds:
    """What a lawful time of these visits lies within."""

    share: Share
    where: Where
    now: datetime
    latest: datetime


@dataclass(frozen=True)
class Choice:
    """What there is to choose from for visits with the same needs.

    `standing` are the slots, of those the visits are in, that are lawful still.
    """

    standing: frozenset[UUID] = frozenset()
    times: tuple[OfferedTime, ...] = ()
    places: dict[UUID, int] = field(default_factory=dict)
    why_nothing: WhyNot = WhyNot.NO_HEARING


NO_CHOICE = Choice()


def planned(
    session: WalledSession, hearing_id: UUID, visits: list[Visit], *, now: datetime
) -> tuple[Placed, ...]:
    """What becomes of one party's visits before one hearing if they are re-planned now.

    Where the hearing was vacated, or the party is no longer named in the case, nothing is kept.
    """
    hearing, share = current_version(session, hearing_id), own_share(session, visits, now)
    if hearing is None or hearing.certainty is Certainty.VACATED or share is None:
        return plan([_to_place(visit, NO_CHOICE) for visit in visits], {})
    to_place: list[ToPlace] = []
    places: dict[UUID, int] = {}
    for needs in sorted({tuple(visit.needs) for visit in visits}):
        alike = [visit for visit in visits if tuple(visit.needs) == needs]
        choice = _choice(session, alike, _bounds(session, hearing, share, (needs, now)))
        places |= choice.places
        to_place += [_to_place(visit, choice) for visit in alike]
    return plan(to_place, places, _busy(session, visits))


def own_share(session: WalledSession, visits: list[Visit], now: datetime) -> Share | None:
    """The half-days of the party whose visits these are; none where it is not published.

    A compartment holds one party, so any of its witnesses tells.
    """
    if not visits:
        return None
    try:
        return share_of_witness(session, witness_of(session, visits[0].witness_id), now)
    except HearingNotPublished:
        return None


def time_of(visit: Visit) -> OfferedTime:
    """When and where a visit is."""
    return OfferedTime(visit.slot_id, visit.court_id, visit.starts_at, visit.ends_at)


def _bounds(
    session: WalledSession,
    hearing: HearingVersion,
    share: Share,
    asked: tuple[tuple[str, ...], datetime],
) -> Bounds:
    needs, now = asked
    where = where_to_go(session, hearing.court_id, facilities_needed(frozenset(needs)))
    return Bounds(share, where, now, latest_end(hearing.starts_on))


def _choice(session: WalledSession, visits: list[Visit], bounds: Bounds) -> Choice:
    """Where these visits may stay, and where they may go.

    Notice was kept when they were booked, so a visit that stands needs no notice again; and in a
    half-day that was ceded it stands where nobody else can book one so soon.
    """
    standing = session.scalars(
        select(Slot.id).where(
            Slot.id.in_({visit.slot_id for visit in visits if visit.state in LIVE_STATES}),
            Slot.open,
            *in_time(bounds.now, bounds.latest),
            *at(bounds.where),
            kept_by(bounds.share),
        )
    )
    rows = session.execute(
        select(Slot.id, Slot.court_id, Slot.starts_at, Slot.ends_at, Slot.capacity - Slot.taken)
        .where(
            *free(),
            *in_time(earliest_start(bounds.now), bounds.latest),
            *at(bounds.where),
            in_turn(bounds.share.bookable),
        )
        .order_by(Slot.starts_at, Slot.court_id, Slot.id)
        .limit(OPTIONS_AT_MOST)
    ).all()
    return Choice(
        standing=frozenset(standing),
        times=tuple(OfferedTime(row[0], row[1], row[2], row[3]) for row in rows),
        places={row[0]: row[4] for row in rows},
        why_nothing=_why_nothing(bounds),
    )


def _why_nothing(bounds: Bounds) -> WhyNot:
    if not bounds.where.is_sitting:
        return WhyNot.COURT_DOES_NOT_SIT
    if bounds.where.lacking:
        return WhyNot.NEEDS_NOT_LISTED
    if earliest_start(bounds.now) >= bounds.latest:
        return WhyNot.HEARING_TOO_SOON
    return WhyNot.NONE_LEFT if bounds.share.opens_at is None else WhyNot.TIMES_NOT_OPEN


def _to_place(visit: Visit, choice: Choice) -> ToPlace:
    return ToPlace(
        visit_id=visit.id,
        witness_id=visit.witness_id,
        version=visit.version,
        at=time_of(visit),
        caseworker_id=visit.caseworker_id,
        stands=visit.state in LIVE_STATES and visit.slot_id in choice.standing,
        holds_place=visit.state in LIVE_STATES,
        options=choice.times,
        why_nothing=choice.why_nothing,
    )


def _busy(session: WalledSession, visits: Iterable[Visit]) -> list[Busy]:
    """When these witnesses and caseworkers have other visits, as far as the viewer sees them."""
    ids = {visit.id for visit in visits}
    witnesses = {visit.witness_id for visit in visits}
    caseworkers = {visit.caseworker_id for visit in visits if visit.caseworker_id is not None}
    others = session.scalars(
        select(Visit).where(
            Visit.id.not_in(ids),
            Visit.state.in_(LIVE_STATES),
            or_(Visit.witness_id.in_(witnesses), Visit.caseworker_id.in_(caseworkers)),
        )
    )
    return [
        Busy(person, other.starts_at, other.ends_at)
        for other in others
        for person in (other.witness_id, other.caseworker_id)
        if person is not None
    ]
