"""What partners, witnesses, receivers and leaders may do in a play, and what caseworkers try."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta

from sqlalchemy import select

from casework.access_needs.rules import AccessNeedKind
from casework.allocations.actions import accept_witness
from casework.answers.actions import say as say_as_witness
from casework.answers.rules import Answer, AnswerKind
from casework.contact_plans.queries import live_plan
from casework.contact_plans.rules import Channel
from casework.handovers.actions import answer_at_court, answer_handover
from casework.handovers.rules import OPEN_STATES
from casework.handovers.rules import AnswerKind as ReceiverSays
from casework.outcomes.actions import report_outcome
from casework.partners.actions import say as say_as_partner
from casework.partners.models import ReferredWitness
from casework.partners.rules import WITH_A_DAY, Measure, PartnerSays, WordKind, reference_of
from casework.referrals.actions import refer_oneself, refer_witness
from casework.reported_hearings.actions import report_hearing, report_hearings
from casework.reported_hearings.rules import Report
from casework.tasks.actions import finish_task
from casework.tasks.models import Task
from casework.tellings.actions import say_seen, say_told
from casework.tellings.queries import dates_owed
from casework.tellings.rules import Teller
from casework.witnesses.models import Witness
from courts.hearings.rules import Certainty, HearingKind
from courts.london_time import london_day
from ethical_walls.absences.actions import CoverAsked, arrange_cover, end_absence, team
from ethical_walls.accounts.service import link_viewer
from ethical_walls.left_messages.actions import MessageToPass, pass_on_message
from ethical_walls.sessions import WalledSession
from ethical_walls.viewers import NOBODY, Viewer
from notifications.replies.actions import answer_reply, seal_reply
from notifications.replies.models import Reply
from scheduling.visits.actions import cancel_visit
from scheduling.visits.models import Visit
from scheduling.visits.rules import ASKED_OF_A_PERSON, LIVE_STATES
from tests.two_worlds import acts, acts_asking, acts_nearer
from tests.two_worlds.acts import handovers_in_order, offers_held, outcome_said, referral_of
from tests.two_worlds.hands import Hand
from tests.two_worlds.parties import PARTIES
from witness_app.carrier_words import text_came

WEEK = timedelta(weeks=1)
TEXTS = ("YES", "NO", "STOP", "START", "HELP", "The bus is late")
UNKNOWN = "+447700900999"


@dataclass(frozen=True)
class Act:
    """Something that may be done in a play, and as whom."""

    does: Callable[[Hand, WalledSession], str]
    by: Callable[[Hand], Viewer] = Hand.at_work


def by_partner(hand: Hand) -> Viewer:
    return hand.people.partner


def by_leader(hand: Hand) -> Viewer:
    return hand.people.leader


def by_the_public(_hand: Hand) -> Viewer:
    return link_viewer()


def by_carrier(_hand: Hand) -> Viewer:
    return NOBODY


def by_host(hand: Hand) -> Viewer:
    return hand.people.host


def by_receiver(hand: Hand) -> Viewer:
    """Whoever opened the link of one of the party's handovers, open ones first."""
    with hand.world.session(hand.at_work()) as session:
        found = handovers_in_order(session)
        waiting = [handover for handover in found if handover.state in OPEN_STATES]
        return link_viewer(hand.picked(waiting or found).id)


def word(hand: Hand, session: WalledSession) -> str:
    kind, today = list(WordKind)[hand.choice % len(WordKind)], london_day(hand.now)
    is_measure, is_dates = "measure" in kind, kind is WordKind.DATES_TO_AVOID
    day = today + WEEK if is_dates else today
    said = PartnerSays(
        request_id=uuid.uuid4(),
        kind=kind,
        from_on=day if kind in WITH_A_DAY else None,
        measure=Measure.SCREENS if is_measure else None,
        needs=frozenset({AccessNeedKind.STEP_FREE} if kind is WordKind.NEEDS else ()),
    )
    return hand.does(session, say_as_partner, _record(hand, session), said)


def report(hand: Hand, session: WalledSession) -> str:
    return hand.does(session, report_hearing, _record(hand, session), _report(hand))


def reports(hand: Hand, session: WalledSession) -> str:
    reported = [(one.id, _report(hand)) for one in _records(session)]
    return hand.does(session, report_hearings, reported)


