"""Worlds in which a play has begun, made once and put back for each: alone, and among others."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from tests.two_worlds.parties import EVERYBODY
from tests.two_worlds.random_plays import OPENING, Play, Step, a_setting
from tests.two_worlds.rewinding import Kept, Rewinder
from tests.two_worlds.transcripts import Transcript, differences
from tests.world import World
from witness_app.embedded_postgres import ADMIN, Cluster

Cast = frozenset[str]


@dataclass
class Opened:
    """The worlds to begin from, by who is in them, in one database by turns."""

    rewinder: Rewinder
    begun: dict[Cast, tuple[Kept, Play]]

    def begin(self, observer: str, cast: Cast) -> Play:
        """The world after the opening, with these people in it."""
        kept, play = self.begun[cast]
        self.rewinder.put_back(kept)
        return play.again(observer)

    def played(self, steps: Sequence[Step], observer: str, cast: Cast) -> Transcript:
        """Everything that the observer obtains while these steps are taken."""
        play = self.begin(observer, cast)
        play.take(steps, cast)
        return play.transcripts[observer]


@contextmanager
def opened(cluster: Cluster, world: World, observers: tuple[str, ...]) -> Iterator[Opened]:
    """Play the opening in each world once; even there no observer may find a difference."""
    setting = a_setting(world)
    with cluster.connect(ADMIN, world.database.name) as connection:
        rewinder = Rewinder(connection)
        empty = rewinder.kept()
        begun = {}
        for cast in (EVERYBODY, *(frozenset({who}) for who in observers)):
            rewinder.put_back(empty)
            play = Play(setting, tuple(who for who in observers if who in cast))
            play.take_unseen(OPENING, cast)
            begun[cast] = (rewinder.kept(), play)
        for who in observers:
            alone, among_others = begun[frozenset({who})][1], begun[EVERYBODY][1]
            assert differences(alone.transcripts[who], among_others.transcripts[who]) == []
        yield Opened(rewinder, begun)
