"""The product does not start where the wall that stands is not the one that is declared."""

import os
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import Engine, NullPool, create_engine

from ethical_walls.applying import apply_wall, mend_as_administrator
from ethical_walls.door_files import door_triggers, doors, texts
from ethical_walls.records import Record
from ethical_walls.standing import Difference, differences
from ethical_walls.starting import WallNotStanding, refuse_to_start_without_the_wall
from tests.builders.rows import put
from tests.databases import a_database
from tests.ethical_walls.broken_walls import FOR_AN_ADMINISTRATOR, STONES, Break
from tests.world import TestDatabase, World
from witness_app.embedded_postgres import ADMIN, APP, OWNER, Cluster
from witness_app.models import import_every_model

import_every_model()
POWERS = {
    "SUPERUSER": "passes through the wall",
    "BYPASSRLS": "passes through the wall",
    "CREATEROLE": "may make roles",
    "CREATEDB": "may make roles or databases",
    "REPLICATION": "may make roles or databases, or copy them",
    f"IN ROLE {OWNER}": f"is a member of {OWNER}",
    f"NOINHERIT IN ROLE {OWNER}": f"is a member of {OWNER}",
    "IN ROLE pg_read_all_data": "is a member of pg_read_all_data",
}


def start(url: str) -> None:
    with create_engine(url, poolclass=NullPool).connect() as connection, connection.begin():
        refuse_to_start_without_the_wall(connection)


@pytest.fixture(scope="module")
def mended(cluster: Cluster, template: str) -> Iterator[TestDatabase]:
    """A database whose wall each test breaks in one way, and mends."""
    with a_database(cluster, template) as database:
        yield database


@pytest.fixture
def admin(another_world: World) -> Engine:
    return create_engine(another_world.database.admin_url, poolclass=NullPool)


def broken(admin: Engine, how: Break) -> None:
    """The administrator does something to the wall."""
    said = how.statements
    for name, value in {"app": APP, "owner": OWNER, "database": admin.url.database}.items():
        said = said.replace(f"{{{name}}}", str(value))
    with admin.begin() as connection:
        for statement in said.split("; "):
            connection.exec_driver_sql(statement)


@contextmanager
def a_role(cluster: Cluster, powers: str) -> Iterator[str]:
    """Another role that could be made to serve, gone afterwards."""
    name = f"test_{os.getpid()}_role"
    with cluster.connect(ADMIN, "postgres") as connection:
        connection.execute(f"CREATE ROLE {name} LOGIN PASSWORD 'for a test' {powers}".encode())
        yield name
        connection.execute(f"DROP ROLE {name}".encode())


def test_the_serving_role_starts_behind_a_standing_wall(world: World) -> None:
    start(world.database.app_url)


def test_a_role_that_acts_as_another_or_looks_elsewhere_is_not_served_by(world: World) -> None:
    admin = create_engine(world.database.admin_url, poolclass=NullPool)
    with admin.connect() as connection, connection.begin():
        connection.exec_driver_sql(f"SET LOCAL ROLE {APP}")
        with pytest.raises(WallNotStanding, match=f"acts as {APP}"):
            refuse_to_start_without_the_wall(connection)
    served = create_engine(world.database.app_url, poolclass=NullPool)
    with served.connect() as connection, connection.begin():
        connection.exec_driver_sql("SET LOCAL search_path = wall, public")
        with pytest.raises(WallNotStanding, match="looks for tables in wall, public"):
            refuse_to_start_without_the_wall(connection)


def test_nothing_of_a_standing_wall_differs_whoever_asks(world: World) -> None:
    for url in (world.database.app_url, world.database.owner_url, world.database.admin_url):
        with create_engine(url, poolclass=NullPool).connect() as connection:
            assert differences(connection, APP) == []


def test_asking_costs_well_under_a_second(world: World) -> None:
    taken = []
    for _ in range(5):
        began = time.perf_counter()
        start(world.database.app_url)
        taken.append(time.perf_counter() - began)
    assert min(taken) < 1


