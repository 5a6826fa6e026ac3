"""Two worlds at random: whatever anybody does, the observer obtains the same without the others."""

import os

from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st

from tests.databases import a_database
from tests.two_worlds.random_plays import LATE, OPENING, PARTIES, Play, Step, a_step
from tests.two_worlds.transcripts import differences
from tests.world import World
from witness_app.embedded_postgres import Cluster

EVERYBODY = frozenset(PARTIES)
OBSERVERS = ("observer", LATE)
NAMED_AND_OPEN = [
    Step("court", "name", 0),
    Step("time", "", 1),
    *(Step(LATE, "book", choice) for choice in range(3)),
]
PLAYS = int(os.environ.get("RANDOM_PLAYS", "2"))


@settings(
    max_examples=PLAYS,
    deadline=None,
    derandomize=True,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(steps=st.lists(a_step, min_size=6, max_size=14), observer=st.sampled_from(OBSERVERS))
@example(steps=NAMED_AND_OPEN, observer=LATE)
def test_whatever_anybody_does_the_observer_obtains_the_same_without_the_others(
    cluster: Cluster, template: str, steps: list[Step], observer: str
) -> None:
    played = [*OPENING, *steps]
    with a_database(cluster, template) as here, a_database(cluster, template) as there:
        alone = Play(World(here), observer).take(played, frozenset({observer}))
        among_others = Play(World(there), observer).take(played, EVERYBODY)
    assert differences(alone, among_others) == []
    assert any("witness 1" in answer for answer in alone.answers)
    if observer != LATE or steps is NAMED_AND_OPEN:
        assert any("visit 1" in answer for answer in alone.answers)
