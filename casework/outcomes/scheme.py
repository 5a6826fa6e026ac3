"""The Victim Contact Scheme's two limits, kept true to the sentence and to what was done when."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select

from casework.deadlines.actions import end_duties, meet_at, meet_deadlines, owe_until
from casework.deadlines.rules import DeadlineKind, Owed
from casework.outcomes.queries import reports_of, scheme_stands, standing_outcome
from casework.outcomes.rules import (
    CONTACT_WITHIN,
    REFER_WITHIN,
    Standing,
    check_referral_day,
    check_scheme,
    eligible_since,
)
from casework.partners.models import ReferredWitness
from casework.tasks.actions import end_tasks, open_task
from casework.tasks.rules import NewTask, TaskKind
from casework.witnesses.models import Witness
from casework.witnesses.queries import witness_to_change
from courts.london_time import end_of_london_day, london_day
from courts.working_days import add_working_days
from ethical_walls.sessions import WalledSession

OF_THE_SCHEME = (DeadlineKind.SCHEME_REFERRED, DeadlineKind.SCHEME_CONTACTED)
OFFER = "Explain and offer the Victim Contact Scheme"


def keep_scheme(
    session: WalledSession, witness: Witness, stands: Standing, *, now: datetime
) -> None:
    """Owe the scheme to whom it may be offered, by the sentence that stands, and to nobody else.

    A sentence that is corrected moves the unit's limit, and the earlier one is kept; where the
    scheme does not apply after all, neither limit nor the task of offering it is owed.
    """
    since = eligible_since(witness.role, reports_of(session, witness.id))
    if since is None:
        end_duties(session, witness.id, OF_THE_SCHEME, now=now)
        _show_partner(session, witness.id, None)
        end_tasks(session, witness.id, ("scheme ",), (), now=now)
        return
    due_at = end_of_london_day(add_working_days(stands.says.decided_on, REFER_WITHIN))
    owed = Owed(DeadlineKind.SCHEME_REFERRED, "sentence", due_at)
    owe_until(session, witness, owed, now=now)
    _show_partner(session, witness.id, london_day(due_at))
    cause = f"scheme {since.id}"
    end_tasks(session, witness.id, ("scheme ",), (cause,), now=now)
    task = open_task(
        session, NewTask(witness.id, TaskKind.TELL_WITNESS, OFFER, cause, due_at), now=now
    )
    if task.done_at is None:
        task.due_at = due_at
        session.flush()


def note_scheme_referral(
    session: WalledSession, witness_id: UUID, referred_on: date, *, now: datetime
) -> None:
    """The unit has referred the witness to the scheme: ours to check, and probation's clock starts.

    The limit is met on the day given, whenever it is entered. Another day said later replaces the
    first, which is kept.

    Args:
        session: Of somebody who looks after the witness.
        witness_id: Whom.
        referred_on: The London day of the unit's referral.
        now: When we learnt of it.

    Raises:
        WitnessNotFound: There is no such witness in view.
        OutcomeRefused: The scheme does not apply, or the day cannot be.
    """
    witness = witness_to_change(session, witness_id)
    check_scheme(scheme_stands(session, witness))
    stands = standing_outcome(session, witness_id)
    check_referral_day(referred_on, stands, london_day(now))
    met_at = min(end_of_london_day(referred_on), now)
    meet_at(session, witness, DeadlineKind.SCHEME_REFERRED, met_at, now=now)
    due_at = end_of_london_day(add_working_days(referred_on, CONTACT_WITHIN))
    owed = Owed(DeadlineKind.SCHEME_CONTACTED, "referral to the scheme", due_at)
    owe_until(session, witness, owed, now=now)
    for record in _record_of(session, witness_id):
        record.scheme_referred_on = referred_on
    session.flush()


def _show_partner(session: WalledSession, witness_id: UUID, refer_by: date | None) -> None:
    """Whoever called the witness sees by when they refer them, or that nothing is owed of it."""
    for record in _record_of(session, witness_id):
        record.scheme_refer_by = refer_by
        if refer_by is None:
            record.scheme_referred_on = None
    session.flush()


def _record_of(session: WalledSession, witness_id: UUID) -> list[ReferredWitness]:
    found = select(ReferredWitness).where(ReferredWitness.witness_id == witness_id)
    return list(session.scalars(found.with_for_update()))


def note_scheme_contact(session: WalledSession, witness_id: UUID, *, now: datetime) -> None:
    """Probation has been in touch with the witness, so its duty is met."""
    meet_deadlines(session, witness_id, {DeadlineKind.SCHEME_CONTACTED}, now=now)
