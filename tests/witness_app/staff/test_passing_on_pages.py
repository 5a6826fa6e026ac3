"""Passing a message on, and the duty caseworker's page: the same words whoever is known."""

import pytest
from flask import Flask

from ethical_walls.accounts.models import Role
from tests.builders.casework import MadeWitness, Side, a_witness
from tests.staff_client import StaffClient
from tests.staff_site import PASSWORD, let_in
from tests.world import World
from witness_app.clock import FixedClock
from witness_app.jobs import Means, tick

ASHA, LEE, RHYS = "asha.rowe@example.org", "lee.park@example.org", "rhys.vaughan@example.org"


@pytest.fixture
def mine(world: World) -> MadeWitness:
    asha = let_in(world, ASHA, Role.CASEWORKER, name="Asha Rowe")
    return a_witness(world, side=Side.PROSECUTION, caseworker=asha)


@pytest.fixture
def duty(world: World, site: Flask, mine: MadeWitness) -> StaffClient:
    assert mine.id
    let_in(world, RHYS, Role.DUTY_CASEWORKER, name="Rhys Vaughan")
    return signed_in(site, RHYS)


def signed_in(site: Flask, email: str) -> StaffClient:
    client = StaffClient(site)
    client.sign_in(email, PASSWORD)
    return client


def pass_on(client: StaffClient, about: str) -> str:
    page = client.get("/pass-on-a-message")
    return page.send("Pass it on", {"about": about, "words": "Please ring after 4pm"}).text


def test_known_and_unknown_are_answered_alike_and_duty_places_what_is_left(
    world: World, clock: FixedClock, site: Flask, duty: StaffClient, mine: MadeWitness
) -> None:
    means = Means(world.database, {}, clock)
    let_in(world, LEE, Role.LIST_OPERATOR, name="Lee Park")
    lee = signed_in(site, LEE)
    assert pass_on(lee, "Ada Yeo") == pass_on(lee, "Nobody Known")
    tick(means)
    page = duty.get("/unplaced-messages").follow("Ada Yeo")
    page = page.send("Send it round again", {"caseworker": str(mine.caseworker.account_id)})
    tick(means)
    page = duty.get("/unplaced-messages")
    assert "Ada Yeo" not in page.text
    page = page.follow("Nobody Known").send("I have answered it")
    assert "No message waits for you" in page.text
    asha = signed_in(site, ASHA)
    page = asha.get("/day").follow("A message was passed on: read it for Ada Yeo")
    assert "Please ring after 4pm" in page.text


def test_a_message_without_words_is_asked_for_again_and_keeps_the_name(duty: StaffClient) -> None:
    page = duty.get("/pass-on-a-message").send("Pass it on", {"about": "Ada Yeo"})
    assert "Enter what should be passed on" in page.text
    assert page.soup.select_one("input[name=about]")["value"] == "Ada Yeo"
