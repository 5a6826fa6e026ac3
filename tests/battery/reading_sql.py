"""Ways to read through the database's own language, settings and catalogues."""

import uuid
from contextlib import ExitStack

import psycopg
from sqlalchemy import text

from ethical_walls.viewers import NOBODY, Signer, Viewer
from tests.battery.ground import Attempt, reads, refused, residue

AS_MANY_AS_A_POOL_HOLDS = 5
BY_ID = "SELECT * FROM witness WHERE id = :witness_id"


def cursor_of(a: Attempt) -> "psycopg.Cursor[tuple[object, ...]]":
    """The driver's own cursor, below everything that SQLAlchemy does."""
    return a.session.connection().connection.cursor()  # type: ignore[return-value]


def as_setting(a: Attempt, value: str, statement: str = BY_ID) -> object:
    """Read with another value of the viewer's setting."""
    a.session.execute(text("SELECT set_config('wall.viewer', :v, true)"), {"v": value})
    return a.sql(statement)


def signed_for(a: Attempt, viewer: Viewer, pid_off_by: int = 0) -> str:
    """The value that another session's viewer is set by."""
    pid = a.session.connection().connection.dbapi_connection.info.backend_pid  # type: ignore[union-attr]
    return a.world.database.signer.sign(viewer, pid + pid_off_by)


@reads
def plain_sql(a: Attempt) -> object:
    return a.sql(BY_ID)


@reads
def plain_sql_on_the_connection(a: Attempt) -> object:
    known = {"witness_id": a.target.witness_id}
    return a.session.connection().execute(text(BY_ID), known).all()


@reads
def driver_sql(a: Attempt) -> object:
    plain = f"SELECT name FROM witness WHERE id = '{a.target.witness_id}'"  # noqa: S608 - a uuid
    return a.session.connection().exec_driver_sql(plain).all()


@reads
def the_drivers_own_cursor(a: Attempt) -> object:
    with cursor_of(a) as cursor:
        cursor.execute("SELECT name FROM witness WHERE id = %s", [a.target.witness_id])
        return cursor.fetchall()


@reads
def a_cursor_in_the_server(a: Attempt) -> object:
    a.sql(f"DECLARE reader CURSOR FOR {BY_ID}")
    return a.sql("FETCH ALL FROM reader")


@reads
def a_cursor_that_outlives_its_transaction(a: Attempt) -> object:
    driver = a.session.connection().connection
    with driver.cursor() as cursor:
        cursor.execute(
            "DECLARE outliving CURSOR WITH HOLD FOR SELECT name FROM witness WHERE id = %s",
            [a.target.witness_id],
        )
        driver.commit()
        cursor.execute("FETCH ALL FROM outliving")
        found = cursor.fetchall()
        cursor.execute("CLOSE outliving")
    driver.rollback()
    return found


@residue
def a_cursor_that_the_one_before_left_open(a: Attempt) -> object:
    """Somebody of the other side kept a cursor past their commit; the next on the connection."""
    before = Viewer(a.target.caseworker_id)
    with a.world.session(before) as theirs:
        driver = theirs.connection().connection
        with driver.cursor() as cursor:
            cursor.execute(
                "DECLARE left_open CURSOR WITH HOLD FOR SELECT count(*) FROM witness WHERE id = %s",
                [a.target.witness_id],
            )
        driver.commit()
        with driver.cursor() as cursor:
            cursor.execute("SELECT set_config('wall.viewer', '', true)")
            cursor.execute("FETCH ALL FROM left_open")
            found = cursor.fetchall()
            cursor.execute("CLOSE left_open")
        driver.rollback()
    return found


@reads
def a_copy_of_a_query(a: Attempt) -> object:
    with (
        cursor_of(a) as cursor,
        cursor.copy(
            f"COPY (SELECT name FROM witness WHERE id = '{a.target.witness_id}') TO STDOUT"  # noqa: S608
        ) as copied,
    ):
        return b"".join(copied).decode()


@reads
def a_copy_of_the_table(a: Attempt) -> object:
    with cursor_of(a) as cursor, cursor.copy("COPY witness TO STDOUT") as copied:
        lines = b"".join(bytes(block) for block in copied).decode().splitlines()
    return [line for line in lines if str(a.target.witness_id) in line]


@reads
def a_prepared_statement(a: Attempt) -> object:
    name = f"prepared_{uuid.uuid4().hex}"
    a.sql(f"PREPARE {name} (uuid) AS SELECT name FROM witness WHERE id = $1")  # noqa: S608
    found = a.sql(f"EXECUTE {name} ('{a.target.witness_id}')")
    a.sql(f"DEALLOCATE {name}")
    return found


@reads
def a_statement_prepared_while_somebody_else_looked(a: Attempt) -> object:
    mine = signed_for(a, a.session.viewer)
    theirs = signed_for(a, Viewer(a.ground.foreign.caseworker_id))
    name = f"planned_{uuid.uuid4().hex}"
    a.sql("SET LOCAL plan_cache_mode = force_generic_plan")
    as_setting(a, theirs, f"PREPARE {name} (uuid) AS SELECT name FROM witness WHERE id = $1")  # noqa: S608
    a.sql(f"EXECUTE {name} ('{uuid.uuid4()}')")
    found = as_setting(a, mine, f"EXECUTE {name} ('{a.target.witness_id}')")
    a.sql(f"DEALLOCATE {name}")
    return found


