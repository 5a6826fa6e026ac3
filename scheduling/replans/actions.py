"""Opening a re-plan in one compartment, and carrying out what a person confirmed."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import select

from casework.acting import acting_account
from casework.tasks.actions import finish_task, open_task
from casework.tasks.queries import open_tasks
from casework.tasks.rules import NewTask, TaskKind
from courts.cases.queries import hold_parties, parties
from courts.hearings.models import Hearing, HearingVersion
from courts.hearings.rules import Certainty
from courts.london_time import end_of_london_day, london_day
from ethical_walls.sessions import WalledSession
from scheduling.replans.carrying_out import carry_out
from scheduling.replans.events import ReplanConfirmed, ReplanOpened
from scheduling.replans.models import Replan
from scheduling.replans.planning import planned
from scheduling.replans.queries import (
    replan_to_change,
    version_facts,
    visits_to_come_before,
    visits_to_replan,
)
from scheduling.replans.rules import (
    ReplanAlreadyConfirmed,
    ReplanCause,
    ReplanChangedMeanwhile,
    ReplanState,
    cause_of_task,
    digest_of,
)
from scheduling.visits.ceding import own_compartment
from scheduling.visits.models import Visit
from scheduling.visits.rules import VisitState


def open_replan(session: WalledSession, hearing_id: UUID, version: int, *, now: datetime) -> Replan:
    """Look at one party's visits because the court changed a hearing; the job of one compartment.

    Visits booked for the same day and building as the court says now stand, and nobody is told:
    so a hearing that moved and moved back before anybody confirmed leaves no trace. Where visits
    must be looked at, each of their witnesses gets a task; else there is nothing to do. Doing it
    again changes nothing.

    Args:
        session: The service's, in the compartment.
        hearing_id: What changed.
        version: The version that was announced; a newer one is looked at in its place.
        now: The present instant.

    Raises:
        NoCompartment: The session is not a job's in one compartment.
    """
    compartment_id = own_compartment(session)
    hearing = session.get_one(Hearing, hearing_id, populate_existing=True)
    current = max(version, hearing.current_version)
    visits = visits_to_replan(session, compartment_id, hearing_id)
    facts = version_facts(session, hearing_id, {current, *(v.hearing_version for v in visits)})
    changed = [v for v in visits if not same_plan(facts.get(v.hearing_version), facts[current])]
    released = [v for v in visits if v.state is VisitState.RELEASED]
    cause = _cause(facts[current], changed)
    replan = _replan(session, hearing, current, (cause, [*changed, *released], now))
    for visit in visits:
        if visit not in changed:
            visit.hearing_version = current
    session.flush()
    return replan


def open_replans_of_parties(
    session: WalledSession, case_id: UUID, *, now: datetime
) -> list[Replan]:
    """Look at one party's visits because the parties of a case changed: those that were released.

    Raises:
        NoCompartment: The session is not a job's in one compartment.
    """
    compartment_id = own_compartment(session)
    hearings = session.scalars(select(Hearing).where(Hearing.case_id == case_id)).all()
    return [
        open_replan(session, hearing.id, hearing.current_version, now=now)
        for hearing in hearings
        if _has_visits(session, compartment_id, hearing.id)
    ]


def _has_visits(session: WalledSession, compartment_id: UUID, hearing_id: UUID) -> bool:
    return bool(visits_to_come_before(session, compartment_id, hearing_id))


def same_plan(booked_for: HearingVersion | None, says_now: HearingVersion) -> bool:
    """Whether a visit booked for one version of a hearing serves another as it is."""
    if booked_for is None:
        return False
    vacated = Certainty.VACATED
    return (
        (booked_for.court_id, booked_for.starts_on) == (says_now.court_id, says_now.starts_on)
    ) and (booked_for.certainty is vacated) == (says_now.certainty is vacated)


def _hold_turns(session: WalledSession, replan: Replan) -> None:
    """Let the parties stand still while visits are put into half-days of their own."""
    hearing = session.get_one(Hearing, replan.hearing_id)
    hold_parties(session, hearing.case_id)


def _cause(says_now: HearingVersion, changed: list[Visit]) -> ReplanCause:
    if says_now.certainty is Certainty.VACATED:
        return ReplanCause.HEARING_VACATED
    return ReplanCause.HEARING_MOVED if changed else ReplanCause.PARTIES_CHANGED


def _replan(
    session: WalledSession,
    hearing: Hearing,
    version: int,
    look: tuple[ReplanCause, list[Visit], datetime],
) -> Replan:
    """The re-plan of a version: the one there is, or a new one in place of an older."""
    cause, affected, now = look
    compartment_id = own_compartment(session)
    number = len(parties(session, hearing.case_id))
    earlier = session.scalars(
        select(Replan)
        .where(Replan.compartment_id == compartment_id, Replan.hearing_id == hearing.id)
        .order_by(Replan.opened_at.desc(), Replan.id)
        .with_for_update()
    ).all()
    same = [r for r in earlier if (r.hearing_version, r.parties) == (version, number)]
    wanted = ReplanState.OPEN if affected else ReplanState.NOTHING_TO_DO
    if same and (same[0].state is wanted or not affected):
        return same[0]
    for old in earlier:
        if old.state is ReplanState.OPEN:
            old.state = ReplanState.SUPERSEDED
            _finish_tasks(session, old, now)
    session.flush()
    replan = Replan(
        compartment_id=compartment_id,
        id=uuid4(),
        hearing_id=hearing.id,
        hearing_version=version,
        parties=number,
        cause=cause,
        state=wanted,
        opened_at=now,
    )
    session.add(replan)
    session.flush()
    if affected:
        _ask_to_look(session, replan, {visit.witness_id for visit in affected}, now)
        session.record(ReplanOpened(replan.id, hearing.id, version))
    return replan


def _ask_to_look(
    session: WalledSession, replan: Replan, witness_ids: Iterable[UUID], now: datetime
) -> None:
    """A task for each witness, due the same day (design section 4)."""
    for witness_id in sorted(witness_ids):
        open_task(
            session,
            NewTask(
                witness_id=witness_id,
                kind=TaskKind.PLACE_VISIT,
                title="Look at the visit again: the court has changed the hearing",
                cause=cause_of_task(replan.id),
                due_at=end_of_london_day(london_day(now)),
                hearing_id=replan.hearing_id,
            ),
            now=now,
        )


def _finish_tasks(session: WalledSession, replan: Replan, now: datetime) -> None:
    visits = session.scalars(
        select(Visit.witness_id).where(
            Visit.compartment_id == replan.compartment_id, Visit.hearing_id == replan.hearing_id
        )
    )
    for task in open_tasks(session, set(visits)):
        if task.cause == cause_of_task(replan.id):
            finish_task(session, task.id, now=now)


def confirm_replan(
    session: WalledSession, replan_id: UUID, previewed_digest: str, *, now: datetime
) -> Replan:
    """Carry out exactly what a person previewed, once.

    Args:
        session: The caseworker's.
        replan_id: Which re-plan.
        previewed_digest: The preview's, so that nothing is done that nobody saw.
        now: The present instant.

    Raises:
        ReplanNotFound: There is none in view.
        ReplanAlreadyConfirmed: It was carried out before.
        ReplanChangedMeanwhile: It would not be what was previewed.
    """
    replan = replan_to_change(session, replan_id)
    _hold_turns(session, replan)
    if replan.state is ReplanState.CONFIRMED:
        raise ReplanAlreadyConfirmed(replan_id)
    hearing = session.get_one(Hearing, replan.hearing_id, populate_existing=True)
    if replan.state is not ReplanState.OPEN or hearing.current_version != replan.hearing_version:
        raise ReplanChangedMeanwhile(replan_id)
    visits = visits_to_replan(session, replan.compartment_id, replan.hearing_id)
    placed = planned(session, replan.hearing_id, visits, now=now)
    if digest_of(replan.hearing_version, placed) != previewed_digest:
        raise ReplanChangedMeanwhile(replan_id)
    carry_out(session, replan, placed, now=now)
    replan.state, replan.confirmed_at = ReplanState.CONFIRMED, now
    replan.confirmed_by, replan.confirmed_digest = acting_account(session), previewed_digest
    session.flush()
    _finish_tasks(session, replan, now)
    session.record(ReplanConfirmed(replan.id, replan.hearing_id, replan.hearing_version))
    return replan
