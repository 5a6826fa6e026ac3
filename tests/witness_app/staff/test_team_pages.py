"""The team leader's pages: cover in two clicks, and nothing of anybody's cases."""

import pytest
from flask import Flask

from ethical_walls.accounts.models import Role
from tests.builders.casework import Side, a_witness
from tests.staff_client import StaffClient
from tests.staff_site import PASSWORD, let_in
from tests.world import World

LEADER = "imani.cole@example.org"


@pytest.fixture
def leader(world: World, site: Flask) -> StaffClient:
    let_in(world, LEADER, Role.TEAM_LEADER, name="Imani Cole")
    asha, ben = world.a_caseworker("Asha Rowe"), world.a_caseworker("Ben Ito")
    a_witness(world, side=Side.PROSECUTION, caseworker=asha)
    a_witness(world, side=Side.DEFENCE, caseworker=ben)
    client = StaffClient(site)
    client.sign_in(LEADER, PASSWORD)
    return client


def test_cover_is_two_clicks_and_shows_nothing_of_the_cases(leader: StaffClient) -> None:
    page = leader.get("/team").follow("Cover for Asha Rowe")
    assert "15" in page.soup.select_one("input[name=until_on]")["value"]
    page = page.send("Arrange cover")
    assert "Cover is arranged for Asha Rowe until the end of Tuesday 15 September 2026" in page.text
    assert "Away until the end of Tuesday 15 September 2026" in page.text
    assert "Fewer than 5" in page.text
    assert "Ada Yeo" not in page.text
    page = page.send("Asha Rowe is back")
    assert "Away" not in page.text


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (["", "", ""], "Enter the last day they are away"),
        (["31", "2", "2027"], "Enter a real day"),
        (["1", "9", "2026"], "Enter today or a day in the next 60 days"),
    ],
)
def test_a_day_that_will_not_do_is_said_beside_its_boxes(
    leader: StaffClient, typed: list[str], said: str
) -> None:
    page = leader.get("/team").follow("Cover for Asha Rowe")
    page = page.send("Arrange cover", {"until_on": typed})
    assert said in page.text
