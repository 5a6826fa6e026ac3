"""A real PostgreSQL for every test: one template, and copies of it."""

import fcntl
import hashlib
import os
import uuid
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from psycopg import sql
from sqlalchemy import NullPool, create_engine

from ethical_walls.accounts.actions import ensure_service_account
from ethical_walls.applying import install_keys
from ethical_walls.door_files import DOORS
from ethical_walls.sessions import WalledSession
from ethical_walls.viewers import Signer
from tests.world import TestDatabase
from witness_app.embedded_postgres import ADMIN, APP, OWNER, Cluster, forbid_temporary_tables
from witness_app.migrations import upgrade
from witness_app.settings import CHECKOUT

SIGNER = Signer("tests", b"a key that only tests hold, 32 b")
IDENTITY_KEY = b"another key that only tests hold"
APPLIED = ("applying", "catalogues", "door_files", "policies", "records", "standing")
SHAPED_BY = ("ethical_walls", "courts", "casework", "scheduling", "notifications")


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
        + [CHECKOUT / "ethical_walls" / f"{name}.py" for name in APPLIED]
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


def copied(cluster: Cluster, template: str) -> TestDatabase:
    """A fresh copy of the template; whoever asks for it drops it."""
    name = f"test_{os.getpid()}_{uuid.uuid4().hex[:10]}"
    with cluster.connect(ADMIN, "postgres") as connection:
        connection.execute(
            sql.SQL("CREATE DATABASE {} TEMPLATE {} OWNER {} STRATEGY file_copy").format(
                sql.Identifier(name), sql.Identifier(template), sql.Identifier(OWNER)
            )
        )
        forbid_temporary_tables(connection, name)
    return opened(cluster, name)


def opened(cluster: Cluster, name: str) -> TestDatabase:
    """A database that is there, with engines that have no connection yet."""
    app_url, owner_url = cluster.url(APP, name), cluster.url(OWNER, name)
    return TestDatabase(
        engine=create_engine(app_url),
        signer=SIGNER,
        owner_engine=create_engine(owner_url),
        app_url=app_url,
        owner_url=owner_url,
        admin_url=cluster.url(ADMIN, name),
    )


def closed(database: TestDatabase) -> None:
    """Give back every connection of a database's engines."""
    database.engine.dispose()
    database.owner_engine.dispose()


def dropped(cluster: Cluster, database: TestDatabase) -> None:
    """Close a database and remove it."""
    closed(database)
    with cluster.connect(ADMIN, "postgres") as connection:
        _drop(connection, database.name)


@contextmanager
def a_database(cluster: Cluster, template: str) -> Iterator[TestDatabase]:
    """A fresh copy of the template, gone afterwards."""
    made = copied(cluster, template)
    yield made
    dropped(cluster, made)
