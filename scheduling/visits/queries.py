"""Finding lawful times for a witness, and the visits there are."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ColumnElement, select

from casework.access_needs.queries import live_needs
from casework.witnesses.models import Witness
from casework.witnesses.queries import witness_of
from courts.hearings.models import Hearing
from courts.hearings.queries import next_trial
from courts.london_time import london_day
from courts.register.models import Court, CourtFacility
from courts.register.queries import court_by_id
from courts.register.rules import Facility, FacilityStanding
from ethical_walls.accounts.models import Account
from ethical_walls.sessions import WalledSession
from scheduling.slots.models import Slot
from scheduling.turns.queries import published_case_of, share_of_witness
from scheduling.visits.lawful import any_slot, at, free, in_time, in_turn, lawful_time, next_lawful
from scheduling.visits.models import Visit
from scheduling.visits.rules import (
    LIVE_STATES,
    OFFERED_AT_ONCE,
    TO_COME,
    Found,
    HearingFacts,
    HearingNotPublished,
    OfferedTime,
    PlaceNotAvailable,
    Terms,
    VisitNotFound,
    VisitState,
    Where,
    WhyNot,
    earliest_start,
    facilities_needed,
    latest_end,
)
from scheduling.windows.models import VisitWindow

STANDS = (FacilityStanding.LISTED, FacilityStanding.CONFIRMED)


@dataclass(frozen=True)
class VisitSummary:
    """A visit as pages and messages speak of it.

    `is_under_review` is worked out when it is read: the court has changed the hearing since, no
    longer offers the time, or gave the half-day to another party.
    """

    visit_id: UUID
    witness_id: UUID
    state: VisitState
    version: int
    court_id: UUID
    court_name: str
    room: str
    starts_at: datetime
    ends_at: datetime
    caseworker_id: UUID | None
    caseworker_name: str
    hearing_id: UUID
    hearing_version: int
    is_hearing_changed: bool
    is_time_withdrawn: bool
    needs: tuple[str, ...]

    @property
    def is_live(self) -> bool:
        """Whether the visit has its place and is still to be."""
        return self.state in LIVE_STATES

    @property
    def is_to_come(self) -> bool:
        """Whether the visit is still to be, at its time or at one to be found."""
        return self.state in TO_COME

    @property
    def is_under_review(self) -> bool:
        """Whether the page says "date under review"."""
        is_in_doubt = self.is_hearing_changed or self.is_time_withdrawn
        return self.state is VisitState.RELEASED or (self.is_live and is_in_doubt)


def hearing_ahead(session: WalledSession, witness: Witness, now: datetime) -> HearingFacts:
    """The published trial that the witness's visit prepares for.

    Raises:
        HearingNotPublished: There is none ahead.
    """
    case = published_case_of(session, witness)
    trial = next_trial(session, case.id, london_day(now))
    if trial is None:
        raise HearingNotPublished(witness.id)
    return HearingFacts(trial.hearing_id, trial.number, trial.court_id, trial.starts_on)


def where_needs_are_met(
    session: WalledSession, court_ids: tuple[UUID, ...], needs: frozenset[str]
) -> Where:
    """Which of the buildings, or of their windows, have what is needed, listed or confirmed."""
    if not needs:
        return Where(court_ids)
    has: dict[UUID, set[str]] = {court_id: set() for court_id in court_ids}
    rows = session.execute(
        select(CourtFacility.court_id, CourtFacility.facility).where(
            CourtFacility.court_id.in_(court_ids), CourtFacility.standing.in_(STANDS)
        )
    )
    for court_id, facility in rows:
        has[court_id].add(facility.value)
    met = tuple(court_id for court_id in court_ids if needs <= has[court_id])
    windows = session.execute(
        select(VisitWindow.id, VisitWindow.court_id, VisitWindow.facilities).where(
            VisitWindow.court_id.in_(set(court_ids) - set(met))
        )
    )
    in_windows = tuple(w.id for w in windows if needs <= has[w.court_id] | set(w.facilities))
    everywhere: set[str] = set.intersection(*(set(needs - found) for found in has.values()))
    lacking = frozenset() if met or in_windows else frozenset(everywhere)
    return Where(met, in_windows, lacking)


def needs_to_confirm(session: WalledSession, witness_id: UUID, court_id: UUID) -> list[Facility]:
    """What a witness needs of a building that is only listed there: ask before it is promised.

    A public source's word is enough to offer the building, since the trial is there whatever it
    has; it is not enough to tell a witness so (`courts/register/data/README.md`).
    """
    needs = live_needs(session, witness_id)
    needed = facilities_needed(frozenset(need.need.value for need in needs))
    return sorted(
        session.scalars(
            select(CourtFacility.facility).where(
                CourtFacility.court_id == court_id,
                CourtFacility.facility.in_(needed),
                CourtFacility.standing == FacilityStanding.LISTED,
            )
        )
    )


def where_to_go(session: WalledSession, court_id: UUID, needs: frozenset[str]) -> Where:
    """The hearing's own building, where trials are heard and it has what is needed."""
    court = court_by_id(session, court_id)
    if court is None or not court.may_be_offered:
        return Where((), is_sitting=False)
    return where_needs_are_met(session, (court_id,), needs)


