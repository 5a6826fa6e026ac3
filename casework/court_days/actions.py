"""Drafting a witness's days at court, saying what became of them, and what is owed after that."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import select

from casework.acting import acting_account
from casework.court_days.events import CourtDaySettled
from casework.court_days.models import CourtDay, CourtDayVersion, CourtDayWord
from casework.court_days.queries import known
from casework.court_days.rules import (
    LOOKS_BACK,
    NO_FURTHER_DAY,
    CourtDayNotFound,
    DaySays,
    Listed,
    SaidMeanwhile,
    check_day,
    due_from,
    follow_ups,
    is_required,
    owed,
    stands_on,
)
from casework.deadlines.actions import end_visit_before
from casework.partners.models import ReferredWitness
from casework.referrals.models import Referral
from casework.tasks.actions import finish_task_of, open_task
from casework.tasks.queries import open_tasks, tasks_of
from casework.tasks.rules import NewTask, TaskKind
from casework.witnesses.models import Witness
from casework.witnesses.queries import witnesses_of_compartment
from courts.cases.queries import cases_of_groups
from courts.hearings.queries import hearings_of_case, versions_of
from courts.hearings.rules import ATTENDED_BY_WITNESSES, HearingKind
from courts.london_time import london_day, spoken_day
from ethical_walls.sessions import WalledSession
from ethical_walls.work import WorkKind, subjects_of_work


@dataclass(frozen=True)
class Sitting:
    """A hearing that witnesses attend: every state it has been in, and where each was."""

    hearing_id: UUID
    kind: HearingKind
    states: tuple[Listed, ...]
    court_names: dict[UUID, str]

    def days(self, since: date, today: date) -> Iterator[date]:
        """The days on which any of its listings may ask somebody to come, once each."""
        found = {
            day
            for state in self.states
            for day in _days(max(state.listing.starts_on, since), min(state.listing.last_on, today))
        }
        yield from sorted(found)


def look_at_days(session: WalledSession, *, now: datetime) -> None:
    """Draft this job's compartment's days at court up to today, and ask about those that are over.

    A day is drafted as it begins, so that whoever is at court can say what became of it. It is
    taken back where it comes out that the court had taken it out of its list before it began; what
    courts say of days further back than `LOOKS_BACK` changes none. Where no hearing has begun in
    that time, nothing is read of any witness.
    """
    compartment_id = session.viewer.compartment_id
    if compartment_id is None:
        return
    today = london_day(now)
    witnesses = witnesses_of_compartment(session, compartment_id)
    sittings = _sittings(session, witnesses)
    for witness in witnesses:
        begun = [
            sitting
            for sitting in sittings.get(witness.group_id, ())
            if any(sitting.days(today - LOOKS_BACK, today))
        ]
        for sitting in begun:
            _draft(session, witness, sitting, now)
        if begun:
            _keep_asking(session, witness.id, now)


def say_of_day(
    session: WalledSession, court_day_id: UUID, says: DaySays, *, now: datetime
) -> CourtDay:
    """The caseworker records what became of a day, or corrects it; the earlier word is kept.

    Raises:
        DayRefused: It cannot stand as it was typed.
        CourtDayNotFound: There is no such day in view.
        SaidMeanwhile: Somebody has said something else of it since the form was drawn.
    """
    check_day(says)
    day = _to_change(session, court_day_id)
    if not _is_said(session, CourtDayVersion, day, says):
        _check_seen(day, says)
        _settle(session, day, says, _Said(acting_account(session), now), now)
    return day


def tell_of_day(
    session: WalledSession, court_day_id: UUID, says: DaySays, *, now: datetime
) -> None:
    """A partner says what became of a day; the same form sent twice is said once.

    Raises:
        DayRefused: It cannot stand as it was typed.
        CourtDayNotFound: There is no such day in the partner's sight.
        SaidMeanwhile: Somebody has said something else of it since the form was drawn.
    """
    check_day(says)
    day = session.scalars(select(CourtDay).where(CourtDay.id == court_day_id)).one_or_none()
    if day is None:
        raise CourtDayNotFound(court_day_id)
    if _is_said(session, CourtDayWord, day, says):
        return
    _check_seen(day, says)
    session.add(
        CourtDayWord(
            compartment_id=day.compartment_id,
            witness_id=day.witness_id,
            court_day_id=day.id,
            request_id=says.request_id,
            became=says.became,
            reason=says.reason,
            words=says.words,
            said_by=acting_account(session),
            said_at=now,
        )
    )
    session.flush()


def take_in_day_words(session: WalledSession, *, now: datetime) -> None:
    """Act on what partners said of days in this job's compartment, oldest first."""
    for subject in subjects_of_work(session, WorkKind.COURT_DAY_WORD, now):
        word = session.scalars(select(CourtDayWord).where(CourtDayWord.id == subject.id)).one()
        day = _to_change(session, word.court_day_id)
        if day.witness_id == word.witness_id:
            says = DaySays(word.request_id, word.became, word.reason, word.words)
            _settle(session, day, says, _Said(word.said_by, word.said_at), now)


