"""Needs assessments, plans and steps of statements of the demo world's people."""

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta

from casework.access_needs.queries import live_needs
from casework.access_needs.rules import AgreedNeeds
from casework.assessments.actions import agree_plan, assess_needs
from casework.assessments.answers import AssessmentAnswers, PlanAgreed, PlanItem, Seen
from casework.assessments.dates import DaysToAvoid
from casework.assessments.rules import (
    AttendanceAction,
    AttendanceReason,
    AttendanceRisk,
    Factor,
    Feeling,
    Offence,
    RiskFlag,
    Wish,
)
from casework.statements.actions import answer_step
from casework.statements.queries import live_steps
from casework.statements.rules import Answered, StatementAnswer
from casework.witnesses.queries import witness_of
from courts.london_time import london_day
from witness_app.demo.endings import Case

NEVER_ASSESSED = 0
PLAN_LASTS = timedelta(days=24)


@dataclass(frozen=True)
class Said:
    """What one person of the demo said when their needs were assessed."""

    offences: frozenset[Offence] = frozenset()
    feelings: frozenset[Feeling] = frozenset()
    factors: frozenset[Factor] = frozenset()
    risks: frozenset[RiskFlag] = frozenset()
    wish: Wish = Wish.NOT_DECIDED
    attendance: AttendanceRisk = AttendanceRisk.LOW
    reasons: frozenset[AttendanceReason] = frozenset()
    actions: frozenset[AttendanceAction] = frozenset()
    away_in_days: int | None = None
    plan: frozenset[PlanItem] = frozenset({PlanItem.COURT_VISIT})
    statement: StatementAnswer = StatementAnswer.WANTS_TO


SAID = {
    "Sam Carter": Said(
        offences=frozenset({Offence.GUN_OR_KNIFE}),
        feelings=frozenset({Feeling.AFRAID}),
        factors=frozenset({Factor.BEHAVIOUR}),
        risks=frozenset({RiskFlag.ADDRESS_KNOWN, RiskFlag.ACCUSED_AT_LIBERTY}),
        wish=Wish.WANTED,
        attendance=AttendanceRisk.SOME,
        reasons=frozenset({AttendanceReason.AFRAID}),
        actions=frozenset({AttendanceAction.OUTREACH, AttendanceAction.EXPLAIN_MEASURES}),
        plan=frozenset({PlanItem.COURT_VISIT, PlanItem.EXPLAIN_MEASURES, PlanItem.SAFE_ARRIVAL}),
    ),
    "Mia Brooks": Said(
        offences=frozenset({Offence.GUN_OR_KNIFE}),
        feelings=frozenset({Feeling.DISTRESSED}),
        attendance=AttendanceRisk.SOME,
        reasons=frozenset({AttendanceReason.WORK}),
        actions=frozenset({AttendanceAction.EMPLOYER_LETTER}),
        away_in_days=21,
    ),
    "Joan Ellery": Said(away_in_days=30),
    "Grace Obi": Said(
        offences=frozenset({Offence.GUN_OR_KNIFE}),
        feelings=frozenset({Feeling.AFRAID}),
        wish=Wish.WANTED,
    ),
    "Hana Suzuki": Said(
        attendance=AttendanceRisk.SOME,
        reasons=frozenset({AttendanceReason.WORK}),
        actions=frozenset({AttendanceAction.EMPLOYER_LETTER}),
    ),
    "Nina Kaur": Said(offences=frozenset({Offence.HATE}), statement=StatementAnswer.MADE_ALREADY),
}


def assess(case: Case) -> None:
    """Assess somebody's needs as they would say."""
    with case.looking() as session:
        witness = witness_of(session, case.witness_id)
        needs = AgreedNeeds(
            witness.language,
            witness.interpreter_needed,
            tuple(need.need for need in live_needs(session, witness.id)),
            witness.needs_note,
        )
        seen = Seen(uuid.uuid4(), NEVER_ASSESSED, witness.needs_version)
    said = SAID.get(case.invented.name, Said())
    case.act(assess_needs, case.witness_id, seen, _answers(said, needs, case.stage.now))


def agree_plan_with(case: Case) -> None:
    """Agree with somebody what will be done, and when it is looked at again."""
    said = SAID.get(case.invented.name, Said())
    review_on = london_day(case.stage.now + PLAN_LASTS)
    case.act(agree_plan, case.witness_id, uuid.uuid4(), PlanAgreed(said.plan, review_on))


def offer_statement(case: Case) -> None:
    """Offer a victim personal statement; whoever has no such step is left as they are."""
    with case.looking() as session:
        steps = [task.id for task in live_steps(session, case.witness_id)]
    said = SAID.get(case.invented.name, Said())
    for task_id in steps[:1]:
        answered = Answered(said.statement, london_day(case.stage.clock.now()))
        case.act(answer_step, case.witness_id, task_id, answered)


def _answers(said: Said, needs: AgreedNeeds, now: datetime) -> AssessmentAnswers:
    away: tuple[DaysToAvoid, ...] = ()
    if said.away_in_days is not None:
        first = london_day(now) + timedelta(days=said.away_in_days)
        away = (DaysToAvoid(first, first + timedelta(days=4)),)
    return AssessmentAnswers(
        agreed_needs=needs,
        attendance_risk=said.attendance,
        risks=said.risks,
        offences=said.offences,
        feelings=said.feelings,
        factors=said.factors,
        wish=said.wish,
        days_to_avoid=away,
        attendance_reasons=said.reasons,
        attendance_actions=said.actions,
    )
