"""Noting one try to reach a witness."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from casework.acting import acting_account
from casework.contact_attempts.events import WitnessRung
from casework.contact_attempts.models import ContactAttempt
from casework.contact_attempts.rules import CameOf
from casework.tasks.actions import open_task
from casework.tasks.rules import NewTask, TaskKind
from casework.witnesses.queries import witness_to_change
from courts.london_time import end_of_london_day, london_day
from ethical_walls.sessions import WalledSession

ANOTHER_WAY = "Their number does not work: ask whoever referred them for another way to reach them"


def note_attempt(
    session: WalledSession, witness_id: UUID, request_id: UUID, came_of: CameOf, *, now: datetime
) -> ContactAttempt:
    """Note that the viewer rang a witness now; the same press twice is one try.

    A number that does not work is asked about on the same day (requirements RA-04, RA-05).

    Raises:
        WitnessNotFound: There is no such witness in view.
    """
    witness = witness_to_change(session, witness_id)
    known = session.scalars(
        select(ContactAttempt).where(ContactAttempt.request_id == request_id)
    ).one_or_none()
    if known is not None:
        return known
    attempt = ContactAttempt(
        compartment_id=witness.compartment_id,
        witness_id=witness_id,
        request_id=request_id,
        came_of=came_of,
        tried_at=now,
        tried_by=acting_account(session),
    )
    session.add(attempt)
    session.flush()
    if came_of is CameOf.NUMBER_DEAD:
        cause = f"attempt {attempt.id}"
        due_at = end_of_london_day(london_day(now))
        task = NewTask(witness_id, TaskKind.ASK_REFERRER, ANOTHER_WAY, cause, due_at)
        open_task(session, task, now=now)
    session.record(WitnessRung(witness_id))
    return attempt
