"""What PostgreSQL gives everybody is taken away, by hand where the server is not our own."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import NullPool, create_engine

from ethical_walls.hardening import rights_over_neighbours, what_is_left
from ethical_walls.starting import WallNotStanding
from tests.world import TestDatabase, World
from witness_app.commands.database import group
from witness_app.database import check_before_serving, open_database
from witness_app.embedded_postgres import ADMIN, APP, OWNER, Cluster
from witness_app.settings import SettingMissing, Settings, refuse_owner_address

FAMILIES = {
    "advisory locks": "EXECUTE ON FUNCTION pg_advisory_lock(bigint)",
    "ending what others do": "EXECUTE ON FUNCTION pg_terminate_backend(integer, bigint)",
    "large objects": "EXECUTE ON FUNCTION lo_create(oid)",
    "statistics": "SELECT ON pg_stat_activity",
    "temporary tables": "TEMPORARY ON DATABASE {database}",
    "the public schema": "CREATE ON SCHEMA public",
}


def settings_of(database: TestDatabase, folder: Path, environment: str) -> Settings:
    return Settings(
        environment=environment,
        instance=folder,
        database_url=database.app_url,
        owner_database_url="",
        staff_secret="a secret that only tests hold",
        public_secret="another secret that only tests hold",
        second_factor_key=b"a key that only tests hold, 32 b",
        wall_key=database.signer.key,
        wall_key_id=database.signer.key_id,
    )


def run(settings: Settings, *words: str) -> Result:
    return CliRunner().invoke(group, words, obj=settings)


def give(database: TestDatabase, right: str) -> None:
    admin = create_engine(database.admin_url, poolclass=NullPool)
    with admin.begin() as connection:
        said = right.replace("{database}", database.name)
        connection.exec_driver_sql(f"GRANT {said} TO PUBLIC")


def test_the_embedded_server_leaves_nothing_of_the_neighbours(world: World) -> None:
    with world.owner() as owner:
        rights = rights_over_neighbours(owner.connection(), APP)
        assert {right.what for right in rights} == set(FAMILIES)
        assert [right.right for right in rights if right.is_held] == []
        assert what_is_left(owner.connection(), APP) == ""


@pytest.mark.parametrize("family", FAMILIES)
def test_production_does_not_start_while_neighbours_are_in_reach_and_development_warns(
    another_world: World, tmp_path: Path, family: str
) -> None:
    database = another_world.database
    give(database, FAMILIES[family])
    developing = settings_of(database, tmp_path, "development")
    served = settings_of(database, tmp_path, "production")
    if family == "the public schema":
        with pytest.raises(WallNotStanding, match="make things in schema public"):
            check_before_serving(developing, open_database(developing))
    else:
        assert family in check_before_serving(developing, open_database(developing))
        with pytest.raises(WallNotStanding, match=f"{family}.*witness-app db harden"):
            check_before_serving(served, open_database(served))
        assert "Warning" in run(developing, "check").stderr
        assert "witness-app db harden" in run(served, "check").output
    hardened = run(served, "harden", "--admin-url", database.admin_url)
    assert f"{family} (1)" in hardened.stdout, hardened.output
    assert check_before_serving(served, open_database(served)) == ""


@pytest.fixture
def fresh(cluster: Cluster) -> Iterator[str]:
    """A database as an administrator makes it on a server of their own."""
    name = f"test_{os.getpid()}_fresh"
    with cluster.connect(ADMIN, "postgres") as connection:
        connection.execute(f"CREATE DATABASE {name} OWNER {OWNER}".encode())
    yield name
    with cluster.connect(ADMIN, "postgres") as connection:
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)".encode())


def test_a_server_of_ones_own_is_hardened_by_one_command(
    world: World, cluster: Cluster, fresh: str, tmp_path: Path
) -> None:
    settings = Settings(
        **{
            **vars(settings_of(world.database, tmp_path, "development")),
            "database_url": cluster.url(APP, fresh),
            "owner_database_url": cluster.url(OWNER, fresh),
            "admin_database_url": cluster.url(ADMIN, fresh),
        }
    )
    first = run(settings, "harden")
    assert first.exit_code == 0, first.output
    assert all(family in first.stdout for family in set(FAMILIES) - {"the public schema"})
    assert "taken already" in run(settings, "harden").stdout
    assert run(settings, "upgrade").exit_code == 0
    checked = run(settings, "check")
    assert (checked.exit_code, checked.stderr) == (0, "")


def test_only_an_administrator_hardens(world: World, tmp_path: Path) -> None:
    settings = settings_of(world.database, tmp_path, "development")
    assert "Set ADMIN_DATABASE_URL" in run(settings, "harden").output


def test_a_serving_process_never_holds_an_administrators_address(
    world: World, tmp_path: Path
) -> None:
    served = settings_of(world.database, tmp_path, "production")
    refuse_owner_address(served)
    with pytest.raises(SettingMissing, match="ADMIN_DATABASE_URL"):
        refuse_owner_address(Settings(**{**vars(served), "admin_database_url": "x"}))
