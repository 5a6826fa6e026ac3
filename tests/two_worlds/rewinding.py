"""One database that plays take turns in: what it holds is kept, and put back before the next play.

Its connections stay open from play to play. Only tables that were written to since are put back:
a row that was written carries the number of its transaction, and a row that went is missed.
"""

from dataclasses import dataclass, field

import psycopg
from psycopg import sql

from tests.lending import SEQUENCES, TABLES

SWEPT_AFTER = 25
"""Put back so often, tables are vacuumed: what was deleted from them still takes room."""


@dataclass(frozen=True)
class Kept:
    """What a database held at one moment: the rows of each table, and where sequences stood."""

    rows: tuple[bytes, ...]
    sequences: tuple[tuple[object, ...], ...]


@dataclass
class Rewinder:
    """Keeps and puts back what one database holds, as a superuser with triggers off may."""

    connection: psycopg.Connection[tuple[object, ...]]
    tables: list[sql.Identifier] = field(init=False)
    marks: list[tuple[object, ...]] = field(init=False)
    standing: list[bytes] = field(init=False)
    times: int = 0

    def __post_init__(self) -> None:
        self.connection.execute("SET session_replication_role = replica")
        self.tables = [
            sql.Identifier(*map(str, row)) for row in self.connection.execute(TABLES).fetchall()
        ]
        marked = sql.SQL(" UNION ALL ").join(
            sql.SQL("SELECT {}, count(*), max(xmin::text::bigint) FROM {}").format(n, table)
            for n, table in enumerate(self.tables)
        )
        self._marked = sql.SQL("{} ORDER BY 1").format(marked)
        self.marks = self._marks()
        self.standing = [self._copied_out(table) for table in self.tables]

    def kept(self) -> Kept:
        """Everything that the database holds now."""
        now = self._marks()
        for n, mark in enumerate(now):
            if mark != self.marks[n]:
                self.standing[n] = self._copied_out(self.tables[n])
        self.marks = now
        return Kept(tuple(self.standing), tuple(self.connection.execute(SEQUENCES).fetchall()))

    def put_back(self, kept: Kept) -> None:
        """Make the database hold exactly this again."""
        changed = [
            n
            for n, mark in enumerate(self._marks())
            if mark != self.marks[n] or self.standing[n] != kept.rows[n]
        ]
        with self.connection.transaction():
            for n in changed:
                self.connection.execute(sql.SQL("DELETE FROM {}").format(self.tables[n]))
                self._copied_in(self.tables[n], kept.rows[n])
                self.standing[n] = kept.rows[n]
            for name, value in kept.sequences:
                self.connection.execute(
                    "SELECT setval(%s, coalesce(%s, 1), %s)", (name, value, value is not None)
                )
        self.times += 1
        if self.times % SWEPT_AFTER == 0:
            for n in changed:
                self.connection.execute(sql.SQL("VACUUM {}").format(self.tables[n]))
        self.marks = self._marks()

    def _marks(self) -> list[tuple[object, ...]]:
        return self.connection.execute(self._marked).fetchall()

    def _copied_out(self, table: sql.Identifier) -> bytes:
        copying = sql.SQL("COPY {} TO STDOUT (FORMAT binary)").format(table)
        with self.connection.cursor().copy(copying) as out:
            return b"".join(bytes(part) for part in out)

    def _copied_in(self, table: sql.Identifier, rows: bytes) -> None:
        copying = sql.SQL("COPY {} FROM STDIN (FORMAT binary)").format(table)
        with self.connection.cursor().copy(copying) as into:
            into.write(rows)
