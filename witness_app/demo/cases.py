"""The invented cases of the demo world, and the lists that publish them."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from courts.working_days import add_working_days, is_working_day, working_days_between
from witness_app.demo.court_lists import SNARESBROOK as SNARESBROOK_HOUSE
from witness_app.demo.court_lists import Accused, CourtHouse, Json, Listed, a_crown_warned_list

INNER_LONDON_HOUSE = CourtHouse(440, "Inner London")
CROYDON_HOUSE = CourtHouse(418, "Croydon")
WOOD_GREEN_HOUSE = CourtHouse(469, "Wood Green")
MONDAY = 0
FORTNIGHT, WORKING_DAYS_OF_A_FORTNIGHT = timedelta(days=14), 10

REED_AND_STONE, FLINT, DOYLE, MERCER = "T20267001", "T20267002", "T20267003", "T20267004"
HALE, BARLOW, QUILL, MARSH = "T20267005", "T20267006", "T20267007", "T20267008"
HOLT, DUNN, ROWAN, FINCH = "T20267010", "T20267011", "T20267012", "T20267014"
NIGHT_BUS = "01GH4567826"
REED, STONE = Accused("Jordan Reed", "01AB1234526"), Accused("Riley Stone", "01AB1234526")
CASEY_FLINT, PAT_DOYLE = Accused("Casey Flint", "01CD2345626"), Accused("Pat Doyle", "01EF3456726")
KIM_MERCER, LOU_BARLOW = Accused("Kim Mercer", "01JK5678926"), Accused("Lou Barlow", "01LM6789026")
TERRY_QUILL = Accused("Terry Quill", "01NP7890126")
JULES_HALE, SAL_ROWAN = Accused("Jules Hale", "01QR8901226"), Accused("Sal Rowan", "01ST9012326")
VIC_FINCH = Accused("Vic Finch", "01UV0123426")
"""Marsh, Holt and Dunn stand on no list yet: only who referred them knows these cases."""


def monday_after(today: date, days: int) -> date:
    """The first Monday at least so many days from today on which courts sit."""
    day = today + timedelta(days=days)
    monday = day + timedelta(days=(MONDAY - day.weekday()) % 7)
    return monday if is_working_day(monday) else monday_after(monday, 1)


def monday_after_whole_weeks(today: date, days: int) -> date:
    """The same, with no bank holiday in the fortnight before: visits are booked in those weeks."""
    monday = monday_after(today, days)
    if working_days_between(monday - FORTNIGHT, monday) == WORKING_DAYS_OF_A_FORTNIGHT:
        return monday
    return monday_after_whole_weeks(monday, 1)


@dataclass(frozen=True)
class Calendar:
    """The demo's dates, counted from the day it is loaded."""

    today: date

    @property
    def trial_on(self) -> date:
        """When Reed and Stone's trial is first listed, and Mercer's."""
        return monday_after_whole_weeks(self.today, 35)

    @property
    def moved_to(self) -> date:
        """Where a later list brings a trial forward to: before the visits."""
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

    @property
    def held_on(self) -> date:
        """Hale's trial, which ended in a sentence."""
        return add_working_days(self.today, -4)

    @property
    def last_day(self) -> date:
        """Rowan's trial: what became of its witness is still to be said."""
        return add_working_days(self.today, -1)

    @property
    def soon(self) -> date:
        """Barlow's trial: the witness is handed over for the day already."""
        return add_working_days(self.today, 3)

    @property
    def next_fortnight(self) -> date:
        """Finch's trial: near enough that its visits are this week's and the next."""
        return add_working_days(self.today, 9)

    @property
    def later(self) -> date:
        """Quill's trial."""
        return monday_after(self.today, 49)


def published_lists(calendar: Calendar, published: datetime) -> dict[str, Json]:
    """The warned lists that the courts have published, by file name."""
    this_monday = calendar.today - timedelta(days=calendar.today.weekday())
    period = (this_monday, calendar.later + timedelta(days=14))
    fortnight = (calendar.warned_from, calendar.warned_from + timedelta(days=11))
    return {
        "snaresbrook-warned-list.json": a_crown_warned_list(
            period,
            published,
            [
                Listed(REED_AND_STONE, (REED, STONE), fixed_on=calendar.trial_on),
                Listed(BARLOW, (LOU_BARLOW,), fixed_on=calendar.soon),
                Listed(FINCH, (VIC_FINCH,), fixed_on=calendar.next_fortnight),
            ],
            court=SNARESBROOK_HOUSE,
        ),
        "snaresbrook-warned-list-before.json": a_crown_warned_list(
            (calendar.held_on, calendar.last_day),
            published,
            [
                Listed(HALE, (JULES_HALE,), fixed_on=calendar.held_on),
                Listed(ROWAN, (SAL_ROWAN,), fixed_on=calendar.last_day),
            ],
            court=SNARESBROOK_HOUSE,
        ),
        "inner-london-warned-list.json": a_crown_warned_list(
            fortnight, published, [Listed(FLINT, (CASEY_FLINT,))], court=INNER_LONDON_HOUSE
        ),
        "croydon-warned-list.json": a_crown_warned_list(
            period,
            published,
            [
                Listed(DOYLE, (PAT_DOYLE,), fixed_on=calendar.vacated_on),
                Listed(QUILL, (TERRY_QUILL,), fixed_on=calendar.later),
            ],
            court=CROYDON_HOUSE,
        ),
        "wood-green-warned-list.json": a_crown_warned_list(
            period,
            published,
            [Listed(MERCER, (KIM_MERCER,), fixed_on=calendar.trial_on)],
            court=WOOD_GREEN_HOUSE,
        ),
    }


def list_that_moved_a_trial(calendar: Calendar, published: datetime) -> Json:
    """A later list of Wood Green that was applied: its re-plan waits for the caseworker."""
    return a_crown_warned_list(
        (calendar.moved_to, calendar.trial_on + timedelta(days=28)),
        published,
        [Listed(MERCER, (KIM_MERCER,), fixed_on=calendar.moved_to)],
        court=WOOD_GREEN_HOUSE,
    )


def list_that_moves_the_trial(calendar: Calendar, published: datetime) -> Json:
    """A later list of Snaresbrook: the trial brought forward, and one case that is new."""
    return a_crown_warned_list(
        (calendar.moved_to, calendar.trial_on + timedelta(days=28)),
        published,
        [
            Listed(REED_AND_STONE, (REED, STONE), fixed_on=calendar.moved_to),
            Listed("T20267009", (Accused("Robin Vale"),), fixed_on=calendar.moved_to),
        ],
        court=SNARESBROOK_HOUSE,
    )
