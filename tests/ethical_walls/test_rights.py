"""What the serving role may do with each table, column, function and schema: this and no more."""

import uuid
from collections.abc import Iterator

import pytest
from sqlalchemy import Connection, NullPool, Table, create_engine, insert, text, update
from sqlalchemy.exc import DBAPIError

from ethical_walls.accounts.models import OrganisationKind, Role
from ethical_walls.accounts.service import link_viewer
from ethical_walls.records import Kind, Writers, tables_of
from ethical_walls.viewers import Viewer
from tests.builders.accounts import Employer, an_account
from tests.builders.rows import a_row_of, put
from tests.databases import a_database
from tests.ethical_walls.wall_findings import refused_by_a_key
from tests.world import World
from witness_app.embedded_postgres import APP, Cluster
from witness_app.models import import_every_model

import_every_model()
ALL = [table for kind in Kind for table in tables_of(kind)]
OPEN = tables_of(Kind.OPEN)
ON_TABLES = ("DELETE", "TRUNCATE", "REFERENCES", "TRIGGER")
NEVER_INSERTED = {Kind.WALLED: {"audience_id", "unit_id"}, Kind.OPEN: set[str]()}
NEVER_CHANGED = {Kind.WALLED: {"compartment_id", "id", "audience_id", "unit_id"}, Kind.OPEN: {"id"}}


@pytest.fixture(scope="module")
def world(cluster: Cluster, template: str) -> Iterator[World]:
    with a_database(cluster, template) as database:
        yield World(database)


@pytest.fixture(scope="module")
def admin(world: World) -> Iterator[Connection]:
    with create_engine(world.database.admin_url, poolclass=NullPool).connect() as connection:
        yield connection


def rights_of(table: Table) -> set[tuple[str, str]]:
    """The rights that the kind of a table gives: a right, and the column or the whole table."""
    if table.info["wall"] is Kind.SEALED:
        return set()
    rights = {("SELECT", c.name) for c in table.columns}
    if table.info["wall"] is Kind.OPEN and table.info["writers"] is Writers.OWNER:
        return rights
    return (
        rights
        | {("INSERT", c.name) for c in table.columns} - names("INSERT", NEVER_INSERTED, table)
        | {("UPDATE", c.name) for c in table.columns} - names("UPDATE", NEVER_CHANGED, table)
    )


def names(right: str, columns: dict[Kind, set[str]], table: Table) -> set[tuple[str, str]]:
    return {(right, column) for column in columns[table.info["wall"]]}


def test_each_table_and_column_may_be_used_as_its_kind_says_and_no_further(
    admin: Connection,
) -> None:
    held: dict[str, set[tuple[str, str]]] = {table.fullname: set() for table in ALL}
    rows = admin.execute(
        text(
            "SELECT c.oid::regclass::text, p, a.attname FROM pg_class c"
            " JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped"
            " CROSS JOIN unnest(ARRAY['SELECT', 'INSERT', 'UPDATE']) p"
            " WHERE c.relkind = 'r' AND has_column_privilege(:role, c.oid, a.attnum, p)"
            " AND c.relnamespace IN ('public'::regnamespace, 'sealed'::regnamespace)"
        ),
        {"role": APP},
    )
    for table, right, column in rows:
        held.setdefault(table, set()).add((right, column))
    wanted = {table.fullname: rights_of(table) for table in ALL}
    assert {t: held[t] ^ wanted.get(t, set()) for t in held if held[t] != wanted.get(t)} == {}


def test_every_table_that_pages_can_reach_is_forced_behind_its_policies(admin: Connection) -> None:
    rows = admin.scalars(
        text(
            "SELECT relname FROM pg_class WHERE relrowsecurity AND relforcerowsecurity"
            " AND relnamespace = 'public'::regnamespace"
        )
    )
    assert set(rows) == {t.name for t in ALL if t.info["wall"] is not Kind.SEALED}


def test_no_table_may_be_emptied_thinned_or_pointed_at(admin: Connection) -> None:
    rows = admin.execute(
        text(
            "SELECT c.oid::regclass::text, p FROM pg_class c CROSS JOIN unnest(:rights ::text[]) p"
            " WHERE c.relkind = 'r' AND has_table_privilege(:role, c.oid, p)"
            " AND c.relnamespace IN ('public'::regnamespace, 'sealed'::regnamespace)"
        ),
        {"role": APP, "rights": list(ON_TABLES)},
    )
    assert rows.all() == []


def test_doors_may_be_called_and_what_is_behind_them_may_not(admin: Connection) -> None:
    rows = admin.execute(
        text(
            "SELECT n.nspname, has_function_privilege(:role, p.oid, 'EXECUTE'), count(*)"
            " FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace"
            " WHERE n.nspname IN ('wall', 'sealed') GROUP BY 1, 2"
        ),
        {"role": APP},
    )
    assert {(schema, may) for schema, may, _ in rows} == {("wall", True), ("sealed", False)}
    schemas = "SELECT has_schema_privilege(:role, s, 'USAGE') FROM unnest(ARRAY['wall','sealed']) s"
    assert list(admin.scalars(text(schemas), {"role": APP})) == [True, False]


@pytest.fixture(scope="module")
def writers(world: World) -> dict[str, tuple[Viewer, bool]]:
    """Everybody, and whether they may write public facts."""
    firm = Employer("A firm", OrganisationKind.SOLICITORS_FIRM)
    with world.owner() as owner:
        solicitor = an_account(owner, Role.SOLICITOR, name="Sol Itor", employer=firm)
        gone = an_account(owner, Role.CASEWORKER, name="Long Gone")
        owner.execute(
            text("UPDATE account SET ended_at = now() WHERE id = :id"), {"id": gone.account_id}
        )
        owner.commit()
    return {
        "a caseworker": (world.a_caseworker(), True),
        "a list operator": (world.a_list_operator(), True),
        "the service": (world.service(uuid.uuid4()), True),
        "a solicitor": (solicitor, False),
        "an officer of a unit": (world.a_unit_officer(), False),
        "somebody who has left": (gone, False),
        "an account that is not there": (Viewer(account_id=uuid.uuid4()), False),
        "a link": (link_viewer(uuid.uuid4()), False),
        "nobody": (Viewer(), False),
    }


@pytest.mark.parametrize("table", OPEN, ids=lambda table: table.name)
def test_public_facts_are_read_by_all_and_written_by_those_who_work_here(
    world: World, admin: Connection, writers: dict[str, tuple[Viewer, bool]], table: Table
) -> None:
    row = put(admin, table)["id"]
    admin.commit()
    written = table.info["writers"] is Writers.VIEWERS
    for who, (viewer, may) in writers.items():
        with world.session(viewer) as session:
            connection = session.connection()
            assert connection.scalar(table.select().with_only_columns(table.c.id)), who
            assert _passes(connection, insert(table).values(a_row_of(table))) is (may and written)
        with world.session(viewer) as session:
            column = next(c for c in table.columns if c.name != "id" and not c.computed)
            change = update(table).where(table.c.id == row).values({column.name: column})
            assert _passes(session.connection(), change) is (may and written), who
        if written and not may:
            with world.session(viewer) as session:
                assert session.connection().execute(change).rowcount == 0, f"{who} met a row"


def _passes(connection: Connection, statement: object) -> bool:
    """Whether the wall lets a statement do something; keys may refuse it afterwards."""
    try:
        done = connection.execute(statement)  # type: ignore[call-overload]
    except DBAPIError as refused:
        return refused_by_a_key(refused)
    return bool(done.rowcount)
