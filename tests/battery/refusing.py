"""Ways to make, change, overhear or count what the serving role may not."""

from sqlalchemy import text

from tests.battery.ground import Attempt, refused, residue
from tests.battery.reading_sql import BY_ID


@refused
def a_view(a: Attempt) -> object:
    return a.sql("CREATE VIEW mine AS SELECT * FROM witness")


@refused
def a_temporary_view(a: Attempt) -> object:
    return a.sql("CREATE TEMP VIEW mine AS SELECT * FROM witness")


@refused
def a_temporary_table(a: Attempt) -> object:
    return a.sql("CREATE TEMP TABLE mine AS SELECT * FROM witness")


@refused
def a_materialized_view(a: Attempt) -> object:
    return a.sql("CREATE MATERIALIZED VIEW mine AS SELECT * FROM witness")


@refused
def a_table_made_by_select_into(a: Attempt) -> object:
    return a.sql("SELECT * INTO mine FROM witness")


@refused
def a_schema_of_ones_own(a: Attempt) -> object:
    return a.sql("CREATE SCHEMA mine")


@refused
def a_function_that_tells(a: Attempt) -> object:
    return a.sql("CREATE FUNCTION tell(text) RETURNS bool LANGUAGE sql AS 'SELECT true'")


@refused
def a_function_in_the_temporary_schema(a: Attempt) -> object:
    return a.sql("CREATE FUNCTION pg_temp.tell(text) RETURNS bool LANGUAGE sql AS 'SELECT true'")


@refused
def an_equality_of_ones_own(a: Attempt) -> object:
    return a.sql("CREATE OPERATOR = (LEFTARG = uuid, RIGHTARG = text, FUNCTION = texteq)")


@refused
def a_wall_function_of_ones_own(a: Attempt) -> object:
    return a.sql(
        "CREATE OR REPLACE FUNCTION wall.compartments() RETURNS uuid[] LANGUAGE sql"
        f" AS $$ SELECT ARRAY['{a.target.compartment_id}'::uuid] $$"
    )


@refused
def a_cast_of_ones_own(a: Attempt) -> object:
    return a.sql("CREATE CAST (uuid AS text) WITH INOUT AS IMPLICIT")


@refused
def a_rule_on_the_table(a: Attempt) -> object:
    return a.sql("CREATE RULE mine AS ON INSERT TO witness DO ALSO NOTIFY mine")


@refused
def a_policy_of_ones_own(a: Attempt) -> object:
    return a.sql("CREATE POLICY mine ON witness FOR SELECT USING (true)")


@refused
def the_policy_altered(a: Attempt) -> object:
    return a.sql("ALTER POLICY wall_select ON witness USING (true)")


@refused
def rights_given_to_oneself(a: Attempt) -> object:
    return a.sql("GRANT witness_owner TO witness_app")


@refused
def statistics_of_values(a: Attempt) -> object:
    found = a.sql("SELECT most_common_vals FROM pg_stats WHERE tablename = 'witness'")
    return found or a.sql("SELECT * FROM pg_statistic")


@refused
def counts_that_the_server_keeps(a: Attempt) -> object:
    return a.sql("SELECT n_live_tup FROM pg_stat_user_tables WHERE relname = 'witness'")


@refused
def what_others_are_running(a: Attempt) -> object:
    return a.sql("SELECT query FROM pg_stat_activity")


@refused
def what_others_prepared_or_hold_open(a: Attempt) -> object:
    return a.sql("SELECT statement FROM pg_cursors WHERE is_holdable")


@refused
def estimates_of_rows(a: Attempt) -> object:
    return a.sql("EXPLAIN SELECT * FROM witness WHERE id = :witness_id")


@refused
def estimates_by_a_known_name(a: Attempt) -> object:
    plan = a.sql("EXPLAIN SELECT * FROM witness WHERE name = :name")
    return [str(line[0]).partition("Filter")[0].partition("Index Cond")[0] for line in plan]


@refused
def a_large_object(a: Attempt) -> object:
    return a.sql("SELECT lo_from_bytea(0, 'x')")


@refused
def a_file_of_the_server(a: Attempt) -> object:
    return a.sql("SELECT pg_read_file('PG_VERSION')")


@refused
def a_program_of_the_server(a: Attempt) -> object:
    return a.sql("COPY (SELECT 1) TO PROGRAM 'cat'")


@refused
def another_database_from_within(a: Attempt) -> object:
    return a.sql("CREATE EXTENSION dblink")


@refused
def listening_to_others(a: Attempt) -> object:
    a.sql("LISTEN witness")
    a.session.commit()
    a.sql("SELECT 1")
    driver = a.session.connection().connection.dbapi_connection
    heard = list(driver.notifies(timeout=0, stop_after=1))  # type: ignore[union-attr]
    a.sql("UNLISTEN *")
    return heard


@refused
def an_advisory_lock(a: Attempt) -> object:
    return a.sql("SELECT pg_try_advisory_lock(hashtext(cast(:witness_id AS text)))")


@refused
def ending_somebody_elses_connection(a: Attempt) -> object:
    return a.sql("SELECT pg_terminate_backend(1)")


@refused
def sealed_tables(a: Attempt) -> object:
    return a.sql("SELECT * FROM sealed.allegiance")


@refused
def sealed_functions(a: Attempt) -> object:
    return a.sql("SELECT sealed.compartment(gen_random_uuid(), 'prosecution')")


@refused
def the_wall_from_a_connection_that_nobody_signed(a: Attempt) -> object:
    with a.world.database.engine.connect() as connection:
        return connection.execute(text(BY_ID), {"witness_id": a.target.witness_id}).all()


@residue
def a_plan_that_counts_the_rows_it_threw_away(a: Attempt) -> object:
    for setting in ("enable_seqscan", "enable_bitmapscan"):
        a.sql(f"SET LOCAL {setting} = off")
    return a.sql(f"EXPLAIN (ANALYZE, COSTS OFF, TIMING OFF, SUMMARY OFF, BUFFERS OFF) {BY_ID}")
