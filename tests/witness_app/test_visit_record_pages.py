"""Recording a visit on its page, as a strict browser reads it."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from ethical_walls.accounts.models import Role
from scheduling.visits.models import Visit
from tests.builders.casework import MadeWitness, Side, a_witness
from tests.builders.scheduling import Trial, a_court_with_windows, a_trial, a_visit
from tests.staff_client import StaffClient
from tests.staff_site import PASSWORD, a_staff_site, let_in
from tests.world import TestDatabase, World
from witness_app.clock import FixedClock

EMAIL = "asha.rowe@example.org"
HELD = {
    "took_place": "yes",
    "format": "in_courtroom",
    "approved_by": "Court manager",
    "approved_on": ["14", "9", "2026"],
    "there": ["court_staff"],
    "shown": ["witness_box", "live_link"],
    "evidence": "stopped_and_warned",
}


@pytest.fixture
def mine(world: World) -> MadeWitness:
    asha = let_in(world, EMAIL, Role.CASEWORKER, name="Asha Rowe")
    a_trial(world, Trial(a_court_with_windows(world)))
    return a_witness(world, side=Side.PROSECUTION, caseworker=asha)


@pytest.fixture
def client(
    database: TestDatabase, world: World, clock: FixedClock, mine: MadeWitness
) -> Iterator[StaffClient]:
    visit_id = a_visit(world, mine)
    with world.owner() as owner:
        begins = owner.get_one(Visit, visit_id).starts_at
    clock.advance(begins + timedelta(hours=1) - clock.now())
    with a_staff_site(database, clock) as site:
        client = StaffClient(site)
        client.sign_in(EMAIL, PASSWORD)
        yield client


def test_a_visit_is_recorded_from_the_day_and_read_again(
    client: StaffClient,
) -> None:
    page = client.get("/day").follow("Record what became of the court visit for")
    assert page.path.endswith("/record")
    assert "The witness could not come" in page.text
    page = page.send("Keep the record", HELD)
    assert "Enter a time, like 14:15" in page.text
    page = page.send("Keep the record", {"warned_at": "9:30"})
    assert "The visit is recorded" in page.text
    page = page.follow("Read the record of this visit")
    assert "It came up; it was stopped, and they were warned, at 09:30" in page.text
    assert "Sat or stood in the witness box; Tried the live link" in page.text


def test_what_is_not_said_is_asked_for_and_nothing_else_is(
    client: StaffClient, mine: MadeWitness
) -> None:
    page = client.get(f"/witnesses/{mine.id}/visits").follow("Record what became of this visit")
    page = page.send("Keep the record")
    assert "Say whether it took place" in page.text
    assert "Choose the format" not in page.text
    page = page.send("Keep the record", {"took_place": "no"})
    assert "Say why it did not take place" in page.text
    assert "Choose the format" not in page.text
    page = page.send("Keep the record", {"reason": "witness_cannot_come"})
    assert "The visit is recorded" in page.text
