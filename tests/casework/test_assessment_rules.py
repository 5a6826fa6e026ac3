"""Who is vulnerable or intimidated, who comes first, and which level of support they get."""

from datetime import date

import pytest

from casework.access_needs.rules import AgreedNeeds
from casework.assessments.answers import (
    AssessmentAnswers,
    Decided,
    Decision,
    LevelDecided,
    OverrideWithoutReason,
    PlanAgreed,
    PlanIsEmpty,
    PlanItem,
    ReviewInThePast,
    RiskWithoutAction,
    act_by,
    belongs,
    check_answers,
    check_plan,
)
from casework.assessments.dates import (
    DatesRefused,
    EndsBeforeItBegins,
    IsOver,
    NotADay,
    RunTooLong,
    TooManyLines,
    as_typed,
    read_days,
)
from casework.assessments.equality import (
    ANSWERS,
    PREFER_NOT_TO_SAY,
    AnswerNotOffered,
    EqualityQuestion,
    answers_given,
)
from casework.assessments.rules import (
    AttendanceAction,
    AttendanceRisk,
    Condition,
    DomesticRisk,
    Effect,
    Eligibility,
    Facts,
    Feeling,
    Ground,
    Level,
    Offence,
    OverrideReason,
    Priority,
    Targeting,
    Wish,
    intimidated_finding,
    level_for,
    priorities,
    turns_18_on,
    vulnerable_finding,
)
from casework.referrals.rules import AgeAtOffence
from casework.witnesses.rules import InterpreterNeed, WitnessRole
from tests.moment import NOW

COMPLAINANT, WITNESS = WitnessRole.COMPLAINANT, WitnessRole.WITNESS
DECIDED_ON = date(2026, 9, 14)
AUTOMATIC, COURT = Eligibility.AUTOMATIC, Eligibility.COURT_DECIDES
NOT_SHOWN = Eligibility.NOT_SHOWN


def facts(role: WitnessRole = WITNESS, **known: object) -> Facts:
    given: dict[str, object] = {"age_at_offence": AgeAtOffence.ADULT}
    return Facts(role=role, **(given | known))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("born", "day"),
    [
        (date(2008, 9, 15), date(2026, 9, 15)),
        (date(2008, 2, 29), date(2026, 3, 1)),
        (date(2006, 2, 28), date(2024, 2, 28)),
        (date(2010, 1, 1), date(2028, 1, 1)),
    ],
)
def test_somebody_is_eighteen_on_their_birthday_and_after_a_leap_day_on_the_first_of_march(
    born: date, day: date
) -> None:
    assert turns_18_on(born) == day


@pytest.mark.parametrize(
    ("known", "eligibility", "grounds"),
    [
        pytest.param({}, NOT_SHOWN, (), id="nothing"),
        pytest.param({"born_on": date(2008, 9, 15)}, AUTOMATIC, (Ground.UNDER_18,), id="eve of 18"),
        pytest.param({"born_on": date(2008, 9, 14)}, NOT_SHOWN, (), id="18 that day"),
        pytest.param(
            {"age_at_offence": AgeAtOffence.UNDER_18}, NOT_SHOWN, (), id="under 18 only then"
        ),
        pytest.param(
            {"conditions": frozenset({Condition.MENTAL_DISORDER}), "effect": Effect.LIKELY},
            COURT,
            (Ground.MENTAL_DISORDER,),
            id="mental disorder",
        ),
        pytest.param(
            {"conditions": frozenset(Condition), "effect": Effect.NOT_KNOWN},
            COURT,
            (Ground.MENTAL_DISORDER, Ground.LEARNING_IMPAIRMENT, Ground.PHYSICAL),
            id="all, effect not known yet",
        ),
        pytest.param(
            {"conditions": frozenset({Condition.PHYSICAL}), "effect": Effect.NOT_LIKELY},
            NOT_SHOWN,
            (),
            id="no effect on the evidence",
        ),
        pytest.param(
            {"born_on": date(2010, 1, 1), "conditions": frozenset({Condition.PHYSICAL})},
            AUTOMATIC,
            (Ground.UNDER_18, Ground.PHYSICAL),
            id="both",
        ),
        pytest.param({"offences": frozenset({Offence.SEXUAL})}, NOT_SHOWN, (), id="section 17's"),
    ],
)
def test_vulnerable_by_age_when_the_court_decides_or_by_incapacity_that_matters(
    known: dict[str, object], eligibility: Eligibility, grounds: tuple[Ground, ...]
) -> None:
    found = vulnerable_finding(facts(COMPLAINANT, **known), DECIDED_ON)
    assert (found.eligibility, found.grounds) == (eligibility, grounds)


