"""Two worlds at random: whatever anybody does, the observer obtains the same without the others."""

import os
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, Phase, example, given, seed, settings
from hypothesis import strategies as st
from sqlalchemy import text

from tests.two_worlds.due import do_what_is_due
from tests.two_worlds.opened import Opened, opened
from tests.two_worlds.parties import EVERYBODY, LATE, PARTIES
from tests.two_worlds.random_plays import Play, Step, a_setting, a_step
from tests.two_worlds.rewinding import Rewinder
from tests.two_worlds.script import EVERY_ACT
from tests.two_worlds.transcripts import differences
from tests.world import World
from witness_app.embedded_postgres import ADMIN, Cluster

OBSERVERS = tuple(PARTIES)
NAMED_AND_OPEN = [
    Step("court", "name", 0),
    Step("time", "", 1),
    *(Step(LATE, "book", choice) for choice in range(3)),
]
SAMPLE = 1
PLAYS = int(os.environ.get("RANDOM_PLAYS", SAMPLE))
SEED = int(os.environ.get("RANDOM_SEED", "1"))


@pytest.fixture
def stage(cluster: Cluster, world: World) -> Iterator[Opened]:
    with opened(cluster, world) as stage:
        yield stage


@seed(SEED)
@settings(
    max_examples=PLAYS,
    deadline=None,
    database=None,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=list(HealthCheck),
)
@given(steps=st.lists(a_step, min_size=8, max_size=20), observer=st.sampled_from(OBSERVERS))
@example(steps=NAMED_AND_OPEN, observer=LATE)
def test_whatever_anybody_does_the_observer_obtains_the_same_without_the_others(
    stage: Opened, steps: list[Step], observer: str
) -> None:
    alone = stage.played(steps, observer, frozenset({observer}))
    among_others = stage.played(steps, observer, EVERYBODY)
    assert differences(alone, among_others) == []
    assert any("witness: " in answer for answer in alone.answers)
    if observer != LATE or steps is NAMED_AND_OPEN:
        assert any("visit: " in answer for answer in alone.answers)


@pytest.mark.skipif(PLAYS == SAMPLE, reason="half a minute; make prove plays every act")
def test_every_act_of_another_shows_the_observer_nothing(stage: Opened) -> None:
    alone = stage.played(EVERY_ACT, "observer", frozenset({"observer"}))
    among_others = stage.played(EVERY_ACT, "observer", EVERYBODY)
    assert differences(alone, among_others) == []


def test_a_play_sees_through_an_opened_wall(world: World) -> None:
    play = Play(a_setting(world))
    with world.owner() as owner:
        owner.execute(text("CREATE POLICY opened ON witness FOR SELECT USING (true)"))
        owner.commit()
    before = list(play.at_a_glance("observer"))
    play.step(Step("first", "refer", 0), EVERYBODY)
    do_what_is_due(world, play.means)
    assert before != list(play.at_a_glance("observer"))


def test_what_a_database_held_is_put_back(cluster: Cluster, world: World) -> None:
    world.a_caseworker("Somebody who stays")
    with cluster.connect(ADMIN, world.database.name) as connection:
        rewinder = Rewinder(connection)
        kept = rewinder.kept()
        world.a_caseworker("Somebody who goes")
        with world.owner() as owner:
            owner.execute(text("UPDATE account SET name = 'Somebody else'"))
            owner.commit()
        assert rewinder.kept() != kept
        rewinder.put_back(kept)
        assert Rewinder(connection).kept() == kept
