"""Witnesses looked after: assessed, a plan agreed, the case team told, a step answered."""

import uuid
from datetime import date, datetime, timedelta

from sqlalchemy import select

from casework.access_needs.rules import AccessNeedKind, AgreedNeeds
from casework.assessments.actions import agree_plan, assess_needs
from casework.assessments.answers import AssessmentAnswers, PlanAgreed, PlanItem, Seen
from casework.assessments.dates import DaysToAvoid
from casework.assessments.equality import EqualityQuestion
from casework.assessments.rules import (
    AttendanceAction,
    AttendanceRisk,
    Feeling,
    Offence,
    RiskFlag,
)
from casework.concerns.actions import raise_concern, tell_case_team
from casework.concerns.rules import ConcernKind, ConcernNoticed, Danger, ToldHow, ToldToTeam
from casework.statements.actions import answer_step
from casework.statements.queries import live_steps
from casework.statements.rules import Answered, StatementAnswer
from casework.witnesses.models import Witness
from casework.witnesses.rules import InterpreterNeed
from courts.london_time import london_day
from ethical_walls.sessions import WalledSession
from witness_app.perform import perform

MONTH = timedelta(days=28)


def some_answers(note: str, away_on: date) -> AssessmentAnswers:
    """Answers that leave a row of every kind behind."""
    return AssessmentAnswers(
        agreed_needs=AgreedNeeds(
            "en", InterpreterNeed.NOT_NEEDED, (AccessNeedKind.MEDICATION_TIMES,), note
        ),
        attendance_risk=AttendanceRisk.SOME,
        risks=frozenset({RiskFlag.ADDRESS_KNOWN}),
        offences=frozenset({Offence.GUN_OR_KNIFE}),
        feelings=frozenset({Feeling.AFRAID}),
        days_to_avoid=(DaysToAvoid(away_on, away_on),),
        attendance_actions=frozenset({AttendanceAction.TRAVEL}),
        equality={EqualityQuestion.SEX: "prefer_not_to_say"},
    )


def look_after(
    session: WalledSession, witness_id: uuid.UUID, told_whom: str, now: datetime
) -> None:
    """Do once everything that a caseworker does for a witness after first contact."""
    witness = session.scalars(select(Witness).where(Witness.id == witness_id)).one()
    today = london_day(now)
    seen = Seen(uuid.uuid4(), 0, witness.needs_version)
    answers = some_answers(witness.needs_note, today + MONTH)
    perform(session, assess_needs, witness_id, seen, answers, now=now)
    plan = PlanAgreed(frozenset({PlanItem.TRAVEL}), today + MONTH)
    perform(session, agree_plan, witness_id, uuid.uuid4(), plan, now=now)
    for danger in Danger:
        kind = ConcernKind.SPOKE_OF_EVIDENCE
        noticed = ConcernNoticed(uuid.uuid4(), kind, danger, now)
        concern = perform(session, raise_concern, witness_id, noticed, now=now)
    told = ToldToTeam(told_whom, ToldHow.PHONE, now)
    perform(session, tell_case_team, concern.id, told, now=now)
    for task in live_steps(session, witness_id)[:1]:
        wants = Answered(StatementAnswer.WANTS_TO, today)
        perform(session, answer_step, witness_id, task.id, wants, now=now)
