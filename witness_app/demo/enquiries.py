"""What the demo's caseworkers ask of those on neither side: one answered, one that waits."""

import uuid

from casework.enquiries.actions import ask_case_progression, send_concern
from casework.enquiries.queries import enquiries_of
from casework.enquiries.rules import (
    Agency,
    ConcernToSend,
    EnquiryAnswer,
    HowSoon,
    SafeguardingRisk,
    StageToAsk,
    Wanted,
)
from ethical_walls.enquiries.actions import answer_enquiry, note_chased
from witness_app.demo.endings import Case
from witness_app.demo.people import OWEN
from witness_app.demo.stage import Life


def asked_how_it_stands(case: Case) -> Life:
    """The caseworker asks how the case stands; the officer rings the court and answers."""
    stage = case.stage
    yield stage.day(3, 10)
    asked = StageToAsk(uuid.uuid4(), Wanted.SPECIAL_MEASURES)
    case.act(ask_case_progression, case.witness_id, asked)
    with case.looking() as session:
        (sent_id,) = (one.sent_id for one in enquiries_of(session, case.witness_id))
    yield stage.day(3, 14)
    stage.act(OWEN, note_chased, sent_id, Agency.COURT, stage.clock.now())
    yield stage.day(2, 10)
    said = EnquiryAnswer("Screens applied for; the judge decides at the next hearing.")
    stage.act(OWEN, answer_enquiry, sent_id, said.facts())


def sent_a_concern(case: Case) -> Life:
    """The caseworker is worried; the safeguarding lead has not rung yet."""
    yield case.stage.ago(minutes=30)
    words = "Please ring me before 5pm; I am with people until then."
    concern = ConcernToSend(uuid.uuid4(), SafeguardingRisk.ADULT, HowSoon.THIS_WEEK, words)
    case.act(send_concern, case.witness_id, concern)
