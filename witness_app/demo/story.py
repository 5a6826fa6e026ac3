"""The demo world played through the product's own actions, each at its own time before today."""

import uuid
from dataclasses import dataclass
from datetime import date, time, timedelta
from pathlib import Path

from sqlalchemy import select

from casework.contact_plans.rules import Channel
from casework.referrals.actions import refer_oneself
from casework.referrals.rules import (
    NOT_SURE,
    NOT_SURE_LABEL,
    AgeAtOffence,
    HomeAtReferral,
    ReferralDetails,
    ReferralSource,
    Urgency,
)
from casework.witnesses.rules import InterpreterNeed, WitnessRole
from courts.cases.queries import case_of_identifier
from courts.cases.rules import read_identifier
from courts.hearings.actions import Vacating, vacate_hearing
from courts.hearings.queries import hearings_of_case
from courts.hearings.rules import VacatedReason
from courts.lists.actions import ListFile, apply_list, preview_list
from courts.lists.models import ListImport
from courts.london_time import london_day
from courts.register.queries import court_by_slug
from scheduling.windows.actions import NewWindow, add_windows
from scheduling.windows.rules import Recurrence, Times
from witness_app.demo.cases import (
    DOYLE,
    Calendar,
    list_that_moved_a_trial,
    list_that_moves_the_trial,
    published_lists,
)
from witness_app.demo.court_lists import Json, as_file
from witness_app.demo.days import new_days
from witness_app.demo.lives import life, reporting, telling
from witness_app.demo.people import (
    ASHA,
    BEA,
    COURT_TEAM,
    DANIEL,
    GWEN,
    IMANI,
    KIT,
    LEE,
    MEERA,
    NADIA,
    NEUTRAL,
    NIA,
    NOOR,
    PEARL,
    RHYS,
    RUTH,
    TOMAS,
    Colleague,
)
from witness_app.demo.stage import GivenLink, Life, Stage
from witness_app.demo.witnesses import WITNESSES

MORNING, AFTERNOON = Times(time(9), time(9, 30), 2), Times(time(16, 15), time(16, 45), 2)
WEEKDAYS = range(5)
VISITED = {
    "snaresbrook-crown-court": [(d, t) for d in WEEKDAYS for t in (MORNING, AFTERNOON)],
    "inner-london-crown-court": [(d, t) for d in (1, 3) for t in (MORNING, AFTERNOON)],
    "croydon-crown-court": [(d, t) for d in (0, 2, 4) for t in (MORNING, AFTERNOON)],
    "wood-green-crown-court": [(d, MORNING) for d in WEEKDAYS],
    "central-criminal-court": [(1, MORNING), (2, AFTERNOON), (4, MORNING)],
}
BEGINS = {DANIEL: (13, 15), MEERA: (7, 10), ASHA: (7, 12), TOMAS: (7, 15), GWEN: (1, 15)}
"""When each caseworker begins. Whoever is first meets the first referrals, so that each of three
belongs to their own side of one case before the next begins."""
OFFICES = (KIT, LEE, IMANI, RHYS, NADIA, NIA, *NEUTRAL, BEA, NOOR, RUTH, *COURT_TEAM)
HOSTED = "snaresbrook-crown-court"
"""The court whose own team is in the demo."""


@dataclass(frozen=True)
class Played:
    """What a newcomer is told: the list to import, and the links of people outside."""

    list_file: Path
    links: tuple[GivenLink, ...]


def play(stage: Stage, folder: Path) -> Played:
    """Load the whole demo world.

    Args:
        stage: Who plays it and when the present is.
        folder: Where the list file for a newcomer is put.
    """
    calendar = Calendar(london_day(stage.now))
    stage.live(
        (
            court_offices(stage, calendar),
            *(beginning(stage, colleague) for colleague in BEGINS),
            *(life(stage, invented) for invented in WITNESSES),
            new_days(stage),
            telling(stage),
            reporting(stage),
            asking_oneself(stage),
        )
    )
    file = folder / "snaresbrook-warned-list-moved.json"
    folder.mkdir(parents=True, exist_ok=True)
    file.write_bytes(as_file(list_that_moves_the_trial(calendar, stage.now)))
    return Played(file, tuple(stage.given))


def court_offices(stage: Stage, calendar: Calendar) -> Life:
    """The courts say when they can be visited, publish their lists, and change their minds."""
    yield stage.day(13, 11)
    stage.office.begin(*OFFICES, now=stage.clock.now())
    open_courts_for_visits(stage)
    with stage.looking(PEARL) as session:
        court = court_by_slug(session, HOSTED)
    stage.office.let_host(PEARL, court.court_id, now=stage.clock.now())  # type: ignore[union-attr]
    yield stage.day(13, 15)
    for name, court_list in published_lists(calendar, stage.day(13, 14)).items():
        publish(stage, name, court_list)
    yield stage.day(1, 15)
    vacate(stage)
    moved = list_that_moved_a_trial(calendar, stage.day(1, 14))
    publish(stage, "wood-green-warned-list-2.json", moved)


def beginning(stage: Stage, colleague: Colleague) -> Life:
    """A caseworker's first day."""
    days, hour = BEGINS[colleague]
    yield stage.day(days, hour)
    stage.office.begin(colleague, now=stage.clock.now())


def open_courts_for_visits(stage: Stage) -> None:
    """Say when each court can be visited."""
    began: date = london_day(stage.now - timedelta(days=30))
    for slug, times in VISITED.items():
        with stage.looking(KIT) as session:
            court = court_by_slug(session, slug)
        windows = [NewWindow(Recurrence(day, began), at) for day, at in times]
        stage.act(KIT, add_windows, court.court_id, windows)  # type: ignore[union-attr]


def publish(stage: Stage, name: str, court_list: Json) -> None:
    """Import one list as the operator does: preview, then apply."""
    import_id = stage.act(LEE, preview_list, ListFile(name, as_file(court_list)))
    with stage.looking(LEE) as session:
        number = session.scalars(
            select(ListImport.preview_number).where(ListImport.id == import_id)
        ).one()
    stage.act(LEE, apply_list, import_id, preview_number=number)


def vacate(stage: Stage) -> None:
    """The court takes one trial out of its list."""
    with stage.looking(LEE) as session:
        case = case_of_identifier(session, read_identifier(DOYLE))
        (hearing,) = hearings_of_case(session, case.id)  # type: ignore[union-attr]
    decided = Vacating(VacatedReason.NO_COURTROOM_OR_JUDGE, london_day(stage.clock.now()))
    stage.act(LEE, vacate_hearing, hearing.hearing_id, decided, version=hearing.version)


def asking_oneself(stage: Stage) -> Life:
    """Somebody asks for support themselves and knows no case number."""
    yield stage.ago(minutes=1)
    details = ReferralDetails(
        request_id=uuid.uuid4(),
        identifier="",
        party=NOT_SURE,
        party_label=NOT_SURE_LABEL,
        name="Dana Cole",
        role=WitnessRole.WITNESS,
        language="en",
        interpreter=InterpreterNeed.NOT_NEEDED,
        channel=Channel.SMS,
        address="+447700900220",
        needs=(),
        practical_note="Best after 5pm.",
        source=ReferralSource.WITNESS,
        urgency=Urgency.ORDINARY,
        home=HomeAtReferral.LONDON,
        age=AgeAtOffence.ADULT,
    )
    stage.act_by_nobody(refer_oneself, details)
