"""Two dates that differ, and what a report moves, asked in a real Chromium."""

import os
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select

from casework.contact_attempts.actions import note_attempt
from casework.contact_attempts.rules import CameOf
from casework.partners.queries import referred_by_my_organisation
from casework.reported_hearings.actions import report_hearing
from casework.reported_hearings.rules import Report
from courts.hearings.rules import Certainty, HearingKind
from courts.register.models import Court
from ethical_walls.accounts.models import OrganisationKind, Role
from ethical_walls.viewers import Viewer
from tests.browser import Chromium, Width, accessibility_faults, serving, sticks_out
from tests.builders.accounts import Employer
from tests.builders.casework import Case, MadeWitness, Side, a_published_trial, a_referred_witness
from tests.moment import NOW
from tests.signing_in import sign_in_at
from tests.staff_site import a_staff_site, let_in
from tests.world import TestDatabase, World
from witness_app.clock import FixedClock
from witness_app.jobs import Means, tick
from witness_app.perform import perform

EMAIL, UNIT = "asha.rowe@example.org", "una.gray@example.org"
LOOK = os.environ.get("LOOK_AT_PAGES", "")
"""A folder to keep pictures in, for whoever wants to look at them."""


@pytest.fixture
def unit(world: World) -> Viewer:
    employer = Employer("North unit", OrganisationKind.WITNESS_CARE_UNIT)
    role = Role.WITNESS_CARE_UNIT_OFFICER
    return let_in(world, UNIT, role, name="Una Gray", employer=employer)


@pytest.fixture
def mine(world: World, unit: Viewer) -> MadeWitness:
    """A witness whose trial is published for one day and reported for another."""
    me = let_in(world, EMAIL, Role.CASEWORKER, name="Asha Rowe")
    made = a_referred_witness(world, side=Side.PROSECUTION, typed_by=unit)
    a_published_trial(world, Case(), date(2026, 9, 18))
    with world.session(unit) as session:
        court_id = session.scalars(select(Court.id)).one()
        (record,) = referred_by_my_organisation(session)
        for kind, day in ((HearingKind.TRIAL, 23), (HearingKind.OTHER, 28)):
            says = Report(uuid4(), court_id, kind, Certainty.FIXTURE, date(2026, 9, day))
            perform(session, report_hearing, record.id, says, now=NOW)
    tick(Means(world.database, {}, FixedClock(NOW + timedelta(hours=1))))
    world.clear(me, made.compartment_id)
    with world.session(me) as session:
        perform(session, note_attempt, made.id, uuid4(), CameOf.NO_ANSWER, now=NOW)
    return made


@pytest.fixture
def record_id(world: World, unit: Viewer, mine: MadeWitness) -> UUID:
    """The unit's own record of the witness."""
    assert mine.id
    with world.session(unit) as session:
        (record,) = referred_by_my_organisation(session)
        return record.id


@pytest.fixture
def address(database: TestDatabase, clock: FixedClock, mine: MadeWitness) -> Iterator[str]:
    assert mine.id
    with a_staff_site(database, clock) as site, serving(site) as served_at:
        yield served_at


@pytest.mark.parametrize("width", list(Width))
def test_dates_that_differ_are_asked_readably_and_so_is_what_a_report_moves(
    chromium: Chromium, address: str, mine: MadeWitness, record_id: UUID, width: Width
) -> None:
    shown = {
        EMAIL: {
            "dates": (f"/witnesses/{mine.id}/dates", "Two dates differ"),
            "late": (f"/witnesses/{mine.id}/late", "try at least 2 more times by"),
            "timeline": (f"/witnesses/{mine.id}", "Differs"),
        },
        UNIT: {"report": (f"/referred/{record_id}/hearing", "Does it move a date")},
    }
    for email, pages in shown.items():
        page = chromium.page(width)
        sign_in_at(page, address, email)
        for name, (path, words) in pages.items():
            page.goto(f"{address}{path}")
            assert words in page.inner_text("main"), name
            assert accessibility_faults(page) == []
            assert not sticks_out(page)
            if LOOK:
                picture = Path(LOOK) / f"{name}-{int(width)}.png"
                page.screenshot(path=picture, full_page=True)
