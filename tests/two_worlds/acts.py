"""Everything that caseworkers may do in a play, each act by its name."""

import uuid
from dataclasses import replace
from datetime import timedelta

from sqlalchemy import select

from casework.access_needs.actions import agree_needs
from casework.access_needs.rules import AccessNeedKind, AgreedNeeds
from casework.allocations.actions import accept_witness, ask_for_another, decline_witness
from casework.allocations.models import Allocation
from casework.assessments.actions import (
    agree_plan,
    assess_needs,
    put_off_assessment,
    refuse_assessment,
)
from casework.assessments.answers import PlanAgreed, PlanItem, Seen
from casework.assessments.queries import live_assessment
from casework.concerns.actions import raise_concern, tell_case_team
from casework.concerns.models import Concern
from casework.concerns.rules import ConcernKind, ConcernNoticed, Danger, ToldHow, ToldToTeam
from casework.contact_plans.actions import confirm_contact_plan
from casework.contact_plans.queries import live_plan
from casework.contact_plans.rules import CalendarWanted, Channel
from casework.handovers.actions import take_back_handover
from casework.handovers.models import Handover
from casework.handovers.rules import Day, HandoverKind, Pack, PackField
from casework.outcomes.actions import report_outcome
from casework.outcomes.rules import OffenceKind, Outcome, OutcomeSays, SentenceKind
from casework.outcomes.scheme import note_scheme_contact, note_scheme_referral
from casework.partners.actions import share_needs
from casework.referrals.actions import refer_witness
from casework.referrals.rules import ReferralDetails
from casework.statements.actions import answer_step
from casework.statements.queries import live_steps
from casework.statements.rules import ANSWERS, Answered, Reading, StatementAnswer
from casework.tasks.actions import finish_task, open_task
from casework.tasks.models import Task
from casework.tasks.rules import NewTask, TaskKind
from casework.tellings.actions import choose_teller, note_told
from casework.tellings.queries import dates_owed
from casework.tellings.rules import Teller
from casework.witnesses.models import Witness
from casework.witnesses.rules import InterpreterNeed, WitnessRole
from courts.london_time import london_day
from courts.working_days import add_working_days
from ethical_walls.links.actions import revoke_link
from ethical_walls.sessions import WalledSession
from scheduling.offers.actions import decline_offers, offer_places, take_offered_place
from scheduling.offers.models import VisitOffer
from scheduling.offers.queries import find_places_to_offer
from scheduling.offers.rules import OfferState
from scheduling.replans.actions import confirm_replan
from scheduling.replans.queries import open_replans, preview_replan
from scheduling.visit_records.actions import record_visit
from scheduling.visit_records.rules import (
    DidNotHappen,
    EvidenceTalk,
    Happened,
    Shown,
    VisitFormat,
    WasThere,
    is_to_record,
)
from scheduling.visits.actions import book_visit, cancel_visit
from scheduling.visits.models import Visit
from scheduling.visits.queries import find_times
from scheduling.visits.rules import ASKED_OF_A_PERSON, TO_COME
from tests.builders.assessing import some_answers
from tests.builders.casework import Side, a_contact_plan, a_referral
from tests.two_worlds.hands import Hand
from tests.two_worlds.parties import CASE, PARTIES
from witness_app.handover_links import offer_with_link
from witness_app.witness_links import give_link

NAMES = ("Sam Carter", "Alex Moore", "Mia Brooks")
NEEDS = (AccessNeedKind.BREAKS, AccessNeedKind.LARGE_PRINT)
ROLES = tuple(WitnessRole)
MONTH = timedelta(days=28)
WORD_HASH = "not a hash, so nobody opens it"
UNASSESSED = 0


def number_of(hand: Hand, which: int) -> str:
    """A telephone number of this party's own: a shared one is an interference that is admitted."""
    party = list(PARTIES).index(hand.who)
    return f"+4477009{party:02}{which % 1000:03}"


