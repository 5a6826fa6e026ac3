"""Which special measures are open to whom (YJCEA 1999 s.18(1))."""

from dataclasses import replace
from datetime import date

import pytest

from casework.access_needs.rules import AgreedNeeds
from casework.assessments.answers import (
    AssessmentAnswers,
    Decided,
    Decision,
    measures_not_open,
)
from casework.assessments.rules import (
    AttendanceRisk,
    Condition,
    Feeling,
    Offence,
    OverrideReason,
)
from casework.partners.rules import Measure
from casework.referrals.rules import AgeAtOffence
from casework.witnesses.rules import InterpreterNeed, WitnessRole

VULNERABLE = Decided(Decision.BELONGS, OverrideReason.HEALTH_OR_SUPPORT)
NOT_VULNERABLE = Decided(Decision.DOES_NOT, OverrideReason.HEALTH_OR_SUPPORT)
NOT_INTIMIDATED = Decided(Decision.DOES_NOT, OverrideReason.HEALTH_OR_SUPPORT)
BOTH = (Measure.INTERMEDIARY, Measure.AIDS_TO_COMMUNICATION)


@pytest.mark.parametrize(
    ("changes", "not_open"),
    [
        ({"feelings": frozenset({Feeling.AFRAID})}, BOTH),
        ({"offences": frozenset({Offence.GUN_OR_KNIFE})}, BOTH),
        ({"feelings": frozenset({Feeling.AFRAID}), "vulnerable": VULNERABLE}, ()),
        (
            {
                "feelings": frozenset({Feeling.AFRAID}),
                "conditions": frozenset({Condition.LEARNING_IMPAIRMENT}),
            },
            (),
        ),
        (
            {
                "feelings": frozenset({Feeling.AFRAID}),
                "conditions": frozenset({Condition.LEARNING_IMPAIRMENT}),
                "vulnerable": NOT_VULNERABLE,
            },
            BOTH,
        ),
        ({"feelings": frozenset({Feeling.AFRAID}), "intimidated": NOT_INTIMIDATED}, ()),
        ({}, ()),  # neither is shown, so nothing says that section 17 is the only ground
        (
            {
                "feelings": frozenset({Feeling.AFRAID}),
                "measures_asked": frozenset({Measure.SCREENS}),
            },
            (),
        ),
    ],
)
def test_an_intermediary_and_aids_to_communication_are_open_to_a_vulnerable_witness_alone(
    changes: dict[str, object], not_open: tuple[Measure, ...]
) -> None:
    needs = AgreedNeeds("en", InterpreterNeed.NOT_NEEDED, (), "")
    every = AssessmentAnswers(needs, AttendanceRisk.LOW, measures_asked=frozenset(Measure))
    answers = replace(every, **changes)  # type: ignore[arg-type]
    facts = answers.facts(WitnessRole.WITNESS, AgeAtOffence.ADULT)
    assert measures_not_open(answers, facts, date(2026, 9, 14)) == not_open
