"""The steps around a victim personal statement: for whom, by when, what may be answered."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from uuid import UUID

from casework.witnesses.rules import WitnessRole
from courts.working_days import YearNotKnown, add_working_days

OFFER_WITHIN = 5
SUPPORT_WITHIN = 20
SUPPORT_BEFORE_TRIAL = 10
REVIEW_BEFORE_TRIAL = 5
UPDATE_BEFORE_SENTENCE = 5
UPDATE_AFTER_CONVICTION = 5
READ_BEFORE_SENTENCE = 3
LONG_DELAY = timedelta(days=90)


class StatementStep(StrEnum):
    """The five things that are done around a victim personal statement (requirements PT-08)."""

    OFFER = "offer"
    SUPPORT = "support"
    REVIEW = "review"
    UPDATE = "update"
    READ = "read"


class WaitsFor(StrEnum):
    """What a step without a date waits for."""

    TRIAL = "trial"
    SENTENCE = "sentence"
    BANK_HOLIDAYS = "bank_holidays"


class EndedBecause(StrEnum):
    """Why nothing is owed of a step any more."""

    NOT_WANTED = "not_wanted"
    MADE_ALREADY = "made_already"
    SENTENCED = "sentenced"
    CASE_ENDED = "case_ended"
    NO_TRIAL_AHEAD = "no_trial_ahead"
    NO_VICTIM = "no_victim"


OUT_OF_THEIR_HANDS = frozenset(
    {
        EndedBecause.SENTENCED,
        EndedBecause.CASE_ENDED,
        EndedBecause.NO_TRIAL_AHEAD,
        EndedBecause.NO_VICTIM,
    }
)
"""Ends that no complainant chose: where the reason holds no longer the step is owed again."""


class StatementAnswer(StrEnum):
    """What became of a step; each step admits some of them."""

    WANTS_TO = "wants_to"
    MADE_ALREADY = "made_already"
    LATER = "later"
    DOES_NOT_WANT = "does_not_want"
    POLICE_ASKED = "police_asked"
    MADE = "made"
    STANDS = "stands"
    WANTS_TO_ADD = "wants_to_add"
    ADDED = "added"
    NO_STATEMENT = "no_statement"
    ASKED = "asked"
    CPS_HAS_IT = "cps_has_it"


class Reading(StrEnum):
    """Who reads the statement to the court, as the complainant prefers; the court decides."""

    THEMSELVES = "themselves"
    PROSECUTOR = "prosecutor"
    SOMEBODY_CLOSE = "somebody_close"
    RECORDING = "recording"
    NOT_READ = "not_read"


ANSWERS: dict[StatementStep, tuple[StatementAnswer, ...]] = {
    StatementStep.OFFER: (
        StatementAnswer.WANTS_TO,
        StatementAnswer.MADE_ALREADY,
        StatementAnswer.LATER,
        StatementAnswer.DOES_NOT_WANT,
    ),
    StatementStep.SUPPORT: (
        StatementAnswer.POLICE_ASKED,
        StatementAnswer.MADE,
        StatementAnswer.LATER,
        StatementAnswer.DOES_NOT_WANT,
    ),
    StatementStep.REVIEW: (
        StatementAnswer.STANDS,
        StatementAnswer.WANTS_TO_ADD,
        StatementAnswer.ADDED,
        StatementAnswer.NO_STATEMENT,
    ),
    StatementStep.UPDATE: (
        StatementAnswer.STANDS,
        StatementAnswer.WANTS_TO_ADD,
        StatementAnswer.ADDED,
        StatementAnswer.NO_STATEMENT,
    ),
    StatementStep.READ: (
        StatementAnswer.ASKED,
        StatementAnswer.CPS_HAS_IT,
        StatementAnswer.NO_STATEMENT,
    ),
}
OPEN_ANSWERS = frozenset(
    {
        StatementAnswer.LATER,
        StatementAnswer.POLICE_ASKED,
        StatementAnswer.WANTS_TO_ADD,
        StatementAnswer.ASKED,
    }
)
"""Answers that leave something to be done, so that the step stays owed."""

MADE_ANSWERS = frozenset({StatementAnswer.MADE_ALREADY, StatementAnswer.MADE})
SUPPORT_ALONE = frozenset({StatementStep.SUPPORT})
FALLS_AWAY_UNWANTED = frozenset({StatementStep.SUPPORT, StatementStep.REVIEW, StatementStep.READ})
"""What falls away for somebody who does not want to; before sentence they are asked once more."""


class StatementRefused(ValueError):
    """An answer to a step that cannot stand."""


@dataclass(eq=False)
class StepNotOwed(StatementRefused):
    """There is no such step for this witness now, or none that the viewer may see."""

    witness_id: UUID


@dataclass(eq=False)
class StaleStep(StatementRefused):
    """The step was answered, or its date moved, while this was being written."""

    step: StatementStep


@dataclass(eq=False)
class AnswerNotForStep(StatementRefused):
    """The answer belongs to another step."""

    step: StatementStep


@dataclass(eq=False)
class AskAgainMissing(StatementRefused):
    """Later, but no day to come was given on which to ask again."""


@dataclass(eq=False)
class ReadingMissing(StatementRefused):
    """Whether it is read, and by whom, was not said."""


@dataclass(eq=False)
class AnsweredInTheFuture(StatementRefused):
    """The day of the answer has not come."""

    on: date


@dataclass(frozen=True)
class CourtDates:
    """What the courts have listed and decided: the trial ahead, the verdict, and the sentence.

    `convicted_on` is set while a conviction waits for its sentence; `over` is why nothing can be
    said to the court any more.
    """

    trial_id: UUID | None = None
    trial_on: date | None = None
    sentence_id: UUID | None = None
    sentence_on: date | None = None
    convicted_on: date | None = None
    over: EndedBecause | None = None


@dataclass(frozen=True)
class Answered:
    """What the complainant said to a step, or what was found out, and on which day."""

    answer: StatementAnswer
    on: date
    again_on: date | None = None
    reading: Reading | None = None


@dataclass(frozen=True)
class StepDue:
    """When a step falls due and by which hearing; without a day, what it waits for.

    `ended` is why it is owed no longer.
    """

    step: StatementStep
    due_on: date | None = None
    waits_for: WaitsFor | None = None
    hearing_id: UUID | None = None
    ended: EndedBecause | None = None


STEPS_BY_ROLE: dict[WitnessRole, tuple[StatementStep, ...]] = {
    WitnessRole.COMPLAINANT: tuple(StatementStep),
    WitnessRole.WITNESS: (),
    WitnessRole.NOT_KNOWN: (),
}
"""Complainants alone have these steps, whichever party calls them (requirements PT-08, EL-03)."""


def steps_due(
    role: WitnessRole, received_on: date, dates: CourtDates, today: date
) -> tuple[StepDue, ...]:
    """The steps of somebody in a role, each with the day by which it is done.

    Any time before sentence a statement can be made, and not after; no source counts the days, so
    the counts are our own, in working days: offered within 5 of the referral, support to make it
    within 20 or 10 before the trial, reviewed 5 before the trial, asked for an update 5 before
    sentence, and 3 before it how it is read and that the Crown Prosecution Service has it. Where
    no sentence is listed the reading is settled before the trial, since sentence may follow the
    verdict at once. A conviction asks for the update within 5 even before its sentence is listed;
    once no trial is ahead but a sentence, the update takes the place of the review. Nothing is owed
    after sentence, or where nobody is sentenced.
    Never before today: what comes late is due at once (requirements PT-08).

    Args:
        role: What the person is in the case.
        received_on: The London day of the referral.
        dates: What is listed now.
        today: The London day.
    """
    return tuple(_step_due(step, received_on, dates, today) for step in STEPS_BY_ROLE[role])


def _step_due(step: StatementStep, received_on: date, dates: CourtDates, today: date) -> StepDue:
    ended = _ended(step, dates)
    if ended is not None:
        return StepDue(step, ended=ended)
    if dates.convicted_on is not None:
        dates = replace(dates, trial_id=None, trial_on=None)
    try:
        due = _RULES[step](received_on, dates)
    except YearNotKnown:
        return StepDue(step, waits_for=WaitsFor.BANK_HOLIDAYS)
    if due.due_on is None:
        return due
    return StepDue(step, max(due.due_on, today), hearing_id=due.hearing_id)


def _ended(step: StatementStep, dates: CourtDates) -> EndedBecause | None:
    if dates.over is not None:
        return dates.over
    waits_for_sentence = dates.convicted_on or (dates.sentence_on and not dates.trial_on)
    if step is StatementStep.REVIEW and waits_for_sentence:
        return EndedBecause.NO_TRIAL_AHEAD
    return None


def _offer(received_on: date, dates: CourtDates) -> StepDue:
    due = add_working_days(received_on, OFFER_WITHIN)
    last, hearing_id = _last_chance(dates)
    if last is not None and add_working_days(last, -1) < due:
        return StepDue(StatementStep.OFFER, add_working_days(last, -1), hearing_id=hearing_id)
    return StepDue(StatementStep.OFFER, due)


def _support(received_on: date, dates: CourtDates) -> StepDue:
    due = add_working_days(received_on, SUPPORT_WITHIN)
    last, hearing_id = _last_chance(dates)
    if last is not None and add_working_days(last, -SUPPORT_BEFORE_TRIAL) < due:
        before = add_working_days(last, -SUPPORT_BEFORE_TRIAL)
        return StepDue(StatementStep.SUPPORT, before, hearing_id=hearing_id)
    return StepDue(StatementStep.SUPPORT, due)


def _review(_received_on: date, dates: CourtDates) -> StepDue:
    if dates.trial_on is None:
        return StepDue(StatementStep.REVIEW, waits_for=WaitsFor.TRIAL)
    due = add_working_days(dates.trial_on, -REVIEW_BEFORE_TRIAL)
    return StepDue(StatementStep.REVIEW, due, hearing_id=dates.trial_id)


def _update(_received_on: date, dates: CourtDates) -> StepDue:
    if dates.sentence_on is None and dates.convicted_on is not None:
        due = add_working_days(dates.convicted_on, UPDATE_AFTER_CONVICTION)
        return StepDue(StatementStep.UPDATE, due)
    if dates.sentence_on is None:
        return StepDue(StatementStep.UPDATE, waits_for=WaitsFor.SENTENCE)
    due = add_working_days(dates.sentence_on, -UPDATE_BEFORE_SENTENCE)
    return StepDue(StatementStep.UPDATE, due, hearing_id=dates.sentence_id)


def _read(_received_on: date, dates: CourtDates) -> StepDue:
    last, hearing_id = _last_chance(dates)
    if last is None:
        waits_for = WaitsFor.SENTENCE if dates.convicted_on else WaitsFor.TRIAL
        return StepDue(StatementStep.READ, waits_for=waits_for)
    due = add_working_days(last, -READ_BEFORE_SENTENCE)
    return StepDue(StatementStep.READ, due, hearing_id=hearing_id)


def _last_chance(dates: CourtDates) -> tuple[date | None, UUID | None]:
    """The first day on which sentence may be passed, and by which hearing."""
    if dates.sentence_on is not None:
        return dates.sentence_on, dates.sentence_id
    return dates.trial_on, dates.trial_id


_RULES: dict[StatementStep, Callable[[date, CourtDates], StepDue]] = {
    StatementStep.OFFER: _offer,
    StatementStep.SUPPORT: _support,
    StatementStep.REVIEW: _review,
    StatementStep.UPDATE: _update,
    StatementStep.READ: _read,
}


def is_settled(answer: StatementAnswer | None) -> bool:
    """Whether nothing is left to be done for a step."""
    return answer is not None and answer not in OPEN_ANSWERS


def is_asked_again(answered_on: date, due: StepDue) -> bool:
    """Whether a settled review or reading is asked again: the hearing went off by over 90 days.

    A long delay changes how somebody is, and what they would say (our own standard).
    """
    if due.step not in {StatementStep.REVIEW, StatementStep.UPDATE, StatementStep.READ}:
        return False
    return due.due_on is not None and due.due_on - answered_on > LONG_DELAY


def check_answer(step: StatementStep, answered: Answered, today: date) -> None:
    """An answer belongs to its step, has its day, and says what the step needs.

    Raises:
        StatementRefused: One of its kinds, naming what is wrong.
    """
    if answered.answer not in ANSWERS[step]:
        raise AnswerNotForStep(step)
    if answered.on > today:
        raise AnsweredInTheFuture(answered.on)
    if answered.answer is StatementAnswer.LATER and not (
        answered.again_on and answered.again_on > today
    ):
        raise AskAgainMissing
    if answered.answer is StatementAnswer.CPS_HAS_IT and answered.reading is None:
        raise ReadingMissing
