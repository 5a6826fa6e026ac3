"""The demo world played through the product's own actions, each at its own time before today."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import select

from casework.access_needs.actions import agree_needs
from casework.access_needs.rules import AgreedNeeds
from casework.allocations.actions import accept_witness
from casework.contact_plans.actions import confirm_contact_plan
from casework.contact_plans.queries import live_plan
from casework.referrals.actions import refer_witness
from casework.referrals.queries import witness_by_request
from casework.referrals.rules import AgeAtOffence, HomeAtReferral, ReferralDetails, Urgency
from courts.cases.queries import case_of_identifier
from courts.cases.rules import read_identifier
from courts.hearings.actions import Vacating, vacate_hearing
from courts.hearings.queries import hearings_of_case
from courts.hearings.rules import VacatedReason
from courts.lists.actions import ListFile, apply_list, preview_list
from courts.lists.models import ListImport
from courts.london_time import london_day
from courts.register.queries import court_by_slug
from ethical_walls.sessions import WalledSession
from ethical_walls.viewers import Viewer
from scheduling.visits.actions import book_visit
from scheduling.visits.queries import find_times
from scheduling.windows.actions import NewWindow, add_windows
from scheduling.windows.rules import Recurrence, Times
from witness_app.clock import FixedClock
from witness_app.demo.assessments import looked_after
from witness_app.demo.cases import (
    DOYLE,
    REED_AND_STONE,
    WITNESSES,
    Calendar,
    InventedWitness,
    list_that_moves_the_trial,
    published_lists,
)
from witness_app.demo.court_lists import as_file
from witness_app.demo.people import KIT, LEE, Colleague
from witness_app.jobs import Means, tick
from witness_app.perform import perform

MORNING, AFTERNOON = Times(time(9), time(9, 30), 2), Times(time(16, 15), time(16, 45), 2)
WEEKDAYS = range(5)
NEVER_AGREED = 0
VISITED = {
    "snaresbrook-crown-court": [(d, t) for d in WEEKDAYS for t in (MORNING, AFTERNOON)],
    "inner-london-crown-court": [(d, t) for d in (1, 3) for t in (MORNING, AFTERNOON)],
    "croydon-crown-court": [(d, t) for d in (0, 2, 4) for t in (MORNING, AFTERNOON)],
    "wood-green-crown-court": [(d, MORNING) for d in WEEKDAYS],
    "central-criminal-court": [(1, MORNING), (2, AFTERNOON), (4, MORNING)],
}


@dataclass(frozen=True)
class Stage:
    """What the story is played with: the means of jobs, who everybody is, and the present."""

    means: Means
    viewers: dict[Colleague, Viewer]
    now: datetime

    def act(
        self,
        who: Colleague,
        days_ago: float,
        action: Callable[..., Any],
        *given: Any,  # noqa: ANN401 - whatever the action takes
        **named: Any,  # noqa: ANN401 - the same
    ) -> Any:  # noqa: ANN401 - whatever the action gives
        """One person does one thing, so many days before the present, and jobs follow it up."""
        at = self.now - timedelta(days=days_ago)
        with self.looking(who) as session:
            done = perform(session, action, *given, now=at, **named)
        self.let_jobs_run(days_ago)
        return done

    def looking(self, who: Colleague) -> WalledSession:
        """A session of one person."""
        return self.means.database.session_for(self.viewers[who])

    def let_jobs_run(self, days_ago: float) -> None:
        """Do what was due by then."""
        at = FixedClock(self.now - timedelta(days=days_ago))
        tick(Means(self.means.database, self.means.carriers, at, self.means.sending))


def play(stage: Stage, folder: Path) -> Path:
    """Load the whole demo world.

    Args:
        stage: Who plays it and when the present is.
        folder: Where the list file for a newcomer is put.

    Returns:
        The file that moves a trial when it is imported.
    """
    calendar = Calendar(london_day(stage.now))
    open_courts_for_visits(stage)
    for name, court_list in published_lists(calendar, stage.now - timedelta(days=12)).items():
        publish(stage, name, as_file(court_list))
    for witness in WITNESSES:
        support(stage, witness)
    vacate(stage)
    stage.let_jobs_run(0)
    file = folder / "snaresbrook-warned-list-moved.json"
    folder.mkdir(parents=True, exist_ok=True)
    file.write_bytes(as_file(list_that_moves_the_trial(calendar, stage.now)))
    return file


def open_courts_for_visits(stage: Stage) -> None:
    """Say when each court can be visited."""
    began = london_day(stage.now - timedelta(days=30))
    for slug, times in VISITED.items():
        with stage.looking(KIT) as session:
            court = court_by_slug(session, slug)
        windows = [NewWindow(Recurrence(day, began), at) for day, at in times]
        stage.act(KIT, 14, add_windows, court.court_id, windows)  # type: ignore[union-attr]


def publish(stage: Stage, name: str, data: bytes) -> None:
    """Import one list as the operator does: preview, then apply."""
    import_id = stage.act(LEE, 11, preview_list, ListFile(name, data))
    with stage.looking(LEE) as session:
        number = session.scalars(
            select(ListImport.preview_number).where(ListImport.id == import_id)
        ).one()
    stage.act(LEE, 11, apply_list, import_id, preview_number=number)


def support(stage: Stage, invented: InventedWitness) -> None:
    """Refer a witness and go as far with them as the demo says."""
    request_id = uuid.uuid4()
    waiting = invented.ends_at == "waiting to be accepted"
    days_ago = 0.1 if waiting else 6
    stage.act(invented.caseworker, days_ago, refer_witness, referral(invented, request_id))
    if waiting:
        return
    with stage.looking(invented.caseworker) as session:
        witness_id = witness_by_request(session, request_id).id  # type: ignore[union-attr]
    stage.act(invented.caseworker, 5.9, accept_witness, witness_id)
    with stage.looking(invented.caseworker) as session:
        version = live_plan(session, witness_id).version  # type: ignore[union-attr]
    stage.act(invented.caseworker, 5, confirm_contact_plan, witness_id, version, invented.plan)
    agreed = AgreedNeeds(
        invented.plan.language, invented.interpreter, invented.needs, invented.practical_note
    )
    stage.act(invented.caseworker, 4.5, agree_needs, witness_id, NEVER_AGREED, agreed)
    as_theirs = partial(stage.act, invented.caseworker)
    looked_after(as_theirs, partial(stage.looking, invented.caseworker), witness_id, stage.now)
    if invented.ends_at == "visit booked":
        book(stage, invented, witness_id)


def referral(invented: InventedWitness, request_id: uuid.UUID) -> ReferralDetails:
    """The referral of an invented witness, as a caseworker types it."""
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
        urgency=Urgency.ORDINARY,
        home=HomeAtReferral.LONDON,
        age=AgeAtOffence.ADULT,
    )


def book(stage: Stage, invented: InventedWitness, witness_id: uuid.UUID) -> None:
    """Book the first lawful time from a day that a caseworker would choose."""
    days = (Calendar(london_day(stage.now)).visits_from - london_day(stage.now)).days
    ahead = timedelta(days=days if invented.case == REED_AND_STONE else 5)
    with stage.looking(invented.caseworker) as session:
        found = find_times(session, witness_id, now=stage.now + ahead, limit=1)
    (slot,) = found.times
    stage.act(invented.caseworker, 0.1, book_visit, witness_id, slot.slot_id, uuid.uuid4())


def vacate(stage: Stage) -> None:
    """The court takes one trial out of its list."""
    with stage.looking(LEE) as session:
        case = case_of_identifier(session, read_identifier(DOYLE))
        (hearing,) = hearings_of_case(session, case.id)  # type: ignore[union-attr]
    decided = Vacating(VacatedReason.NO_COURTROOM_OR_JUDGE, london_day(stage.now))
    stage.act(LEE, 0, vacate_hearing, hearing.hearing_id, decided, version=hearing.version)
