"""The tables' history: equal to the models, up and down, with rows in every table."""

from collections.abc import Iterator

import pytest
from alembic import command
from sqlalchemy import Engine, NullPool, create_engine, inspect

from ethical_walls.applying import Applied
from ethical_walls.records import Kind, tables_of
from ethical_walls.starting import WallNotStanding, refuse_to_start_without_the_wall
from tests.builders.rows import put
from tests.world import TestDatabase
from witness_app.embedded_postgres import APP
from witness_app.migrations import configuration, upgrade


@pytest.fixture
def admin(database: TestDatabase) -> Iterator[Engine]:
    engine = create_engine(database.admin_url, poolclass=NullPool)
    with engine.begin() as connection:
        for kind in Kind:
            for table in tables_of(kind):
                if not connection.execute(table.select().limit(1)).first():
                    put(connection, table)
    return engine


def test_a_migrated_database_equals_the_models(database: TestDatabase) -> None:
    command.check(configuration(database.owner_url))


def test_the_way_down_and_up_again_is_open_with_rows_in_every_table(
    database: TestDatabase, admin: Engine
) -> None:
    command.downgrade(configuration(database.owner_url), "base")
    left = set(inspect(admin).get_table_names()) | set(inspect(admin).get_table_names("sealed"))
    assert left == {"alembic_version"}
    upgrade(database.owner_url, APP)
    command.check(configuration(database.owner_url))


def test_upgrading_puts_the_wall_back_and_says_what_it_replaced(database: TestDatabase) -> None:
    assert upgrade(database.owner_url, APP) == Applied((), ())
    with database.owner_engine.begin() as owner:
        owner.exec_driver_sql("DROP POLICY wall_select ON witness")
        owner.exec_driver_sql("CREATE POLICY for_everybody ON task FOR SELECT USING (true)")
    with (
        database.engine.connect() as connection,
        connection.begin(),
        pytest.raises(WallNotStanding),
    ):
        refuse_to_start_without_the_wall(connection)
    assert upgrade(database.owner_url, APP).mended == (
        "Policy for_everybody of task is not as declared",
        "Policy wall_select of witness is missing",
    )
    with database.engine.connect() as connection, connection.begin():
        refuse_to_start_without_the_wall(connection)
