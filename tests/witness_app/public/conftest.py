"""The public site, and a browser in which nobody has opened anything."""

from collections.abc import Iterator

import pytest
from flask import Flask

from tests.public_site import a_public_site
from tests.staff_client import StaffClient
from tests.world import TestDatabase
from witness_app.clock import FixedClock


@pytest.fixture
def public(database: TestDatabase, clock: FixedClock) -> Iterator[Flask]:
    """The public site as it is served to real people."""
    with a_public_site(database, clock) as made:
        yield made


@pytest.fixture
def stranger(public: Flask) -> StaffClient:
    """A browser in which nobody has opened anything."""
    return StaffClient(public)
