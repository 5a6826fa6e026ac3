"""What happens to each witness of the demo world, act by act, as the people round them do it."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass

from casework.access_needs.actions import agree_needs
from casework.access_needs.rules import AgreedNeeds
from casework.allocations.actions import accept_witness
from casework.contact_attempts.actions import note_attempt
from casework.contact_attempts.rules import CameOf
from casework.contact_plans.actions import confirm_contact_plan
from casework.contact_plans.queries import live_plan
from casework.partners.actions import say as say_as_partner
from casework.partners.actions import share_needs
from casework.partners.queries import referred_by_my_organisation
from casework.partners.rules import PartnerSays, WordKind
from casework.referrals.actions import refer_witness
from casework.referrals.queries import witness_by_request
from casework.referrals.rules import HomeAtReferral, ReferralDetails
from casework.reported_hearings.actions import report_hearing
from casework.reported_hearings.rules import Report
from casework.tellings.actions import say_told
from casework.tellings.queries import DateOwed, dates_owed
from casework.tellings.rules import Teller
from courts.hearings.rules import Certainty, HearingKind
from courts.london_time import london_day
from courts.register.queries import court_by_slug
from witness_app.carrier_words import text_came
from witness_app.demo.assessments import agree_plan_with, assess, offer_statement
from witness_app.demo.cases import Calendar
from witness_app.demo.days import gave_evidence, visited_then_at_court
from witness_app.demo.endings import (
    Case,
    accept_at_court,
    book,
    give_them_their_link,
    hand_over_for_the_day,
    offer_the_scheme,
    offer_times,
    report_the_sentence,
    say_that_they_can_come,
)
from witness_app.demo.enquiries import asked_how_it_stands, sent_a_concern
from witness_app.demo.people import BEA, CASEWORKERS, NOOR, RUTH, Colleague
from witness_app.demo.stage import Life, Stage
from witness_app.demo.witnesses import InventedWitness, Plot

NEVER_AGREED = 0


def life(stage: Stage, invented: InventedWitness) -> Life:
    """One witness, from referral to where their plot leaves them."""
    request_id = uuid.uuid4()
    if invented.plot is Plot.REFERRED_NOW:
        yield stage.ago(minutes=1)
        stage.act(invented.referrer, refer_witness, referral(invented, request_id))
        return
    yield stage.day(invented.since, invented.hour)
    stage.act(invented.referrer, refer_witness, referral(invented, request_id))
    yield stage.day(invented.since, 15)
    case = taken_on(stage, invented, request_id)
    if invented.plot is Plot.NOT_REACHED:
        yield stage.day(invented.since, 16)
        case.act(note_attempt, case.witness_id, uuid.uuid4(), CameOf.NO_ANSWER)
        return
    yield stage.day(invented.since - 1, 11)
    agree_contact(case)
    if invented.plot is not Plot.BEING_ASSESSED:
        yield from supported(case)
        yield from ENDINGS[invented.plot](case)


def taken_on(stage: Stage, invented: InventedWitness, request_id: uuid.UUID) -> Case:
    """Whoever is proposed accepts."""
    for colleague in (invented.referrer, *CASEWORKERS):
        if colleague not in stage.office.staff:
            continue
        with stage.looking(colleague) as session:
            witness = witness_by_request(session, request_id)
            found = witness.id if witness and colleague in CASEWORKERS else None
        if found is not None:
            stage.act(colleague, accept_witness, found)
            return Case(stage, invented, colleague, found)
    raise NobodyProposed(invented.name)


@dataclass(eq=False)
class NobodyProposed(RuntimeError):
    """The story's people do not suffice: no caseworker was found for somebody."""

    name: str


def agree_contact(case: Case) -> None:
    """The caseworker reaches them, and they say how they may be reached from now on."""
    with case.looking() as session:
        version = live_plan(session, case.witness_id).version  # type: ignore[union-attr]
    case.act(confirm_contact_plan, case.witness_id, version, case.invented.plan)


def supported(case: Case) -> Life:
    """Needs are talked through and assessed, the plan agreed, a statement offered to victims."""
    stage, invented = case.stage, case.invented
    yield stage.day(invented.since - 1, 15)
    agreed = AgreedNeeds(
        invented.plan.language, invented.interpreter, invented.needs, invented.practical_note
    )
    case.act(agree_needs, case.witness_id, NEVER_AGREED, agreed)
    case.act(share_needs, case.witness_id, invented.needs)
    assess(case)
    yield stage.day(invented.since - 2, 11)
    agree_plan_with(case)
    yield stage.day(invented.since - 3, 11)
    offer_statement(case)


def referral(invented: InventedWitness, request_id: uuid.UUID) -> ReferralDetails:
    """The referral of an invented witness, as it is typed."""
    return ReferralDetails(
        request_id=request_id,
        identifier=invented.case,
        party=invented.party,
        party_label=invented.party_label,
        name=invented.name,
        role=invented.role,
        language=invented.plan.language,
        interpreter=invented.interpreter,
        channel=invented.plan.channel,
        address=invented.plan.address,
        needs=invented.needs,
        practical_note=invented.practical_note,
        source=invented.source,
        urgency=invented.urgency,
        home=HomeAtReferral.LONDON,
        age=invented.age,
    )


