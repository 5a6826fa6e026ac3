"""How many free times a party has of its own, court by court: facts for the separation desk."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import func, select

from casework.access_needs.queries import live_needs
from casework.witnesses.queries import witness_of
from courts.cases.queries import parties
from courts.register.queries import courts_by_id
from ethical_walls.sessions import WalledSession
from scheduling.slots.models import Slot
from scheduling.turns.queries import published_case_of, share_of_witness
from scheduling.visits.lawful import at, free, in_time, in_turn
from scheduling.visits.queries import hearing_ahead, where_needs_are_met
from scheduling.visits.rules import earliest_start, facilities_needed, last_day_before, latest_end
from scheduling.windows.models import VisitWindow


@dataclass(frozen=True)
class TimesAtCourt:
    """One court and how many free times of the party's own it has."""

    court_id: UUID
    court_name: str
    times: int


@dataclass(frozen=True)
class OwnTimes:
    """A party's own free times before its trial, wherever trials are heard and needs are met."""

    hearing_id: UUID
    court_name: str
    parties: int
    until: date
    courts: tuple[TimesAtCourt, ...]


def own_times(session: WalledSession, witness_id: UUID, now: datetime) -> OwnTimes:
    """The public plan of times and the places left in them; nobody's own diary counts.

    Raises:
        WitnessNotFound: There is no such witness in view.
        HearingNotPublished: No published trial is ahead in which the party is named.
    """
    witness = witness_of(session, witness_id)
    hearing = hearing_ahead(session, witness, now)
    share = share_of_witness(session, witness, now)
    visited = session.scalars(select(VisitWindow.court_id).distinct())
    known = courts_by_id(session, [hearing.court_id, *visited])
    offered = tuple(court_id for court_id, court in known.items() if court.may_be_offered)
    needs = frozenset(need.need.value for need in live_needs(session, witness_id))
    times = {}
    if offered:
        where = where_needs_are_met(session, offered, facilities_needed(needs))
        rows = session.execute(
            select(Slot.court_id, func.count().label("times"))
            .where(
                *free(),
                *in_time(earliest_start(now), latest_end(hearing.starts_on)),
                *at(where),
                in_turn(share.bookable),
            )
            .group_by(Slot.court_id)
        )
        times = {row.court_id: row.times for row in rows}
    return OwnTimes(
        hearing_id=hearing.hearing_id,
        court_name=known[hearing.court_id].name,
        parties=len(parties(session, published_case_of(session, witness).id)),
        until=last_day_before(hearing.starts_on),
        courts=tuple(
            sorted(
                (TimesAtCourt(one, known[one].name, times.get(one, 0)) for one in offered),
                key=lambda court: (court.court_name, court.court_id),
            )
        ),
    )
