"""The steps of a victim personal statement: for whom, by when, moved by which hearing."""

from datetime import date
from uuid import UUID

import pytest

from casework.statements.rules import (
    ANSWERS,
    OPEN_ANSWERS,
    Answered,
    AnsweredInTheFuture,
    AnswerNotForStep,
    AskAgainMissing,
    CourtDates,
    EndedBecause,
    Reading,
    ReadingMissing,
    StatementAnswer,
    StatementStep,
    StepDue,
    WaitsFor,
    check_answer,
    is_asked_again,
    is_settled,
    steps_due,
)
from casework.witnesses.rules import WitnessRole

TRIAL, SENTENCE = UUID(int=1), UUID(int=2)
OFFER, SUPPORT, REVIEW, UPDATE, READ = StatementStep


def due(received: str, today: str, **dates: str) -> dict[StatementStep, StepDue]:
    """The steps of a complainant, by step."""
    listed = CourtDates(
        trial_id=TRIAL if "trial" in dates else None,
        trial_on=date.fromisoformat(dates["trial"]) if "trial" in dates else None,
        sentence_id=SENTENCE if "sentence" in dates else None,
        sentence_on=date.fromisoformat(dates["sentence"]) if "sentence" in dates else None,
        convicted_on=date.fromisoformat(dates["convicted"]) if "convicted" in dates else None,
    )
    days = date.fromisoformat(received), date.fromisoformat(today)
    found = steps_due(WitnessRole.COMPLAINANT, days[0], listed, days[1])
    return {one.step: one for one in found}


@pytest.mark.parametrize(
    ("received", "listed", "days"),
    [
        pytest.param(
            "2026-09-14",
            {},
            ["2026-09-21", "2026-10-12", "trial", "sentence", "trial"],
            id="nothing listed",
        ),
        pytest.param(
            "2026-04-02",
            {},
            ["2026-04-13", "2026-05-05", "trial", "sentence", "trial"],
            id="over Easter and May Day",
        ),
        pytest.param(
            "2026-12-24",
            {},
            ["2027-01-05", "2027-01-26", "trial", "sentence", "trial"],
            id="over Christmas",
        ),
        pytest.param(
            "2026-09-14",
            {"trial": "2026-11-02"},
            ["2026-09-21", "2026-10-12", "2026-10-26", "sentence", "2026-10-28"],
            id="a trial far off",
        ),
        pytest.param(
            "2026-09-14",
            {"trial": "2026-10-05"},
            ["2026-09-21", "2026-09-21", "2026-09-28", "sentence", "2026-09-30"],
            id="a trial before the support is due",
        ),
        pytest.param(
            "2026-09-14",
            {"trial": "2026-09-17"},
            ["2026-09-16", "2026-09-14", "2026-09-14", "sentence", "2026-09-14"],
            id="a trial this week: what comes late is due today",
        ),
        pytest.param(
            "2026-09-14",
            {"sentence": "2026-10-30"},
            ["2026-09-21", "2026-10-12", "no_trial_ahead", "2026-10-23", "2026-10-27"],
            id="a plea or a trial that is past, then sentence: the update is for the review",
        ),
        pytest.param(
            "2026-09-14",
            {"convicted": "2026-09-17", "trial": "2026-09-16"},
            ["2026-09-21", "2026-10-12", "no_trial_ahead", "2026-09-24", "sentence"],
            id="convicted, and no sentence listed yet",
        ),
        pytest.param(
            "2026-09-14",
            {"convicted": "2026-09-17", "sentence": "2026-10-30"},
            ["2026-09-21", "2026-10-12", "no_trial_ahead", "2026-10-23", "2026-10-27"],
            id="convicted, and a sentence listed",
        ),
        pytest.param(
            "2026-09-14",
            {"trial": "2026-11-02", "sentence": "2026-12-29"},
            ["2026-09-21", "2026-10-12", "2026-10-26", "2026-12-18", "2026-12-22"],
            id="both, over Christmas",
        ),
    ],
)
def test_each_step_falls_due_in_working_days_from_referral_trial_and_sentence(
    received: str, listed: dict[str, str], days: list[str]
) -> None:
    found = due(received, received, **listed)
    said = [one.ended or one.waits_for or str(one.due_on) for one in found.values()]
    assert list(found) == list(StatementStep)
    assert said == days