def terms_for(
    session: WalledSession, witness_id: UUID, now: datetime
) -> tuple[Terms, HearingFacts]:
    """What makes a time lawful for a witness now, and the hearing it must lie before.

    Raises:
        WitnessNotFound: There is no such witness in view.
        HearingNotPublished: No published trial is ahead.
    """
    witness = witness_of(session, witness_id)
    hearing = hearing_ahead(session, witness, now)
    needs = frozenset(need.need.value for need in live_needs(session, witness_id))
    return terms_before(session, witness, hearing, (facilities_needed(needs), now)), hearing


def terms_before(
    session: WalledSession,
    witness: Witness,
    hearing: HearingFacts,
    asked: tuple[frozenset[str], datetime],
) -> Terms:
    """The terms of one witness before one hearing, with these facilities, from this instant."""
    facilities, now = asked
    share = share_of_witness(session, witness, now)
    return Terms(
        witness_id=witness.id,
        caseworker_id=witness.caseworker_id,
        turns=share.bookable,
        where=where_to_go(session, hearing.court_id, facilities),
        earliest=earliest_start(now),
        latest=latest_end(hearing.starts_on),
        opens_at=share.opens_at,
    )


def find_times(
    session: WalledSession, witness_id: UUID, *, now: datetime, limit: int = OFFERED_AT_ONCE
) -> Found:
    """The next lawful times for a witness; where there are none, why, from own facts only.

    Raises:
        WitnessNotFound: There is no such witness in view.
        HearingNotPublished: No published trial is ahead.
    """
    terms, hearing = terms_for(session, witness_id, now)
    times = next_lawful(session, terms, limit)
    if times:
        return Found(times)
    is_ahead = terms.opens_at is not None and terms.opens_at > now
    opens_at = terms.opens_at if is_ahead else None
    return Found((), why_nothing(session, terms, hearing), opens_at)


def time_to_check(
    session: WalledSession, witness_id: UUID, slot_id: UUID, *, now: datetime
) -> OfferedTime:
    """One time, if it is lawful for the witness now.

    Raises:
        WitnessNotFound: There is no such witness in view.
        HearingNotPublished: No published trial is ahead.
        PlaceNotAvailable: It cannot be booked; why is never said.
    """
    terms, _ = terms_for(session, witness_id, now)
    time = lawful_time(session, terms, slot_id)
    if time is None:
        raise PlaceNotAvailable(slot_id)
    return time


def why_nothing(session: WalledSession, terms: Terms, hearing: HearingFacts) -> tuple[WhyNot, ...]:
    """Why no time is lawful: the first rule that leaves nothing, from public and own facts.

    Whoever else has taken a place, and whose turn it is otherwise, is never a reason.
    """
    if not terms.where.is_sitting:
        return (WhyNot.COURT_DOES_NOT_SIT,)
    if terms.where.lacking:
        return (WhyNot.NEEDS_NOT_LISTED,)
    if terms.earliest >= terms.latest:
        return (WhyNot.HEARING_TOO_SOON,)
    if not any_slot(
        session,
        Slot.open.expression,
        Slot.court_id == hearing.court_id,
        *in_time(terms.earliest, terms.latest),
    ):
        return (WhyNot.NO_WINDOWS,)
    if any_slot(
        session,
        *free(),
        *in_time(terms.earliest, terms.latest),
        *at(terms.where),
        in_turn(terms.turns),
    ):
        return (WhyNot.OWN_VISIT_THEN,)
    return (WhyNot.NONE_LEFT if terms.opens_at is None else WhyNot.TIMES_NOT_OPEN,)


