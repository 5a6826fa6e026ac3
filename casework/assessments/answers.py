"""What was said in a needs assessment, what was decided on it, and what cannot stand."""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from casework.access_needs.rules import AgreedNeeds
from casework.assessments.dates import DaysToAvoid
from casework.assessments.day import Companion, Travel
from casework.assessments.equality import EqualityQuestion
from casework.assessments.rules import (
    AttendanceAction,
    AttendanceReason,
    AttendanceRisk,
    Condition,
    DomesticRisk,
    Effect,
    Eligibility,
    Factor,
    Facts,
    Feeling,
    Level,
    Offence,
    OverrideReason,
    RiskFlag,
    Targeting,
    Wish,
    intimidated_finding,
    vulnerable_finding,
)
from casework.partners.rules import ONLY_VULNERABLE, Measure
from casework.referrals.rules import AgeAtOffence
from casework.witnesses.rules import WitnessRole
from courts.london_time import end_of_london_day, london_day
from courts.working_days import add_working_days

DAYS_TO_ACT = {AttendanceRisk.HIGH: 1, AttendanceRisk.SOME: 5, AttendanceRisk.LOW: 5}


class AssessmentRefused(ValueError):
    """A needs assessment that cannot be recorded as it stands."""


@dataclass(eq=False)
class StaleAssessment(AssessmentRefused):
    """Somebody recorded a newer version while this one was being written."""

    version: int


@dataclass(eq=False)
class OverrideWithoutReason(AssessmentRefused):
    """Somebody decided otherwise than was worked out, and did not say why."""

    about: str


@dataclass(eq=False)
class RiskWithoutAction(AssessmentRefused):
    """The witness may not come, and nothing is to be done about it."""

    risk: AttendanceRisk


@dataclass(eq=False)
class NothingAssessed(AssessmentRefused):
    """A plan was to be agreed before there was an assessment to agree it from."""

    witness_id: UUID


@dataclass(eq=False)
class PlanIsEmpty(AssessmentRefused):
    """A plan with nothing in it."""


@dataclass(eq=False)
class ReviewInThePast(AssessmentRefused):
    """A plan to be looked at again on a day that is over."""

    review_on: date


class Decision(StrEnum):
    """Whether the worker goes by what was worked out about a group, or decides otherwise."""

    AS_WORKED_OUT = "as_worked_out"
    BELONGS = "belongs"
    DOES_NOT = "does_not"


@dataclass(frozen=True)
class Decided:
    """What a person decided about being vulnerable or intimidated, and why if otherwise."""

    decision: Decision = Decision.AS_WORKED_OUT
    reason: OverrideReason | None = None


@dataclass(frozen=True)
class LevelDecided:
    """The level a person decided, and why if it is another than was worked out."""

    level: Level | None = None
    reason: OverrideReason | None = None


@dataclass(frozen=True)
class AssessmentAnswers:
    """Everything the one page asks of somebody who agreed: choices and days, and no account.

    Attributes:
        agreed_needs: Access needs, language and interpreter, as the page about needs has them.
        level: None goes by what was worked out.
        measures_asked: Special measures that the witness asks for; whoever calls them is told.
        equality: For figures alone; kept where no page can read it.
    """

    agreed_needs: AgreedNeeds
    attendance_risk: AttendanceRisk
    domestic_risk: DomesticRisk = DomesticRisk.NOT_DOMESTIC
    born_on: date | None = None
    risks: frozenset[RiskFlag] = frozenset()
    offences: frozenset[Offence] = frozenset()
    targeting: Targeting = Targeting.NOT_PERSISTENT
    conditions: frozenset[Condition] = frozenset()
    effect: Effect = Effect.NOT_KNOWN
    feelings: frozenset[Feeling] = frozenset()
    factors: frozenset[Factor] = frozenset()
    wish: Wish = Wish.NOT_DECIDED
    vulnerable: Decided = Decided()
    intimidated: Decided = Decided()
    level: LevelDecided = LevelDecided()
    days_to_avoid: tuple[DaysToAvoid, ...] = ()
    attendance_reasons: frozenset[AttendanceReason] = frozenset()
    attendance_actions: frozenset[AttendanceAction] = frozenset()
    measures_asked: frozenset[Measure] = frozenset()
    companion: Companion | None = None
    travel: Travel | None = None
    equality: dict[EqualityQuestion, str] = field(default_factory=dict)

    def facts(self, role: WitnessRole, age_at_offence: AgeAtOffence) -> Facts:
        """What eligibility is worked out from."""
        return Facts(
            role=role,
            age_at_offence=age_at_offence,
            born_on=self.born_on,
            offences=self.offences,
            targeting=self.targeting,
            conditions=self.conditions,
            effect=self.effect,
            feelings=self.feelings,
            wish=self.wish,
            domestic_risk=self.domestic_risk,
        )