@pytest.mark.parametrize("over", [EndedBecause.SENTENCED, EndedBecause.CASE_ENDED])
def test_once_nothing_can_be_said_to_the_court_no_step_is_owed(over: EndedBecause) -> None:
    listed = CourtDates(trial_id=TRIAL, trial_on=date(2026, 11, 2), over=over)
    today = date(2026, 9, 14)
    found = steps_due(WitnessRole.COMPLAINANT, today, listed, today)
    assert [one.ended for one in found] == [over] * 5


def test_a_step_says_by_which_hearing_it_is_due() -> None:
    found = due("2026-09-14", "2026-09-14", trial="2026-11-02", sentence="2026-11-30")
    assert [found[step].hearing_id for step in (REVIEW, UPDATE, READ)] == [
        TRIAL,
        SENTENCE,
        SENTENCE,
    ]
    alone = due("2026-09-14", "2026-09-14", trial="2026-11-02")
    assert alone[READ].hearing_id == TRIAL


def test_a_year_without_announced_bank_holidays_is_said_and_never_guessed() -> None:
    found = due("2026-09-14", "2026-09-14", trial="2029-03-05")
    assert found[REVIEW].waits_for is WaitsFor.BANK_HOLIDAYS
    assert found[REVIEW].due_on is None
    assert found[UPDATE].waits_for is WaitsFor.SENTENCE


def test_a_witness_who_is_no_complainant_has_no_steps() -> None:
    listed = CourtDates(TRIAL, date(2026, 11, 2))
    day = date(2026, 9, 14)
    assert steps_due(WitnessRole.WITNESS, day, listed, day) == ()
    assert len(steps_due(WitnessRole.COMPLAINANT, day, listed, day)) == 5


ON = date(2026, 9, 14)


@pytest.mark.parametrize(
    ("step", "answered", "refused"),
    [
        (OFFER, Answered(StatementAnswer.WANTS_TO, ON), None),
        (OFFER, Answered(StatementAnswer.LATER, ON), AskAgainMissing),
        (OFFER, Answered(StatementAnswer.LATER, ON, again_on=ON), AskAgainMissing),
        (OFFER, Answered(StatementAnswer.LATER, ON, again_on=date(2026, 9, 15)), None),
        (OFFER, Answered(StatementAnswer.CPS_HAS_IT, ON), AnswerNotForStep),
        (REVIEW, Answered(StatementAnswer.STANDS, date(2026, 9, 15)), AnsweredInTheFuture),
        (READ, Answered(StatementAnswer.CPS_HAS_IT, ON), ReadingMissing),
        (READ, Answered(StatementAnswer.CPS_HAS_IT, ON, reading=Reading.PROSECUTOR), None),
        (READ, Answered(StatementAnswer.ASKED, ON), None),
    ],
)
def test_an_answer_belongs_to_its_step_and_says_what_the_step_needs(
    step: StatementStep, answered: Answered, refused: type[Exception] | None
) -> None:
    if refused is None:
        check_answer(step, answered, ON)
        return
    with pytest.raises(refused):
        check_answer(step, answered, ON)


def test_every_step_can_be_settled_and_every_answer_belongs_to_one() -> None:
    assert set(ANSWERS) == set(StatementStep)
    assert {a for some in ANSWERS.values() for a in some} == set(StatementAnswer)
    for some in ANSWERS.values():
        assert any(is_settled(answer) for answer in some)
    assert not is_settled(None)
    assert not any(is_settled(answer) for answer in OPEN_ANSWERS)


@pytest.mark.parametrize(
    ("step", "due_on", "again"),
    [
        (REVIEW, date(2026, 12, 13), False),
        (REVIEW, date(2026, 12, 14), True),
        (READ, date(2027, 3, 1), True),
        (OFFER, date(2027, 3, 1), False),
        (REVIEW, None, False),
    ],
)
def test_what_was_settled_is_asked_again_after_a_long_delay(
    step: StatementStep,
    due_on: date | None,
    again: bool,  # noqa: FBT001
) -> None:
    assert is_asked_again(ON, StepDue(step, due_on)) is again