@dataclass(frozen=True)
class _Said:
    """Who says something, and when they did."""

    by: UUID
    at: datetime


def _settle(
    session: WalledSession, day: CourtDay, says: DaySays, said: _Said, now: datetime
) -> None:
    """Let what is said stand, as a further version."""
    before = session.scalars(
        select(CourtDayVersion).where(
            CourtDayVersion.court_day_id == day.id, CourtDayVersion.number == day.version
        )
    ).one_or_none()
    day.became, day.said_at, day.version = says.became, said.at, day.version + 1
    session.add(
        CourtDayVersion(
            compartment_id=day.compartment_id,
            witness_id=day.witness_id,
            court_day_id=day.id,
            number=day.version,
            request_id=says.request_id,
            became=says.became,
            reason=says.reason,
            words=says.words,
            said_by=said.by,
            said_at=said.at,
        )
    )
    session.flush()
    _follow_up(session, day, before, says, now)
    if says.became in NO_FURTHER_DAY:
        end_visit_before(session, day.witness_id, day.hearing_id, now=now)
    _keep_asking(session, day.witness_id, now)
    session.record(CourtDaySettled(day.witness_id, day.id, day.version))


def _follow_up(
    session: WalledSession,
    day: CourtDay,
    before: CourtDayVersion | None,
    says: DaySays,
    now: datetime,
) -> None:
    """Open what is owed now; what was owed after the earlier word, and waits, is owed no more."""
    wanted = follow_ups(says.became, says.reason)
    if before is not None and follow_ups(before.became, before.reason) == wanted:
        return
    about = f"after court day {day.id}"
    for task in open_tasks(session, [day.witness_id]):
        if task.cause.startswith(about):
            finish_task_of(session, day.witness_id, task.kind, task.cause, now=now)
    for one in wanted:
        new = NewTask(
            witness_id=day.witness_id,
            kind=one.kind,
            title=one.words(day.day_on),
            cause=f"{about}, version {day.version}: {one.about}",
            due_at=one.due_at(day.said_at or now),
            hearing_id=day.hearing_id,
        )
        open_task(session, new, now=now)


def _keep_asking(session: WalledSession, witness_id: UUID, now: datetime) -> None:
    """For each day that is over one task is open while somebody must say what became of it."""
    rows = session.scalars(select(CourtDay).where(CourtDay.witness_id == witness_id)).all()
    today = london_day(now)
    to_ask = {day.id for day in owed([known(row) for row in rows]) if day.day_on < today}
    asked = [task for task in tasks_of(session, witness_id) if task.kind is TaskKind.COURT_DAY]
    for row in sorted(rows, key=lambda row: row.day_on):
        about = f"court day {row.id}"
        of_this = [task for task in asked if task.cause.startswith(about)]
        waiting = [task for task in of_this if task.done_at is None]
        if row.id in to_ask and not waiting:
            _ask(session, row, f"{about}, {len(of_this) + 1}", now)
        for task in waiting if row.id not in to_ask else ():
            finish_task_of(session, witness_id, task.kind, task.cause, now=now)


