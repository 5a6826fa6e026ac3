"""Reporting an outcome, and keeping what is owed to the witness true to what stands of it."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from casework.acting import acting_account
from casework.deadlines.actions import end_visit_before
from casework.handovers.actions import take_back_handover
from casework.handovers.models import Handover
from casework.handovers.rules import OPEN_STATES, HandoverKind, HandoverState
from casework.outcomes.events import OutcomeReported
from casework.outcomes.models import CaseOutcome
from casework.outcomes.queries import scheme_stands, standing_outcome
from casework.outcomes.rules import Eligibility, OutcomeSays, Standing, check_outcome
from casework.outcomes.scheme import keep_scheme
from casework.statements.actions import draft_steps
from casework.tasks.actions import end_tasks, open_task
from casework.tasks.rules import NewTask, TaskKind
from casework.witnesses.queries import witness_to_change
from courts.london_time import end_of_london_day, london_day
from courts.working_days import add_working_days
from ethical_walls.sessions import WalledSession
from ethical_walls.work import WorkKind, subjects_of_work

EXPLAIN_WITHIN = 1
"""Working days after hearing of it (Victims' Code, right 9)."""
EXPLAIN_OUTCOME = "Explain the outcome, and what happens now"
EXPLAIN_SENTENCE = "Explain the sentence, and what happens now"
TAKEN_BACK = (
    "What was reported of the case was corrected: the handover to the Victim Contact Scheme is"
    " taken back. Tell them, and tell the scheme"
)


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
        follow_outcome(session, row.witness_id, now=now)
        session.record(OutcomeReported(row.witness_id, row.id))


def follow_outcome(session: WalledSession, witness_id: UUID, *, now: datetime) -> None:
    """Let what is owed to a witness follow what stands of the end of their case.

    Whatever was corrected, repeated or said by two is worked out from all that was reported: what
    is so no longer ends, what is so already is not asked again, and an earlier limit is kept.

    Args:
        session: The service's, in the compartment, or a person's who looks into it.
        witness_id: Whose case ended; where nobody has said that it did, nothing follows.
        now: When it was received.
    """
    witness = witness_to_change(session, witness_id)
    stands = standing_outcome(session, witness_id)
    if stands is None:
        return
    _keep_explaining(session, witness_id, stands, now)
    draft_steps(session, witness_id, now=now)
    end_visit_before(session, witness_id, None, now=now)
    keep_scheme(session, witness, stands, now=now)
    if scheme_stands(session, witness) is not Eligibility.ELIGIBLE:
        _take_back_the_scheme(session, witness_id, now)


def _keep_explaining(
    session: WalledSession, witness_id: UUID, stands: Standing, now: datetime
) -> None:
    """The end is explained within a working day of hearing of it, and so is a later sentence."""
    wanted = {f"outcome {stands.verdict.id}": (EXPLAIN_OUTCOME, stands.verdict)}
    if stands.sentence is not None and stands.sentence != stands.verdict:
        wanted[f"sentence {stands.sentence.id}"] = (EXPLAIN_SENTENCE, stands.sentence)
    end_tasks(session, witness_id, ("outcome ", "sentence "), wanted, now=now)
    for cause, (title, report) in wanted.items():
        due_at = end_of_london_day(add_working_days(london_day(report.said_at), EXPLAIN_WITHIN))
        new = NewTask(witness_id, TaskKind.TELL_WITNESS, title, cause, due_at)
        open_task(session, new, now=now)


def _take_back_the_scheme(session: WalledSession, witness_id: UUID, now: datetime) -> None:
    """The scheme does not apply after all: nothing stays handed over to it, and they are told."""
    live = select(Handover).where(
        Handover.witness_id == witness_id,
        Handover.kind == HandoverKind.VICTIM_CONTACT_SCHEME,
        Handover.state.in_([*OPEN_STATES, HandoverState.ACCEPTED]),
    )
    for handover in session.scalars(live).all():
        take_back_handover(session, handover.id, now=now)
        cause = f"handover {handover.id} corrected"
        due_at = end_of_london_day(add_working_days(london_day(now), EXPLAIN_WITHIN))
        new = NewTask(witness_id, TaskKind.TELL_WITNESS, TAKEN_BACK, cause, due_at)
        open_task(session, new, now=now)
