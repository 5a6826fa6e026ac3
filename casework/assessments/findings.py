"""What an assessment finds from its answers, and finding it again where a fact has changed."""

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum
from uuid import UUID, uuid4

from casework.access_needs.queries import live_needs
from casework.access_needs.rules import AgreedNeeds
from casework.acting import acting_account
from casework.assessments.answers import (
    AssessmentAnswers,
    Decided,
    LevelDecided,
    Seen,
    StaleAssessment,
    belongs,
)
from casework.assessments.events import NeedsAssessed
from casework.assessments.models import Assessment
from casework.assessments.queries import live_assessment
from casework.assessments.rules import (
    AttendanceAction,
    AttendanceReason,
    AttendanceRisk,
    Condition,
    Consent,
    DomesticRisk,
    Effect,
    Eligibility,
    Factor,
    Feeling,
    Offence,
    Priority,
    RiskFlag,
    Targeting,
    Wish,
    intimidated_finding,
    level_for,
    priorities,
    vulnerable_finding,
)
from casework.partners.rules import Measure
from casework.referrals.queries import referral_of
from casework.witnesses.models import Witness
from casework.witnesses.queries import witness_to_change
from courts.london_time import london_day
from ethical_walls.sessions import WalledSession

FOUND = (
    "vulnerable_found",
    "vulnerable_grounds",
    "intimidated_found",
    "intimidated_grounds",
    "priorities",
    "level_found",
    "level",
)
"""What is worked out, and so may change with what somebody is in the case."""


def find_again(session: WalledSession, witness_id: UUID, *, now: datetime) -> None:
    """Work out anew what follows from who somebody is; another finding is a further version.

    Nothing is asked again: the answers stay as they were recorded. Where nobody has assessed
    them, or they did not agree to it, there is nothing to find.

    Args:
        session: Of whoever said who they are.
        witness_id: Whose assessment.
        now: When it was said.

    Raises:
        WitnessNotFound: There is no such witness in view.
    """
    witness = witness_to_change(session, witness_id)
    before = live_assessment(session, witness_id)
    if before is None or before.consent is Consent.REFUSED:
        return
    needs = tuple(need.need for need in live_needs(session, witness_id))
    answers = recorded_answers(
        before,
        AgreedNeeds(witness.language, witness.interpreter_needed, needs, witness.needs_note),
    )
    found = Assessment(assessed_at=now)
    keep_findings(session, found, witness, answers)
    if all(getattr(found, name) == getattr(before, name) for name in FOUND):
        return
    again = next_version(
        session, witness, Seen(uuid4(), before.version, witness.needs_version), now
    )
    again.consent = Consent.GIVEN
    keep_answers(again, answers)
    keep_findings(session, again, witness, answers)
    session.add(again)
    session.flush()
    session.record(NeedsAssessed(witness_id, again.version))


def recorded_answers(assessment: Assessment, agreed_needs: AgreedNeeds) -> AssessmentAnswers:
    """The answers that an assessment holds; days to avoid and equality are kept elsewhere."""
    return AssessmentAnswers(
        agreed_needs=agreed_needs,
        attendance_risk=assessment.attendance_risk or AttendanceRisk.LOW,
        domestic_risk=assessment.domestic_risk or DomesticRisk.NOT_DOMESTIC,
        born_on=assessment.born_on,
        risks=frozenset(RiskFlag(one) for one in assessment.risks),
        offences=frozenset(Offence(one) for one in assessment.offences),
        targeting=assessment.targeting or Targeting.NOT_PERSISTENT,
        conditions=frozenset(Condition(one) for one in assessment.conditions),
        effect=assessment.effect or Effect.NOT_KNOWN,
        feelings=frozenset(Feeling(one) for one in assessment.feelings),
        factors=frozenset(Factor(one) for one in assessment.factors),
        wish=assessment.wish or Wish.NOT_DECIDED,
        vulnerable=_decided(assessment, "vulnerable"),
        intimidated=_decided(assessment, "intimidated"),
        level=LevelDecided(assessment.level, assessment.level_reason)
        if assessment.level_reason
        else LevelDecided(),
        attendance_reasons=frozenset(AttendanceReason(o) for o in assessment.attendance_reasons),
        attendance_actions=frozenset(AttendanceAction(o) for o in assessment.attendance_actions),
        measures_asked=frozenset(Measure(one) for one in assessment.measures_asked),
        companion=assessment.companion,
        travel=assessment.travel,
    )


