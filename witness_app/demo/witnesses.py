"""The invented witnesses of the demo world: who refers each, how to reach them, what happens."""

from dataclasses import dataclass
from datetime import time
from enum import StrEnum

from casework.access_needs.rules import AccessNeedKind
from casework.contact_plans.rules import (
    CalendarWanted,
    Channel,
    ContactPlanDetails,
    SeenBy,
    Wording,
)
from casework.referrals.rules import AgeAtOffence, ReferralSource, Urgency
from casework.witnesses.rules import InterpreterNeed, WitnessRole
from courts.cases.rules import PROSECUTION, PROSECUTION_LABEL, defence_label, party_of
from witness_app.demo.cases import (
    BARLOW,
    CASEY_FLINT,
    DOYLE,
    DUNN,
    FINCH,
    FLINT,
    HALE,
    HOLT,
    KIM_MERCER,
    LOU_BARLOW,
    MARSH,
    MERCER,
    NIGHT_BUS,
    QUILL,
    REED,
    REED_AND_STONE,
    ROWAN,
    SAL_ROWAN,
    STONE,
    TERRY_QUILL,
    VIC_FINCH,
)
from witness_app.demo.people import ASHA, BEA, DANIEL, MEERA, NOOR, RUTH, Colleague

SHARED_NUMBER = "+447700900230"


class Plot(StrEnum):
    """How far a witness has come by the day the demo is loaded, and by which way."""

    REFERRED_NOW = "referred_now"
    NOT_REACHED = "not_reached"
    BEING_ASSESSED = "being_assessed"
    TIMES_OFFERED = "times_offered"
    BOOKED = "booked"
    ANSWERED_BY_LINK = "answered_by_link"
    ANSWERED_BY_TEXT = "answered_by_text"
    SENT_A_TEXT = "sent_a_text"
    STOPPED_TEXTS = "stopped_texts"
    TRIAL_CHANGED = "trial_changed"
    STOOD_DOWN = "stood_down"
    SHARES_A_PHONE = "shares_a_phone"
    HANDED_OVER = "handed_over"
    SENTENCED = "sentenced"
    AT_COURT = "at_court"


@dataclass(frozen=True)
class InventedWitness:
    """A witness of the demo world, from referral to where they stand.

    Attributes:
        referrer: Who refers them: a caseworker who takes the call, or a partner at their own site.
        since: How many working days ago they were referred.
        hour: At which hour of that day.
    """

    name: str
    case: str
    party: str
    party_label: str
    referrer: Colleague
    plan: ContactPlanDetails
    plot: Plot
    since: int = 6
    hour: int = 11
    source: ReferralSource = ReferralSource.WITNESS_CARE_UNIT
    role: WitnessRole = WitnessRole.WITNESS
    interpreter: InterpreterNeed = InterpreterNeed.NOT_NEEDED
    needs: tuple[AccessNeedKind, ...] = ()
    practical_note: str = ""
    urgency: Urgency = Urgency.ORDINARY
    age: AgeAtOffence = AgeAtOffence.ADULT


def by_text(number: str, wording: Wording = Wording.DISCREET) -> ContactPlanDetails:
    """A contact plan by text, to a number that Ofcom keeps for drama."""
    return _plan(Channel.SMS, number, wording, CalendarWanted.NO)


def by_email(
    address: str, wording: Wording = Wording.PLAIN, language: str = "en"
) -> ContactPlanDetails:
    """A contact plan by e-mail, with dates in the person's own calendar."""
    return _plan(Channel.EMAIL, address, wording, CalendarWanted.YES, language)


def _plan(
    channel: Channel,
    address: str,
    wording: Wording,
    calendar_wanted: CalendarWanted,
    language: str = "en",
) -> ContactPlanDetails:
    seen = {
        Wording.PLAIN: SeenBy.PEOPLE_WHO_KNOW,
        Wording.DISCREET: SeenBy.PEOPLE_WHO_MUST_NOT_KNOW,
    }
    return ContactPlanDetails(
        channel=channel,
        address=address,
        language=language,
        hours_from=time(9),
        hours_until=time(19),
        seen_by=seen[wording],
        wording=wording,
        agreed_sender="Alex",
        place_word="the centre",
        calendar_wanted=calendar_wanted,
    )


def defence_of(name: str) -> tuple[str, str]:
    """The party of one defendant, and its label."""
    return party_of(name), defence_label(name)


BY_PROSECUTION = (PROSECUTION, PROSECUTION_LABEL)

