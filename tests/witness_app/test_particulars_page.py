"""Saying on one page who a witness is in the case."""

from collections.abc import Iterator

import pytest

from casework.witnesses.rules import WitnessRole
from ethical_walls.accounts.models import Role
from ethical_walls.viewers import Viewer
from tests.builders.casework import MadeWitness, Person, Side, a_witness, put_right
from tests.staff_client import StaffClient
from tests.staff_site import PASSWORD, a_staff_site, let_in
from tests.world import TestDatabase, World
from witness_app.clock import FixedClock

EMAIL = "asha.rowe@example.org"
NOBODYS = 404


@pytest.fixture
def me(world: World) -> Viewer:
    return let_in(world, EMAIL, Role.CASEWORKER, name="Asha Rowe")


@pytest.fixture
def client(database: TestDatabase, me: Viewer, clock: FixedClock) -> Iterator[StaffClient]:
    assert me.is_somebody
    with a_staff_site(database, clock) as site:
        client = StaffClient(site)
        client.sign_in(EMAIL, PASSWORD)
        yield client


@pytest.fixture(params=Side)
def made(world: World, me: Viewer, request: pytest.FixtureRequest) -> MadeWitness:
    person = Person(role=WitnessRole.NOT_KNOWN)
    return a_witness(world, side=request.param, caseworker=me, person=person)


def test_a_caseworker_says_that_somebody_is_a_victim(
    client: StaffClient, made: MadeWitness
) -> None:
    timeline = client.get(f"/witnesses/{made.id}")
    assert "Witness; whether a victim is not known" in timeline.text
    page = client.get(f"/witnesses/{made.id}/who-they-are")
    done = page.send("Record who they are", {"role": "complainant"})
    assert "Who they are is recorded." in done.text
    assert "Offer it" in client.get(f"/witnesses/{made.id}/statement").text
    entry = "the complainant (was: whether a victim is not known)"
    assert entry.lower() in client.get(f"/witnesses/{made.id}").text.lower()


def test_what_changed_meanwhile_is_shown_and_not_overwritten(
    client: StaffClient, made: MadeWitness, world: World
) -> None:
    page = client.get(f"/witnesses/{made.id}/who-they-are")
    put_right(world, made, role=WitnessRole.COMPLAINANT)
    again = page.send("Record who they are", {"role": "witness"})
    assert "Somebody recorded something else meanwhile." in again.text
    assert "Offer it" in client.get(f"/witnesses/{made.id}/statement").text


def test_it_is_nobody_elses_page(client: StaffClient, world: World) -> None:
    other = a_witness(world, side=Side.DEFENCE, person=Person(name="Noise Otherside"))
    assert client.get(f"/witnesses/{other.id}/who-they-are").status == NOBODYS