def _ask(session: WalledSession, day: CourtDay, cause: str, now: datetime) -> None:
    new = NewTask(
        witness_id=day.witness_id,
        kind=TaskKind.COURT_DAY,
        title=f"What became of the day at court, {spoken_day(day.day_on)}?",
        cause=cause,
        due_at=day.due_at,
        hearing_id=day.hearing_id,
    )
    open_task(session, new, now=now)


def _draft(session: WalledSession, witness: Witness, sitting: Sitting, now: datetime) -> None:
    """The days of one hearing for one witness, from their referral until today, none long past."""
    received_at = session.scalars(
        select(Referral.received_at).where(Referral.id == witness.referral_id)
    ).one()
    drafted = {
        row.day_on: row
        for row in session.scalars(
            select(CourtDay)
            .where(CourtDay.witness_id == witness.id, CourtDay.hearing_id == sitting.hearing_id)
            .with_for_update()
        )
    }
    today = london_day(now)
    for day in sitting.days(max(london_day(received_at), today - LOOKS_BACK), today):
        listed = stands_on(sitting.states, day)
        row = drafted.get(day)
        if row is not None:
            gone_at = row.taken_back_at or now
            row.taken_back_at = None if listed or row.became else gone_at
        elif listed is not None and _is_wanted(session, witness):
            session.add(_day(witness, sitting, listed, (day, now)))
    session.flush()


def _day(
    witness: Witness, sitting: Sitting, listed: Listed, on_and_now: tuple[date, datetime]
) -> CourtDay:
    day, now = on_and_now
    return CourtDay(
        compartment_id=witness.compartment_id,
        witness_id=witness.id,
        hearing_id=sitting.hearing_id,
        hearing_kind=sitting.kind,
        day_on=day,
        words=f"{spoken_day(day)}, {sitting.court_names[listed.listing.court_id]}",
        drafted_at=now,
        due_at=due_from(day),
        version=0,
    )


def _is_wanted(session: WalledSession, witness: Witness) -> bool:
    attendance = session.scalars(
        select(ReferredWitness.attendance).where(ReferredWitness.witness_id == witness.id)
    ).one_or_none()
    return attendance is None or is_required(attendance)


def _sittings(session: WalledSession, witnesses: Sequence[Witness]) -> dict[UUID, list[Sitting]]:
    """The hearings that witnesses attend, of each group that these witnesses are of."""
    cases = cases_of_groups(session, {witness.group_id for witness in witnesses})
    found: dict[UUID, list[Sitting]] = {}
    for group_id, case_id in cases.items():
        for hearing in hearings_of_case(session, case_id):
            if hearing.kind in ATTENDED_BY_WITNESSES:
                states = versions_of(session, hearing.hearing_id)[::-1]
                sitting = Sitting(
                    hearing.hearing_id,
                    hearing.kind,
                    tuple(Listed(state.number, state.listing) for state in states),
                    {state.listing.court_id: state.court_name for state in states},
                )
                found.setdefault(group_id, []).append(sitting)
    return found


def _days(first: date, last: date) -> Iterator[date]:
    day = first
    while day <= last:
        yield day
        day += timedelta(days=1)


def _to_change(session: WalledSession, court_day_id: UUID) -> CourtDay:
    day = session.scalars(
        select(CourtDay)
        .where(CourtDay.id == court_day_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one_or_none()
    if day is None:
        raise CourtDayNotFound(court_day_id)
    return day


def _check_seen(day: CourtDay, says: DaySays) -> None:
    if day.version != says.seen:
        raise SaidMeanwhile(day.id)


def _is_said(
    session: WalledSession,
    model: type[CourtDayVersion | CourtDayWord],
    day: CourtDay,
    says: DaySays,
) -> bool:
    """Whether the same form was taken in before."""
    known_before = session.scalar(
        select(model.id).where(model.court_day_id == day.id, model.request_id == says.request_id)
    )
    return known_before is not None
