"""Recording the answers of the one call, by the actions that each of them has anyway."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from casework.access_needs.rules import AgreedNeeds
from casework.assessments.actions import assess_needs
from casework.assessments.answers import AssessmentAnswers, Seen
from casework.assessments.findings import recorded_answers
from casework.assessments.models import Assessment
from casework.assessments.queries import assessment_by_request, live_assessment
from casework.assessments.rules import Consent
from casework.contact_plans.actions import confirm_contact_plan
from casework.late_referrals.rules import TenAnswers
from casework.witnesses.models import Witness
from casework.witnesses.queries import witness_to_change
from ethical_walls.sessions import WalledSession


def answer_ten_questions(
    session: WalledSession,
    witness_id: UUID,
    seen: tuple[int, Seen],
    said: TenAnswers,
    *,
    now: datetime,
) -> Assessment:
    """Confirm the contact plan, agree the needs and record the assessment, all or nothing.

    What the full assessment asks and the call does not (the offence, conditions, what a person
    decided) stays as it was recorded last.

    Args:
        session: The viewer who spoke with the witness.
        witness_id: Whom.
        seen: The version of the contact plan that was on the screen, and those of the rest.
        said: What the witness said.
        now: The instant of the call.

    Raises:
        WitnessNotFound: There is no such witness in view.
        ContactPlanRefused: The plan is not safe, or a newer version was recorded meanwhile.
        AssessmentRefused: Something cannot stand, or a newer version was recorded meanwhile.
        StaleNeeds: Somebody recorded the access needs meanwhile.
    """
    plan_version, seen_rest = seen
    witness = witness_to_change(session, witness_id)
    known = assessment_by_request(session, seen_rest.request_id)
    if known is not None:
        return known
    answers = _whole(witness, live_assessment(session, witness_id), said)
    confirm_contact_plan(session, witness_id, plan_version, said.plan, now=now)
    return assess_needs(session, witness_id, seen_rest, answers, now=now)


def _whole(witness: Witness, before: Assessment | None, said: TenAnswers) -> AssessmentAnswers:
    """The answers of the call, beside what was known of all that it does not ask."""
    needs = AgreedNeeds(said.plan.language, said.interpreter, said.needs, witness.needs_note)
    asked = {
        "risks": said.risks,
        "domestic_risk": said.domestic_risk,
        "days_to_avoid": said.days_to_avoid,
        "feelings": said.feelings,
        "attendance_risk": said.attendance_risk,
        "attendance_reasons": said.attendance_reasons,
        "attendance_actions": said.attendance_actions,
        "wish": said.wish,
        "measures_asked": said.measures_asked,
        "companion": said.companion,
        "travel": said.travel,
    }
    if before is None or before.consent is Consent.REFUSED:
        return AssessmentAnswers(agreed_needs=needs, **asked)  # type: ignore[arg-type]  # each of its own type
    return replace(recorded_answers(before, needs), **asked)  # type: ignore[arg-type]  # the same
