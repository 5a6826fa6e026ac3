"""Drafting the steps of a statement, moving them with the courts, answering and ending them."""

from datetime import datetime
from uuid import UUID

from casework.acting import acting_account
from casework.referrals.queries import referral_of
from casework.statements.events import StatementStepAnswered
from casework.statements.models import StatementTask
from casework.statements.queries import dates_of, live_steps, step_to_change
from casework.statements.rules import (
    FALLS_AWAY_UNWANTED,
    MADE_ANSWERS,
    OUT_OF_THEIR_HANDS,
    SUPPORT_ALONE,
    Answered,
    EndedBecause,
    StaleStep,
    StatementAnswer,
    StatementStep,
    StepDue,
    StepNotOwed,
    check_answer,
    is_asked_again,
    is_settled,
    steps_due,
)
from casework.witnesses.models import Witness
from casework.witnesses.queries import witness_of, witness_to_change, witnesses_of_compartment
from courts.london_time import end_of_london_day, london_day
from ethical_walls.sessions import WalledSession


def draft_steps(session: WalledSession, witness_id: UUID, *, now: datetime) -> None:
    """Draft the steps of a complainant, or move them to where the courts' dates now put them.

    A witness who is no complainant has none. A step that is settled stands, unless the court has
    put it off for long; one whose date moved is superseded and keeps the date it had. After
    sentence, or where the case ended without one, every step ends: what was answered stays to be
    read. Where that comes out to be a mistake, what had ended is owed again.

    Args:
        session: The service's, in the compartment, or a person's who looks into it.
        witness_id: Whose.
        now: When the change was received.
    """
    witness = witness_of(session, witness_id)
    today = london_day(now)
    standing = {task.step: task for task in live_steps(session, witness_id)}
    received_on = london_day(referral_of(session, witness).received_at)
    dates = dates_of(session, witness, today)
    owed = {due.step: due for due in steps_due(witness.role, received_on, dates, today)}
    for step in standing.keys() - owed.keys():
        _end(standing[step], EndedBecause.NO_VICTIM, now)
    for due in owed.values():
        _draft(session, witness, standing.get(due.step), due, now)
    session.flush()


def follow_courts(session: WalledSession, compartment_id: UUID, *, now: datetime) -> None:
    """A court listed, moved or vacated something: every complainant's steps of one party follow."""
    for witness in witnesses_of_compartment(session, compartment_id):
        draft_steps(session, witness.id, now=now)


def answer_step(
    session: WalledSession,
    witness_id: UUID,
    seen_task_id: UUID,
    answered: Answered,
    *,
    now: datetime,
) -> StatementTask:
    """Record what became of a step: choices and days, and never a word of the statement.

    Args:
        session: The viewer who asked.
        witness_id: Whose.
        seen_task_id: The state that was on the screen.
        answered: What was said, and on which day.
        now: When it is recorded.

    Raises:
        WitnessNotFound: There is no such witness in view.
        StatementRefused: The answer cannot stand, or the step has changed meanwhile.
    """
    witness = witness_to_change(session, witness_id)
    seen = next((t for t in live_steps(session, witness_id) if t.id == seen_task_id), None)
    if seen is None or seen.ended_at is not None:
        raise StepNotOwed(witness_id)
    task = step_to_change(session, witness_id, seen.step)
    if task is None or task.id != seen_task_id:
        raise StaleStep(seen.step)
    check_answer(task.step, answered, london_day(now))
    task.superseded_at = now
    session.flush()
    again = _answered_row(session, witness, task, answered, now)
    session.add(again)
    session.flush()
    _what_follows(session, witness, again, now)
    session.record(StatementStepAnswered(witness_id, again.id))
    return again


def _draft(
    session: WalledSession,
    witness: Witness,
    task: StatementTask | None,
    due: StepDue,
    now: datetime,
) -> None:
    """One step as it is owed now: begun, ended, taken up again, or moved."""
    if due.ended is not None:
        if task is not None:
            _end(task, due.ended, now)
        return
    if task is not None and task.ended_because in OUT_OF_THEIR_HANDS:
        task = _taken_up(session, witness, task, now)
    if task is None:
        session.add(_row(witness, due, now))
    elif task.ended_at is None:
        _follow(session, witness, task, due, now)


def _end(task: StatementTask, because: EndedBecause, now: datetime) -> None:
    """Nothing is owed of a step any more; why it had ended before stays as it was."""
    if task.ended_at is None:
        task.ended_at, task.ended_because = now, because


