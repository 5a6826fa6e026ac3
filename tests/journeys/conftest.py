"""The demo world, loaded once for every journey that only looks at it."""

from collections.abc import Iterator

import pytest

from tests.databases import a_database
from tests.journeys.demo import DemoWorld, a_demo_world
from witness_app.embedded_postgres import Cluster


@pytest.fixture(scope="session")
def demo_world(
    cluster: Cluster, template: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[DemoWorld]:
    """The demo's world, loaded a minute ago."""
    with a_database(cluster, template) as database:
        yield a_demo_world(database, tmp_path_factory.mktemp("demo"))