def referral_of(hand: Hand, party: str) -> ReferralDetails:
    """A referral of one more person, by name and number unlike any other of their party."""
    return replace(
        a_referral(Side.PROSECUTION),
        request_id=uuid.uuid4(),
        identifier=CASE,
        party=party,
        role=ROLES[hand.choice % len(ROLES)],
        name=f"{NAMES[hand.choice % len(NAMES)]} {hand.referred}",
        address=number_of(hand, hand.referred),
    )


def refer(hand: Hand, session: WalledSession) -> str:
    return hand.does(session, refer_witness, referral_of(hand, hand.party))


def accept(hand: Hand, session: WalledSession) -> str:
    return hand.does(session, accept_witness, _proposed(hand, session))


def decline(hand: Hand, session: WalledSession) -> str:
    return hand.does(session, decline_witness, _proposed(hand, session))


def _proposed(hand: Hand, session: WalledSession) -> uuid.UUID:
    """One of the witnesses whom somebody was asked to take on, else any."""
    asked = (
        select(Witness)
        .join(Allocation, Allocation.witness_id == Witness.id)
        .where(
            Allocation.caseworker_id == session.viewer.account_id,
            Allocation.accepted_at.is_(None),
            Allocation.declined_at.is_(None),
        )
        .order_by(Witness.name)
    )
    found = session.scalars(asked).all()
    return hand.picked(found).id if found else hand.witness(session).id


def another(hand: Hand, session: WalledSession) -> str:
    return hand.does(session, ask_for_another, hand.witness(session).id)


def plan(hand: Hand, session: WalledSession) -> str:
    witness = hand.witness(session)
    version = hand.picked([known for known in [live_plan(session, witness.id)] if known]).version
    by_text = {
        "channel": Channel.SMS,
        "address": number_of(hand, 500 + hand.choice),
        "calendar_wanted": CalendarWanted.NO,
    }
    details = a_contact_plan(**(by_text if hand.choice % 3 else {}))
    return hand.does(session, confirm_contact_plan, witness.id, version, details)


def needs(hand: Hand, session: WalledSession) -> str:
    witness = hand.witness(session)
    agreed = AgreedNeeds("en", InterpreterNeed.NOT_NEEDED, NEEDS[: hand.choice % 3], "")
    return hand.does(session, agree_needs, witness.id, witness.needs_version, agreed)


def share(hand: Hand, session: WalledSession) -> str:
    return hand.does(session, share_needs, hand.witness(session).id, NEEDS[: hand.choice % 3])


def assess(hand: Hand, session: WalledSession) -> str:
    witness = hand.witness(session)
    answers = some_answers("Arrives by bus.", london_day(hand.now) + MONTH)
    return hand.does(session, assess_needs, witness.id, _seen(session, witness), answers)


def refuse(hand: Hand, session: WalledSession) -> str:
    witness = hand.witness(session)
    return hand.does(session, refuse_assessment, witness.id, _seen(session, witness))


def _seen(session: WalledSession, witness: Witness) -> Seen:
    known = live_assessment(session, witness.id)
    return Seen(uuid.uuid4(), known.version if known else UNASSESSED, witness.needs_version)


def put_off(hand: Hand, session: WalledSession) -> str:
    return hand.does(session, put_off_assessment, hand.witness(session).id, uuid.uuid4())


def agree(hand: Hand, session: WalledSession) -> str:
    agreed = PlanAgreed(frozenset({PlanItem.TRAVEL}), london_day(hand.now) + MONTH)
    return hand.does(session, agree_plan, hand.witness(session).id, uuid.uuid4(), agreed)


def concern(hand: Hand, session: WalledSession) -> str:
    kind, danger = list(ConcernKind)[hand.choice % 3], list(Danger)[hand.choice % 2]
    noticed = ConcernNoticed(uuid.uuid4(), kind, danger, hand.now)
    return hand.does(session, raise_concern, hand.witness(session).id, noticed)


def tell_team(hand: Hand, session: WalledSession) -> str:
    waiting = select(Concern).where(Concern.told_at.is_(None))
    found = session.scalars(waiting.order_by(Concern.recorded_at, Concern.kind)).all()
    told = ToldToTeam("Kim Ashe", ToldHow.PHONE, hand.now)
    return hand.does(session, tell_case_team, hand.picked(found).id, told)


