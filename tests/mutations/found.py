"""Every stone of a database's wall, found by asking it, and how each is taken out."""

from collections.abc import Iterator
from dataclasses import replace

import psycopg
from psycopg.rows import namedtuple_row

from ethical_walls.hardening import RIGHTS
from tests.mutations.conditions import removals, terms_removed
from tests.mutations.stones import Kind, Mutation, numbered
from witness_app.embedded_postgres import APP


def mutations_of(connection: psycopg.Connection) -> list[Mutation]:
    """Everything that can be taken out of a database's wall, each by a name of its own."""
    with connection.cursor(row_factory=namedtuple_row) as cursor:
        found = [
            *_of_policies(cursor),
            *_of_row_security(cursor),
            *_of_constraints(cursor),
            *_of_triggers(cursor),
            *_of_doors(cursor),
            *_of_powers(cursor),
            *_of_neighbours(cursor),
            *_of_tables_rights(cursor),
            *_of_columns_rights(cursor),
            *_of_functions_rights(cursor),
        ]
    return numbered(found)


Cursor = psycopg.Cursor


def _of_policies(cursor: Cursor) -> Iterator[Mutation]:
    rows = cursor.execute(
        "SELECT tablename AS t, policyname AS p, cmd, qual, with_check, permissive,"
        " array_to_string(roles, ', ') AS roles FROM pg_policies"
        " WHERE schemaname = 'public' ORDER BY 1, 2"
    ).fetchall()
    for row in rows:
        alter, drop = f"ALTER POLICY {row.p} ON {row.t}", f"DROP POLICY {row.p} ON {row.t}"
        clauses = {"USING": row.qual, "WITH CHECK": row.with_check}
        said = " ".join(f"{clause} ({words})" for clause, words in clauses.items() if words)
        create = (
            f"CREATE POLICY {row.p} ON {row.t} AS {row.permissive} FOR {row.cmd}"
            f" TO {row.roles} {said}"
        )
        yield Mutation(Kind.POLICY, row.t, f"{row.cmd} dropped", (drop,), undo=(create,))
        for clause, condition in clauses.items():
            if condition is None or condition == "true":
                continue
            undo = (f"{alter} {clause} ({condition})",)
            opened = (f"{alter} {clause} (true)",)
            yield Mutation(Kind.POLICY, row.t, f"{row.cmd} {clause} opened", opened, undo=undo)
            for term in terms_removed(condition):
                yield Mutation(
                    Kind.POLICY,
                    row.t,
                    f"{row.cmd} {clause} without {term.what}",
                    (f"{alter} {clause} ({term.left})",),
                    undo=undo,
                )


def _of_row_security(cursor: Cursor) -> Iterator[Mutation]:
    rows = cursor.execute(
        "SELECT relname AS t FROM pg_class WHERE relrowsecurity AND relforcerowsecurity"
        " AND relnamespace = 'public'::regnamespace ORDER BY 1"
    ).fetchall()
    for row in rows:
        for what, undone in (("NO FORCE", "FORCE"), ("DISABLE", "ENABLE")):
            done, undo = (f"ALTER TABLE {row.t} {way} ROW LEVEL SECURITY" for way in (what, undone))
            yield Mutation(Kind.FORCE, row.t, what.lower(), (done,), undo=(undo,))


GUARDED = (
    "c.relnamespace IN ('sealed'::regnamespace, 'public'::regnamespace)"
    " AND c.relname <> 'alembic_version'"
)
CONSTRAINTS = (
    "SELECT c.oid::regclass::text AS t, k.conname AS n"  # noqa: S608 - our own words
    " FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid"
    " WHERE k.contype IN ('p', 'u', 'c', 'f', 'x') AND " + GUARDED + " ORDER BY 1, 2"
)
UNIQUE_INDEXES = (
    "SELECT c.oid::regclass::text AS t, x.relname AS n, x.oid::regclass::text AS whole"  # noqa: S608 - our own words
    " FROM pg_index i"
    " JOIN pg_class c ON c.oid = i.indrelid JOIN pg_class x ON x.oid = i.indexrelid"
    " WHERE i.indisunique AND NOT EXISTS"
    " (SELECT FROM pg_constraint k WHERE k.conindid = x.oid) AND " + GUARDED + " ORDER BY 1, 2"
)


def _of_constraints(cursor: Cursor) -> Iterator[Mutation]:
    """Constraints of every table of the product, walled, open and sealed."""
    for row in cursor.execute(CONSTRAINTS).fetchall():
        drop = f'ALTER TABLE {row.t} DROP CONSTRAINT "{row.n}" CASCADE'
        yield Mutation(Kind.CONSTRAINT, row.t, row.n, (drop,))
    for row in cursor.execute(UNIQUE_INDEXES).fetchall():
        yield Mutation(Kind.CONSTRAINT, row.t, row.n, (f"DROP INDEX {row.whole}",))


def _of_triggers(cursor: Cursor) -> Iterator[Mutation]:
    rows = cursor.execute(
        "SELECT tgrelid::regclass::text AS t, tgname AS n FROM pg_trigger"
        " WHERE NOT tgisinternal ORDER BY 1, 2"
    ).fetchall()
    for row in rows:
        yield Mutation(Kind.TRIGGER, row.t, row.n, (f'DROP TRIGGER "{row.n}" ON {row.t}',))


