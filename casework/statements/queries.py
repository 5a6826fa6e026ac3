"""Finding the steps of a complainant's statement, and what the courts have listed."""

from collections.abc import Collection
from dataclasses import replace
from datetime import date
from typing import TypeVar
from uuid import UUID

from sqlalchemy import select

from casework.outcomes.queries import standing_outcome
from casework.outcomes.rules import Outcome
from casework.reported_hearings.queries import ReportedDate, reported_ahead
from casework.reported_hearings.rules import Standing
from casework.statements.models import StatementTask
from casework.statements.rules import OPEN_ANSWERS, CourtDates, EndedBecause, StatementStep
from casework.witnesses.models import Witness
from courts.cases.queries import case_of_group
from courts.hearings.queries import HearingSummary, hearings_of_case
from courts.hearings.rules import Certainty, HearingKind
from ethical_walls.sessions import WalledSession

Dated = TypeVar("Dated", HearingSummary, ReportedDate)

SENTENCES = frozenset({HearingKind.SENTENCE, HearingKind.COMMITTAL_FOR_SENTENCE})
TRIALS = frozenset({HearingKind.TRIAL})


ENDS: dict[Outcome, EndedBecause] = {
    Outcome.ACQUITTED: EndedBecause.CASE_ENDED,
    Outcome.DISCONTINUED: EndedBecause.CASE_ENDED,
}


def dates_of(session: WalledSession, witness: Witness, today: date) -> CourtDates:
    """What is listed for a witness's case, and how far it has come by what was reported of it.

    A date that a unit or a firm reported stands where the courts publish none of its kind, and
    where somebody found that it is the right one of two.
    """
    listed = _with_reported(session, witness, court_dates(session, witness.group_id, today), today)
    stands = standing_outcome(session, witness.id)
    if stands is None:
        return listed
    over = EndedBecause.SENTENCED if stands.sentence else ENDS.get(stands.says.outcome)
    return replace(listed, over=over, convicted_on=None if over else stands.says.decided_on)


def _with_reported(
    session: WalledSession, witness: Witness, listed: CourtDates, today: date
) -> CourtDates:
    reported = [
        one
        for one in reported_ahead(session, [witness], today).get(witness.id, [])
        if one.standing is Standing.REPORTED
    ]
    trial, sentence = _first(reported, TRIALS), _first(reported, SENTENCES)
    if trial is not None:
        listed = replace(listed, trial_id=None, trial_on=trial.listing.starts_on)
    if sentence is not None:
        listed = replace(listed, sentence_id=None, sentence_on=sentence.listing.starts_on)
    return listed


def court_dates(session: WalledSession, group_id: UUID, today: date) -> CourtDates:
    """The next trial and the next sentence listed for a case; a vacated one is none."""
    case = case_of_group(session, group_id)
    hearings = hearings_of_case(session, case.id) if case else []
    ahead = [
        hearing
        for hearing in hearings
        if hearing.listing.certainty is not Certainty.VACATED and hearing.listing.last_on >= today
    ]
    trial, sentence = _first(ahead, TRIALS), _first(ahead, SENTENCES)
    return CourtDates(
        trial_id=trial.hearing_id if trial else None,
        trial_on=trial.listing.starts_on if trial else None,
        sentence_id=sentence.hearing_id if sentence else None,
        sentence_on=sentence.listing.starts_on if sentence else None,
    )


def _first(hearings: Collection[Dated], kinds: frozenset[HearingKind]) -> Dated | None:
    return next((hearing for hearing in hearings if hearing.kind in kinds), None)


def live_steps(session: WalledSession, witness_id: UUID) -> list[StatementTask]:
    """Each step as it stands, fallen away ones too, in the order in which they are done."""
    found = session.scalars(
        select(StatementTask).where(
            StatementTask.witness_id == witness_id, StatementTask.superseded_at.is_(None)
        )
    )
    order = list(StatementStep)
    return sorted(found, key=lambda task: order.index(task.step))


def step_to_change(
    session: WalledSession, witness_id: UUID, step: StatementStep
) -> StatementTask | None:
    """One step as it stands, locked until the transaction ends."""
    return session.scalars(
        select(StatementTask)
        .where(
            StatementTask.witness_id == witness_id,
            StatementTask.step == step,
            StatementTask.superseded_at.is_(None),
        )
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one_or_none()


def owed_steps(session: WalledSession, witness_ids: Collection[UUID]) -> list[StatementTask]:
    """The steps with a date that are still to be done for these witnesses, soonest first."""
    return list(
        session.scalars(
            select(StatementTask)
            .where(
                StatementTask.witness_id.in_(witness_ids),
                StatementTask.superseded_at.is_(None),
                StatementTask.ended_at.is_(None),
                StatementTask.due_at.is_not(None),
                StatementTask.answer.is_(None) | StatementTask.answer.in_(OPEN_ANSWERS),
            )
            .order_by(StatementTask.due_at, StatementTask.step)
        )
    )


def step_rows(session: WalledSession, witness_id: UUID) -> list[StatementTask]:
    """Every state that every step of a witness has been in, oldest first."""
    return list(
        session.scalars(
            select(StatementTask)
            .where(StatementTask.witness_id == witness_id)
            .order_by(StatementTask.drafted_at, StatementTask.step, StatementTask.id)
        )
    )


def step_by_id(session: WalledSession, task_id: UUID) -> StatementTask | None:
    """One state of one step, superseded ones too, or nothing where this viewer sees none."""
    return session.scalars(select(StatementTask).where(StatementTask.id == task_id)).one_or_none()
