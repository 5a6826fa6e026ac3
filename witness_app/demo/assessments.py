"""Needs assessments, plans and steps of statements of the demo world's people."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

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
from ethical_walls.sessions import WalledSession

NEVER_ASSESSED = 0
ASSESSED_DAYS_AGO, PLANNED_DAYS_AGO, OFFERED_DAYS_AGO = 4.4, 3.0, 2.5


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
    "Joan Ellery": Said(wish=Wish.NOT_DECIDED, away_in_days=30),
    "Nina Kaur": Said(offences=frozenset({Offence.HATE}), statement=StatementAnswer.MADE_ALREADY),
}

Act = Callable[..., Any]


def looked_after(
    act: Act, looking: Callable[[], WalledSession], witness_id: uuid.UUID, now: datetime
) -> None:
    """Assess a person of the demo as they would say, agree the plan and offer the statement.

    Args:
        act: Does one thing as their caseworker, so many days before the present.
        looking: Opens a session of their caseworker.
        witness_id: Whom; somebody of whom nothing is written here is left as they are.
        now: The present.
    """
    with looking() as session:
        witness = witness_of(session, witness_id)
        said, version = SAID.get(witness.name), witness.needs_version
        language, interpreter = witness.language, witness.interpreter_needed
        note, steps = witness.needs_note, [task.id for task in live_steps(session, witness_id)]
    if said is None:
        return
    needs = AgreedNeeds(language, interpreter, _needs(looking, witness_id), note)
    seen = Seen(uuid.uuid4(), NEVER_ASSESSED, version)
    act(ASSESSED_DAYS_AGO, assess_needs, witness_id, seen, _answers(said, needs, now))
    plan = PlanAgreed(said.plan, london_day(now) + timedelta(days=24))
    act(PLANNED_DAYS_AGO, agree_plan, witness_id, uuid.uuid4(), plan)
    offered_on = london_day(now - timedelta(days=OFFERED_DAYS_AGO))
    for task_id in steps[:1]:
        answered = Answered(said.statement, offered_on)
        act(OFFERED_DAYS_AGO, answer_step, witness_id, task_id, answered)


def _needs(looking: Callable[[], WalledSession], witness_id: uuid.UUID) -> tuple[Any, ...]:
    with looking() as session:
        return tuple(need.need for need in live_needs(session, witness_id))


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