def test_every_file_of_doors_is_read_whole() -> None:
    written = "\n".join(texts())
    assert len({(door.schema, door.name) for door in doors()}) == len(doors()) > 100
    assert len(re.findall(r"^CREATE (?:OR REPLACE )?FUNCTION", written, re.MULTILINE)) == len(
        doors()
    )
    assert len(re.findall(r"^CREATE .*\bTRIGGER ", written, re.MULTILINE)) == len(door_triggers())
    assert all("SET search_path" in door.create for door in doors())


@pytest.mark.parametrize("stone", STONES)
def test_a_wall_with_a_stone_missing_stops_the_start_until_it_is_mended(
    mended: TestDatabase, stone: str
) -> None:
    start(mended.app_url)
    broken(create_engine(mended.admin_url, poolclass=NullPool), STONES[stone])
    with pytest.raises(WallNotStanding, match=STONES[stone].words) as refused:
        start(mended.app_url)
    assert "witness-app db upgrade" in str(refused.value)
    with mended.owner_engine.begin() as owner:
        applied = apply_wall(owner, APP)
    assert (bool(applied.mended), applied.left) == (True, ())
    start(mended.app_url)


@pytest.mark.parametrize("stone", FOR_AN_ADMINISTRATOR)
def test_what_the_owner_cannot_mend_stops_the_start_and_is_told(
    another_world: World, admin: Engine, stone: str
) -> None:
    broken(admin, FOR_AN_ADMINISTRATOR[stone])
    with pytest.raises(WallNotStanding, match=FOR_AN_ADMINISTRATOR[stone].words):
        start(another_world.database.app_url)
    with another_world.database.owner_engine.begin() as owner:
        assert apply_wall(owner, APP).left
    with admin.begin() as connection:
        left = mend_as_administrator(connection, APP).left
    assert bool(left) is (stone == "a key is gone")


@pytest.mark.parametrize("powers", POWERS)
def test_a_role_of_more_power_is_not_served_by(world: World, cluster: Cluster, powers: str) -> None:
    with a_role(cluster, powers) as name, world.owner() as owner:
        (first, *_) = differences(owner.connection(), name)
        assert POWERS[powers] in first.what
        with cluster.connect(ADMIN, "postgres") as connection:
            for statement in first.mend:
                connection.execute(statement.encode())
        left = [difference.what for difference in differences(owner.connection(), name)]
        assert first.mend
        assert first.what not in left


@pytest.mark.parametrize("who", ["owner_url", "admin_url"])
def test_a_role_that_passes_through_the_wall_stops_the_start(world: World, who: str) -> None:
    with pytest.raises(WallNotStanding, match="passes through the wall"):
        start(getattr(world.database, who))


@pytest.mark.parametrize(
    "statement",
    [
        "ALTER TABLE witness OWNER TO witness_app",
        "ALTER FUNCTION wall.subject() OWNER TO witness_app",
        "ALTER SCHEMA wall OWNER TO witness_app",
    ],
)
def test_a_role_that_owns_anything_stops_the_start(
    another_world: World, admin: Engine, statement: str
) -> None:
    broken(admin, Break(statement, ""))
    with pytest.raises(WallNotStanding, match="so could take the wall down"):
        start(another_world.database.app_url)


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE SCHEMA {app}; GRANT USAGE ON SCHEMA {app} TO {app}",
        "ALTER ROLE {app} IN DATABASE {database} SET search_path = wall, public",
    ],
)
def test_a_role_that_looks_for_tables_elsewhere_stops_the_start(
    another_world: World, admin: Engine, statement: str
) -> None:
    broken(admin, Break(statement, ""))
    with pytest.raises(WallNotStanding, match="looks for tables in w"):
        start(another_world.database.app_url)


def test_a_row_shown_to_nobody_stops_the_start(
    another_world: World, admin: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    with admin.begin() as connection:
        put(connection, Record.metadata.tables["witness"])
    monkeypatch.setattr("ethical_walls.starting.differences", lambda *_: list[Difference]())
    start(another_world.database.app_url)
    broken(admin, STONES["a policy is altered under its comment"])
    broken(admin, Break("ALTER POLICY wall_select ON witness USING (true)", ""))
    with pytest.raises(WallNotStanding, match="shows rows to nobody"):
        start(another_world.database.app_url)
