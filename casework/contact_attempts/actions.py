"""Noting one try to reach a witness, and what begins once somebody has spoken with them."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from casework.acting import acting_account
from casework.contact_attempts.events import ContactMade, WitnessRung
from casework.contact_attempts.models import ContactAttempt
from casework.contact_attempts.rules import CameOf
from casework.deadlines.actions import begin_deadline, meet_deadlines
from casework.deadlines.queries import live_deadline
from casework.deadlines.rules import ONWARD_WITHIN, DeadlineKind
from casework.tasks.actions import hasten_tasks, open_task
from casework.tasks.rules import REFERRING_ON, NewTask, TaskKind
from casework.witnesses.models import Witness
from casework.witnesses.queries import witness_to_change
from courts.london_time import end_of_london_day, london_day
from ethical_walls.sessions import WalledSession

FIRST_CONTACTS = (DeadlineKind.FIRST_CONTACT, DeadlineKind.SHORT_WAY_CONTACT)
ANOTHER_WAY = "Their number does not work: ask whoever referred them for another way to reach them"


def note_attempt(
    session: WalledSession, witness_id: UUID, request_id: UUID, came_of: CameOf, *, now: datetime
) -> ContactAttempt:
    """Note that the viewer rang a witness now; the same press twice is one try.

    Who spoke with them has made first contact, then and there, whatever is written down later. A
    number that does not work is asked about on the same day (requirements RA-04 to RA-06).

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
    if came_of is CameOf.SPOKE:
        meet_first_contact(session, witness, now=now)
    session.record(WitnessRung(witness_id))
    return attempt


def meet_first_contact(session: WalledSession, witness: Witness, *, now: datetime) -> None:
    """Somebody spoke with a witness: first contact is met, and what runs from it begins.

    The needs are assessed within 24 hours of it (requirements RA-06), and who belongs to another
    service is referred on within 24 hours (EL-06). Said again later it changes nothing: the first
    time stands, so that nothing recorded late hides a breach.
    """
    meet_deadlines(session, witness.id, FIRST_CONTACTS, now=now)
    kind, cause = DeadlineKind.NEEDS_ASSESSED, "first contact"
    if live_deadline(session, witness.id, kind, cause) is None:
        begin_deadline(session, witness, kind, cause, now=now)
        hasten_tasks(session, witness.id, REFERRING_ON, now + ONWARD_WITHIN)
        session.record(ContactMade(witness.id))
