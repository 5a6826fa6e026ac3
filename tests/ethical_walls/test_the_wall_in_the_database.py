import pytest
from sqlalchemy import NullPool, Table, create_engine, func, select, text

from ethical_walls.policies import Policy, policies
from ethical_walls.records import Kind, tables_of
from tests.builders.rows import put
from tests.ethical_walls.wall_findings import (
    Sides,
    accepted_forgeries,
    findings_of,
    two_sides,
)
from tests.world import World
from witness_app.models import import_every_model

import_every_model()
WALLED = tables_of(Kind.WALLED)
WALLED_POLICIES = [p for p in policies() if p.table in {table.name for table in WALLED}]


@pytest.fixture
def sides(world: World) -> Sides:
    return two_sides(world)


@pytest.mark.parametrize("table", WALLED, ids=lambda table: table.name)
def test_each_walled_table_shows_and_takes_rows_of_the_viewers_own_compartment_only(
    world: World, sides: Sides, table: Table
) -> None:
    assert findings_of(world, table, sides) == []


@pytest.mark.parametrize("table", WALLED, ids=lambda table: table.name)
def test_each_policy_of_a_table_removed_or_opened_in_turn_is_found(
    world: World, sides: Sides, table: Table
) -> None:
    missed = []
    for policy in (p for p in WALLED_POLICIES if p.table == table.name):
        for how, broken in removals(policy).items():
            replace(world, policy, broken)
            if not findings_of(world, table, sides):
                missed.append(f"{policy.name} {how}")
            replace(world, policy, [policy.create()])
    assert missed == []
    assert findings_of(world, table, sides) == []


def removals(policy: Policy) -> dict[str, list[str]]:
    """What is put in a policy's place: nothing, or one that lets everybody."""
    using = " USING (true)" if policy.using else ""
    check = " WITH CHECK (true)" if policy.check else ""
    opened = f"CREATE POLICY {policy.name} ON {policy.table} FOR {policy.command}{using}{check}"
    return {"removed": [], "opened to everybody": [opened]}


def replace(world: World, policy: Policy, with_these: list[str]) -> None:
    with world.database.owner_engine.begin() as owner:
        for statement in (f"DROP POLICY IF EXISTS {policy.name} ON {policy.table}", *with_these):
            owner.exec_driver_sql(statement)


def test_a_viewer_that_nobody_signed_is_nobody(world: World, sides: Sides) -> None:
    assert accepted_forgeries(world, sides) == []


VIEWER_CHECKS = {
    "IS DISTINCT FROM part[7] THEN RETURN": "IS NULL AND false THEN RETURN",
    "IF part[4] <> pg_backend_pid()::text THEN RETURN; END IF;": "",
    "IF part[6]::bigint < extract(epoch FROM clock_timestamp()) THEN RETURN; END IF;": "",
}


@pytest.mark.parametrize("check", VIEWER_CHECKS)
def test_a_check_removed_from_the_viewers_function_is_found(
    world: World, sides: Sides, check: str
) -> None:
    source = "SELECT pg_get_functiondef('sealed.viewer'::regproc)"
    with world.database.owner_engine.begin() as owner:
        definition = owner.scalar(text(source))
        assert check in definition
        owner.exec_driver_sql(definition.replace(check, VIEWER_CHECKS[check]))
    assert accepted_forgeries(world, sides) != []


def test_a_row_of_a_firms_audience_or_a_units_own_is_seen_without_the_compartment(
    world: World, sides: Sides
) -> None:
    officer = world.a_unit_officer()
    table = WALLED[0]
    admin = create_engine(world.database.admin_url, poolclass=NullPool)
    with admin.begin() as connection:
        shared = put(connection, table, compartment_id=sides.own, unit_id=officer.organisation_id)
        put(connection, table, compartment_id=sides.own)
    with world.session(officer) as session:
        assert list(session.scalars(select(table.c.id))) == [shared["id"]]
        assert session.scalar(select(func.wall.compartments())) == []


def test_sql_of_the_serving_role_cannot_reach_keys_log_or_neighbours(world: World) -> None:
    refused = [
        "SELECT * FROM sealed.wall_key",
        "SELECT * FROM sealed.look",
        "SELECT sealed.compartment(gen_random_uuid(), 'prosecution')",
        "SELECT sealed.mac('tests', 'viewer', 'x')",
        "SET ROLE witness_owner",
        "CREATE TABLE mine (a int)",
        "CREATE TEMP TABLE mine (a int)",
        "CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1'",
        "TRUNCATE witness",
        "DELETE FROM witness",
        "ALTER TABLE witness NO FORCE ROW LEVEL SECURITY",
        "UPDATE account SET name = 'x'",
        "INSERT INTO membership (id) VALUES (gen_random_uuid())",
        "SELECT pg_terminate_backend(1)",
        "SELECT lo_create(0)",
        "SELECT pg_advisory_lock(1)",
        "SELECT * FROM pg_stat_activity",
        "SELECT * FROM pg_stat_user_tables",
    ]
    with world.session(world.a_caseworker()) as session:
        for statement in refused:
            with pytest.raises(Exception, match=r"denied|must be owner"), session.begin_nested():
                session.execute(text(statement))
