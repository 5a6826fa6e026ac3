"""What tests of single terms ask for."""

import pytest

from tests.builders.sealed import Behind
from tests.world import World


@pytest.fixture
def behind(world: World) -> Behind:
    """The tables behind the wall of this test's database."""
    return Behind(world)
