"""Rows put straight into tables, and doors asked from behind the wall, to see each of their terms.

A door decides by several terms at once. What it does for a row that meets all of them, and for rows
that each fail one, is seen sooner by putting those rows than by living through how they come about.
"""

import time
import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, NullPool, create_engine, insert, select, text

from ethical_walls.records import Record
from ethical_walls.viewers import Viewer
from tests.builders.rows import a_row_of
from tests.world import World
from witness_app.models import import_every_model

import_every_model()


Given = Mapping[str, object]
LONGEST_WAIT_SECONDS = 20
STANDS = "the one that meets every term"


@dataclass(frozen=True)
class Behind:
    """The tables of one test's database, and whatever may be asked of them."""

    world: World

    def put(self, table: str, **given: object) -> dict[str, Any]:
        """A row with these values, its others made up; foreign keys and triggers look away."""
        into = Record.metadata.tables[table]
        with self.as_administrator() as connection:
            connection.exec_driver_sql("SET LOCAL session_replication_role = replica")
            row = insert(into).values(a_row_of(into, **given)).returning(*into.columns)
            return dict(connection.execute(row).mappings().one())

    def rows(self, table: str, stands: Given, failing: Mapping[str, Given]) -> "Rows":
        """A row that meets every term after one for each way of failing one, each by a name."""
        given = {name: {**stands, **other} for name, other in failing.items()} | {STANDS: stands}
        return Rows(self, table, {name: self.put(table, **row) for name, row in given.items()})

    def say(self, statement: str, **given: object) -> None:
        """Change something as the owner."""
        with self.world.owner() as owner:
            owner.execute(text(statement), given)
            owner.commit()

    def answers(self, question: str, **given: object) -> list[Any]:
        """The first column of what a question finds, asked by the owner."""
        with self.world.owner() as owner:
            return list(owner.scalars(text(question), given))

    def committed(self, question: str, **given: object) -> list[Any]:
        """The same, and what it did is kept."""
        with self.world.owner() as owner:
            found = list(owner.scalars(text(question), given))
            owner.commit()
            return found

    def asked_by(self, viewer: Viewer, question: str, **given: object) -> list[Any]:
        """The same, asked by a viewer through the wall, and committed."""
        with self.world.session(viewer) as session:
            found = list(session.scalars(text(question), given))
            session.commit()
            return found

    def wait_for_waiters(self, how_many: int) -> None:
        """Return once so many of this database's connections wait for another.

        Raises:
            AssertionError: They do not, however long they are given.
        """
        waiting = (
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
            " AND wait_event_type = 'Lock'"
        )
        engine = create_engine(
            self.world.database.admin_url, poolclass=NullPool, isolation_level="AUTOCOMMIT"
        )
        last = time.monotonic() + LONGEST_WAIT_SECONDS
        with engine.connect() as connection:
            while connection.execute(text(waiting)).scalar_one() < how_many:
                assert time.monotonic() < last, "nobody waits"

    @contextmanager
    def as_administrator(self) -> Iterator[Connection]:
        """A connection of the server's administrator."""
        engine = create_engine(self.world.database.admin_url, poolclass=NullPool)
        with engine.begin() as connection:
            yield connection


@dataclass(frozen=True)
class Rows:
    """Rows of one table, each by a name."""

    behind: Behind
    table: str
    by_name: dict[str, dict[str, Any]]

    def value(self, column: str, name: str = STANDS) -> Any:  # noqa: ANN401 - the column's own
        """What one of them holds, as it was put."""
        return self.by_name[name][column]

    def named(self, column: str, found: Iterable[object]) -> set[str]:
        """The names of those that hold one of these values."""
        values = list(found)
        return {name for name, row in self.by_name.items() if row[column] in values}

    def changed_by(self, act: Callable[[], object]) -> set[str]:
        """The names of those that are other than before, or gone, once something was done."""
        (changed,) = changed_at_once(act, self)
        return changed

    def contents(self) -> dict[str, object]:
        """What each of them holds now, by its name, those that are there."""
        table = Record.metadata.tables[self.table]
        with self.behind.world.owner() as owner:
            found = owner.execute(select(table)).mappings().all()
        keys = {name: self._key(row) for name, row in self.by_name.items()}
        held = {self._key(row): tuple(map(str, row.values())) for row in found}
        return {name: held[key] for name, key in keys.items() if key in held}

    def _key(self, row: Mapping[Any, Any]) -> tuple[object, ...]:
        columns = Record.metadata.tables[self.table].primary_key.columns
        return tuple(row[column.name] for column in columns)


def changed_at_once(act: Callable[[], object], *several: Rows) -> list[set[str]]:
    """Of each of several tables, the names of the rows that one act changed or took away."""
    before = [rows.contents() for rows in several]
    act()
    after = [rows.contents() for rows in several]
    return [
        {name for name, row in was.items() if now.get(name) != row}
        for was, now in zip(before, after, strict=True)
    ]


def new() -> uuid.UUID:
    """An id of nothing that is there."""
    return uuid.uuid4()
