"""A court's own teams are no side's: no party obtains anything else because one is there."""

from collections.abc import Iterator

import pytest
from sqlalchemy import text

from scheduling.hosted_visits.models import HostedVisit
from tests.two_worlds.opened import Opened, opened
from tests.two_worlds.random_plays import Step
from tests.two_worlds.transcripts import differences
from tests.world import World
from witness_app.embedded_postgres import Cluster

ALONE = frozenset({"observer"})
STEPS = [
    *(Step("observer", act, 0) for act in ("needs", "share", "book", "handover")),
    Step("court", "", 1),
    Step("observer", "replan", 0),
    Step("observer", "cancel", 0),
    Step("time", "weeks", 2),
]


@pytest.fixture
def stage(cluster: Cluster, world: World) -> Iterator[Opened]:
    with opened(cluster, world) as stage:
        yield stage


def rows_that_hosts_read(world: World, stage: Opened) -> int:
    with world.session(stage.setting.people["observer"].host) as session:
        return session.query(HostedVisit).count()


def test_no_party_obtains_anything_else_where_a_court_has_a_team(
    world: World, stage: Opened
) -> None:
    with_a_team = stage.played(STEPS, "observer", ALONE)
    assert rows_that_hosts_read(world, stage) > 0
    stage.rewinder.put_back(stage.empty)
    with world.owner() as owner:
        owner.execute(text("DELETE FROM sealed.hosting"))
        owner.commit()
    stage.empty, stage.begun = stage.rewinder.kept(), {}
    without = stage.played(STEPS, "observer", ALONE)
    assert rows_that_hosts_read(world, stage) == 0
    assert differences(without, with_a_team) == []
    assert any("hosted_visit: " in answer for answer in without.answers)
