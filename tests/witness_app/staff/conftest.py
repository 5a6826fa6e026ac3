"""The staff site, somebody signed in to it, and a real browser to look at it with."""

from collections.abc import Iterator

import pytest
from flask import Flask

from ethical_walls.accounts.models import Role
from ethical_walls.viewers import Viewer
from tests.browser import serving
from tests.staff_client import StaffClient
from tests.staff_site import PASSWORD, a_staff_site, let_in
from tests.world import TestDatabase, World
from witness_app.clock import FixedClock
from witness_app.staff import DemoSignIn

PRIYA = "priya.nair@example.org"
DEMO = DemoSignIn("Priya Nair", "Caseworker", PRIYA, PASSWORD)


@pytest.fixture
def site(database: TestDatabase, clock: FixedClock) -> Iterator[Flask]:
    """The staff site as it is served to real people."""
    with a_staff_site(database, clock) as made:
        yield made


@pytest.fixture
def demo_site(database: TestDatabase, clock: FixedClock) -> Iterator[Flask]:
    """The staff site of a demonstration."""
    with a_staff_site(database, clock, (DEMO,)) as made:
        yield made


@pytest.fixture
def priya(world: World) -> Viewer:
    """A caseworker who can sign in."""
    return let_in(world, PRIYA, Role.CASEWORKER)


@pytest.fixture
def stranger(site: Flask) -> StaffClient:
    """A browser in which nobody has signed in."""
    return StaffClient(site)


@pytest.fixture
def client(stranger: StaffClient, priya: Viewer) -> StaffClient:
    """Priya's browser, signed in."""
    assert priya.is_somebody
    stranger.sign_in(PRIYA, PASSWORD)
    return stranger


@pytest.fixture
def served(site: Flask, priya: Viewer) -> Iterator[str]:
    """The address of the staff site, served on this machine; Priya has an account."""
    assert priya.is_somebody
    with serving(site) as address:
        yield address
