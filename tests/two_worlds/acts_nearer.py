"""What may be done as a trial comes near and on its days: calls, other ways to see it, days."""

import uuid

from sqlalchemy import select

from casework.assessments.answers import Seen
from casework.assessments.day import Companion, Travel
from casework.assessments.queries import live_assessment
from casework.assessments.rules import AttendanceRisk, DomesticRisk, Feeling, RiskFlag, Wish
from casework.contact_attempts.actions import note_attempt
from casework.contact_attempts.rules import CameOf
from casework.contact_plans.queries import live_plan
from casework.court_days.actions import say_of_day, tell_of_day
from casework.court_days.models import CourtDay
from casework.court_days.rules import Became, DaySays, WhyAbsent
from casework.late_referrals.actions import answer_ten_questions
from casework.late_referrals.rules import TenAnswers
from casework.particulars.actions import say_who_they_are
from casework.particulars.queries import particulars_now
from casework.particulars.rules import Particulars
from casework.partners.models import ReferredWitness
from casework.partners.rules import Measure
from casework.referrals.queries import referral_of
from casework.referrals.rules import AgeAtOffence, HomeAtReferral
from casework.reported_hearings.clashes import answer_clash
from casework.reported_hearings.queries import clashes_of
from casework.reported_hearings.rules import Right
from casework.witnesses.models import Witness
from casework.witnesses.rules import InterpreterNeed, WitnessRole
from courts.london_time import london_day
from ethical_walls.sessions import WalledSession
from scheduling.remote_visits.actions import (
    decline_remote_visit,
    offer_remote_visit,
    record_remote_visit,
)
from scheduling.remote_visits.models import RemoteVisit
from scheduling.remote_visits.rules import RemotelyShown, RemoteState, RemoteWay, ShownRemotely
from scheduling.visit_records.rules import EvidenceTalk
from tests.builders.casework import a_contact_plan
from tests.two_worlds.acts import NEEDS
from tests.two_worlds.hands import Hand, witnesses_of

UNASSESSED = 0


def who_they_are(hand: Hand, session: WalledSession) -> str:
    witness = hand.witness(session)
    stand = particulars_now(witness, referral_of(session, witness))
    roles, ages = list(WitnessRole), list(AgeAtOffence)
    said = Particulars(
        roles[hand.choice % len(roles)], HomeAtReferral.LONDON, ages[hand.choice % len(ages)]
    )
    return hand.does(session, say_who_they_are, witness.id, stand, said)


def ring(hand: Hand, session: WalledSession) -> str:
    came_of = list(CameOf)[hand.choice % len(CameOf)]
    return hand.does(session, note_attempt, hand.witness(session).id, uuid.uuid4(), came_of)


def ten(hand: Hand, session: WalledSession) -> str:
    """The one call of the last days."""
    witness = hand.witness(session)
    known = live_assessment(session, witness.id)
    plan = hand.picked([plan for plan in [live_plan(session, witness.id)] if plan])
    seen = Seen(uuid.uuid4(), known.version if known else UNASSESSED, witness.needs_version)
    said = TenAnswers(
        risks=frozenset({RiskFlag.ADDRESS_KNOWN}),
        domestic_risk=DomesticRisk.NOT_DOMESTIC,
        plan=a_contact_plan(),
        interpreter=InterpreterNeed.NOT_NEEDED,
        needs=NEEDS[: hand.choice % 3],
        days_to_avoid=(),
        feelings=frozenset({Feeling.AFRAID}),
        attendance_risk=AttendanceRisk.LOW,
        attendance_reasons=frozenset(),
        attendance_actions=frozenset(),
        wish=Wish.NOT_DECIDED,
        measures_asked=frozenset({Measure.SCREENS}),
        companion=next(iter(Companion)),
        travel=next(iter(Travel)),
    )
    return hand.does(session, answer_ten_questions, witness.id, (plan.version, seen), said)


def which(hand: Hand, session: WalledSession) -> str:
    """Which of two dates that differ is right."""
    today = london_day(hand.now)
    found = (clashes_of(session, one, today) for one in witnesses_of(session))
    clash = hand.picked([clash for some in found for clash in some])
    right = list(Right)[hand.choice % len(Right)]
    return hand.does(session, answer_clash, clash.id, clash.against, right)


def show(hand: Hand, session: WalledSession) -> str:
    way = list(RemoteWay)[hand.choice % len(RemoteWay)]
    return hand.does(session, offer_remote_visit, hand.witness(session).id, uuid.uuid4(), way)


def shown(hand: Hand, session: WalledSession) -> str:
    said = ShownRemotely(
        done_on=london_day(hand.now),
        shown=frozenset({RemotelyShown.COURTROOM}),
        rule_read=True,
        evidence=EvidenceTalk.NOT_DISCUSSED,
    )
    return hand.does(session, record_remote_visit, _remote_visit(hand, session), said)


def not_shown(hand: Hand, session: WalledSession) -> str:
    return hand.does(session, decline_remote_visit, _remote_visit(hand, session))


def _remote_visit(hand: Hand, session: WalledSession) -> uuid.UUID:
    offered = select(RemoteVisit).join(Witness, Witness.id == RemoteVisit.witness_id)
    in_order = offered.order_by(
        RemoteVisit.state != RemoteState.OFFERED,
        Witness.name,
        RemoteVisit.offered_at,
        RemoteVisit.way,
    )
    return hand.picked(session.scalars(in_order).all()).id


def day_became(hand: Hand, session: WalledSession) -> str:
    return hand.does(session, say_of_day, *_said_of_day(hand, session))


def partner_says_day(hand: Hand, session: WalledSession) -> str:
    return hand.does(session, tell_of_day, *_said_of_day(hand, session))


def _said_of_day(hand: Hand, session: WalledSession) -> tuple[uuid.UUID, DaySays]:
    """A day of which nothing was said yet, if there is one, and what became of it."""
    days = select(CourtDay).join(ReferredWitness, ReferredWitness.witness_id == CourtDay.witness_id)
    in_order = days.order_by(CourtDay.version > 0, ReferredWitness.name, CourtDay.day_on)
    day = hand.picked(session.scalars(in_order).all())
    became = list(Became)[hand.choice % len(Became)]
    reason = WhyAbsent.UNWELL if became is Became.DID_NOT_ATTEND else None
    return day.id, DaySays(uuid.uuid4(), became, reason, "", day.version)
