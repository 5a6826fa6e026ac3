"""What tests of single terms ask for."""

import uuid

import pytest

from ethical_walls.accounts.service import service_viewer
from ethical_walls.viewers import Viewer
from tests.builders.sealed import Behind, new
from tests.world import World


@pytest.fixture
def behind(world: World) -> Behind:
    """The tables behind the wall of this test's database."""
    return Behind(world)


@pytest.fixture
def here() -> uuid.UUID:
    """A compartment."""
    return new()


@pytest.fixture
def job(here: uuid.UUID) -> Viewer:
    """The service at work in that compartment."""
    return service_viewer(here)


@pytest.fixture
def me(world: World) -> Viewer:
    """Somebody who works here."""
    return world.a_caseworker("Asha Rowe")


@pytest.fixture
def somebody(world: World) -> Viewer:
    """Somebody else who does."""
    return world.a_caseworker("Ben Okoro")
