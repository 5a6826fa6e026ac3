"""The next thing for a witness always exists, has an owner and a date."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from casework.deadlines.rules import NAMING_A_CASEWORKER, DeadlineKind
from witness_app.next_steps import (
    DONE_BY_TASKS,
    DUTY_STEPS,
    NOBODY_YET,
    ComingVisit,
    OpenReplan,
    OpenTask,
    OwedDuty,
    OwedStatementStep,
    StepFacts,
    StepKind,
    next_step,
)

NINE = datetime(2026, 9, 14, 8, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
ONE = UUID(int=1)


def facts(**change: object) -> StepFacts:
    known: dict[str, object] = {
        "caseworker": "Asha Rowe",
        "proposed_to": None,
        "last_touch_at": NINE,
    }
    return StepFacts(**(known | change))  # type: ignore[arg-type]


def a_visit(starts_at: datetime) -> ComingVisit:
    return ComingVisit(ONE, starts_at, "Court visit at Snaresbrook", "Cora Ives")


@pytest.mark.parametrize(
    ("given", "kind", "whose", "due_at"),
    [
        pytest.param(
            facts(),
            StepKind.KEEP_IN_TOUCH,
            "Asha Rowe",
            NINE + timedelta(days=28),
            id="nothing owed",
        ),
        pytest.param(
            facts(caseworker=None, duties=(OwedDuty(DeadlineKind.CASEWORKER_NAMED, NINE),)),
            StepKind.FIND_CASEWORKER,
            NOBODY_YET,
            NINE,
            id="nobody yet",
        ),
        pytest.param(
            facts(
                caseworker=None,
                proposed_to="Ben Oduya",
                duties=(
                    OwedDuty(DeadlineKind.FIRST_CONTACT, NINE + 72 * HOUR),
                    OwedDuty(DeadlineKind.CASEWORKER_NAMED, NINE + 24 * HOUR),
                ),
            ),
            StepKind.ANSWER_PROPOSAL,
            "Ben Oduya",
            NINE + 24 * HOUR,
            id="proposed",
        ),
        pytest.param(
            facts(duties=(OwedDuty(DeadlineKind.FIRST_CONTACT, NINE),)),
            StepKind.MAKE_CONTACT,
            "Asha Rowe",
            NINE,
            id="contact",
        ),
        pytest.param(
            facts(
                duties=(OwedDuty(DeadlineKind.VISIT_BEFORE_TRIAL, NINE + 3 * HOUR),),
                tasks=(OpenTask(ONE, "Ring the school", None, NINE + 2 * HOUR),),
            ),
            StepKind.TASK,
            "Asha Rowe",
            NINE + 2 * HOUR,
            id="a task first",
        ),
        pytest.param(
            facts(
                duties=(
                    OwedDuty(DeadlineKind.FIRST_CONTACT, NINE + 72 * HOUR),
                    OwedDuty(DeadlineKind.VISIT_BEFORE_TRIAL, NINE + 30 * HOUR),
                )
            ),
            StepKind.MAKE_CONTACT,
            "Asha Rowe",
            NINE + 30 * HOUR,
            id="contact in time for the visit",
        ),
        pytest.param(
            facts(duties=(OwedDuty(DeadlineKind.PLAN_AGREED, NINE + 72 * HOUR),)),
            StepKind.AGREE_PLAN,
            "Asha Rowe",
            NINE + 72 * HOUR,
            id="a plan",
        ),
        pytest.param(
            facts(
                duties=(
                    OwedDuty(DeadlineKind.NEEDS_ASSESSED, NINE + 24 * HOUR),
                    OwedDuty(DeadlineKind.VISIT_BEFORE_TRIAL, NINE + 30 * HOUR),
                ),
            ),
            StepKind.ASSESS_NEEDS,
            "Asha Rowe",
            NINE + 24 * HOUR,
            id="assessed before a visit is booked",
        ),
        pytest.param(
            facts(
                caseworker=None,
                proposed_to="Ben Oduya",
                duties=(
                    OwedDuty(DeadlineKind.CASEWORKER_NAMED, NINE + 4 * HOUR),
                    OwedDuty(DeadlineKind.CASEWORKER_AFTER_ASSESSMENT, NINE + 2 * HOUR),
                ),
            ),
            StepKind.ANSWER_PROPOSAL,
            "Ben Oduya",
            NINE + 2 * HOUR,
            id="one caseworker by the earlier of two clocks",
        ),
        pytest.param(
            facts(statements=(OwedStatementStep(ONE, "Offer it", NINE + HOUR),)),
            StepKind.STATEMENT,
            "Asha Rowe",
            NINE + HOUR,
            id="a step of the statement",
        ),
        pytest.param(
            facts(
                duties=(OwedDuty(DeadlineKind.CASE_TEAM_TOLD, NINE),),
                tasks=(OpenTask(ONE, "Tell them", None, NINE, StepKind.TELL_CASE_TEAM),),
            ),
            StepKind.TELL_CASE_TEAM,
            "Asha Rowe",
            NINE,
            id="a concern is one step, its task",
        ),
        pytest.param(
            facts(tasks=(OpenTask(ONE, "Ring the court", "Ben Oduya", NINE),)),
            StepKind.TASK,
            "Ben Oduya",
            NINE,
            id="somebody else's task",
        ),
        pytest.param(
            facts(
                duties=(OwedDuty(DeadlineKind.FIRST_CONTACT, NINE),),
                tasks=(OpenTask(ONE, "Ask the referrer", None, NINE),),
            ),
            StepKind.MAKE_CONTACT,
            "Asha Rowe",
            NINE,
            id="a duty before a task that is due with it",
        ),
        pytest.param(
            facts(visits=(a_visit(NINE + HOUR),)),
            StepKind.VISIT,
            "Cora Ives",
            NINE + HOUR,
            id="visit",
        ),
        pytest.param(
            facts(
                visits=(a_visit(NINE + timedelta(days=9)),),
                replans=(OpenReplan(ONE, NINE),),
            ),
            StepKind.REPLAN,
            "Asha Rowe",
            datetime(2026, 9, 14, 22, 59, tzinfo=UTC),
            id="re-plan the same day",
        ),
    ],
)
def test_the_next_step_is_what_is_due_soonest_and_says_whose_it_is(
    given: StepFacts, kind: StepKind, whose: str, due_at: datetime
) -> None:
    step = next_step(given)
    assert (step.kind, step.whose, step.due_at) == (kind, whose, due_at)
    assert step.what


def test_every_duty_has_a_step() -> None:
    assert {*DUTY_STEPS, *NAMING_A_CASEWORKER, *DONE_BY_TASKS} == set(DeadlineKind)
