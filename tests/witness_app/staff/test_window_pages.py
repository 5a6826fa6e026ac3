"""Windows of visits, entered and ended by those who keep the register."""

from collections.abc import Iterator

import pytest

from courts.register.models import Court
from ethical_walls.accounts.models import Role
from tests.builders.scheduling import Offered, a_court_with_windows
from tests.staff_client import StaffClient
from tests.staff_site import PASSWORD, a_staff_site, let_in
from tests.world import TestDatabase, World
from witness_app.clock import FixedClock

FILLED = {
    "weekday": "1",
    "starts_at": "09:00",
    "ends_at": "09:45",
    "capacity": "2",
    "every_weeks": "1",
    "valid_from": ["21", "9", "2026"],
}


@pytest.fixture
def slug(world: World) -> str:
    court_id = a_court_with_windows(world, Offered(weekdays=(0,)))
    with world.owner() as owner:
        return owner.get_one(Court, court_id).slug


@pytest.fixture
def keeper(
    database: TestDatabase, world: World, clock: FixedClock, slug: str
) -> Iterator[StaffClient]:
    assert slug
    let_in(world, "kit@example.org", Role.REGISTER_KEEPER, name="Kit Mensah")
    with a_staff_site(database, clock) as site:
        client = StaffClient(site)
        client.sign_in("kit@example.org", PASSWORD)
        yield client


def test_a_window_is_added_and_shown(keeper: StaffClient, slug: str) -> None:
    page = keeper.get(f"/courts/{slug}").follow("Add a window of visits")
    page = page.send("Add the window", FILLED)
    assert "the window was added" in page.text
    assert "Tuesdays" in page.text


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"ends_at": "14:00"}, "A window lies in one half of the day"),
        ({"starts_at": "10:00"}, "The window must end after it begins"),
        ({"starts_at": "soon"}, "Not a valid time value"),
        ({"capacity": "0"}, "Enter a number from 1 to 20"),
        ({"weekday": "0", "starts_at": "15:50", "ends_at": "16:10", "capacity": "1"}, "was added"),
        ({"weekday": "0", "starts_at": "12:30", "ends_at": "13:00"}, "was added"),
    ],
)
def test_what_a_window_may_be_is_said_beside_it(
    keeper: StaffClient, slug: str, change: dict[str, str], said: str
) -> None:
    page = keeper.get(f"/courts/{slug}/windows/new").send("Add the window", FILLED | change)
    assert said in page.text


def test_a_window_is_ended(keeper: StaffClient, slug: str) -> None:
    page = keeper.get(f"/courts/{slug}").follow("End")
    page = page.send("End the window", {"last_on": ["21", "9", "2026"]})
    assert "the window ends after Monday 21 September 2026" in page.text


def test_a_date_is_taken_out(keeper: StaffClient, slug: str) -> None:
    page = keeper.get(f"/courts/{slug}").follow("Take a date out")
    refused = page.send("Take the date out", {"day": ["22", "9", "2026"]})
    assert "This window is not offered on that date" in refused.text
    page = page.send("Take the date out", {"day": ["21", "9", "2026"]})
    assert "no visits in this window on Monday 21 September 2026" in page.text
