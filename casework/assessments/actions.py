"""Recording an assessment, a refusal, a talk put off for safety, and the plan agreed from it."""

import json
from datetime import datetime
from uuid import UUID

from sqlalchemy import text

from casework.access_needs.actions import agree_needs
from casework.acting import acting_account
from casework.assessments.answers import (
    AssessmentAnswers,
    NothingAssessed,
    PlanAgreed,
    Seen,
    act_by,
    check_answers,
    check_plan,
    measures_not_open,
)
from casework.assessments.dates import DaysToAvoid
from casework.assessments.equality import SCHEME, answers_given
from casework.assessments.events import (
    AssessmentRefusedByWitness,
    NeedsAssessed,
    SupportPlanAgreed,
)
from casework.assessments.findings import (
    keep_answers,
    keep_findings,
    next_version,
    values_of,
)
from casework.assessments.models import Assessment, DateToAvoid, SupportPlan
from casework.assessments.queries import (
    assessment_by_request,
    dates_to_avoid,
    live_assessment,
    plan_by_request,
    support_plans,
)
from casework.assessments.rules import (
    AttendanceAction,
    Consent,
)
from casework.assessments.second_referrals import second_referrals
from casework.assessments.task_words import (
    ACTION_TITLES,
    DATES_TITLE,
    PUT_OFF_TITLE,
    REVIEW_TITLE,
    SECOND_REFERRAL_TITLE,
    measures_title,
)
from casework.deadlines.actions import begin_deadline, meet_deadlines
from casework.deadlines.rules import DeadlineKind
from casework.referrals.queries import referral_of
from casework.tasks.actions import open_task
from casework.tasks.queries import open_tasks
from casework.tasks.rules import NewTask, TaskKind
from casework.witnesses.models import Witness
from casework.witnesses.queries import witness_to_change
from courts.london_time import end_of_london_day, london_day
from courts.working_days import add_working_days
from ethical_walls.sessions import WalledSession

ONE_WORKING_DAY = 1


def assess_needs(
    session: WalledSession,
    witness_id: UUID,
    seen: Seen,
    answers: AssessmentAnswers,
    *,
    now: datetime,
) -> Assessment:
    """Record what a witness who agreed to it needs (requirements RA-06, EL-07, PT-12, PT-17).

    The version in force is superseded. Who is vulnerable or intimidated is worked out and kept
    with its grounds beside what the worker decided. The first one meets the duty to assess, and
    the clocks of the named caseworker and of the plan begin.

    Args:
        session: The viewer who spoke with the witness.
        witness_id: Whose needs.
        seen: The versions that were on the screen, and the request.
        answers: What the witness said and the worker decided.
        now: The instant of the talk.

    Raises:
        WitnessNotFound: There is no such witness in view.
        AssessmentRefused: Something cannot stand, or a newer version was recorded meanwhile.
        StaleNeeds: Somebody recorded the access needs meanwhile.
    """
    check_answers(answers)
    witness = witness_to_change(session, witness_id)
    known = assessment_by_request(session, seen.request_id)
    if known is not None:
        return known
    assessment = next_version(session, witness, seen, now)
    assessment.consent = Consent.GIVEN
    keep_answers(assessment, answers)
    keep_findings(session, assessment, witness, answers)
    session.add(assessment)
    session.flush()
    agree_needs(session, witness_id, seen.needs_version, answers.agreed_needs, now=now)
    _keep_days(session, witness, answers.days_to_avoid, now)
    _keep_equality(session, witness, answers, now)
    _begin_what_follows(session, witness, now)
    _act_on_risk(session, assessment, answers, now)
    _pass_on_measures(session, assessment, witness, answers, now)
    _offer_second_referrals(session, witness, answers, now)
    session.record(NeedsAssessed(witness_id, assessment.version))
    return assessment


def refuse_assessment(
    session: WalledSession, witness_id: UUID, seen: Seen, *, now: datetime
) -> Assessment:
    """Record that the witness was asked and did not consent, and nothing else of the talk.

    The duty to assess was done as far as the witness lets it be; they may say yes at any time.

    Raises:
        WitnessNotFound: There is no such witness in view.
        StaleAssessment: A newer version was recorded meanwhile.
    """
    witness = witness_to_change(session, witness_id)
    known = assessment_by_request(session, seen.request_id)
    if known is not None:
        return known
    refusal = next_version(session, witness, seen, now)
    refusal.consent = Consent.REFUSED
    session.add(refusal)
    session.flush()
    meet_deadlines(session, witness_id, [DeadlineKind.NEEDS_ASSESSED], now=now)
    session.record(AssessmentRefusedByWitness(witness_id, refusal.version))
    return refusal


def put_off_assessment(
    session: WalledSession, witness_id: UUID, request_id: UUID, *, now: datetime
) -> None:
    """It was not safe to talk: nothing is kept but a task to find a safe time by the next day.

    Raises:
        WitnessNotFound: There is no such witness in view.
    """
    due_on = add_working_days(london_day(now), ONE_WORKING_DAY)
    new = NewTask(
        witness_id=witness_id,
        kind=TaskKind.CONTACT_WITNESS,
        title=PUT_OFF_TITLE,
        cause=f"assessment put off {request_id}",
        due_at=end_of_london_day(due_on),
    )
    open_task(session, new, now=now)


