"""Worlds in which a play has begun, made once and put back for each: alone, and among others."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from tests.two_worlds.random_plays import OPENING, Play, Setting, Step, a_setting
from tests.two_worlds.rewinding import Kept, Rewinder
from tests.two_worlds.transcripts import Transcript
from tests.world import World
from witness_app.embedded_postgres import ADMIN, Cluster

Cast = frozenset[str]


@dataclass
class Opened:
    """The worlds to begin from, by who is in them, in one database by turns."""

    setting: Setting
    rewinder: Rewinder
    begun: dict[Cast, tuple[Kept, Play]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.empty = self.rewinder.kept()

    def begin(self, observer: str, cast: Cast) -> Play:
        """The world after the opening, with these people in it.

        What the opening left is compared with the first look, and so needs none of its own.
        """
        if cast not in self.begun:
            self.rewinder.put_back(self.empty)
            play = Play(self.setting, ())
            play.take_unseen(OPENING, cast)
            self.begun[cast] = (self.rewinder.kept(), play)
        kept, play = self.begun[cast]
        self.rewinder.put_back(kept)
        return play.again(observer)

    def played(self, steps: Sequence[Step], observer: str, cast: Cast) -> Transcript:
        """Everything that the observer obtains while these steps are taken."""
        play = self.begin(observer, cast)
        play.take(steps, cast)
        return play.transcripts[observer]


@contextmanager
def opened(cluster: Cluster, world: World) -> Iterator[Opened]:
    """The worlds of one database, each made when it is first asked for."""
    setting = a_setting(world)
    with cluster.connect(ADMIN, world.database.name) as connection:
        yield Opened(setting, Rewinder(connection))