def _report(hand: Hand) -> Report:
    kind = (HearingKind.TRIAL, HearingKind.SENTENCE)[hand.choice % 2]
    starts_on = london_day(hand.now) + (2 + hand.choice) * WEEK
    return Report(uuid.uuid4(), hand.trial.court_id, kind, Certainty.FIXTURE, starts_on)


def _records(session: WalledSession) -> list[ReferredWitness]:
    return list(session.scalars(select(ReferredWitness).order_by(ReferredWitness.name)))


def _record(hand: Hand, session: WalledSession) -> uuid.UUID:
    return hand.picked(_records(session)).id


def partner_outcome(hand: Hand, session: WalledSession) -> str:
    record = hand.picked(_records(session))
    place = (record.compartment_id, record.witness_id)
    return hand.does(session, report_outcome, place, outcome_said(hand))


def partner_told(hand: Hand, session: WalledSession) -> str:
    owed = [one for one in dates_owed(session) if one.teller is Teller.PARTNER]
    names = {record.witness_id: record.name for record in _records(session)}
    owed.sort(key=lambda one: (one.told_at is not None, names[one.witness_id], one.words))
    return hand.does(session, say_told, hand.picked(owed).id)


def seen(hand: Hand, session: WalledSession) -> str:
    return hand.does(session, say_seen, [one.id for one in dates_owed(session)])


def answer(hand: Hand, session: WalledSession) -> str:
    """A witness says something on their own page: of a visit, of places, or of themselves."""
    kind = list(AnswerKind)[hand.choice % len(AnswerKind)]
    visits = select(Visit).where(Visit.state.in_(LIVE_STATES)).order_by(Visit.starts_at)
    visit, place = session.scalars(visits).first(), next(iter(offers_held(session)), None)
    said = Answer(
        request_id=uuid.uuid4(),
        kind=kind,
        about_id=visit.id if visit else None,
        about_version=visit.version if visit else None,
        place_id=place.id if place else None,
        words="About the bus",
    )
    return hand.does(session, say_as_witness, said)


def receive(hand: Hand, session: WalledSession) -> str:
    """A receiver of a handover accepts, asks or refuses."""
    kind = list(ReceiverSays)[hand.choice % len(ReceiverSays)]
    words = ("Lou Grant", "" if kind is ReceiverSays.ACCEPTED else "Which door?")
    return hand.does(session, answer_handover, (uuid.uuid4(), kind), words)


def at_court(hand: Hand, session: WalledSession) -> str:
    """The court's own team answers a handover for a day of one of the party's witnesses."""
    with hand.world.session(hand.at_work()) as own:
        found = [one for one in handovers_in_order(own) if one.court_id is not None]
        waiting = [one for one in found if one.state in OPEN_STATES]
        handover_id = hand.picked(waiting or found).id
    kind = list(ReceiverSays)[hand.choice % len(ReceiverSays)]
    why = "" if kind is ReceiverSays.ACCEPTED else "Which door?"
    return hand.does(session, answer_at_court, handover_id, (uuid.uuid4(), kind), why)


def come(hand: Hand, session: WalledSession) -> str:
    """Somebody refers themselves, who knows their case and who asked them."""
    return hand.does(session, refer_oneself, referral_of(hand, hand.party))


def elsewhere(hand: Hand, session: WalledSession) -> str:
    """A caseworker types a referral to another party, which tells them nothing."""
    others = [party for who, party in PARTIES.items() if who not in {hand.who, *hand.watched}]
    details = replace(referral_of(hand, hand.picked(others)), name=f"Typed by {hand.who}")
    return hand.does(session, refer_witness, details)


def cover(hand: Hand, session: WalledSession) -> str:
    pair = [hand.people.caseworker.account_id, hand.people.colleague.account_id]
    absent, first = pair if hand.choice % 3 else reversed(pair)
    until_at = hand.now + timedelta(days=1 + hand.choice)
    return hand.does(session, arrange_cover, CoverAsked(uuid.uuid4(), absent, first, until_at))


def back(hand: Hand, session: WalledSession) -> str:
    away = [member.absence_id for member in team(session, hand.now) if member.absence_id]
    return hand.does(session, end_absence, hand.picked(away))


