"""A trial that is listed or reported near: what a late referral owes begins for those we have."""

from datetime import date, datetime
from uuid import UUID

from casework.deadlines.actions import begin_deadline
from casework.deadlines.queries import deadlines_of
from casework.deadlines.rules import DeadlineKind, due_after
from casework.referrals.rules import TASK_ON_ROUTE, ReferralRoute, is_near
from casework.tasks.actions import open_task
from casework.tasks.queries import open_tasks
from casework.tasks.rules import NewTask
from casework.witnesses.models import Witness
from casework.witnesses.queries import witnesses_of_compartment
from casework.witnesses.rules import WitnessState
from courts.hearings.models import Hearing
from courts.hearings.queries import current_version
from courts.hearings.rules import Certainty, HearingKind
from courts.london_time import london_day
from ethical_walls.sessions import WalledSession


def hasten_for_trial(
    session: WalledSession, hearing_id: UUID, compartment_id: UUID, *, now: datetime
) -> None:
    """A court listed or moved a trial: where it is near, each witness of one party is hastened.

    Args:
        session: The service's, in the compartment.
        hearing_id: What the court listed or moved; one that is no trial hastens nobody.
        compartment_id: The party whose witnesses are meant.
        now: When it was received.
    """
    hearing = session.get_one(Hearing, hearing_id)
    listed = current_version(session, hearing_id)
    if hearing.kind is not HearingKind.TRIAL or listed is None:
        return
    if listed.certainty is not Certainty.VACATED:
        for witness in witnesses_of_compartment(session, compartment_id):
            hasten(session, witness, listed.starts_on, f"trial {hearing_id}", now=now)


def hasten(
    session: WalledSession, witness: Witness, trial_on: date, cause: str, *, now: datetime
) -> None:
    """Owe a witness whose trial has come near what a referral of the last week owes.

    First contact within 24 hours where they were not reached yet, and the task of settling the
    visit, the needs and who meets them (requirements PT-15); each once, whatever hastened it.
    """
    today = london_day(now)
    is_last_week = today <= trial_on and is_near(trial_on, today)
    if witness.state is WitnessState.CLOSED or not is_last_week:
        return
    owed = [one for one in deadlines_of(session, witness.id) if one.superseded_at is None]
    begun = {one.kind for one in owed}
    unmet = {one.kind for one in owed if one.met_at is None}
    kind = DeadlineKind.SHORT_WAY_CONTACT
    if DeadlineKind.FIRST_CONTACT in unmet and kind not in begun:
        begin_deadline(session, witness, kind, cause, now=now)
    task = TASK_ON_ROUTE[ReferralRoute.SHORT_WAY]
    if task.kind not in {one.kind for one in open_tasks(session, [witness.id])}:
        new = NewTask(witness.id, task.kind, task.title, cause, due_after(kind, now))
        open_task(session, new, now=now)
