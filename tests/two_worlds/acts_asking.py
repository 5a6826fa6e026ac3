"""What is asked of those on neither side in a play, and what they answer this party."""

import uuid
from collections.abc import Callable
from datetime import timedelta

from sqlalchemy import select

from casework.enquiries.actions import ask_case_progression, ask_separation_desk, send_concern
from casework.enquiries.models import Enquiry
from casework.enquiries.rules import (
    Agency,
    Authority,
    ConcernToSend,
    EnquiryAnswer,
    HowSoon,
    SafeguardingRisk,
    StageToAsk,
    Suggestion,
    Wanted,
)
from casework.witnesses.models import Witness
from courts.london_time import london_day
from ethical_walls.enquiries.actions import answer_enquiry, enquiries_for_desk, note_chased
from ethical_walls.enquiries.models import Desk
from ethical_walls.sessions import WalledSession
from ethical_walls.viewers import Viewer
from tests.two_worlds.hands import Hand
from witness_app.separation import separation_facts

LONG_AGO = timedelta(weeks=52)


def by_desk(hand: Hand) -> Viewer:
    return hand.people.desk


def send(hand: Hand, session: WalledSession) -> str:
    risk = list(SafeguardingRisk)[hand.choice % len(SafeguardingRisk)]
    how_soon = list(HowSoon)[hand.choice % len(HowSoon)]
    concern = ConcernToSend(uuid.uuid4(), risk, how_soon, "Please ring")
    return hand.does(session, send_concern, hand.witness(session).id, concern)


def ask_stage(hand: Hand, session: WalledSession) -> str:
    stage = StageToAsk(uuid.uuid4(), list(Wanted)[hand.choice % len(Wanted)])
    return hand.does(session, ask_case_progression, hand.witness(session).id, stage)


def ask_times(hand: Hand, session: WalledSession) -> str:
    witness_id = hand.witness(session).id
    facts = separation_facts(session, witness_id, uuid.uuid4(), now=hand.now)
    return hand.does(session, ask_separation_desk, witness_id, facts)


def chase(hand: Hand, session: WalledSession) -> str:
    agency = list(Agency)[hand.choice % len(Agency)]
    asked = _asked(hand, session, lambda one: one.desk is Desk.CASE_PROGRESSION)
    return hand.does(session, note_chased, asked.sent_id, agency, hand.now)


def answer(hand: Hand, session: WalledSession) -> str:
    asked = _asked(hand, session, lambda _one: True)
    said = {
        Desk.SAFEGUARDING: EnquiryAnswer("They know", Authority.POLICE, hand.now),
        Desk.CASE_PROGRESSION: EnquiryAnswer("It stands", stage_on=london_day(hand.now)),
        Desk.SEPARATION: EnquiryAnswer(
            suggestion=Suggestion.ANOTHER_COURT, court_id=hand.trial.court_id
        ),
    }[asked.desk]
    return hand.does(session, answer_enquiry, asked.sent_id, said.facts())


def _asked(hand: Hand, session: WalledSession, wanted: Callable[[Enquiry], bool]) -> Enquiry:
    """What this party asked and the desk has before it; open ones first."""
    at_desk = {
        one.id for desk in Desk for one in enquiries_for_desk(session, desk, hand.now - LONG_AGO)
    }
    with hand.world.session(hand.at_work()) as own:
        in_order = (
            select(Enquiry)
            .join(Witness, Witness.id == Enquiry.witness_id)
            .order_by(
                Enquiry.answered_at.is_not(None), Enquiry.asked_at, Witness.name, Enquiry.desk
            )
        )
        asked = [one for one in own.scalars(in_order) if one.sent_id in at_desk and wanted(one)]
        return hand.picked(asked)
