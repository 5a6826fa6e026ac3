"""Saying who a witness is in the case, and keeping the tasks that follow from it."""

from datetime import datetime
from uuid import UUID

from casework.acting import acting_account
from casework.particulars.events import ParticularsSaid
from casework.particulars.models import ParticularsVersion
from casework.particulars.queries import particulars_now
from casework.particulars.rules import Particulars, check_seen
from casework.referrals.queries import referral_of
from casework.referrals.rules import FirstTask, tasks_of_particulars
from casework.tasks.actions import finish_task_of, open_task
from casework.tasks.queries import open_tasks
from casework.tasks.rules import NewTask
from casework.witnesses.queries import witness_to_change
from courts.london_time import end_of_london_day, london_day
from courts.working_days import add_working_days
from ethical_walls.sessions import WalledSession

ASKED_WITHIN = 1
"""Working days within which what follows from new particulars is done (own standard)."""


def say_who_they_are(
    session: WalledSession,
    witness_id: UUID,
    seen: Particulars | None,
    said: Particulars,
    *,
    now: datetime,
) -> None:
    """Say who somebody is in the case; what stood before is kept, and what follows is announced.

    Said twice it is said once, and what changes nothing is no news.

    Args:
        session: Of somebody who looks after the witness.
        witness_id: Whom.
        seen: What stood on the screen; None where it stands no longer.
        said: What is so.
        now: When it is recorded.

    Raises:
        WitnessNotFound: There is no such witness in view.
        ParticularsChanged: Somebody said something else meanwhile.
    """
    witness = witness_to_change(session, witness_id)
    referral = referral_of(session, witness)
    stand = particulars_now(witness, referral)
    if said == stand:
        return
    check_seen(witness_id, stand, seen)
    session.add(
        ParticularsVersion(
            compartment_id=witness.compartment_id,
            witness_id=witness_id,
            role=said.role,
            home=said.home,
            age=said.age,
            previous_role=stand.role,
            previous_home=stand.home,
            previous_age=stand.age,
            said_at=now,
            said_by=acting_account(session),
        )
    )
    witness.role, referral.home, referral.age = said.role, said.home, said.age
    session.flush()
    _keep_tasks(session, witness_id, (_wanted(stand), _wanted(said)), now)
    session.record(ParticularsSaid(witness_id))


def _wanted(particulars: Particulars) -> dict[str, FirstTask]:
    found = tasks_of_particulars(particulars.role, particulars.home, particulars.age)
    return {task.title: task for task in found}


def _keep_tasks(
    session: WalledSession,
    witness_id: UUID,
    before_and_now: tuple[dict[str, FirstTask], dict[str, FirstTask]],
    now: datetime,
) -> None:
    """What was to be asked or done of the old particulars is so no longer; what is new is."""
    before, wanted = before_and_now
    for task in open_tasks(session, [witness_id]):
        if task.title in before.keys() - wanted.keys():
            finish_task_of(session, witness_id, task.kind, task.cause, now=now)
    due_at = end_of_london_day(add_working_days(london_day(now), ASKED_WITHIN))
    for title in wanted.keys() - before.keys():
        cause = f"particulars of {now.isoformat()}"
        new = NewTask(witness_id, wanted[title].kind, title, cause, due_at)
        open_task(session, new, now=now)
