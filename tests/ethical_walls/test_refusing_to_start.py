import pytest
from sqlalchemy import NullPool, create_engine, text

from ethical_walls.records import Record
from ethical_walls.starting import WallNotStanding, refuse_to_start_without_the_wall
from tests.builders.rows import put
from tests.world import World
from witness_app.models import import_every_model

import_every_model()

WITNESS = "witness"
BREAKS = {
    "not walled": f"ALTER TABLE {WITNESS} NO FORCE ROW LEVEL SECURITY",
    "missing or not as declared": f"DROP POLICY wall_select ON {WITNESS}",
}


def start(url: str) -> None:
    engine = create_engine(url, poolclass=NullPool)
    with engine.connect() as connection, connection.begin():
        refuse_to_start_without_the_wall(connection)


def test_the_serving_role_starts_behind_a_standing_wall(world: World) -> None:
    start(world.database.app_url)


@pytest.mark.parametrize("words", BREAKS)
def test_a_wall_with_a_stone_missing_stops_the_start(world: World, words: str) -> None:
    with world.owner() as owner:
        owner.execute(text(BREAKS[words]))
        owner.commit()
    with pytest.raises(WallNotStanding, match=words):
        start(world.database.app_url)


@pytest.mark.parametrize("who", ["owner_url", "admin_url"])
def test_a_role_that_passes_through_the_wall_stops_the_start(world: World, who: str) -> None:
    with pytest.raises(WallNotStanding, match="passes through the wall"):
        start(getattr(world.database, who))


def test_a_role_that_owns_tables_stops_the_start(world: World) -> None:
    admin = create_engine(world.database.admin_url, poolclass=NullPool)
    with admin.begin() as connection:
        connection.exec_driver_sql(f"ALTER TABLE {WITNESS} OWNER TO witness_app")
    with pytest.raises(WallNotStanding, match="so could take the wall down"):
        start(world.database.app_url)


def test_a_row_shown_to_nobody_stops_the_start(world: World) -> None:
    admin = create_engine(world.database.admin_url, poolclass=NullPool)
    with admin.begin() as connection:
        put(connection, Record.metadata.tables[WITNESS])
        connection.exec_driver_sql(f"ALTER POLICY wall_select ON {WITNESS} USING (true)")
    with pytest.raises(WallNotStanding, match="shows rows to nobody"):
        start(world.database.app_url)
