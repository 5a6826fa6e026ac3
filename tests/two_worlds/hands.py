"""Somebody's hand in a play: whose it is, what it picks by, and how it acts."""

import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeVar

from sqlalchemy import select

from casework.allocations.models import Allocation
from casework.witnesses.models import Witness
from ethical_walls.accounts.service import link_viewer
from ethical_walls.sessions import WalledSession
from ethical_walls.viewers import Viewer
from tests.two_worlds.parties import PARTIES, People
from tests.two_worlds.seen import witnesses_of
from tests.world import World
from witness_app.perform import perform

T = TypeVar("T")


class NothingThere(LookupError):
    """There is nothing to do this to."""


@dataclass(frozen=True)
class Trial:
    """The trial as the court listed it last."""

    court_id: uuid.UUID
    hearing_id: uuid.UUID
    version: int
    on: date


@dataclass(frozen=True)
class Hand:
    """Whose hand it is, in which world and when, and the number by which it picks.

    `referred` says how many this party has referred before, so that no two share a name, and
    `watched` whose party is: nobody else gives those anything.
    """

    world: World
    people: People
    who: str
    choice: int
    now: datetime
    trial: Trial
    referred: int
    watched: tuple[str, ...]

    @property
    def party(self) -> str:
        """The party that it acts for."""
        return PARTIES[self.who]

    def picked(self, things: Sequence[T]) -> T:
        """One of whatever there is; their order must not be chance.

        Raises:
            NothingThere: There is none.
        """
        if not things:
            raise NothingThere
        return things[self.choice % len(things)]

    def witness(self, session: WalledSession) -> Witness:
        """One of the witnesses whom a session shows."""
        return self.picked(witnesses_of(session))

    def does(self, session: WalledSession, action: Callable[..., Any], *given: Any) -> str:  # noqa: ANN401
        """Perform an action in a session."""
        perform(session, action, *given, now=self.now)
        return "done"

    def at_work(self) -> Viewer:
        """The caseworker, or the colleague where all that was theirs is the colleague's now."""
        for person in (self.people.caseworker, self.people.colleague):
            with self.world.session(person) as session:
                if session.scalars(select(Witness.id).limit(1)).first() is not None:
                    return person
        return self.people.caseworker

    def asked(self) -> Viewer:
        """Whoever of the two was asked to take a witness on and has not answered yet."""
        waiting = select(Allocation.caseworker_id).where(
            Allocation.accepted_at.is_(None), Allocation.declined_at.is_(None)
        )
        for person in (self.people.caseworker, self.people.colleague):
            with self.world.session(person) as session:
                if person.account_id in session.scalars(waiting).all():
                    return person
        return self.at_work()

    def own_witness(self) -> Viewer:
        """One of the party's witnesses, by their link."""
        with self.world.session(self.at_work()) as session:
            return link_viewer(self.witness(session).id)