@pytest.mark.parametrize(
    ("role", "offence", "ground"),
    [
        (COMPLAINANT, Offence.SEXUAL, Ground.SEXUAL_OFFENCE),
        (COMPLAINANT, Offence.MODERN_SLAVERY, Ground.MODERN_SLAVERY),
        (COMPLAINANT, Offence.DOMESTIC_ABUSE, Ground.DOMESTIC_ABUSE),
        (COMPLAINANT, Offence.GUN_OR_KNIFE, Ground.GUN_OR_KNIFE),
        (COMPLAINANT, Offence.HATE, None),
        (COMPLAINANT, Offence.BEREAVEMENT, None),
        (COMPLAINANT, Offence.OTHER_MOST_SERIOUS, None),
        (WITNESS, Offence.SEXUAL, None),
        (WITNESS, Offence.MODERN_SLAVERY, None),
        (WITNESS, Offence.DOMESTIC_ABUSE, None),
        (WITNESS, Offence.GUN_OR_KNIFE, Ground.GUN_OR_KNIFE),
        (WITNESS, Offence.HATE, None),
    ],
)
def test_intimidated_as_of_right_for_these_offences_and_these_roles_alone(
    role: WitnessRole, offence: Offence, ground: Ground | None
) -> None:
    found = intimidated_finding(facts(role, offences=frozenset({offence})))
    expected = (AUTOMATIC, (ground,)) if ground else (NOT_SHOWN, ())
    assert (found.eligibility, found.grounds) == expected


@pytest.mark.parametrize(
    ("known", "eligibility", "grounds"),
    [
        pytest.param({"feelings": frozenset({Feeling.AFRAID})}, COURT, (Ground.FEAR,), id="fear"),
        pytest.param(
            {"feelings": frozenset(Feeling)}, COURT, (Ground.FEAR, Ground.DISTRESS), id="both"
        ),
        pytest.param(
            {"offences": frozenset({Offence.SEXUAL}), "wish": Wish.NOT_WANTED},
            NOT_SHOWN,
            (Ground.NOT_WANTED,),
            id="told the court they do not want it",
        ),
        pytest.param(
            {
                "offences": frozenset({Offence.SEXUAL}),
                "wish": Wish.NOT_WANTED,
                "feelings": frozenset({Feeling.DISTRESSED}),
            },
            COURT,
            (Ground.DISTRESS, Ground.NOT_WANTED),
            id="does not want it, but is distressed",
        ),
        pytest.param(
            {"offences": frozenset({Offence.SEXUAL}), "wish": Wish.NOT_DECIDED},
            AUTOMATIC,
            (Ground.SEXUAL_OFFENCE,),
            id="not decided is not refused",
        ),
        pytest.param({"wish": Wish.NOT_WANTED}, NOT_SHOWN, (), id="nothing to decline"),
        pytest.param(
            {
                "offences": frozenset({Offence.SEXUAL, Offence.GUN_OR_KNIFE}),
                "feelings": frozenset({Feeling.AFRAID}),
            },
            AUTOMATIC,
            (Ground.SEXUAL_OFFENCE, Ground.GUN_OR_KNIFE, Ground.FEAR),
            id="every ground is said",
        ),
    ],
)
def test_intimidated_by_fear_or_distress_and_never_against_the_complainants_wish(
    known: dict[str, object], eligibility: Eligibility, grounds: tuple[Ground, ...]
) -> None:
    found = intimidated_finding(facts(COMPLAINANT, **known))
    assert (found.eligibility, found.grounds) == (eligibility, grounds)


