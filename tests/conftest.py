"""What every test may ask for, and the order that tests run in."""

import gc
import os
from collections.abc import Iterator

import pytest

from tests.browser import chromium, running_chromium
from tests.databases import a_database, a_template
from tests.lending import Lender
from tests.moment import NOW
from tests.mutations.templates import as_asked
from tests.server import tests_cluster
from tests.world import TestDatabase, World
from witness_app.clock import FixedClock
from witness_app.embedded_postgres import Cluster

__all__ = ["chromium", "running_chromium"]

LONGEST_FIRST = (
    "tests/crawl",
    "tests/journeys",
    "tests/battery",
    "tests/two_worlds",
    "tests/architecture/test_migrations.py",
    "tests/ethical_walls/test_the_wall_in_the_database.py",
)
BROWSER_BEGINS = LONGEST_FIRST.index("tests/journeys")


@pytest.fixture(scope="session")
def cluster() -> Cluster:
    """The tests' own PostgreSQL, started if it is not running and left running for the next run."""
    cluster = tests_cluster()
    cluster.start()
    cluster.ensure_roles()
    return cluster


@pytest.fixture(scope="session")
def template(cluster: Cluster) -> Iterator[str]:
    """The database that every test's own is a copy of: the whole wall, or all but one stone."""
    with as_asked(cluster, a_template(cluster)) as name:
        yield name


@pytest.fixture(scope="session")
def lender(cluster: Cluster, template: str) -> Iterator[Lender]:
    """Lends every test of this process a database that is as new."""
    lender = Lender(cluster, template)
    yield lender
    lender.close()


@pytest.fixture
def database(lender: Lender) -> Iterator[TestDatabase]:
    """A database of this test's own, as new."""
    with lender.lent() as made:
        yield made


@pytest.fixture
def another_world(cluster: Cluster, template: str) -> Iterator[World]:
    """A second world, beside the first, for tests that compare two."""
    with a_database(cluster, template) as made:
        yield World(made)


@pytest.fixture
def world(database: TestDatabase) -> World:
    """The people and doors of this test's database."""
    return World(database)


@pytest.fixture
def clock() -> FixedClock:
    """A clock that stands at the tests' moment until a test moves it."""
    return FixedClock(NOW)


def pytest_unconfigure() -> None:
    """Leave no server running on a machine that is only passing through."""
    is_within_another = "PYTEST_XDIST_WORKER" in os.environ
    if os.environ.get("CI") and not is_within_another:
        tests_cluster().stop()


def pytest_collection_finish() -> None:
    """What was imported stays: nobody looks through it for rubbish after each page."""
    gc.collect()
    gc.freeze()


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whatever uses the browser runs in one process, and what takes longest begins first."""
    for item in items:
        if "chromium" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.xdist_group("browser"))
    items.sort(key=_turn)


def _turn(item: pytest.Item) -> int:
    """The place of a test in the run: two processes end together where short tests are last."""
    if item.get_closest_marker("browser"):
        return BROWSER_BEGINS
    found = (n for n, file in enumerate(LONGEST_FIRST) if item.nodeid.startswith(file))
    return next(found, len(LONGEST_FIRST))
