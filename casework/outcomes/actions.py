"""Reporting an outcome, and what is owed to the witness once it is known."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select

from casework.acting import acting_account
from casework.deadlines.actions import begin_deadline_until, meet_deadlines
from casework.deadlines.rules import DeadlineKind, Owed
from casework.outcomes.events import OutcomeReported
from casework.outcomes.models import CaseOutcome
from casework.outcomes.queries import as_said
from casework.outcomes.rules import (
    CONTACT_WITHIN,
    REFER_WITHIN,
    DecidedInTheFuture,
    Eligibility,
    Outcome,
    OutcomeSays,
    check_outcome,
    eligibility,
)
from casework.statements.actions import end_steps
from casework.tasks.actions import open_task
from casework.tasks.rules import NewTask, TaskKind
from casework.witnesses.queries import witness_of
from courts.london_time import end_of_london_day, london_day
from courts.working_days import add_working_days
from ethical_walls.sessions import WalledSession
from ethical_walls.work import WorkKind, subjects_of_work


@dataclass(frozen=True)
class Wanted:
    """A task that an outcome asks for."""

    about: str
    title: str
    due_at: datetime


def report_outcome(
    session: WalledSession,
    place: tuple[UUID, UUID],
    says: OutcomeSays,
    *,
    now: datetime,
) -> None:
    """Write down how the case ended for one witness; the same form sent twice is said once.

    Args:
        session: Of the caseworker, or of the partner that referred the witness.
        place: The witness's compartment and id, as the viewer was shown them.
        says: The outcome.
        now: When it was received.

    Raises:
        OutcomeRefused: It cannot stand as it was typed.
        sqlalchemy.exc.ProgrammingError: The witness is not the viewer's.
    """
    check_outcome(says, london_day(now))
    compartment_id, witness_id = place
    known = session.scalar(
        select(CaseOutcome.id).where(
            CaseOutcome.witness_id == witness_id,
            CaseOutcome.request_id == says.request_id,
        )
    )
    if known is not None:
        return
    session.add(
        CaseOutcome(
            compartment_id=compartment_id,
            witness_id=witness_id,
            request_id=says.request_id,
            outcome=says.outcome,
            decided_on=says.decided_on,
            offence=says.offence,
            sentence=says.sentence,
            months=says.months,
            said_by=acting_account(session),
            said_at=now,
        )
    )
    session.flush()


def take_in_outcomes(session: WalledSession, *, now: datetime) -> None:
    """Do what follows from every outcome reported in this job's compartment, oldest first."""
    for subject in subjects_of_work(session, WorkKind.OUTCOME, now):
        row = session.scalars(select(CaseOutcome).where(CaseOutcome.id == subject.id)).one()
        _take_in(session, row, now)


def _take_in(session: WalledSession, row: CaseOutcome, now: datetime) -> None:
    """Explain it within a working day of hearing; offer the scheme to whom it may be offered."""
    witness = witness_of(session, row.witness_id)
    soon = end_of_london_day(add_working_days(london_day(row.said_at), 1))
    _ask(session, row, Wanted("outcome", "Explain the outcome, and what happens now", soon), now)
    if row.outcome is Outcome.CONVICTED:
        end_steps(session, witness.id, now=now)
    if eligibility(witness.role, as_said(row)) is Eligibility.ELIGIBLE:
        due_at = end_of_london_day(add_working_days(row.decided_on, REFER_WITHIN))
        owed = Owed(DeadlineKind.SCHEME_REFERRED, f"sentence {row.decided_on}", due_at)
        begin_deadline_until(session, witness, owed, now=row.said_at)
        offer = Wanted("scheme", "Explain and offer the Victim Contact Scheme", due_at)
        _ask(session, row, offer, now)
    session.record(OutcomeReported(witness.id, row.id))


def _ask(session: WalledSession, row: CaseOutcome, wanted: Wanted, now: datetime) -> None:
    task = NewTask(
        witness_id=row.witness_id,
        kind=TaskKind.TELL_WITNESS,
        title=wanted.title,
        cause=f"{wanted.about} {row.id}",
        due_at=wanted.due_at,
    )
    open_task(session, task, now=now)


def note_scheme_referral(
    session: WalledSession, witness_id: UUID, referred_on: date, *, now: datetime
) -> None:
    """The unit has referred the witness to the scheme: ours to check, and probation's clock starts.

    Args:
        session: Of somebody who looks after the witness.
        witness_id: Whom.
        referred_on: The London day of the unit's referral.
        now: When we learnt of it.

    Raises:
        WitnessNotFound: There is no such witness in view.
        DecidedInTheFuture: The day has not come.
    """
    if referred_on > london_day(now):
        raise DecidedInTheFuture(referred_on)
    witness = witness_of(session, witness_id)
    meet_deadlines(session, witness_id, {DeadlineKind.SCHEME_REFERRED}, now=now)
    due_at = end_of_london_day(add_working_days(referred_on, CONTACT_WITHIN))
    owed = Owed(DeadlineKind.SCHEME_CONTACTED, "referral to the scheme", due_at)
    begin_deadline_until(session, witness, owed, now=now)


def note_scheme_contact(session: WalledSession, witness_id: UUID, *, now: datetime) -> None:
    """Probation has been in touch with the witness, so its duty is met."""
    meet_deadlines(session, witness_id, {DeadlineKind.SCHEME_CONTACTED}, now=now)