def _taken_up(
    session: WalledSession, witness: Witness, task: StatementTask, now: datetime
) -> StatementTask:
    """A step that had ended for a reason that holds no longer, with all that was answered."""
    task.superseded_at = now
    session.flush()
    due = StepDue(task.step, waits_for=task.waits_for, hearing_id=task.hearing_id)
    again = _row(witness, due, now)
    again.due_at = task.due_at
    _keep_answer(task, again)
    session.add(again)
    session.flush()
    return again


def _row(witness: Witness, due: StepDue, now: datetime) -> StatementTask:
    return StatementTask(
        compartment_id=witness.compartment_id,
        witness_id=witness.id,
        step=due.step,
        hearing_id=due.hearing_id,
        due_at=end_of_london_day(due.due_on) if due.due_on else None,
        waits_for=due.waits_for,
        drafted_at=now,
    )


def _follow(
    session: WalledSession, witness: Witness, task: StatementTask, due: StepDue, now: datetime
) -> None:
    new = _row(witness, due, now)
    if is_settled(task.answer):
        if task.answered_on is None or not is_asked_again(task.answered_on, due):
            return
    else:
        _keep_open_answer(task, new)
        if (new.due_at, new.waits_for) == (task.due_at, task.waits_for):
            return
        if _was_due_already(task, new, now):
            return
    new.previous_due_at = task.due_at
    task.superseded_at = now
    session.flush()
    session.add(new)


def _keep_open_answer(task: StatementTask, new: StatementTask) -> None:
    """What was answered so far stays true when the date moves; a day to ask again stays too."""
    _keep_answer(task, new)
    if task.again_on is not None:
        new.due_at, new.waits_for = task.due_at, task.waits_for


def _keep_answer(task: StatementTask, new: StatementTask) -> None:
    new.answer, new.answered_on, new.reading = task.answer, task.answered_on, task.reading
    new.answered_at, new.answered_by = task.answered_at, task.answered_by
    new.again_on = task.again_on


def _was_due_already(task: StatementTask, new: StatementTask, now: datetime) -> bool:
    """A step that is late stays as late as it is: a limit in the past never moves up to today."""
    if task.due_at is None or new.due_at is None or task.hearing_id != new.hearing_id:
        return False
    return task.due_at < now and london_day(new.due_at) == london_day(now)


def _answered_row(
    session: WalledSession,
    witness: Witness,
    task: StatementTask,
    answered: Answered,
    now: datetime,
) -> StatementTask:
    again = StatementTask(
        compartment_id=witness.compartment_id,
        witness_id=witness.id,
        step=task.step,
        hearing_id=task.hearing_id,
        due_at=task.due_at,
        waits_for=task.waits_for,
        drafted_at=now,
        answer=answered.answer,
        answered_on=answered.on,
        again_on=answered.again_on,
        reading=answered.reading,
        answered_at=now,
        answered_by=acting_account(session),
    )
    if answered.answer is StatementAnswer.LATER and answered.again_on is not None:
        again.due_at, again.waits_for = end_of_london_day(answered.again_on), None
    return again


def _what_follows(
    session: WalledSession, witness: Witness, answered: StatementTask, now: datetime
) -> None:
    """A statement made needs no support; one that is not wanted is asked about before sentence."""
    if answered.answer in MADE_ANSWERS:
        _let_fall(session, witness.id, SUPPORT_ALONE, EndedBecause.MADE_ALREADY, now)
    elif answered.answer is StatementAnswer.DOES_NOT_WANT:
        _let_fall(session, witness.id, FALLS_AWAY_UNWANTED, EndedBecause.NOT_WANTED, now)
    elif answered.answer is StatementAnswer.WANTS_TO:
        _take_up_again(session, witness, now)


def _let_fall(
    session: WalledSession,
    witness_id: UUID,
    steps: frozenset[StatementStep],
    why: EndedBecause,
    now: datetime,
) -> None:
    for task in live_steps(session, witness_id):
        if task.step in steps and task.ended_at is None and not is_settled(task.answer):
            task.ended_at, task.ended_because = now, why
    session.flush()


def _take_up_again(session: WalledSession, witness: Witness, now: datetime) -> None:
    """They want to after all: what had fallen away is drafted anew."""
    for task in live_steps(session, witness.id):
        if task.ended_at is not None:
            task.superseded_at = now
    session.flush()
    draft_steps(session, witness.id, now=now)
