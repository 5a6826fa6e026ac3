"""The demo world, loaded once for every journey that only looks at it."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from courts.register.actions import load_register
from tests.conftest import a_database
from tests.moment import NOW
from tests.signing_in import KEY
from tests.world import TestDatabase, World
from witness_app.clock import FixedClock
from witness_app.demo.office import Office
from witness_app.demo.stage import Stage, a_stage
from witness_app.demo.story import Played, play
from witness_app.embedded_postgres import Cluster
from witness_app.jobs import Means
from witness_app.perform import perform


@dataclass(frozen=True)
class DemoWorld:
    """The demo as a newcomer finds it."""

    database: TestDatabase
    stage: Stage
    played: Played


@pytest.fixture(scope="session")
def demo_world(
    cluster: Cluster, template: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[DemoWorld]:
    """The demo's world, loaded a minute ago."""
    with a_database(cluster, template) as database:
        with World(database).job() as session:
            perform(session, load_register, now=NOW)
        office = Office(database.owner_url, KEY)
        stage = a_stage(Means(database, {}, FixedClock(NOW)), office, NOW)
        yield DemoWorld(database, stage, play(stage, tmp_path_factory.mktemp("demo")))
