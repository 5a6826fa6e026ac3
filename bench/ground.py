"""The ground that benchmarks stand on: a PostgreSQL with fsync on, filled in bulk past the wall."""

import json
import time
import uuid
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from statistics import median
from typing import Any, cast

import psycopg
from sqlalchemy import Engine, NullPool, Table, create_engine, text
from sqlalchemy.dialects.postgresql import Range

from ethical_walls.accounts.actions import ensure_service_account
from ethical_walls.applying import install_keys
from ethical_walls.records import Record
from ethical_walls.sessions import WalledSession
from ethical_walls.viewers import Signer
from tests.builders.rows import a_row_of
from tests.server import cluster_for
from tests.world import TestDatabase, World
from witness_app import migrations
from witness_app.embedded_postgres import ADMIN, APP, DURABLE, OWNER, Cluster

FIFTHS = 5
SIGNER = Signer("bench", b"a key that benchmarks hold, 32 b")


@dataclass(frozen=True)
class Ground:
    """One database of a benchmark."""

    database: TestDatabase
    admin: Engine

    @property
    def world(self) -> World:
        """The builders that tests use."""
        return World(self.database)

    def fill(self, into: type[Record] | Table, rows: Iterable[dict[str, Any]]) -> list[uuid.UUID]:
        """Copy rows in, what is not given made up, keys unchecked; answers their ids.

        What is given of a column that the table does not have is left out.
        """
        table = into if isinstance(into, Table) else cast("Table", into.__table__)
        made = [
            a_row_of(table, **{k: v for k, v in given.items() if k in table.c}) for given in rows
        ]
        columns = list(made[0])
        raw = self.admin.raw_connection()
        try:
            cursor = raw.cursor()
            cursor.execute("SET session_replication_role = replica")
            named = ", ".join(f'"{column}"' for column in columns)
            with cursor.copy(f"COPY {table.name} ({named}) FROM STDIN") as copy:  # type: ignore[attr-defined]
                for row in made:
                    copy.write_row([_plain(row[column]) for column in columns])
            raw.commit()
        finally:
            raw.close()
        return [row["id"] for row in made]

    @contextmanager
    def database_as_admin(self) -> Iterator["psycopg.Connection[tuple[Any, ...]]"]:
        """A plain connection of the superuser, each statement committed by itself."""
        plain = self.database.admin_url.replace("postgresql+psycopg", "postgresql")
        with psycopg.connect(plain, autocommit=True) as connection:
            yield connection

    def settle(self) -> None:
        """Let the planner know what is there."""
        with self.admin.connect() as connection:
            connection.execution_options(isolation_level="AUTOCOMMIT").execute(text("ANALYZE"))


def _plain(value: object) -> object:
    if isinstance(value, dict):
        return json.dumps(value)
    if isinstance(value, Range):
        return f"[{value.lower},{value.upper})"
    return str(value) if isinstance(value, uuid.UUID) else value


def cluster() -> Cluster:
    """The benchmarks' own PostgreSQL, with fsync on."""
    found = cluster_for("bench-postgres", DURABLE)
    found.start()
    found.ensure_roles()
    return found


@contextmanager
def a_ground() -> Iterator[Ground]:
    """A migrated, walled and empty database, gone afterwards."""
    server, name = cluster(), f"bench_{uuid.uuid4().hex[:10]}"
    server.ensure_database(name)
    try:
        with a_database_at(name) as ground:
            yield ground
    finally:
        with server.connect(ADMIN, "postgres") as connection:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


@contextmanager
def a_database_at(name: str) -> Iterator[Ground]:
    """A database that is there, its tables and its wall brought up to date."""
    server = cluster()
    migrations.upgrade(server.url(OWNER, name), APP)
    owner = create_engine(server.url(OWNER, name), poolclass=NullPool)
    with owner.begin() as connection:
        install_keys(connection, (SIGNER.key_id, SIGNER.key), b"an identity key of benchmarks")
    with WalledSession(owner) as session:
        ensure_service_account(session)
        session.commit()
    admin = create_engine(server.url(ADMIN, name), poolclass=NullPool)
    engine = create_engine(server.url(APP, name), pool_size=10)
    urls = {role: server.url(role, name) for role in (APP, OWNER, ADMIN)}
    made = TestDatabase(engine, SIGNER, owner, urls[APP], urls[OWNER], urls[ADMIN])
    try:
        yield Ground(made, admin)
    finally:
        engine.dispose()


def milliseconds(work: Callable[[], object], *, rounds: int) -> float:
    """The median time of one call, in milliseconds."""
    taken = []
    for _ in range(rounds):
        began = time.perf_counter()
        work()
        taken.append((time.perf_counter() - began) * 1000)
    return median(taken)


def interleaved_ratio(
    ours: Callable[[], object], theirs: Callable[[], object], *, rounds: int
) -> float:
    """How many times longer ours takes than theirs: pairs run in turn, the least of five medians.

    Each fifth of the rounds has its own median of its pairs' ratios. Others at work on the machine
    disturb a fifth, seldom all five, and what is really slow is slow in every one.
    """
    for warm in (ours, theirs) * 3:
        warm()
    return min(
        median(
            milliseconds(ours, rounds=1) / milliseconds(theirs, rounds=1)
            for _ in range(rounds // FIFTHS)
        )
        for _ in range(FIFTHS)
    )