def visit_to_change(session: WalledSession, visit_id: UUID) -> Visit:
    """One visit, locked until the transaction ends, as it stands now.

    Raises:
        VisitNotFound: There is none that this viewer may see.
    """
    found = session.scalars(
        select(Visit)
        .where(Visit.id == visit_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one_or_none()
    if found is None:
        raise VisitNotFound(visit_id)
    return found


def visit_asked_for(session: WalledSession, request_id: UUID) -> Visit | None:
    """The visit that a request has already booked: a double click finds it."""
    return session.scalars(select(Visit).where(Visit.request_id == request_id)).one_or_none()


def visits_to_come_of(session: WalledSession, witness_id: UUID) -> list[Visit]:
    """The visits still to be of a witness, released ones too, locked until the transaction ends."""
    return list(
        session.scalars(
            select(Visit)
            .where(Visit.witness_id == witness_id, Visit.state.in_(TO_COME))
            .order_by(Visit.id)
            .with_for_update()
            .execution_options(populate_existing=True)
        )
    )


def visit_summary(session: WalledSession, visit_id: UUID) -> VisitSummary:
    """One visit.

    Raises:
        VisitNotFound: There is none that this viewer may see.
    """
    found = _summaries(session, Visit.id == visit_id)
    if not found:
        raise VisitNotFound(visit_id)
    return found[0]


def visits_of(session: WalledSession, witness_ids: Iterable[UUID]) -> list[VisitSummary]:
    """Every visit of these witnesses, cancelled ones too, soonest first."""
    return _summaries(session, Visit.witness_id.in_(set(witness_ids)))


def visits_of_hearing(session: WalledSession, hearing_id: UUID) -> list[VisitSummary]:
    """The visits still to be before one hearing, as far as the viewer sees them."""
    return _summaries(session, Visit.hearing_id == hearing_id, Visit.state.in_(LIVE_STATES))


def visits_on(session: WalledSession, caseworker_id: UUID, day: date) -> list[VisitSummary]:
    """A caseworker's visits of one London day."""
    return _summaries(
        session,
        Visit.caseworker_id == caseworker_id,
        Visit.state.in_(LIVE_STATES),
        Slot.day == day,
    )


def _summaries(session: WalledSession, *conditions: ColumnElement[bool]) -> list[VisitSummary]:
    rows = session.execute(
        select(
            Visit, Slot.open, Court.name, VisitWindow.room, Hearing.current_version, Account.name
        )
        .join(Slot, Slot.id == Visit.slot_id)
        .join(VisitWindow, VisitWindow.id == Slot.window_id)
        .join(Court, Court.id == Visit.court_id)
        .join(Hearing, Hearing.id == Visit.hearing_id)
        .outerjoin(Account, Account.id == Visit.caseworker_id)
        .where(*conditions)
        .order_by(Visit.starts_at, Visit.id)
    )
    return [
        VisitSummary(
            visit_id=visit.id,
            witness_id=visit.witness_id,
            state=visit.state,
            version=visit.version,
            court_id=visit.court_id,
            court_name=court_name,
            room=room,
            starts_at=visit.starts_at,
            ends_at=visit.ends_at,
            caseworker_id=visit.caseworker_id,
            caseworker_name=caseworker_name or "",
            hearing_id=visit.hearing_id,
            hearing_version=visit.hearing_version,
            is_hearing_changed=visit.hearing_version < hearing_version,
            is_time_withdrawn=not is_open,
            needs=tuple(visit.needs),
        )
        for visit, is_open, court_name, room, hearing_version, caseworker_name in rows
    ]
