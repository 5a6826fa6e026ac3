"""The world of a journey: one court with windows, its people, and jobs that follow each commit."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeVar

from flask import Flask
from sqlalchemy import select

from casework.contact_plans.rules import Channel
from casework.witnesses.models import Witness
from ethical_walls.accounts.models import Role
from notifications.calendar_invitations.rules import ReadEntry, read
from notifications.carriers.recording import RecordingCarrier
from notifications.messages.models import Message
from tests.browser import Chromium, Scripts, serving
from tests.builders.courts import CourtDetails
from tests.builders.lists import SNARESBROOK, Accused, Listed, a_crown_warned_list, as_file
from tests.builders.scheduling import Offered, a_court_with_windows, in_six_weeks
from tests.journeys.person import Caseworker, ListOperator, Person
from tests.moment import NOW
from tests.staff_client import StaffClient
from tests.staff_site import PASSWORD, a_staff_site, let_in
from tests.two_worlds.people import Caseworker as AtWork
from tests.world import World
from witness_app.clock import FixedClock
from witness_app.jobs import Means, tick
from witness_app.site.words import counted

CASE = "T20267001"
REED, STONE = Accused("Jordan Reed", "01AB1234526"), Accused("Riley Stone", "01AB1234526")
COURT = "Snaresbrook Crown Court"
ASSESSED = {"consent": "given", "safe": "safe", "attendance_risk": "low"}
A_FORTNIGHT = timedelta(days=13)
DESK = "desk@lists.example.org"
EVERY_WEEKDAY = Offered()

Somebody = TypeVar("Somebody", bound=Person)


@dataclass(frozen=True)
class Stage:
    """A world that people act in through their browsers, and its clock."""

    world: World
    chromium: Chromium
    site: str
    means: Means
    clock: FixedClock
    scripts: Scripts
    app: Flask

    def caseworker(self, name: str) -> Caseworker:
        """A caseworker who has an account and is signed in."""
        return self._at_a_browser(Caseworker, name, Role.CASEWORKER)

    def list_operator(self, name: str = "Lee Osei") -> ListOperator:
        """A list operator who has an account and is signed in."""
        return self._at_a_browser(ListOperator, name, Role.LIST_OPERATOR)

    def publish(self, *listed: Listed) -> None:
        """Bring in a list without a browser, where the list is not what a story is about."""
        let_in(self.world, DESK, Role.LIST_OPERATOR)
        desk = StaffClient(self.app)
        desk.sign_in(DESK, PASSWORD)
        data = self.warned_list(listed, in_six_weeks())
        preview = desk.get("/lists").send("Preview the list", {"file": (data, "list.json")})
        preview.send(f"Apply {counted(len(listed), 'row', 'rows')}")

    def made_ready(self, caseworker: Caseworker, name: str, party: str, number: str = CASE) -> str:
        """Go as far as a visit can be booked, without a browser; the witness's page."""
        at_work = AtWork(self.app, caseworker.email, party)
        at_work.refer(name, number)
        witness = at_work.accept(name)
        at_work.agree(witness, f"{first_name(name)}@example.org")
        assessment = at_work.client.get(f"{witness}/assessment/new")
        assessed = assessment.send("Record the assessment", ASSESSED)
        assessed.send("The witness agrees to this plan", {"items": ["travel"]})
        return witness

    def _at_a_browser(self, kind: type[Somebody], name: str, role: Role) -> Somebody:
        email = f"{first_name(name)}@staff.example.org"
        let_in(self.world, email, role, name=name)
        person = kind(self.chromium.page(scripts=self.scripts), self.site, email)
        person.sign_in()
        return person

    def later(self, **by: float) -> None:
        """Let time pass and jobs run."""
        self.clock.advance(timedelta(**by))
        tick(self.means)

    def trial_listed_on(self, day: date, *accused: Accused) -> bytes:
        """The court's warned list with one trial on its day, published a minute ago."""
        return self.warned_list([Listed(CASE, accused, fixed_on=day)], day)

    def warned_list(self, listed: Sequence[Listed], day: date) -> bytes:
        """A warned list of the fortnight that begins on a day."""
        published = self.clock.now() - timedelta(minutes=1)
        period = (day, day + A_FORTNIGHT)
        return as_file(a_crown_warned_list(period, published, listed, court=SNARESBROOK))

    def messages_to(self, name: str) -> list[Message]:
        """What was written to a witness, in the order it leaves."""
        with self.world.owner() as owner:
            of_witness = (
                select(Message)
                .join(Witness, Witness.id == Message.witness_id)
                .where(Witness.name == name)
                .order_by(Message.due_at, Message.id)
            )
            found = list(owner.scalars(of_witness))
            owner.expunge_all()
            return found

    def invitations_to(self, name: str) -> list[ReadEntry]:
        """The calendar entries that left to a witness, in their order."""
        return [
            read(message.invitation_ics)
            for message in sorted(self.messages_to(name), key=lambda m: m.settled_at or m.due_at)
            if message.invitation_ics and message.settled_at
        ]


def first_name(name: str) -> str:
    """The first name, as addresses have it."""
    return name.split(maxsplit=1)[0].lower()


@contextmanager
def a_stage(
    world: World, chromium: Chromium, scripts: Scripts, offered: Offered = EVERY_WEEKDAY
) -> Iterator[Stage]:
    """A world with one court that sits and can be visited, served to browsers."""
    clock = FixedClock(NOW)
    a_court_with_windows(
        world, offered, details=CourtDetails(name=COURT, crown_code=SNARESBROOK.code)
    )
    carriers = {channel: RecordingCarrier() for channel in (Channel.SMS, Channel.EMAIL)}
    means = Means(world.database, carriers, clock)
    site = a_staff_site(world.database, clock, after_commit=lambda: tick(means))
    with site as made, serving(made) as address:
        yield Stage(world, chromium, address, means, clock, scripts, made)