def _of_doors(cursor: Cursor) -> Iterator[Mutation]:
    rows = cursor.execute(
        "SELECT p.oid::regproc::text AS f, p.prosrc AS body, pg_get_functiondef(p.oid) AS whole"
        " FROM pg_proc p WHERE p.pronamespace IN"
        " ('wall'::regnamespace, 'sealed'::regnamespace) ORDER BY 1"
    ).fetchall()
    for row in rows:
        for removal in removals(row.body):
            made = row.whole.replace(row.body, removal.left)
            yield Mutation(Kind.DOOR, row.f, removal.what, (made,), undo=(row.whole,))


def _of_powers(cursor: Cursor) -> Iterator[Mutation]:
    """That a door acts for its owner, and that it finds its tables where they are."""
    rows = cursor.execute(
        "SELECT p.oid::regprocedure::text AS f, p.prosecdef AS definer,"
        " pg_get_functiondef(p.oid) AS whole FROM pg_proc p"
        " WHERE p.pronamespace IN ('wall'::regnamespace, 'sealed'::regnamespace) ORDER BY 1"
    ).fetchall()
    for row in rows:
        alter = f"ALTER FUNCTION {row.f}"
        turned = "SECURITY INVOKER" if row.definer else "SECURITY DEFINER"
        undo = (row.whole,)
        yield Mutation(Kind.POWER, row.f, turned, (f"{alter} {turned}",), undo=undo)
        unset = (f"{alter} RESET search_path",)
        yield Mutation(Kind.POWER, row.f, "no search_path", unset, undo=undo)


def _of_neighbours(cursor: Cursor) -> Iterator[Mutation]:
    """What PostgreSQL gives everybody, given back; a database's own rights no copy would keep."""
    asked = RIGHTS.replace("%I", "%%I").replace("(:role", "(%(role)s")
    for row in cursor.execute(asked.encode(), {"role": APP}).fetchall():
        if " ON DATABASE " not in row.right:
            given, taken = f"GRANT {row.right} TO PUBLIC", f"REVOKE {row.right} FROM PUBLIC"
            what = f"{row.right} given"
            yield Mutation(Kind.NEIGHBOUR, row.what, what, (given,), undo=(taken,))


def _of_tables_rights(cursor: Cursor) -> Iterator[Mutation]:
    """Of whole tables: to take one back would take those of its columns too, so it is not said."""
    rows = cursor.execute(
        "SELECT c.oid::regclass::text AS t, p, has_table_privilege(%s, c.oid, p) AS held"
        " FROM pg_class c CROSS JOIN unnest(ARRAY['SELECT', 'INSERT', 'UPDATE', 'DELETE',"
        " 'TRUNCATE', 'REFERENCES', 'TRIGGER']) p WHERE c.relkind = 'r' AND c.relnamespace IN"
        " ('public'::regnamespace, 'sealed'::regnamespace) ORDER BY 1, 2",
        [APP],
    ).fetchall()
    for row in rows:
        right = _right(row.t, row.p, f"TABLE {row.t}", held=row.held)
        yield right if row.held else replace(right, undo=())


def _of_columns_rights(cursor: Cursor) -> Iterator[Mutation]:
    rows = cursor.execute(
        "SELECT c.oid::regclass::text AS t, a.attname AS a, p,"
        " has_column_privilege(%s, c.oid, a.attnum, p) AS held"
        " FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0"
        " CROSS JOIN unnest(ARRAY['INSERT', 'UPDATE']) p"
        " WHERE c.relkind = 'r' AND NOT a.attisdropped"
        " AND c.relnamespace = 'public'::regnamespace ORDER BY 1, a.attnum, 3",
        [APP],
    ).fetchall()
    for row in rows:
        yield _right(row.t, f'{row.p} ("{row.a}")', f"TABLE {row.t}", held=row.held)


def _of_functions_rights(cursor: Cursor) -> Iterator[Mutation]:
    rows = cursor.execute(
        "SELECT p.oid::regprocedure::text AS f, has_function_privilege(%s, p.oid, 'EXECUTE')"
        " AS held FROM pg_proc p WHERE p.pronamespace IN"
        " ('wall'::regnamespace, 'sealed'::regnamespace) ORDER BY 1",
        [APP],
    ).fetchall()
    for row in rows:
        yield _right(row.f, "EXECUTE", f"FUNCTION {row.f}", held=row.held)
    yield _right("schema sealed", "USAGE", "SCHEMA sealed", held=False)
    yield _right("schema wall", "USAGE", "SCHEMA wall", held=True)


def _right(about: str, right: str, where: str, *, held: bool) -> Mutation:
    given, taken = f"GRANT {right} ON {where} TO {APP}", f"REVOKE {right} ON {where} FROM {APP}"
    if held:
        return Mutation(Kind.RIGHT, about, f"{right} taken away", (taken,), undo=(given,))
    return Mutation(Kind.RIGHT, about, f"{right} given", (given,), undo=(taken,))