@pytest.mark.parametrize(
    ("role", "known", "groups"),
    [
        (WITNESS, {}, ()),
        (WITNESS, {"age_at_offence": AgeAtOffence.UNDER_18}, (Priority.VULNERABLE,)),
        (WITNESS, {"born_on": date(2009, 1, 1)}, (Priority.VULNERABLE,)),
        (
            WITNESS,
            {"conditions": frozenset({Condition.PHYSICAL}), "effect": Effect.NOT_LIKELY},
            (Priority.VULNERABLE,),
        ),
        (WITNESS, {"offences": frozenset({Offence.DOMESTIC_ABUSE})}, (Priority.INTIMIDATED,)),
        (
            COMPLAINANT,
            {"offences": frozenset({Offence.DOMESTIC_ABUSE})},
            (Priority.MOST_SERIOUS, Priority.INTIMIDATED),
        ),
        (WITNESS, {"offences": frozenset({Offence.HATE})}, ()),
        (COMPLAINANT, {"offences": frozenset({Offence.HATE})}, (Priority.MOST_SERIOUS,)),
        (COMPLAINANT, {"offences": frozenset({Offence.GUN_OR_KNIFE})}, (Priority.INTIMIDATED,)),
        (COMPLAINANT, {"targeting": Targeting.CAMPAIGN}, (Priority.PERSISTENTLY_TARGETED,)),
        (COMPLAINANT, {"targeting": Targeting.THREE_IN_A_YEAR}, (Priority.PERSISTENTLY_TARGETED,)),
        (WITNESS, {"targeting": Targeting.CAMPAIGN}, ()),
        (WITNESS, {"feelings": frozenset({Feeling.DISTRESSED})}, (Priority.INTIMIDATED,)),
    ],
)
def test_the_services_own_groups_are_wider_than_the_act(
    role: WitnessRole, known: dict[str, object], groups: tuple[Priority, ...]
) -> None:
    assert priorities(facts(role, **known), DECIDED_ON) == groups


@pytest.mark.parametrize(
    ("groups", "risk", "level"),
    [
        ((), DomesticRisk.NOT_DOMESTIC, Level.STANDARD),
        ((Priority.MOST_SERIOUS,), DomesticRisk.MEDIUM, Level.ENHANCED),
        ((Priority.PERSISTENTLY_TARGETED,), DomesticRisk.STANDARD, Level.ENHANCED),
        ((Priority.MOST_SERIOUS, Priority.INTIMIDATED), DomesticRisk.MEDIUM, Level.VULNERABLE),
        ((Priority.VULNERABLE,), DomesticRisk.NOT_DOMESTIC, Level.VULNERABLE),
        ((), DomesticRisk.HIGH, Level.IDVA),
        ((Priority.VULNERABLE,), DomesticRisk.HIGH, Level.IDVA),
    ],
)
def test_the_level_follows_from_the_groups_and_a_high_risk_means_an_adviser(
    groups: tuple[Priority, ...], risk: DomesticRisk, level: Level
) -> None:
    assert level_for(groups, risk) is level


def answers(**given: object) -> AssessmentAnswers:
    needs = AgreedNeeds("en", InterpreterNeed.NOT_NEEDED, (), "")
    known: dict[str, object] = {"agreed_needs": needs, "attendance_risk": AttendanceRisk.LOW}
    return AssessmentAnswers(**(known | given))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "given",
    [
        {"vulnerable": Decided(Decision.BELONGS)},
        {"intimidated": Decided(Decision.DOES_NOT)},
        {"level": LevelDecided(Level.IDVA)},
    ],
)
def test_whoever_decides_otherwise_says_why(given: dict[str, object]) -> None:
    with pytest.raises(OverrideWithoutReason):
        check_answers(answers(**given))
    why = OverrideReason.JUDGEMENT
    check_answers(answers(vulnerable=Decided(Decision.BELONGS, why)))
    check_answers(answers(level=LevelDecided(Level.IDVA, why)))


@pytest.mark.parametrize("risk", [AttendanceRisk.SOME, AttendanceRisk.HIGH])
def test_a_risk_of_not_attending_is_acted_on(risk: AttendanceRisk) -> None:
    with pytest.raises(RiskWithoutAction):
        check_answers(answers(attendance_risk=risk))
    acted = frozenset({AttendanceAction.TRAVEL})
    check_answers(answers(attendance_risk=risk, attendance_actions=acted))


