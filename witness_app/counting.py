"""Counting one compartment as it stood at the midnight that today began with."""

from collections import Counter
from collections.abc import Collection, Iterator
from datetime import datetime, time, timedelta
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ColumnElement, func, select

from casework.court_days.models import CourtDay, CourtDayVersion
from casework.court_days.rules import CAME, Became
from casework.deadlines.models import Deadline
from casework.deadlines.rules import DeadlineKind
from casework.referrals.models import Referral
from casework.tasks.models import Task
from casework.witnesses.models import Witness
from casework.witnesses.rules import WitnessState
from courts.london_time import london_day, london_instant
from ethical_walls.accounts.service import SERVICE_ACCOUNT_ID
from ethical_walls.sessions import WalledSession
from ethical_walls.tallies.actions import Counted, keep_count
from scheduling.visits.models import Visit
from scheduling.visits.rules import LIVE_STATES, VisitState

WEEK = timedelta(days=7)
FOUR_WEEKS = timedelta(days=28)


class Measure(StrEnum):
    """What is counted: never whose, beyond the caseworker whose duty is late."""

    IN_CARE = "in_care"
    REFERRED = "referred"
    CONTACT_IN_TIME = "contact_in_time"
    CONTACT_LATE = "contact_late"
    VISITS_BOOKED = "visits_booked"
    VISITS_DONE = "visits_done"
    CAME = "came"
    GAVE_EVIDENCE = "gave_evidence"
    DID_NOT_ATTEND = "did_not_attend"
    LATE = "late"


def count_compartment(session: WalledSession, *, now: datetime) -> None:
    """Count what this job's compartment held at midnight; the first count of a day stands."""
    today = london_day(now)
    midnight = london_instant(today, time(0))
    for measure, how_many in _plain(session, midnight).items():
        if how_many:
            counted = Counted(measure.value, SERVICE_ACCOUNT_ID, how_many)
            keep_count(session, today, counted, now=now)
    for whose, how_many in Counter(_late(session, midnight)).items():
        counted = Counted(Measure.LATE.value, whose or SERVICE_ACCOUNT_ID, how_many)
        keep_count(session, today, counted, now=now)


def _plain(session: WalledSession, midnight: datetime) -> dict[Measure, int]:
    """The counts that are nobody's in particular."""
    week = midnight - WEEK
    contact = (
        Deadline.kind == DeadlineKind.FIRST_CONTACT,
        Deadline.superseded_at.is_(None),
        Deadline.due_at >= week,
        Deadline.due_at < midnight,
    )
    in_time = Deadline.met_at.is_not(None) & (Deadline.met_at <= Deadline.due_at)
    is_known = Referral.received_at < midnight
    return {
        Measure.IN_CARE: _how_many(
            session,
            Witness.state != WitnessState.CLOSED,
            select(Referral.id).where(Referral.id == Witness.referral_id, is_known).exists(),
        ),
        Measure.REFERRED: _how_many(session, Referral.received_at >= week, is_known),
        Measure.CONTACT_IN_TIME: _how_many(session, *contact, in_time),
        Measure.CONTACT_LATE: _how_many(session, *contact, ~in_time),
        Measure.VISITS_BOOKED: _how_many(
            session,
            Visit.state.in_(LIVE_STATES),
            Visit.booked_at < midnight,
            Visit.starts_at >= midnight,
        ),
        Measure.VISITS_DONE: _how_many(
            session,
            Visit.state == VisitState.DONE,
            Visit.starts_at >= midnight - FOUR_WEEKS,
            Visit.starts_at < midnight,
        ),
        Measure.CAME: _of_whom(session, CAME, midnight),
        Measure.GAVE_EVIDENCE: _of_whom(session, {Became.GAVE_EVIDENCE}, midnight),
        Measure.DID_NOT_ATTEND: _of_whom(session, {Became.DID_NOT_ATTEND}, midnight),
    }


def _of_whom(session: WalledSession, became: Collection[Became], midnight: datetime) -> int:
    """How many witnesses became so on a day of the last four weeks, as said by midnight (SV-09)."""
    version, today = CourtDayVersion, london_day(midnight)
    of_its_day = (version.court_day_id == CourtDay.id, version.said_at < midnight)
    latest = select(func.max(version.number)).where(*of_its_day).correlate(CourtDay)
    is_so = select(version.id).where(
        *of_its_day, version.number == latest.scalar_subquery(), version.became.in_(became)
    )
    asked = select(func.count(CourtDay.witness_id.distinct())).where(
        CourtDay.day_on >= today - FOUR_WEEKS, CourtDay.day_on < today, is_so.exists()
    )
    return session.scalar(asked) or 0


def _how_many(session: WalledSession, *conditions: ColumnElement[bool]) -> int:
    return session.scalar(select(func.count()).where(*conditions)) or 0


def _late(session: WalledSession, midnight: datetime) -> Iterator[UUID | None]:
    """Whose each duty and task is that was due before midnight and was not done by then."""
    yield from session.scalars(
        select(Witness.caseworker_id)
        .join(Deadline, Deadline.witness_id == Witness.id)
        .where(
            Deadline.superseded_at.is_(None),
            Deadline.due_at < midnight,
            Deadline.met_at.is_(None) | (Deadline.met_at >= midnight),
        )
    )
    yield from session.scalars(
        select(func.coalesce(Task.owner_id, Witness.caseworker_id))
        .join(Witness, Witness.id == Task.witness_id)
        .where(Task.due_at < midnight, Task.done_at.is_(None) | (Task.done_at >= midnight))
    )