@dataclass(frozen=True)
class Seen:
    """What stood on the page as it was filled in; the same request twice is one assessment."""

    request_id: UUID
    version: int
    needs_version: int


def check_answers(answers: AssessmentAnswers) -> None:
    """Whoever decides otherwise says why, and a risk of not attending is acted on.

    Raises:
        OverrideWithoutReason: No reason was chosen (requirements RA-10).
        RiskWithoutAction: Nothing is to be done about the risk (requirements PT-17).
    """
    for about, decided in (
        ("vulnerable", answers.vulnerable),
        ("intimidated", answers.intimidated),
    ):
        if decided.decision is not Decision.AS_WORKED_OUT and decided.reason is None:
            raise OverrideWithoutReason(about)
    if answers.level.level is not None and answers.level.reason is None:
        raise OverrideWithoutReason("level")
    if is_to_be_acted_on(answers.attendance_risk) and not answers.attendance_actions:
        raise RiskWithoutAction(answers.attendance_risk)


def is_to_be_acted_on(risk: AttendanceRisk) -> bool:
    """Whether a risk of not attending asks for something to be done (requirements PT-17)."""
    return risk is not AttendanceRisk.LOW


def belongs(worked_out: bool, decided: Decided) -> bool:  # noqa: FBT001 - what was worked out is a yes or a no
    """Whether somebody is treated as one of a group: as worked out, unless a person decided."""
    return {
        Decision.AS_WORKED_OUT: worked_out,
        Decision.BELONGS: True,
        Decision.DOES_NOT: False,
    }[decided.decision]


def is_treated_as(found: Eligibility, decided: Decided) -> bool:
    """Whether somebody counts as one of the two groups: as found, unless a person decided."""
    return belongs(found is not Eligibility.NOT_SHOWN, decided)


def measures_not_open(
    answers: AssessmentAnswers, facts: Facts, determined_on: date
) -> tuple[Measure, ...]:
    """The special measures asked for that are not open to this witness.

    An intermediary (s.29) and aids to communication (s.30) are open to a vulnerable witness alone;
    where the only ground is fear or distress the court has no power (YJCEA 1999 s.18(1)). What a
    person decided counts before what was worked out.
    """
    vulnerable = vulnerable_finding(facts, determined_on).eligibility
    intimidated = intimidated_finding(facts).eligibility
    is_open = is_treated_as(vulnerable, answers.vulnerable)
    if is_open or not is_treated_as(intimidated, answers.intimidated):
        return ()
    return tuple(one for one in Measure if one in answers.measures_asked & ONLY_VULNERABLE)


def act_by(risk: AttendanceRisk, now: datetime) -> datetime:
    """By when something is done about a witness who may not come (our own standard).

    Where the risk is high by the end of the next working day, else of the fifth.
    """
    return end_of_london_day(add_working_days(london_day(now), DAYS_TO_ACT[risk]))


class PlanItem(StrEnum):
    """One thing that the witness and their caseworker agreed will be done."""

    COURT_VISIT = "court_visit"
    OTHER_WAY_TO_SEE = "other_way_to_see"
    OUTREACH = "outreach"
    EXPLAIN_MEASURES = "explain_measures"
    SAFE_ARRIVAL = "safe_arrival"
    COMPANION = "companion"
    INTERPRETER = "interpreter"
    TRAVEL = "travel"
    STATEMENT = "statement"
    EMOTIONAL_SUPPORT = "emotional_support"
    IDVA = "idva"
    REFER_ON = "refer_on"


@dataclass(frozen=True)
class PlanAgreed:
    """A plan as agreed with the witness, and the day on which it is looked at again."""

    items: frozenset[PlanItem]
    review_on: date


def check_plan(plan: PlanAgreed, today: date) -> None:
    """A plan says something, and when it is looked at again.

    Raises:
        PlanIsEmpty: Nothing is in it.
        ReviewInThePast: The day to look at it again is over.
    """
    if not plan.items:
        raise PlanIsEmpty
    if plan.review_on < today:
        raise ReviewInThePast(plan.review_on)