def _decided(assessment: Assessment, group: str) -> Decided:
    decision = getattr(assessment, f"{group}_decision")
    return Decided(decision, getattr(assessment, f"{group}_reason")) if decision else Decided()


def next_version(session: WalledSession, witness: Witness, seen: Seen, now: datetime) -> Assessment:
    """A further version, in which nothing is said yet; the one in force is superseded.

    Raises:
        StaleAssessment: A newer version was recorded meanwhile.
    """
    in_force = live_assessment(session, witness.id)
    version = in_force.version if in_force else 0
    if version != seen.version:
        raise StaleAssessment(version)
    if in_force is not None:
        in_force.superseded_at = now
        session.flush()
    return Assessment(
        compartment_id=witness.compartment_id,
        witness_id=witness.id,
        version=version + 1,
        request_id=seen.request_id,
        assessed_at=now,
        assessed_by=acting_account(session),
        risks=[],
        offences=[],
        conditions=[],
        feelings=[],
        factors=[],
        vulnerable_grounds=[],
        intimidated_grounds=[],
        priorities=[],
        attendance_reasons=[],
        attendance_actions=[],
        measures_asked=[],
    )


def keep_answers(assessment: Assessment, answers: AssessmentAnswers) -> None:
    """Write down what was answered."""
    assessment.born_on = answers.born_on
    assessment.risks = values_of(answers.risks)
    assessment.domestic_risk = answers.domestic_risk
    assessment.offences = values_of(answers.offences)
    assessment.targeting = answers.targeting
    assessment.conditions = values_of(answers.conditions)
    assessment.effect = answers.effect
    assessment.feelings = values_of(answers.feelings)
    assessment.factors = values_of(answers.factors)
    assessment.wish = answers.wish
    assessment.attendance_risk = answers.attendance_risk
    assessment.attendance_reasons = values_of(answers.attendance_reasons)
    assessment.attendance_actions = values_of(answers.attendance_actions)
    assessment.measures_asked = values_of(answers.measures_asked)
    assessment.companion = answers.companion
    assessment.travel = answers.travel


def keep_findings(
    session: WalledSession, assessment: Assessment, witness: Witness, answers: AssessmentAnswers
) -> None:
    """Work out who is vulnerable, intimidated and first, beside what a person decided."""
    today = london_day(assessment.assessed_at)
    facts = answers.facts(witness.role, referral_of(session, witness).age)
    vulnerable, intimidated = vulnerable_finding(facts, today), intimidated_finding(facts)
    assessment.vulnerable_found = vulnerable.eligibility
    assessment.vulnerable_grounds = list(vulnerable.grounds)
    assessment.vulnerable_decision = answers.vulnerable.decision
    assessment.vulnerable_reason = answers.vulnerable.reason
    assessment.intimidated_found = intimidated.eligibility
    assessment.intimidated_grounds = list(intimidated.grounds)
    assessment.intimidated_decision = answers.intimidated.decision
    assessment.intimidated_reason = answers.intimidated.reason
    groups = set(priorities(facts, today))
    for group, found, decided in (
        (Priority.VULNERABLE, vulnerable, answers.vulnerable),
        (Priority.INTIMIDATED, intimidated, answers.intimidated),
    ):
        is_found = group in groups or found.eligibility is not Eligibility.NOT_SHOWN
        groups = groups | {group} if belongs(is_found, decided) else groups - {group}
    assessment.priorities = [group.value for group in Priority if group in groups]
    assessment.level_found = level_for(groups, answers.domestic_risk)
    assessment.level = answers.level.level or assessment.level_found
    assessment.level_reason = answers.level.reason


def values_of(chosen: Iterable[StrEnum]) -> list[str]:
    """Choices as a row keeps them."""
    return sorted(one.value for one in chosen)