def booked(case: Case) -> Life:
    """A visit is booked, and the messages about it leave."""
    yield case.stage.day(1, 11)
    book(case)


def booked_and_asked(case: Case) -> Life:
    """It is asked how the case stands, and a visit is booked."""
    yield from asked_how_it_stands(case)
    yield from booked(case)


def answered_by_link(case: Case) -> Life:
    """They are given their link, and say on their own page that they can come."""
    yield case.stage.day(2, 15)
    give_them_their_link(case)
    yield from booked(case)
    yield case.stage.day(1, 15)
    say_that_they_can_come(case)


def answered_by_text(case: Case) -> Life:
    """They text YES to what they were told."""
    yield from booked(case)
    yield from texted(case, "YES")


def sent_a_text(case: Case) -> Life:
    """They text something that their caseworker must answer."""
    yield from booked(case)
    yield from texted(case, "Can my sister wait with me at the centre?")


def stopped_texts(case: Case) -> Life:
    """They stop every text; the caseworker is to ask for another way."""
    yield from texted(case, "STOP")


def shares_a_phone(case: Case) -> Life:
    """They text from a number that somebody of another case has too."""
    yield from texted(case, "Thanks")


def texted(case: Case, words: str) -> Life:
    """A text comes in from the witness's number."""
    yield case.stage.day(1, 15)
    number = case.invented.plan.address
    case.stage.act_by_nobody(text_came, f"SM{uuid.uuid4().hex}", number, words)


def offered_times(case: Case) -> Life:
    """Three places are put to them, held for two working days."""
    yield case.stage.ago(minutes=1)
    offer_times(case)


def trial_changed(case: Case) -> Life:
    """A visit is booked well before the court changes its mind."""
    yield case.stage.day(2, 11)
    book(case)


def stood_down(case: Case) -> Life:
    """Their solicitor says that they need not come."""
    yield case.stage.ago(minutes=1)
    tell(case.stage, case.invented.referrer, case.invented.name, WordKind.STOOD_DOWN)


def tell(stage: Stage, partner: Colleague, name: str, kind: WordKind) -> None:
    """A partner tells us one thing of one of their witnesses."""
    with stage.looking(partner) as session:
        records = [r.id for r in referred_by_my_organisation(session) if r.name == name]
    stage.act(partner, say_as_partner, records[0], PartnerSays(uuid.uuid4(), kind))


def telling(stage: Stage) -> Life:
    """Units and firms tell their witnesses the dates that are theirs to tell, and say so."""
    for days_ago, partner in ((11, RUTH), (6, BEA), (6, NOOR), (6, RUTH)):
        yield stage.day(days_ago, 15)
        with stage.looking(partner) as session:
            owed = [one.id for one in dates_owed(session) if is_theirs(one)]
        for telling_id in owed:
            stage.act(partner, say_told, telling_id)


def is_theirs(owed: DateOwed) -> bool:
    """Whether a date waits for the unit or firm to tell it."""
    return owed.teller is Teller.PARTNER and owed.told_at is None


def reporting(stage: Stage) -> Life:
    """The unit hears of a date that no list shows yet, and must tell the witness."""
    yield stage.ago(minutes=1)
    with stage.looking(BEA) as session:
        (record_id,) = [r.id for r in referred_by_my_organisation(session) if r.name == "Ivor Nash"]
        court = court_by_slug(session, "harrow-crown-court")
    report = Report(
        uuid.uuid4(),
        court.court_id,  # type: ignore[union-attr]
        HearingKind.TRIAL,
        Certainty.FIXTURE,
        Calendar(london_day(stage.now)).later,
    )
    stage.act(BEA, report_hearing, record_id, report)


def handed_over(case: Case) -> Life:
    """The visit was some days ago; for the day itself the in-court service has them."""
    stage = case.stage
    yield stage.day(case.invented.since - 3, 15)
    book(case)
    yield stage.day(2, 11)
    hand_over_for_the_day(case)
    yield stage.day(1, 11)
    accept_at_court(case)
    yield from sent_a_concern(case)


def sentenced(case: Case) -> Life:
    """The trial is over: the scheme for victims of those who are sentenced is offered."""
    yield from gave_evidence(case)
    yield case.stage.day(3, 15)
    report_the_sentence(case)
    yield case.stage.day(1, 11)
    offer_the_scheme(case)


ENDINGS: dict[Plot, Callable[[Case], Life]] = {
    Plot.TIMES_OFFERED: offered_times,
    Plot.BOOKED: booked_and_asked,
    Plot.ANSWERED_BY_LINK: answered_by_link,
    Plot.ANSWERED_BY_TEXT: answered_by_text,
    Plot.SENT_A_TEXT: sent_a_text,
    Plot.STOPPED_TEXTS: stopped_texts,
    Plot.TRIAL_CHANGED: trial_changed,
    Plot.STOOD_DOWN: stood_down,
    Plot.SHARES_A_PHONE: shares_a_phone,
    Plot.HANDED_OVER: handed_over,
    Plot.SENTENCED: sentenced,
    Plot.AT_COURT: visited_then_at_court,
}
