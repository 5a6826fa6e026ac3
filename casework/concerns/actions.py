"""Raising a concern for the case team, and recording that they were told."""

from datetime import datetime
from uuid import UUID

from casework.acting import acting_account
from casework.concerns.events import CaseTeamTold, ConcernRaised
from casework.concerns.models import Concern
from casework.concerns.queries import concern_by_request, concern_to_change
from casework.concerns.rules import (
    CaseTeam,
    ConcernNoticed,
    ToldAlready,
    ToldToTeam,
    case_team_of,
    check_not_before,
    told_by,
)
from casework.deadlines.actions import begin_deadline_until, meet_deadline_of
from casework.deadlines.rules import DeadlineKind, Owed
from casework.tasks.actions import finish_task_of, open_task
from casework.tasks.rules import NewTask, TaskKind
from casework.witnesses.queries import witness_to_change
from ethical_walls.sessions import WalledSession

TITLES = {
    CaseTeam.WITNESS_CARE_UNIT: "Tell the Witness Care Unit of a concern",
    CaseTeam.SOLICITOR: "Tell the solicitor who calls the witness of a concern",
}


def raise_concern(
    session: WalledSession, witness_id: UUID, noticed: ConcernNoticed, *, now: datetime
) -> Concern:
    """Record that the case team must know something: of which kind, and nothing of its content.

    A task and a deadline begin, due the same working day, at once in danger. The same request
    twice is one concern.

    Raises:
        WitnessNotFound: There is no such witness in view.
        TimeNotPossible: It was learnt at a time that has not come.
    """
    witness = witness_to_change(session, witness_id)
    known = concern_by_request(session, noticed.request_id)
    if known is not None:
        return known
    check_not_before(noticed.learnt_at, noticed.learnt_at, now)
    team = case_team_of(witness.party)
    due_at = told_by(noticed.danger, noticed.learnt_at)
    concern = Concern(
        compartment_id=witness.compartment_id,
        witness_id=witness_id,
        request_id=noticed.request_id,
        kind=noticed.kind,
        danger=noticed.danger,
        team=team,
        learnt_at=noticed.learnt_at,
        due_at=due_at,
        recorded_at=now,
        recorded_by=acting_account(session),
    )
    session.add(concern)
    session.flush()
    cause = cause_of(concern.id)
    owed = Owed(DeadlineKind.CASE_TEAM_TOLD, cause, due_at)
    begin_deadline_until(session, witness, owed, now=noticed.learnt_at)
    new = NewTask(witness_id, TaskKind.TELL_CASE_TEAM, TITLES[team], cause, due_at)
    open_task(session, new, now=now)
    session.record(ConcernRaised(concern.id, witness_id))
    return concern


def tell_case_team(
    session: WalledSession, concern_id: UUID, told: ToldToTeam, *, now: datetime
) -> Concern:
    """Record that the case team was told: whom by name, how and when; the task is done with it.

    Raises:
        ConcernNotFound: There is no such concern in view.
        ToldAlready: Somebody was first.
        TimeNotPossible: The time given lies before it was learnt, or has not come.
    """
    concern = concern_to_change(session, concern_id)
    if concern.told_at is not None:
        raise ToldAlready(concern_id, concern.told_at)
    check_not_before(told.told_at, concern.learnt_at, now)
    concern.told_at, concern.told_whom, concern.told_how = (
        told.told_at,
        told.told_whom,
        told.told_how,
    )
    concern.told_recorded_at, concern.told_by = now, acting_account(session)
    session.flush()
    cause, witness_id = cause_of(concern_id), concern.witness_id
    kind = DeadlineKind.CASE_TEAM_TOLD
    meet_deadline_of(session, witness_id, kind, cause, now=told.told_at)
    finish_task_of(session, witness_id, TaskKind.TELL_CASE_TEAM, cause, now=now)
    session.record(CaseTeamTold(concern_id, witness_id))
    return concern


def cause_of(concern_id: UUID) -> str:
    """What the task and the deadline of a concern give as their cause."""
    return f"concern {concern_id}"