def agree_plan(
    session: WalledSession, witness_id: UUID, request_id: UUID, agreed: PlanAgreed, *, now: datetime
) -> SupportPlan:
    """Record the plan as agreed with the witness; the day to look at it again becomes a task.

    Raises:
        WitnessNotFound: There is no such witness in view.
        AssessmentRefused: The plan is empty, its review is past, or nothing was assessed yet.
    """
    check_plan(agreed, london_day(now))
    witness = witness_to_change(session, witness_id)
    known = plan_by_request(session, request_id)
    if known is not None:
        return known
    assessment = live_assessment(session, witness_id)
    if assessment is None or assessment.consent is Consent.REFUSED:
        raise NothingAssessed(witness_id)
    plan = SupportPlan(
        compartment_id=witness.compartment_id,
        witness_id=witness_id,
        version=len(support_plans(session, witness_id)) + 1,
        request_id=request_id,
        assessment_version=assessment.version,
        items=values_of(agreed.items),
        review_on=agreed.review_on,
        agreed_at=now,
        agreed_by=acting_account(session),
    )
    session.add(plan)
    session.flush()
    meet_deadlines(session, witness_id, [DeadlineKind.PLAN_AGREED], now=now)
    review = NewTask(
        witness_id=witness_id,
        kind=TaskKind.REVIEW_PLAN,
        title=REVIEW_TITLE,
        cause=f"plan version {plan.version}",
        due_at=end_of_london_day(agreed.review_on),
    )
    open_task(session, review, now=now)
    session.record(SupportPlanAgreed(witness_id, plan.version))
    return plan


def _keep_days(
    session: WalledSession, witness: Witness, days: tuple[DaysToAvoid, ...], now: datetime
) -> None:
    """Days that were withdrawn end, new ones begin, and the case team is told of a change."""
    standing = {
        DaysToAvoid(row.from_on, row.until_on): row for row in dates_to_avoid(session, witness.id)
    }
    for run, row in standing.items():
        if run not in days:
            row.ended_at = now
    new = [run for run in days if run not in standing]
    for run in new:
        session.add(
            DateToAvoid(
                compartment_id=witness.compartment_id,
                witness_id=witness.id,
                from_on=run.from_on,
                until_on=run.until_on,
                recorded_at=now,
                recorded_by=acting_account(session),
            )
        )
    session.flush()
    if new or len(standing) > len(days):
        due_at = end_of_london_day(add_working_days(london_day(now), ONE_WORKING_DAY))
        cause = f"dates to avoid of {now.isoformat()}"
        open_task(
            session,
            NewTask(witness.id, TaskKind.TELL_DATES, DATES_TITLE, cause, due_at),
            now=now,
        )


def _keep_equality(
    session: WalledSession, witness: Witness, answers: AssessmentAnswers, now: datetime
) -> None:
    """Answers for figures alone go through a door behind which nobody reads them back (SV-11)."""
    given = answers_given(answers.equality)
    session.execute(
        text("SELECT wall.keep_equality_answers(:compartment, :witness, :scheme, :given, :now)"),
        {
            "compartment": witness.compartment_id,
            "witness": witness.id,
            "scheme": SCHEME,
            "given": json.dumps(given),
            "now": now,
        },
    )


def _begin_what_follows(session: WalledSession, witness: Witness, now: datetime) -> None:
    meet_deadlines(session, witness.id, [DeadlineKind.NEEDS_ASSESSED], now=now)
    for kind in (DeadlineKind.CASEWORKER_AFTER_ASSESSMENT, DeadlineKind.PLAN_AGREED):
        begin_deadline(session, witness, kind, "needs assessment", now=now)
    if witness.caseworker_id is not None:
        named = [DeadlineKind.CASEWORKER_AFTER_ASSESSMENT]
        meet_deadlines(session, witness.id, named, now=now)


def _act_on_risk(
    session: WalledSession, assessment: Assessment, answers: AssessmentAnswers, now: datetime
) -> None:
    waiting = {task.title for task in open_tasks(session, [assessment.witness_id])}
    for action in AttendanceAction:
        if action in answers.attendance_actions and ACTION_TITLES[action] not in waiting:
            new = NewTask(
                witness_id=assessment.witness_id,
                kind=TaskKind.KEEP_ENGAGED,
                title=ACTION_TITLES[action],
                cause=f"assessment version {assessment.version}: {action}",
                due_at=act_by(answers.attendance_risk, now),
            )
            open_task(session, new, now=now)


def _offer_second_referrals(
    session: WalledSession, witness: Witness, answers: AssessmentAnswers, now: datetime
) -> None:
    """What the case is about may add a warm referral; each is offered once, however often asked."""
    for offence, owed in second_referrals(answers.offences).items():
        new = NewTask(
            witness_id=witness.id,
            kind=TaskKind.REFER_ON,
            title=f"{SECOND_REFERRAL_TITLE} {owed.to}",
            cause=f"second referral: {offence}",
            due_at=now + owed.within,
        )
        open_task(session, new, now=now)


def _pass_on_measures(
    session: WalledSession,
    assessment: Assessment,
    witness: Witness,
    answers: AssessmentAnswers,
    now: datetime,
) -> None:
    """What the witness asks for is for the court to decide, so whoever calls them is told."""
    facts = answers.facts(witness.role, referral_of(session, witness).age)
    if answers.measures_asked:
        not_open = measures_not_open(answers, facts, london_day(now))
        new = NewTask(
            witness_id=assessment.witness_id,
            kind=TaskKind.OTHER,
            title=measures_title(answers.measures_asked, not_open),
            cause=f"measures asked for: {' '.join(assessment.measures_asked)}",
            due_at=end_of_london_day(add_working_days(london_day(now), ONE_WORKING_DAY)),
        )
        open_task(session, new, now=now)
