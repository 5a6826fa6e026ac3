"""One database for many tests of a process: swept as clean as its template after each of them.

A sweep is quicker than a copy of the template, and what the engines of a copy have compiled serves
the next test too. A test that changed the shape of its database (a
table, a policy, a right) leaves it to be dropped: the next test gets a new copy.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import psycopg
from psycopg import sql

from tests.databases import copied, dropped
from tests.world import TestDatabase
from witness_app.embedded_postgres import ADMIN, Cluster

AT_MOST = 60
"""How many tests one copy serves: what they deleted still takes room in it."""
CATALOGUES = (
    "pg_attrdef",
    "pg_attribute",
    "pg_class",
    "pg_constraint",
    "pg_default_acl",
    "pg_event_trigger",
    "pg_index",
    "pg_namespace",
    "pg_policy",
    "pg_proc",
    "pg_rewrite",
    "pg_trigger",
    "pg_type",
)
SHAPE = " UNION ALL ".join(
    f"SELECT '{name}', count(*), max(xmin::text::bigint) FROM {name}"  # noqa: S608 - names above
    for name in CATALOGUES
)
"""Every object of a database and when each was last touched; rows of tables do not show in it."""
TABLES = """
    SELECT n.nspname, c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relkind = 'r' AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
    ORDER BY n.nspname, c.relname"""
SEQUENCES = """
    SELECT format('%I.%I', schemaname, sequencename), last_value FROM pg_sequences ORDER BY 1"""

AS_NEW = (
    "CLOSE ALL",
    "RESET SESSION AUTHORIZATION",
    "RESET ALL",
    "UNLISTEN *",
    "DISCARD TEMP",
)
"""What a session keeps beyond its transactions, but for prepared statements, which mean no rows.

Neither role may take an advisory lock: the server of the tests is hardened.
"""

Connection = psycopg.Connection[tuple[object, ...]]


@dataclass
class Copy:
    """A copy of the template that is lent again and again, and what it was like when it was new."""

    database: TestDatabase
    tables: list[sql.Identifier]
    shape: list[tuple[object, ...]]
    rows: dict[int, bytes]
    sequences: dict[object, object]
    times: int = 0


@dataclass
class Lender:
    """Lends databases that are as new, one at a time or several at once."""

    cluster: Cluster
    template: str
    free: list[Copy] = field(default_factory=list)

    @contextmanager
    def lent(self) -> Iterator[TestDatabase]:
        """A database that holds what the template holds, and nothing else."""
        copy = self.free.pop() if self.free else self._new()
        copy.times += 1
        yield copy.database
        if copy.times < AT_MOST and self._swept(copy):
            self.free.append(copy)
        else:
            dropped(self.cluster, copy.database)

    def close(self) -> None:
        """Drop every copy."""
        while self.free:
            dropped(self.cluster, self.free.pop().database)

    def _new(self) -> Copy:
        database = copied(self.cluster, self.template)
        with self.cluster.connect(ADMIN, database.name) as connection:
            tables = [sql.Identifier(*map(str, row)) for row in connection.execute(TABLES)]
            rows = {
                n: _copied_out(connection, tables[n]) for n in _holding_rows(connection, tables)
            }
            sequences = dict(connection.execute(SEQUENCES).fetchall())
            return Copy(database, tables, connection.execute(SHAPE).fetchall(), rows, sequences)

    def _swept(self, copy: Copy) -> bool:
        """Put everything back as it was; answers whether the shape stands, else nothing is done."""
        with self.cluster.connect(ADMIN, copy.database.name) as connection:
            kept = _freshened(copy.database)
            connection.execute(
                "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
                " AND pid <> ALL (%s)",
                [kept],
            )
            if connection.execute(SHAPE).fetchall() != copy.shape:
                return False
            connection.execute("SET session_replication_role = replica")
            emptied = [copy.tables[n] for n in _holding_rows(connection, copy.tables)]
            connection.execute(
                sql.SQL("; ").join(sql.SQL("DELETE FROM {}").format(table) for table in emptied)
            )
            for n, rows in copy.rows.items():
                _copied_in(connection, copy.tables[n], rows)
            for name, value in connection.execute(SEQUENCES).fetchall():
                if value != copy.sequences[name]:
                    start = copy.sequences[name]
                    connection.execute(
                        "SELECT setval(%s, coalesce(%s, 1), %s)", (name, start, start is not None)
                    )
        return True


def _freshened(database: TestDatabase) -> list[int]:
    """Make every idle connection of the engines as new, and give back which backends they are.

    A new connection reads the whole wall's catalogue again. What a test left checked out is no
    longer the pool's: it is ended with every stranger's, and its engine begins anew.
    """
    kept = []
    for engine in (database.engine, database.owner_engine):
        if engine.pool.checkedout():  # type: ignore[attr-defined]  # a queue pool's
            engine.dispose()
        idle = [engine.raw_connection() for _ in range(engine.pool.checkedin())]  # type: ignore[attr-defined]
        for one in idle:
            with one.cursor() as cursor:
                for reset in AS_NEW:
                    cursor.execute(reset)
            one.commit()
            kept.append(one.dbapi_connection.info.backend_pid)  # type: ignore[union-attr]
        for one in idle:
            one.close()
    return kept


def _holding_rows(connection: Connection, tables: list[sql.Identifier]) -> list[int]:
    """The places of the tables that hold any row."""
    asked = sql.SQL(" UNION ALL ").join(
        sql.SQL("SELECT {} WHERE EXISTS (TABLE {})").format(n, table)
        for n, table in enumerate(tables)
    )
    return [int(str(row[0])) for row in connection.execute(asked)]


def _copied_out(connection: Connection, table: sql.Identifier) -> bytes:
    with connection.cursor().copy(
        sql.SQL("COPY {} TO STDOUT (FORMAT binary)").format(table)
    ) as out:
        return b"".join(bytes(part) for part in out)


def _copied_in(connection: Connection, table: sql.Identifier, rows: bytes) -> None:
    with connection.cursor().copy(
        sql.SQL("COPY {} FROM STDIN (FORMAT binary)").format(table)
    ) as into:
        into.write(rows)
