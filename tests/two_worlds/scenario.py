"""One case, three parties, a trial that moves: one script, with and without the others."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from types import MappingProxyType

from flask import Flask
from sqlalchemy import select

from casework.contact_plans.rules import Channel
from casework.tasks.models import Task
from casework.witnesses.models import Witness
from courts.cases.rules import read_identifier
from courts.hearings.actions import HearingToRecord, record_hearing
from courts.hearings.rules import Certainty, HearingKind, Listing
from ethical_walls.accounts.models import Role
from ethical_walls.viewers import Viewer
from notifications.carriers.recording import RecordingCarrier
from scheduling.visits.models import Visit
from tests.builders.courts import CourtDetails
from tests.builders.scheduling import a_court_with_windows, in_six_weeks
from tests.moment import NOW
from tests.public_site import a_public_site
from tests.staff_site import a_staff_site, let_in
from tests.two_worlds.people import Caseworker
from tests.two_worlds.transcripts import Transcript
from tests.world import World
from witness_app.clock import FixedClock
from witness_app.jobs import Means, tick
from witness_app.perform import perform

CASE = "T20267001"
DEFENDANTS = ("Jordan Reed", "Riley Stone")
PARTIES = MappingProxyType(
    {
        "observer": "defendant:jordan reed",
        "first": "prosecution",
        "second": "defendant:riley stone",
    }
)
EMAILS = MappingProxyType({who: f"{who}@example.org" for who in PARTIES})


@dataclass
class Stage:
    """One world being played: its sites, its clock, its people, and what its jobs work with.

    `seen` holds the observer's first witness, once the script was played.
    """

    world: World
    site: Flask
    public: Flask
    clock: FixedClock
    means: Means
    court_id: uuid.UUID
    operator: Viewer
    accounts: dict[str, Viewer]
    seen: list[str] = field(default_factory=list)

    def caseworker(self, who: str) -> Caseworker:
        """Somebody at their browser."""
        return Caseworker(self.site, EMAILS[who], PARTIES[who])

    def later(self, **by: float) -> None:
        """Let time pass and jobs run."""
        self.clock.advance(timedelta(**by))
        tick(self.means)

    def publish_trial(self, weeks_later: int = 0) -> None:
        """The court lists the trial, or lists it again later."""
        recorded = HearingToRecord(
            identifier=read_identifier(CASE),
            defendants=DEFENDANTS,
            kind=HearingKind.TRIAL,
            description="For Trial",
            listing=Listing(
                court_id=self.court_id,
                certainty=Certainty.FIXTURE,
                starts_on=in_six_weeks() + timedelta(weeks=weeks_later),
                published_at=self.clock.now(),
            ),
        )
        with self.world.session(self.operator) as session:
            perform(session, record_hearing, recorded, now=self.clock.now())
        self.later(minutes=30)


@contextmanager
def a_stage(world: World) -> Iterator[Stage]:
    """A world with a court, its windows and three caseworkers, and nobody in it yet."""
    clock = FixedClock(NOW)
    court_id = a_court_with_windows(
        world, details=CourtDetails(name="Invented Crown Court", number=1)
    )
    accounts = {
        who: let_in(world, EMAILS[who], Role.CASEWORKER, name=f"{who.title()} Caseworker")
        for who in PARTIES
    }
    carriers = {channel: RecordingCarrier() for channel in (Channel.SMS, Channel.EMAIL)}
    means = Means(world.database, carriers, clock)
    with (
        a_staff_site(world.database, clock) as site,
        a_public_site(world.database, clock) as public,
    ):
        operator = world.a_list_operator()
        yield Stage(world, site, public, clock, means, court_id, operator, accounts)


def go_as_far_as_a_visit(stage: Stage, person: Caseworker, name: str, which: int) -> str:
    """From referral to a booked visit; the witness's address."""
    person.refer(name, CASE)
    stage.later(minutes=1)
    witness = person.accept(name)
    person.agree(witness, f"{name.split(maxsplit=1)[0].lower()}@example.org")
    person.book(witness, which)
    stage.later(minutes=1)
    return witness


def play(stage: Stage, others: tuple[str, ...]) -> Transcript:
    """The whole script; what the observer was answered in it.

    The others act before each of the observer's acts, at the same instants, so that nothing but
    their existence differs between two worlds.
    """
    stage.publish_trial()
    observer = stage.caseworker("observer")
    cast = [stage.caseworker(who) for who in others]
    theirs = [
        go_as_far_as_a_visit_in_no_time(stage, person, f"Other{n} Person", n)
        for n, person in enumerate(cast)
    ]
    stage.later(minutes=5)
    first = go_as_far_as_a_visit(stage, observer, "Sam Carter", 0)
    for person, witness in zip(cast, theirs, strict=True):
        person.book(witness, 3)
    second = go_as_far_as_a_visit(stage, observer, "Alex Moore", 1)
    observer.look_at_everything(first, second)
    foreign = identifiers_of_others(stage, observer)
    observer.probe(foreign)
    stage.publish_trial(weeks_later=2)
    observer.look_at_everything(first, second)
    for person in cast:
        person.confirm_replans()
    observer.confirm_replans()
    stage.later(minutes=30)
    observer.look_at_everything(first, second)
    observer.probe(foreign)
    stage.seen.append(first)
    return observer.transcript


def go_as_far_as_a_visit_in_no_time(stage: Stage, person: Caseworker, name: str, which: int) -> str:
    """The same as the observer's, with the clock put back to where it was."""
    began = stage.clock.now()
    witness = go_as_far_as_a_visit(stage, person, name, which)
    stage.clock.at = began
    return witness


def identifiers_of_others(stage: Stage, observer: Caseworker) -> dict[str, str]:
    """Ids of another side's things where there are any, else ids of nothing."""
    theirs = select(Witness.compartment_id).where(Witness.party != observer.party)
    found = {}
    with stage.world.owner() as owner:
        for model in (Witness, Visit, Task):
            one = select(model.id).where(model.compartment_id.in_(theirs)).limit(1)
            found[model.__tablename__] = str(owner.scalar(one) or uuid.uuid4())
    return found