def statement(hand: Hand, session: WalledSession) -> str:
    witness = hand.witness(session)
    step = hand.picked([s for s in live_steps(session, witness.id) if s.ended_at is None])
    said, today = hand.picked(ANSWERS[step.step]), london_day(hand.now)
    again_on = today + MONTH if said is StatementAnswer.LATER else None
    answered = Answered(said, today, again_on, Reading.THEMSELVES)
    return hand.does(session, answer_step, witness.id, step.id, answered)


def task(hand: Hand, session: WalledSession) -> str:
    what = f"Look at it again {hand.choice}"
    due_at = hand.now + timedelta(days=1)
    new = NewTask(hand.witness(session).id, TaskKind.OTHER, what, str(uuid.uuid4()), due_at)
    return hand.does(session, open_task, new)


def finish(hand: Hand, session: WalledSession) -> str:
    waiting = select(Task).join(Witness, Witness.id == Task.witness_id)
    in_order = waiting.order_by(Task.done_at.is_not(None), Witness.name, Task.title, Task.opened_at)
    return hand.does(session, finish_task, hand.picked(session.scalars(in_order).all()).id)


def book(hand: Hand, session: WalledSession) -> str:
    witness = hand.witness(session)
    slot = hand.picked(find_times(session, witness.id, now=hand.now).times).slot_id
    return hand.does(session, book_visit, witness.id, slot, uuid.uuid4())


def cancel(hand: Hand, session: WalledSession) -> str:
    visit = hand.picked([v for v in _visits(session) if v.state in TO_COME] or _visits(session))
    reason = hand.picked(ASKED_OF_A_PERSON)
    return hand.does(session, cancel_visit, visit.id, visit.version, reason)


def record(hand: Hand, session: WalledSession) -> str:
    visits = _visits(session)
    begun = [v for v in visits if is_to_record(v.state, v.starts_at, hand.now)]
    visit = hand.picked(begun or visits)
    held = Happened(
        format=VisitFormat.IN_COURTROOM,
        approved_by="the judge",
        approved_on=london_day(hand.now),
        there=frozenset({WasThere.COMPANION}),
        room="Court 2",
        shown=frozenset({Shown.WITNESS_BOX}),
        evidence=EvidenceTalk.NOT_DISCUSSED,
    )
    not_held = DidNotHappen(hand.picked(ASKED_OF_A_PERSON))
    return hand.does(session, record_visit, visit.id, not_held if hand.choice % 3 == 2 else held)


def _visits(session: WalledSession) -> list[Visit]:
    in_order = select(Visit).join(Witness, Witness.id == Visit.witness_id)
    return list(session.scalars(in_order.order_by(Visit.starts_at, Visit.booked_at, Witness.name)))


def offer(hand: Hand, session: WalledSession) -> str:
    witness = hand.witness(session)
    places = find_places_to_offer(session, witness.id, now=hand.now).times
    slots = tuple(place.slot_id for place in places[hand.choice % 4 :][:3])
    return hand.does(session, offer_places, witness.id, slots, uuid.uuid4())


def take_place(hand: Hand, session: WalledSession) -> str:
    return hand.does(session, take_offered_place, hand.picked(offers_held(session)).id)


def no_place(hand: Hand, session: WalledSession) -> str:
    return hand.does(session, decline_offers, hand.witness(session).id)


def offers_held(session: WalledSession) -> list[VisitOffer]:
    """The places that are held for witnesses, in an order that is not chance."""
    held = (
        select(VisitOffer)
        .join(Witness, Witness.id == VisitOffer.witness_id)
        .where(VisitOffer.state == OfferState.HELD)
    )
    in_order = held.order_by(Witness.name, VisitOffer.starts_at, VisitOffer.offered_at)
    return list(session.scalars(in_order))


