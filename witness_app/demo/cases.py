"""The invented cases of the demo world, the lists that publish them, and their witnesses."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from casework.access_needs.rules import AccessNeedKind
from casework.contact_plans.rules import (
    CalendarWanted,
    Channel,
    ContactPlanDetails,
    SeenBy,
    Wording,
)
from casework.referrals.rules import ReferralSource
from casework.witnesses.rules import InterpreterNeed, WitnessRole
from courts.cases.rules import PROSECUTION, PROSECUTION_LABEL, defence_label, party_of
from courts.working_days import add_working_days, is_working_day
from witness_app.demo.court_lists import SNARESBROOK as SNARESBROOK_HOUSE
from witness_app.demo.court_lists import Accused, CourtHouse, Json, Listed, a_crown_warned_list
from witness_app.demo.people import ASHA, DANIEL, MEERA, Colleague

INNER_LONDON_HOUSE = CourtHouse(440, "Inner London")
CROYDON_HOUSE = CourtHouse(418, "Croydon")
MONDAY = 0

REED_AND_STONE, FLINT, DOYLE = "T20267001", "T20267002", "T20267003"
REED, STONE = Accused("Jordan Reed", "01AB1234526"), Accused("Riley Stone", "01AB1234526")
CASEY_FLINT, PAT_DOYLE = Accused("Casey Flint", "01CD2345626"), Accused("Pat Doyle", "01EF3456726")


def monday_after(today: date, days: int) -> date:
    """The first Monday at least so many days from today on which courts sit."""
    day = today + timedelta(days=days)
    monday = day + timedelta(days=(MONDAY - day.weekday()) % 7)
    return monday if is_working_day(monday) else monday_after(monday, 1)


@dataclass(frozen=True)
class Calendar:
    """The demo's dates, counted from the day it is loaded."""

    today: date

    @property
    def trial_on(self) -> date:
        """When Reed and Stone's trial is first listed."""
        return monday_after(self.today, 35)

    @property
    def moved_to(self) -> date:
        """Where the list file that a newcomer imports brings it forward to: before the visits."""
        return add_working_days(self.trial_on, -7)

    @property
    def visits_from(self) -> date:
        """When the visits before that trial are booked from: in its last week."""
        return add_working_days(self.trial_on, -6)

    @property
    def warned_from(self) -> date:
        """The Monday of the fortnight in which Flint's trial may be called."""
        return monday_after(self.today, 28)

    @property
    def vacated_on(self) -> date:
        """When Doyle's trial was to be, before the court took it out."""
        return monday_after(self.today, 21)


def published_lists(calendar: Calendar, published: datetime) -> dict[str, Json]:
    """The warned lists that the courts have published, by file name."""
    period = (calendar.vacated_on, calendar.trial_on + timedelta(days=28))
    fortnight = (calendar.warned_from, calendar.warned_from + timedelta(days=11))
    return {
        "snaresbrook-warned-list.json": a_crown_warned_list(
            period,
            published,
            [Listed(REED_AND_STONE, (REED, STONE), fixed_on=calendar.trial_on)],
            court=SNARESBROOK_HOUSE,
        ),
        "inner-london-warned-list.json": a_crown_warned_list(
            fortnight, published, [Listed(FLINT, (CASEY_FLINT,))], court=INNER_LONDON_HOUSE
        ),
        "croydon-warned-list.json": a_crown_warned_list(
            period,
            published,
            [Listed(DOYLE, (PAT_DOYLE,), fixed_on=calendar.vacated_on)],
            court=CROYDON_HOUSE,
        ),
    }


def list_that_moves_the_trial(calendar: Calendar, published: datetime) -> Json:
    """A later list of Snaresbrook: the trial brought forward, and one case that is new."""
    period = (calendar.moved_to, calendar.trial_on + timedelta(days=28))
    return a_crown_warned_list(
        period,
        published,
        [
            Listed(REED_AND_STONE, (REED, STONE), fixed_on=calendar.moved_to),
            Listed("T20267009", (Accused("Robin Vale"),), fixed_on=calendar.moved_to),
        ],
        court=SNARESBROOK_HOUSE,
    )


@dataclass(frozen=True)
class InventedWitness:
    """A witness of the demo world, from referral to contact plan."""

    name: str
    case: str
    party: str
    party_label: str
    caseworker: Colleague
    plan: ContactPlanDetails
    source: ReferralSource
    role: WitnessRole = WitnessRole.WITNESS
    interpreter: InterpreterNeed = InterpreterNeed.NOT_NEEDED
    needs: tuple[AccessNeedKind, ...] = ()
    practical_note: str = ""
    ends_at: str = "visit booked"


def plan(
    channel: Channel,
    address: str,
    wording: Wording,
    calendar_wanted: CalendarWanted = CalendarWanted.NO,
    language: str = "en",
) -> ContactPlanDetails:
    """A contact plan as somebody of the demo said it."""
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


BY_REED = (party_of(REED.name), defence_label(REED.name))
BY_STONE = (party_of(STONE.name), defence_label(STONE.name))
BY_PROSECUTION = (PROSECUTION, PROSECUTION_LABEL)

WITNESSES = (
    InventedWitness(
        "Sam Carter",
        REED_AND_STONE,
        *BY_PROSECUTION,
        ASHA,
        plan(Channel.EMAIL, "sam.carter@example.org", Wording.PLAIN, CalendarWanted.YES),
        ReferralSource.WITNESS_CARE_UNIT,
        role=WitnessRole.COMPLAINANT,
    ),
    InventedWitness(
        "Alex Moore",
        REED_AND_STONE,
        *BY_PROSECUTION,
        ASHA,
        plan(Channel.SMS, "+447700900211", Wording.DISCREET),
        ReferralSource.WITNESS_CARE_UNIT,
        practical_note="Uses a wheelchair; arrives by taxi.",
        needs=(AccessNeedKind.HEARING_LOOP,),
    ),
    InventedWitness(
        "Mia Brooks",
        REED_AND_STONE,
        *BY_REED,
        DANIEL,
        plan(Channel.EMAIL, "mia.brooks@example.org", Wording.DISCREET, CalendarWanted.YES),
        ReferralSource.SOLICITOR,
    ),
    InventedWitness(
        "Omar Haddad",
        REED_AND_STONE,
        *BY_STONE,
        MEERA,
        plan(Channel.SMS, "+447700900213", Wording.PLAIN),
        ReferralSource.SOLICITOR,
        ends_at="contact plan confirmed",
    ),
    InventedWitness(
        "Joan Ellery",
        FLINT,
        *BY_PROSECUTION,
        DANIEL,
        plan(Channel.SMS, "+447700900214", Wording.DISCREET),
        ReferralSource.WITNESS_CARE_UNIT,
    ),
    InventedWitness(
        "Nina Kaur",
        DOYLE,
        *BY_PROSECUTION,
        MEERA,
        plan(Channel.EMAIL, "nina.kaur@example.org", Wording.PLAIN, CalendarWanted.YES),
        ReferralSource.WITNESS_CARE_UNIT,
        role=WitnessRole.COMPLAINANT,
    ),
    InventedWitness(
        "Theo Lang",
        FLINT,
        party_of(CASEY_FLINT.name),
        defence_label(CASEY_FLINT.name),
        ASHA,
        plan(Channel.SMS, "+447700900215", Wording.DISCREET),
        ReferralSource.SOLICITOR,
        ends_at="waiting to be accepted",
    ),
)
