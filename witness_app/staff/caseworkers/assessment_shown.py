"""A needs assessment as its page shows it; equality monitoring is never among it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from casework.access_needs.queries import live_needs
from casework.access_needs.rules import ACCESS_NEED_WORDS
from casework.assessments.answers import Decision
from casework.assessments.dates import DaysToAvoid, as_typed
from casework.assessments.day import COMPANION_WORDS, TRAVEL_WORDS
from casework.assessments.models import Assessment, SupportPlan
from casework.assessments.queries import days_to_avoid, live_assessment
from casework.assessments.rules import (
    Consent,
    Facts,
    Finding,
    Ground,
    Level,
    Priority,
    intimidated_finding,
    is_under_18,
    level_for,
    priorities,
    turns_18_on,
    vulnerable_finding,
)
from casework.languages import language_name
from casework.partners.rules import MEASURE_WORDS
from casework.witnesses.models import Witness
from casework.witnesses.rules import InterpreterNeed
from courts.london_time import london_day, spoken_day
from ethical_walls.sessions import WalledSession
from witness_app.site.words import begun
from witness_app.staff.caseworkers import assessment_words as words
from witness_app.staff.caseworkers.assessment_form import AssessmentForm
from witness_app.staff.caseworkers.choices import INTERPRETERS

NOTHING = "Nothing"


@dataclass(frozen=True)
class Fact:
    """One fact of an assessment: its name, and its values a line each."""

    name: str
    values: tuple[str, ...]


@dataclass(frozen=True)
class AssessmentShown:
    """The assessment in force, its facts in sections, in words."""

    version: int
    is_refused: bool
    at: datetime
    by: str
    sections: tuple[tuple[str, tuple[Fact, ...]], ...]


@dataclass(frozen=True)
class VersionLine:
    """One version in a line."""

    version: int
    what: str
    at: datetime
    by: str


@dataclass(frozen=True)
class PlanLine:
    """One version of the agreed plan."""

    version: int
    items: tuple[str, ...]
    review_on: date
    at: datetime
    by: str


@dataclass(frozen=True)
class WorkedOut:
    """What follows from the answers so far, before anybody decides."""

    vulnerable: str
    intimidated: str
    priorities: str
    level: str


def worked_out(facts: Facts, today: date) -> WorkedOut:
    """Eligibility, priority and level from facts, in words with their reasons."""
    groups = priorities(facts, today)
    return WorkedOut(
        vulnerable=_finding_words(vulnerable_finding(facts, today)),
        intimidated=_finding_words(intimidated_finding(facts)),
        priorities=_priority_words(groups),
        level=words.LEVELS[level_for(groups, facts.domestic_risk)],
    )


def shown(
    session: WalledSession, witness: Witness, assessment: Assessment, names: Mapping[UUID, str]
) -> AssessmentShown:
    """One version in words; a refusal has nothing but who asked and when."""
    is_refused = assessment.consent is Consent.REFUSED
    sections = () if is_refused else _sections(session, witness, assessment)
    return AssessmentShown(
        version=assessment.version,
        is_refused=is_refused,
        at=assessment.assessed_at,
        by=names.get(assessment.assessed_by, ""),
        sections=sections,
    )


def version_lines(versions: Sequence[Assessment], names: Mapping[UUID, str]) -> list[VersionLine]:
    """Every version, newest first."""
    return [
        VersionLine(
            version=one.version,
            what=words.LEVELS[one.level] if one.level else "Asked, and they did not agree",
            at=one.assessed_at,
            by=names.get(one.assessed_by, ""),
        )
        for one in reversed(versions)
    ]


def plan_lines(plans: Sequence[SupportPlan], names: Mapping[UUID, str]) -> list[PlanLine]:
    """Every version of the plan, newest first."""
    return [
        PlanLine(
            version=plan.version,
            items=_said(plan.items, words.PLAN_ITEMS),
            review_on=plan.review_on,
            at=plan.agreed_at,
            by=names.get(plan.agreed_by, ""),
        )
        for plan in plans
    ]


def begin_form(form: AssessmentForm, session: WalledSession, witness: Witness, today: date) -> None:
    """Start from what is recorded; consent and safety are asked anew, equality is never shown.

    Days that are over are left out.
    """
    form.needs_version.data = str(witness.needs_version)
    form.needs.data = [need.need.value for need in live_needs(session, witness.id)]
    form.language.data = witness.language
    form.interpreter.data = witness.interpreter_needed.value
    form.note.data = witness.needs_note
    ahead = [run for run in days_to_avoid(session, witness.id) if run.until_on >= today]
    form.days.data = as_typed(tuple(ahead))
    before = live_assessment(session, witness.id)
    form.version.data = str(before.version if before else 0)
    if before is None or before.consent is Consent.REFUSED:
        return
    for name in KEPT_CHOICES:
        form[name].data = list(getattr(before, name))
    for name in KEPT_ANSWERS:
        form[name].data = str(getattr(before, name))
    form.born_on.data = before.born_on
    for name in ("companion", "travel"):
        form[name].data = getattr(before, name) or form[name].data
    for name in ("vulnerable", "intimidated"):
        form[name].data = str(getattr(before, f"{name}_decision"))
        form[f"{name}_reason"].data = getattr(before, f"{name}_reason") or ""
    if before.level_reason is not None:
        form.level.data, form.level_reason.data = str(before.level), before.level_reason


KEPT_CHOICES = (
    "risks",
    "offences",
    "conditions",
    "feelings",
    "factors",
    "attendance_reasons",
    "attendance_actions",
    "measures_asked",
)
KEPT_ANSWERS = ("domestic_risk", "targeting", "effect", "wish", "attendance_risk")


def _sections(
    session: WalledSession, witness: Witness, one: Assessment
) -> tuple[tuple[str, tuple[Fact, ...]], ...]:
    return (
        ("Decided", _decided(one)),
        ("Safety", _safety(one)),
        ("Vulnerable and intimidated", _grounds(one)),
        ("Being able to come", _practical(session, witness)),
        ("The day at court", _day(one)),
        ("Risk of not attending", _attendance(one)),
    )


def _decided(one: Assessment) -> tuple[Fact, ...]:
    groups = tuple(Priority(group) for group in one.priorities)
    level = words.LEVELS[one.level] if one.level else ""
    return (
        Fact("Level of support", (level, *_otherwise(one.level_found, one.level, one))),
        Fact("Comes first because", (_priority_words(groups),)),
    )


def _otherwise(found: Level | None, level: Level | None, one: Assessment) -> tuple[str, ...]:
    if found is None or found is level or one.level_reason is None:
        return ()
    return (f"Worked out: {words.LEVELS[found]}. {words.REASONS[one.level_reason]}.",)


def _safety(one: Assessment) -> tuple[Fact, ...]:
    domestic = words.DOMESTIC_RISKS[one.domestic_risk] if one.domestic_risk else NOTHING
    return (
        Fact("Makes it less safe", _said(one.risks, words.RISKS)),
        Fact("Risk of domestic abuse", (domestic,)),
    )


def _grounds(one: Assessment) -> tuple[Fact, ...]:
    today = london_day(one.assessed_at)
    facts = [
        Fact("The case", _said(one.offences, words.OFFENCES)),
        Fact("Vulnerable", _group(one, "vulnerable")),
        Fact("Intimidated", _group(one, "intimidated")),
        Fact("What adds to it", _said(one.factors, words.FACTORS)),
        Fact("Special measures", (words.WISHES[one.wish],) if one.wish else (NOTHING,)),
        Fact("Asked for", _said(one.measures_asked, MEASURE_WORDS)),
    ]
    if one.born_on is not None and is_under_18(one.born_on, today):
        until = f"Under 18 until {spoken_day(turns_18_on(one.born_on))}: ask the court before then"
        facts.append(Fact("Age", (until,)))
    return tuple(facts)


def _group(one: Assessment, name: str) -> tuple[str, ...]:
    grounds = tuple(Ground(ground) for ground in getattr(one, f"{name}_grounds"))
    found = _finding_words(Finding(getattr(one, f"{name}_found"), grounds))
    decision, reason = getattr(one, f"{name}_decision"), getattr(one, f"{name}_reason")
    if decision is Decision.AS_WORKED_OUT or reason is None:
        return (found,)
    return (f"Decided: {words.DECISIONS[decision]}. {words.REASONS[reason]}.", found)


def _practical(session: WalledSession, witness: Witness) -> tuple[Fact, ...]:
    needs = tuple(ACCESS_NEED_WORDS[need.need] for need in live_needs(session, witness.id))
    interpreter = INTERPRETERS[InterpreterNeed(witness.interpreter_needed)]
    days = tuple(_run_words(run) for run in days_to_avoid(session, witness.id))
    return (
        Fact("Needs", needs or (NOTHING,)),
        Fact("Language", (language_name(witness.language), f"Interpreter: {interpreter.lower()}")),
        Fact("Cannot come", days or ("No dates to avoid",)),
    )


def _day(one: Assessment) -> tuple[Fact, ...]:
    companion = COMPANION_WORDS[one.companion] if one.companion else "Not asked"
    travel = TRAVEL_WORDS[one.travel] if one.travel else "Not asked"
    return (Fact("Comes with them", (companion,)), Fact("Travel", (travel,)))


def _attendance(one: Assessment) -> tuple[Fact, ...]:
    risk = words.ATTENDANCE_RISKS[one.attendance_risk] if one.attendance_risk else NOTHING
    return (
        Fact("Will they come?", (risk,)),
        Fact("What stands in the way", _said(one.attendance_reasons, words.ATTENDANCE_REASONS)),
        Fact("What is done about it", _said(one.attendance_actions, words.ATTENDANCE_ACTIONS)),
    )


def _run_words(run: DaysToAvoid) -> str:
    if run.from_on == run.until_on:
        return spoken_day(run.from_on)
    return f"{spoken_day(run.from_on)} to {spoken_day(run.until_on)}"


def _finding_words(finding: Finding) -> str:
    reasons = "; ".join(words.GROUNDS[ground] for ground in finding.grounds)
    said = words.ELIGIBILITIES[finding.eligibility]
    return f"{said}: {reasons}." if reasons else f"{said}."


def _priority_words(groups: Sequence[Priority]) -> str:
    said = ", ".join(words.PRIORITIES[group] for group in groups)
    return f"{begun(said)}." if said else "In no group that comes first."


def _said(values: Sequence[str], said: Mapping[Any, str]) -> tuple[str, ...]:
    """The words of values, in the order of the words."""
    return tuple(text for value, text in said.items() if value in values) or (NOTHING,)