def replan(hand: Hand, session: WalledSession) -> str:
    found = hand.picked(open_replans(session))
    preview = preview_replan(session, found.replan_id, now=hand.now)
    return hand.does(session, confirm_replan, found.replan_id, preview.digest)


def handover(hand: Hand, session: WalledSession) -> str:
    kind = list(HandoverKind)[hand.choice % 2]
    on = add_working_days(hand.trial.on, hand.choice)
    day = Day(hand.trial.court_id, on, hand.trial.hearing_id, hand.trial.version)
    pack = Pack(
        request_id=uuid.uuid4(),
        kind=kind,
        receiver=f"Receiver {hand.choice}",
        fields={PackField.NAME: "Sam", PackField.LANGUAGE: "English"},
        day=day if kind is HandoverKind.IN_COURT_SERVICE else None,
    )
    return hand.does(session, offer_with_link, hand.witness(session).id, pack, WORD_HASH)


def take_back(hand: Hand, session: WalledSession) -> str:
    return hand.does(session, take_back_handover, hand.picked(handovers_in_order(session)).id)


def handovers_in_order(session: WalledSession) -> list[Handover]:
    """Every handover that a session shows, in an order that is not chance."""
    found = select(Handover).join(Witness, Witness.id == Handover.witness_id)
    return list(session.scalars(found.order_by(Witness.name, Handover.offered_at, Handover.kind)))


def outcome(hand: Hand, session: WalledSession) -> str:
    witness = hand.witness(session)
    place = (witness.compartment_id, witness.id)
    return hand.does(session, report_outcome, place, outcome_said(hand))


def outcome_said(hand: Hand) -> OutcomeSays:
    """One of two ends of the case."""
    if hand.choice % 2:
        return OutcomeSays(uuid.uuid4(), Outcome.ACQUITTED, london_day(hand.now))
    return OutcomeSays(
        request_id=uuid.uuid4(),
        outcome=Outcome.CONVICTED,
        decided_on=london_day(hand.now),
        offence=OffenceKind.VIOLENT,
        sentence=SentenceKind.IMPRISONMENT,
        months=24,
    )


def scheme(hand: Hand, session: WalledSession) -> str:
    today = london_day(hand.now)
    return hand.does(session, note_scheme_referral, hand.witness(session).id, today)


def scheme_met(hand: Hand, session: WalledSession) -> str:
    return hand.does(session, note_scheme_contact, hand.witness(session).id)


def teller(hand: Hand, session: WalledSession) -> str:
    chosen = list(Teller)[hand.choice % 2]
    return hand.does(session, choose_teller, hand.witness(session).id, chosen)


def told(hand: Hand, session: WalledSession) -> str:
    owed = [one for one in dates_owed(session) if one.teller is Teller.CASEWORKER]
    names = {witness.id: witness.name for witness in session.scalars(select(Witness))}
    owed.sort(key=lambda one: (one.told_at is not None, names[one.witness_id], one.words))
    return hand.does(session, note_told, hand.picked(owed).id)


def link(hand: Hand, session: WalledSession) -> str:
    return hand.does(session, give_link, hand.witness(session).id, WORD_HASH)


def no_link(hand: Hand, session: WalledSession) -> str:
    return hand.does(session, revoke_link, hand.witness(session).id)


OF_CASEWORKERS = {
    "refer": refer,
    "accept": accept,
    "decline": decline,
    "another": another,
    "plan": plan,
    "needs": needs,
    "share": share,
    "assess": assess,
    "refuse": refuse,
    "put_off": put_off,
    "agree": agree,
    "concern": concern,
    "tell_team": tell_team,
    "statement": statement,
    "task": task,
    "finish": finish,
    "book": book,
    "cancel": cancel,
    "record": record,
    "offer": offer,
    "take_place": take_place,
    "no_place": no_place,
    "replan": replan,
    "handover": handover,
    "take_back": take_back,
    "outcome": outcome,
    "scheme": scheme,
    "scheme_met": scheme_met,
    "teller": teller,
    "told": told,
    "link": link,
    "no_link": no_link,
}
"""The acts of caseworkers by their names."""