@reads
def a_block_that_raises_what_it_reads(a: Attempt) -> object:
    return a.sql(
        "DO $$ BEGIN RAISE '%', (SELECT string_agg(name, ',') FROM witness"  # noqa: S608
        f" WHERE id = '{a.target.witness_id}'); END $$"
    )


@reads
def a_cast_whose_error_shows_the_value(a: Attempt) -> object:
    return a.sql("SELECT name::int FROM witness WHERE id = :witness_id")


@reads
def a_cheap_cast_before_a_dear_filter(a: Attempt) -> object:
    return a.sql("SELECT id FROM witness WHERE name::int > 0 AND id = :witness_id")


@reads
def a_row_that_cannot_be_a_number(a: Attempt) -> object:
    return a.sql("SELECT 1 FROM witness WHERE (name || initials)::numeric = 1 AND id = :witness_id")


@reads
def a_table_named_by_a_longer_way(a: Attempt) -> object:
    return a.sql("SELECT name FROM ONLY public.witness AS w WHERE w.id = :witness_id")


@reads
def a_sample_of_the_table(a: Attempt) -> object:
    return a.sql("SELECT name FROM witness TABLESAMPLE BERNOULLI (100) WHERE id = :witness_id")


@reads
def a_row_by_where_it_lies(a: Attempt) -> object:
    return a.sql("SELECT name FROM witness WHERE ctid IS NOT NULL AND id = :witness_id")


@reads
def planner_settings_turned_round(a: Attempt) -> object:
    for setting in ("enable_indexscan", "enable_seqscan", "enable_bitmapscan", "enable_material"):
        a.sql(f"SET LOCAL {setting} = off")
    return a.sql(BY_ID)


FORCE_WORKERS = (
    "SELECT set_config(name, 'on', true) FROM pg_settings"
    " WHERE name IN ('debug_parallel_query', 'force_parallel_mode')"
)
"""The setting was given its present name in PostgreSQL 16."""


@reads
def workers_beside_the_process(a: Attempt) -> object:
    a.sql(FORCE_WORKERS)
    return a.sql(BY_ID)


@reads
def a_search_path_of_temporary_things_first(a: Attempt) -> object:
    a.sql("SET LOCAL search_path = pg_temp, public, pg_catalog")
    return a.sql(BY_ID)


@refused
def a_search_path_into_what_is_sealed(a: Attempt) -> object:
    a.sql("SET LOCAL search_path = sealed, public")
    return a.sql("SELECT * FROM clearance WHERE compartment_id = :compartment_id")


@refused
def row_security_turned_off(a: Attempt) -> object:
    a.sql("SET LOCAL row_security = off")
    return a.sql(BY_ID)


@refused
def triggers_turned_off(a: Attempt) -> object:
    a.sql("SET LOCAL session_replication_role = replica")
    return a.sql(BY_ID)


@refused
def another_role(a: Attempt) -> object:
    a.sql("SET ROLE witness_owner")
    return a.sql(BY_ID)


@refused
def another_session_authorization(a: Attempt) -> object:
    a.sql("SET SESSION AUTHORIZATION witness_owner")
    return a.sql(BY_ID)


@refused
def a_setting_with_no_viewer(a: Attempt) -> object:
    return as_setting(a, "")


@refused
def a_setting_signed_with_a_guess(a: Attempt) -> object:
    pid = a.session.connection().connection.dbapi_connection.info.backend_pid  # type: ignore[union-attr]
    key_id = a.world.database.signer.key_id
    return as_setting(a, Signer(key_id, b"guess").sign(Viewer(a.target.caseworker_id), pid))


@refused
def a_setting_overheard_on_another_connection(a: Attempt) -> object:
    return as_setting(a, signed_for(a, Viewer(a.target.caseworker_id), pid_off_by=1))


@refused
def a_setting_with_a_compartment_written_in(a: Attempt) -> object:
    parts = signed_for(a, a.session.viewer).split("|")
    parts[2] = str(a.target.compartment_id)
    return as_setting(a, "|".join(parts))


@refused
def a_setting_kept_for_the_next_on_the_connection(a: Attempt) -> object:
    value = signed_for(a, a.session.viewer)
    a.session.execute(text("SELECT set_config('wall.viewer', :v, false)"), {"v": value})
    backend = a.session.scalar(text("SELECT pg_backend_pid()"))
    a.session.commit()
    a.session.close()
    with ExitStack() as held:
        for _ in range(AS_MANY_AS_A_POOL_HOLDS):
            following = held.enter_context(a.world.session(NOBODY))
            if following.scalar(text("SELECT pg_backend_pid()")) == backend:
                return Attempt(a.ground, following, a.target).sql(BY_ID)
    return "another connection"


@refused
def a_setting_in_the_midst_of_a_statement(a: Attempt) -> object:
    return a.sql(
        "WITH s AS (SELECT set_config('wall.viewer', '', true))"
        " SELECT name FROM s, witness WHERE id = :witness_id"
        " AND compartment_id <> ALL(wall.compartments())"
    )
