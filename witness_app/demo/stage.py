"""What the demo's story is played with: its own clock, its people, and jobs that follow."""

import heapq
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from itertools import count
from typing import Any
from uuid import UUID

from courts.london_time import london_day, london_instant
from courts.working_days import add_working_days
from ethical_walls.accounts.service import link_viewer
from ethical_walls.sessions import WalledSession
from ethical_walls.viewers import Viewer
from witness_app.clock import FixedClock
from witness_app.demo.office import Office
from witness_app.demo.people import Colleague
from witness_app.jobs import Means, tick
from witness_app.perform import perform

Life = Iterator[datetime]
"""Somebody's part: before each act it says when that is, and goes on when the time has come."""


@dataclass(frozen=True)
class GivenLink:
    """A link of the demo: whose it is, its path on the public site, and the word that opens it."""

    whose: str
    path: str
    word: str


@dataclass(frozen=True)
class Stage:
    """The world of the story.

    Attributes:
        means: What jobs work with; its clock is the story's own.
        office: Who works here.
        now: The present, at which the story ends.
        clock: The story's clock, which `live` moves.
        given: The links that were given to people outside.
    """

    means: Means
    office: Office
    now: datetime
    clock: FixedClock
    given: list[GivenLink] = field(default_factory=list)

    def act(
        self,
        who: Colleague,
        action: Callable[..., Any],
        *given: Any,  # noqa: ANN401 - whatever the action takes
        **named: Any,  # noqa: ANN401 - the same
    ) -> Any:  # noqa: ANN401 - whatever the action gives
        """One person does one thing, at the story's time."""
        with self.looking(who) as session:
            return perform(session, action, *given, now=self.clock.now(), **named)

    def act_by_link(
        self,
        subject_id: UUID,
        action: Callable[..., Any],
        *given: Any,  # noqa: ANN401 - whatever the action takes
    ) -> None:
        """Somebody who opened the link to a record does one thing."""
        self._act_as(link_viewer(subject_id), action, *given)

    def act_by_nobody(
        self,
        action: Callable[..., Any],
        *given: Any,  # noqa: ANN401 - whatever the action takes
    ) -> None:
        """Something comes in from outside that names nobody, like a text or a form."""
        self._act_as(link_viewer(), action, *given)

    def _act_as(self, viewer: Viewer, action: Callable[..., Any], *given: Any) -> None:  # noqa: ANN401
        with self.means.database.session_for(viewer) as session:
            perform(session, action, *given, now=self.clock.now())

    def looking(self, who: Colleague) -> WalledSession:
        """A session of one person."""
        return self.means.database.session_for(self.office.staff[who])

    def let_jobs_run(self) -> None:
        """Do what is due by the story's time."""
        tick(self.means)

    def day(self, working_days_ago: int, hour: int = 10, minute: int = 0) -> datetime:
        """So many working days before today, at a London time."""
        on = add_working_days(london_day(self.now), -working_days_ago)
        return london_instant(on, time(hour, minute))

    def ago(self, **by: float) -> datetime:
        """So long before the present."""
        return self.now - timedelta(**by)

    def live(self, lives: Iterable[Life]) -> None:
        """Play every part in the order of time; jobs run after each time at which somebody acts."""
        order = count()
        waiting = [(at, next(order), life) for life in lives if (at := next(life, None))]
        heapq.heapify(waiting)
        while waiting:
            self.clock.at = waiting[0][0]
            while waiting and waiting[0][0] <= self.clock.at:
                _, _, life = heapq.heappop(waiting)
                if later := next(life, None):
                    heapq.heappush(waiting, (later, next(order), life))
            self.let_jobs_run()
        self.clock.at = self.now
        self.let_jobs_run()


def a_stage(means: Means, office: Office, now: datetime) -> Stage:
    """A stage whose jobs tell the time by the story's clock."""
    clock = FixedClock(now)
    played = Means(means.database, means.carriers, clock, means.sending)
    return Stage(played, office, now, clock)
