"""A real PostgreSQL for every test: one cluster, one template, a fresh clone each."""

import fcntl
import gc
import hashlib
import os
import uuid
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
import pytest
from psycopg import sql
from sqlalchemy import NullPool, create_engine

from ethical_walls.accounts.actions import ensure_service_account
from ethical_walls.policies import DOORS, install_keys
from ethical_walls.sessions import WalledSession
from ethical_walls.viewers import Signer
from tests.browser import chromium, running_chromium
from tests.moment import NOW
from tests.mutations.templates import as_asked
from tests.server import tests_cluster
from tests.world import TestDatabase, World
from witness_app.clock import FixedClock
from witness_app.embedded_postgres import (
    ADMIN,
    APP,
    OWNER,
    Cluster,
    forbid_temporary_tables,
)
from witness_app.migrations import upgrade
from witness_app.settings import CHECKOUT

__all__ = ["chromium", "running_chromium"]

SIGNER = Signer("tests", b"a key that only tests hold, 32 b")
IDENTITY_KEY = b"another key that only tests hold"
LONGEST_FIRST = (
    "tests/crawl",
    "tests/journeys",
    "tests/battery",
    "tests/two_worlds",
    "tests/architecture/test_migrations.py",
    "tests/ethical_walls/test_the_wall_in_the_database.py",
)
BROWSER_BEGINS = LONGEST_FIRST.index("tests/journeys")
SHAPED_BY = ("ethical_walls", "courts", "casework", "scheduling", "notifications")


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


def a_template(cluster: Cluster) -> str:
    """A database with the tables, the wall and the service's account, made once per shape."""
    name = f"template_{_shape()}"
    lock = cluster.home.parent / "test-template.lock"
    with lock.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        with cluster.connect(ADMIN, "postgres") as connection:
            known = {r[0] for r in connection.execute("SELECT datname FROM pg_database")}
            if name in known:
                return name
            for stale in filter(_is_left_over, known):
                _drop(connection, stale)
        _make_template(cluster, name)
    return name


def _is_left_over(name: str) -> bool:
    """Whether a database belongs to a test process that is no more."""
    parts = name.split("_")
    return parts[0] == "test" and not os.path.exists(f"/proc/{parts[1]}")  # noqa: PTH110


def _shape() -> str:
    """A digest of everything that decides what the template holds."""
    files = sorted(
        [f for package in SHAPED_BY for f in (CHECKOUT / package).rglob("models.py")]
        + list(DOORS.glob("*.sql"))
        + [CHECKOUT / "ethical_walls" / "policies.py", CHECKOUT / "ethical_walls" / "records.py"]
        + list((CHECKOUT / "witness_app" / "migrations").rglob("*.py"))
    )
    digest = hashlib.sha256()
    for file in files:
        digest.update(file.read_bytes())
    return digest.hexdigest()[:16]


def _make_template(cluster: Cluster, name: str) -> None:
    making = f"{name}_making"
    with cluster.connect(ADMIN, "postgres") as connection:
        _drop(connection, making)
    cluster.ensure_database(making)
    upgrade(cluster.url(OWNER, making), APP)
    engine = create_engine(cluster.url(OWNER, making), poolclass=NullPool)
    with engine.begin() as connection:
        install_keys(connection, (SIGNER.key_id, SIGNER.key), IDENTITY_KEY)
    with WalledSession(engine) as owner:
        ensure_service_account(owner)
        owner.commit()
    with cluster.connect(ADMIN, "postgres") as connection:
        connection.execute(
            sql.SQL("ALTER DATABASE {} RENAME TO {}").format(
                sql.Identifier(making), sql.Identifier(name)
            )
        )


def _drop(connection: "psycopg.Connection[tuple[object, ...]]", name: str) -> None:
    connection.execute(
        sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name))
    )


@contextmanager
def a_database(cluster: Cluster, template: str) -> Iterator[TestDatabase]:
    """A fresh copy of the template, gone afterwards."""
    name = f"test_{os.getpid()}_{uuid.uuid4().hex[:10]}"
    with cluster.connect(ADMIN, "postgres") as connection:
        connection.execute(
            sql.SQL("CREATE DATABASE {} TEMPLATE {} OWNER {} STRATEGY file_copy").format(
                sql.Identifier(name), sql.Identifier(template), sql.Identifier(OWNER)
            )
        )
        forbid_temporary_tables(connection, name)
    app_url, owner_url = cluster.url(APP, name), cluster.url(OWNER, name)
    made = TestDatabase(
        engine=create_engine(app_url),
        signer=SIGNER,
        owner_engine=create_engine(owner_url),
        app_url=app_url,
        owner_url=owner_url,
        admin_url=cluster.url(ADMIN, name),
    )
    yield made
    made.engine.dispose()
    made.owner_engine.dispose()
    with cluster.connect(ADMIN, "postgres") as connection:
        _drop(connection, name)


@pytest.fixture
def database(cluster: Cluster, template: str) -> Iterator[TestDatabase]:
    """A fresh database of this test's own."""
    with a_database(cluster, template) as made:
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