@pytest.mark.parametrize(
    ("risk", "due"), [(AttendanceRisk.HIGH, "2026-09-15"), (AttendanceRisk.SOME, "2026-09-21")]
)
def test_the_higher_the_risk_the_sooner_it_is_acted_on(risk: AttendanceRisk, due: str) -> None:
    assert act_by(risk, NOW).isoformat() == f"{due}T22:59:00+00:00"


@pytest.mark.parametrize(
    ("found", "decision", "result"),
    [
        (True, Decision.AS_WORKED_OUT, True),
        (False, Decision.AS_WORKED_OUT, False),
        (False, Decision.BELONGS, True),
        (True, Decision.DOES_NOT, False),
    ],
)
def test_a_decision_beats_what_was_worked_out(
    found: bool,  # noqa: FBT001
    decision: Decision,
    result: bool,  # noqa: FBT001
) -> None:
    assert belongs(found, Decided(decision)) is result


TODAY = date(2026, 9, 14)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("", []),
        ("  \r\n \n", []),
        ("12 10 2026", [(date(2026, 10, 12), date(2026, 10, 12))]),
        ("12/10/26 to 16/10/26", [(date(2026, 10, 12), date(2026, 10, 16))]),
        ("12.10.2026 - 16.10.2026", [(date(2026, 10, 12), date(2026, 10, 16))]),
        ("1 9 2026 until 14 9 2026", [(date(2026, 9, 1), date(2026, 9, 14))]),
        (
            "2 11 2026\r\n12 10 2026\n12-10-2026",
            [(date(2026, 10, 12),) * 2, (date(2026, 11, 2),) * 2],
        ),
    ],
)
def test_dates_to_avoid_are_read_a_line_each(text: str, days: list[tuple[date, date]]) -> None:
    found = read_days(text, TODAY)
    assert [(run.from_on, run.until_on) for run in found] == days
    assert read_days(as_typed(found), TODAY) == found


@pytest.mark.parametrize(
    ("text", "refused"),
    [
        ("next week", NotADay),
        ("31 9 2026", NotADay),
        ("12 10", NotADay),
        ("12 10 2026 and some words", NotADay),
        ("12 10 2026 to 13 10 2026 to 14 10 2026", NotADay),
        ("1 1 99999999999999999999", NotADay),
        ("16 10 2026 to 12 10 2026", EndsBeforeItBegins),
        ("13 9 2026", IsOver),
        ("1 10 2026 to 1 12 2027", RunTooLong),
        ("\n".join(["12 10 2026"] * 31), TooManyLines),
    ],
)
def test_dates_that_cannot_be_read_or_stand_are_refused(
    text: str, refused: type[DatesRefused]
) -> None:
    with pytest.raises(refused):
        read_days(text, TODAY)


def test_every_question_of_equality_can_be_declined_and_none_must_be_answered() -> None:
    assert set(ANSWERS) == set(EqualityQuestion)
    assert all(PREFER_NOT_TO_SAY in offered for offered in ANSWERS.values())
    assert answers_given({}) == {}
    assert answers_given(dict.fromkeys(EqualityQuestion, "")) == {}
    declined = answers_given(dict.fromkeys(EqualityQuestion, PREFER_NOT_TO_SAY))
    assert set(declined) == {question.value for question in EqualityQuestion}


def test_an_answer_that_is_not_offered_is_refused() -> None:
    with pytest.raises(AnswerNotOffered):
        answers_given({EqualityQuestion.SEX: "words of somebody's own"})


def test_a_plan_says_something_and_is_looked_at_again() -> None:
    some = frozenset({PlanItem.COURT_VISIT})
    check_plan(PlanAgreed(some, TODAY), TODAY)
    with pytest.raises(PlanIsEmpty):
        check_plan(PlanAgreed(frozenset(), TODAY), TODAY)
    with pytest.raises(ReviewInThePast):
        check_plan(PlanAgreed(some, date(2026, 9, 13)), TODAY)