def message(hand: Hand, session: WalledSession) -> str:
    """A colleague passes on a message by the witness's name, by their reference, or for nobody."""
    witness = hand.witness(session)
    about = (witness.name, reference_of(witness.request_id), "Nobody Known")[hand.choice % 3]
    passed = MessageToPass(uuid.uuid4(), about, witness.caseworker_id, "Please ring")
    return hand.does(session, pass_on_message, passed)


def came_text(hand: Hand, session: WalledSession) -> str:
    """A text comes from a witness's phone, or from one that nobody knows."""
    with hand.world.session(hand.at_work()) as own:
        plan = live_plan(own, hand.witness(own).id)
        by_text = plan is not None and plan.channel is Channel.SMS
        number = plan.address if plan is not None and by_text else UNKNOWN
    words = TEXTS[hand.choice % len(TEXTS)]
    return hand.does(session, text_came, str(uuid.uuid4()), number, words)


def reply(hand: Hand, session: WalledSession) -> str:
    return hand.does(session, answer_reply, _reply(hand, session))


def seal(hand: Hand, session: WalledSession) -> str:
    return hand.does(session, seal_reply, _reply(hand, session))


def _reply(hand: Hand, session: WalledSession) -> uuid.UUID:
    replies = select(Reply).join(Witness, Witness.id == Reply.witness_id)
    in_order = replies.order_by(
        Reply.sealed_at.is_not(None),
        Reply.answered_at.is_not(None),
        Reply.received_at,
        Witness.name,
    )
    return hand.picked(session.scalars(in_order).all()).id


def probe(hand: Hand, session: WalledSession) -> str:
    """A caseworker tries an id that is another side's, where there is one, else nobody's."""
    table = ("witness", "task", "visit")[hand.choice % 3]
    theirs = _somebody_elses(hand, table)
    if table == "witness":
        return hand.does(session, accept_witness, theirs)
    if table == "task":
        return hand.does(session, finish_task, theirs)
    return hand.does(session, cancel_visit, theirs, 1, ASKED_OF_A_PERSON[0])


def _somebody_elses(hand: Hand, table: str) -> uuid.UUID:
    others = select(Witness.compartment_id).where(Witness.party != hand.party)
    model = {"witness": Witness, "task": Task, "visit": Visit}[table]
    with hand.world.owner() as owner:
        found = owner.scalars(select(model.id).where(model.compartment_id.in_(others))).first()
    return found or uuid.uuid4()


ACTS = {name: Act(does) for name, does in acts.OF_CASEWORKERS.items()} | {
    "accept": Act(acts.accept, Hand.asked),
    "decline": Act(acts.decline, Hand.asked),
    "who_they_are": Act(acts_nearer.who_they_are),
    "ring": Act(acts_nearer.ring),
    "ten": Act(acts_nearer.ten),
    "which": Act(acts_nearer.which),
    "show": Act(acts_nearer.show),
    "shown": Act(acts_nearer.shown),
    "not_shown": Act(acts_nearer.not_shown),
    "day_became": Act(acts_nearer.day_became),
    "partner_says_day": Act(acts_nearer.partner_says_day, by_partner),
    "send_concern": Act(acts_asking.send),
    "ask_stage": Act(acts_asking.ask_stage),
    "ask_times": Act(acts_asking.ask_times),
    "chase": Act(acts_asking.chase, acts_asking.by_desk),
    "desk_answers": Act(acts_asking.answer, acts_asking.by_desk),
    "elsewhere": Act(elsewhere),
    "message": Act(message),
    "reply": Act(reply),
    "seal": Act(seal),
    "probe": Act(probe),
    "partner_refers": Act(acts.refer, by_partner),
    "word": Act(word, by_partner),
    "report": Act(report, by_partner),
    "reports": Act(reports, by_partner),
    "partner_outcome": Act(partner_outcome, by_partner),
    "partner_told": Act(partner_told, by_partner),
    "seen": Act(seen, by_partner),
    "answer": Act(answer, Hand.own_witness),
    "receive": Act(receive, by_receiver),
    "at_court": Act(at_court, by_host),
    "come": Act(come, by_the_public),
    "cover": Act(cover, by_leader),
    "back": Act(back, by_leader),
    "text": Act(came_text, by_carrier),
}
"""Every act of a play by its name."""