SAM = InventedWitness(
    "Sam Carter",
    REED_AND_STONE,
    *BY_PROSECUTION,
    BEA,
    by_email("sam.carter@example.org"),
    Plot.ANSWERED_BY_LINK,
    since=7,
    hour=13,
    role=WitnessRole.COMPLAINANT,
)
GRACE = InventedWitness(
    "Grace Obi",
    HALE,
    *BY_PROSECUTION,
    BEA,
    by_email("grace.obi@example.org"),
    Plot.SENTENCED,
    since=12,
    role=WitnessRole.COMPLAINANT,
)
WITNESSES = (
    SAM,
    GRACE,
    InventedWitness(
        "Alex Moore",
        REED_AND_STONE,
        *BY_PROSECUTION,
        BEA,
        by_text("+447700900211", Wording.PLAIN),
        Plot.ANSWERED_BY_TEXT,
        since=7,
        hour=14,
        practical_note="Uses a wheelchair; arrives by taxi.",
        needs=(AccessNeedKind.HEARING_LOOP,),
    ),
    InventedWitness(
        "Mia Brooks",
        REED_AND_STONE,
        *defence_of(REED.name),
        NOOR,
        by_email("mia.brooks@example.org", Wording.DISCREET),
        Plot.BOOKED,
        since=7,
        hour=9,
        source=ReferralSource.SOLICITOR,
    ),
    InventedWitness(
        "Omar Haddad",
        REED_AND_STONE,
        *defence_of(STONE.name),
        RUTH,
        by_text("+447700900213", Wording.PLAIN),
        Plot.TIMES_OFFERED,
        since=7,
        hour=11,
        source=ReferralSource.SOLICITOR,
    ),
    InventedWitness(
        "Joan Ellery",
        FLINT,
        *BY_PROSECUTION,
        DANIEL,
        by_text("+447700900214"),
        Plot.SENT_A_TEXT,
    ),
    InventedWitness(
        "Theo Lang",
        FLINT,
        *defence_of(CASEY_FLINT.name),
        ASHA,
        by_text("+447700900215"),
        Plot.REFERRED_NOW,
        source=ReferralSource.SOLICITOR,
    ),
    InventedWitness(
        "Nina Kaur",
        DOYLE,
        *BY_PROSECUTION,
        MEERA,
        by_email("nina.kaur@example.org"),
        Plot.TRIAL_CHANGED,
        role=WitnessRole.COMPLAINANT,
    ),
    InventedWitness(
        "Priya Sethi",
        MERCER,
        *BY_PROSECUTION,
        ASHA,
        by_email("priya.sethi@example.org"),
        Plot.TRIAL_CHANGED,
    ),
    InventedWitness(
        "Leon Grant",
        MERCER,
        *defence_of(KIM_MERCER.name),
        NOOR,
        by_text("+447700900216", Wording.PLAIN),
        Plot.BEING_ASSESSED,
        since=2,
        source=ReferralSource.SOLICITOR,
    ),
    InventedWitness(
        "Frank Tully",
        BARLOW,
        *defence_of(LOU_BARLOW.name),
        RUTH,
        by_text("+447700900217", Wording.PLAIN),
        Plot.HANDED_OVER,
        since=10,
        source=ReferralSource.SOLICITOR,
        needs=(AccessNeedKind.STEP_FREE,),
    ),
    InventedWitness(
        "Carla Boateng",
        BARLOW,
        *BY_PROSECUTION,
        BEA,
        by_text("+447700900221"),
        Plot.NOT_REACHED,
        since=1,
        hour=9,
        urgency=Urgency.WITHIN_A_WEEK,
    ),
    InventedWitness(
        "Remi Osman",
        ROWAN,
        *defence_of(SAL_ROWAN.name),
        RUTH,
        by_email("remi.osman@example.org"),
        Plot.AT_COURT,
        since=11,
        source=ReferralSource.SOLICITOR,
    ),
    InventedWitness(
        "Nell Baptiste",
        FINCH,
        *BY_PROSECUTION,
        BEA,
        by_text("+447700900222"),
        Plot.ANSWERED_BY_TEXT,
        needs=(AccessNeedKind.HEARING_LOOP,),
    ),
    InventedWitness(
        "Otto Lindqvist",
        FINCH,
        *defence_of(VIC_FINCH.name),
        NOOR,
        by_text("+447700900223"),
        Plot.ANSWERED_BY_TEXT,
        source=ReferralSource.SOLICITOR,
        needs=(AccessNeedKind.STEP_FREE,),
    ),
    InventedWitness(
        "Hana Suzuki",
        QUILL,
        *defence_of(TERRY_QUILL.name),
        MEERA,
        by_text("+447700900218"),
        Plot.STOPPED_TEXTS,
        source=ReferralSource.SOLICITOR,
    ),
    InventedWitness(
        "Yusuf Demir",
        NIGHT_BUS,
        *BY_PROSECUTION,
        ASHA,
        by_text("+447700900219"),
        Plot.NOT_REACHED,
        since=2,
        urgency=Urgency.WITHIN_A_WEEK,
        age=AgeAtOffence.UNDER_18,
    ),
    InventedWitness(
        "Cleo Hart",
        HOLT,
        *defence_of("Drew Holt"),
        NOOR,
        by_text(SHARED_NUMBER),
        Plot.STOOD_DOWN,
        since=5,
        source=ReferralSource.SOLICITOR,
    ),
    InventedWitness(
        "Ivor Nash",
        DUNN,
        *BY_PROSECUTION,
        BEA,
        by_text(SHARED_NUMBER),
        Plot.SHARES_A_PHONE,
        since=5,
    ),
    InventedWitness(
        "Ellis Ward",
        MARSH,
        *defence_of("Sky Marsh"),
        NOOR,
        by_email("ellis.ward@example.org"),
        Plot.REFERRED_NOW,
        source=ReferralSource.SOLICITOR,
    ),
    InventedWitness(
        "Lena Nowak",
        MARSH,
        *BY_PROSECUTION,
        BEA,
        by_email("lena.nowak@example.org", language="pl"),
        Plot.REFERRED_NOW,
        interpreter=InterpreterNeed.NEEDED,
    ),
)
