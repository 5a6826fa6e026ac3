"""One person referred by a solicitor, and the same person by a unit officer: both are served alike.

An ordinary witness, and a complainant, until the case has ended. Each lives in a world of its own,
with the same trial, caseworker and moment. Steps, deadlines, tasks, every page round them, their
own pages and every message are compared word for word, and the pages tag by tag. Who calls them and
who referred them differs in words, and the two visits are at times of their own, since opposing
parties never come at the same; so the words of either side, and what says when, are taken out of
both.
"""

import re
from dataclasses import dataclass, field
from uuid import UUID

import pytest
from bs4.element import Tag
from flask import Flask
from sqlalchemy import select

from casework.contact_plans.rules import Channel
from casework.deadlines.models import Deadline
from casework.tasks.models import Task
from courts.cases.rules import PROSECUTION, PROSECUTION_LABEL, defence_label, party_of
from courts.london_time import london_day, spoken_day
from ethical_walls.accounts.models import OrganisationKind, Role
from ethical_walls.viewers import Viewer
from notifications.carriers.recording import RecordingCarrier
from notifications.messages.models import Message
from scheduling.visits.models import Visit
from tests.builders.accounts import Employer
from tests.builders.courts import CourtDetails
from tests.builders.links import WORD
from tests.builders.scheduling import Trial, a_court_with_windows, a_trial
from tests.databases import a_database
from tests.moment import NOW
from tests.public_site import a_public_site
from tests.staff_client import Page, StaffClient
from tests.staff_site import PASSWORD, QUICK, a_staff_site, let_in
from tests.two_worlds.people import Caseworker
from tests.world import World
from witness_app.clock import FixedClock
from witness_app.embedded_postgres import Cluster
from witness_app.jobs import Means, tick
from witness_app.perform import perform
from witness_app.sign_in.links import hash_word
from witness_app.witness_links import give_link

NUMBER, DEFENDANT, NAME = "T20267001", "Jordan Reed", "Sam Okafor"
REFERRAL = {
    "name": NAME,
    "reach": "sam@example.org",
    "identifier": NUMBER,
    "urgency": "ordinary",
}
SENTENCED = {
    "outcome": "convicted",
    "decided_on": ["14", "9", "2026"],
    "offence": "violent",
    "sentence": "imprisonment",
    "months": "24",
}
COURT = "Invented Crown Court"
TABS = (
    "",
    "/who-they-are",
    "/statement",
    "/case-team",
    "/dates",
    "/visits",
    "/contact-plan",
    "/assessment",
    "/handovers",
    "/court-days",
    "/outcome",
    "/needs",
    "/tasks",
    "/late",
    "/late/pack",
)
AFTERWARDS = ("", "/statement", "/outcome", "/handovers", "/handovers/afterwards", "/tasks")
"""What the end of the case changes."""
OWN_PAGES = ("", "/details", "/talk", "/the-day")
CHANCE = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|\b[A-Z0-9]{4}-[A-Z0-9]{4}\b")

TIME = re.compile(r"\b\d{1,2}(:\d\d)?[ap]m\b")


@dataclass(frozen=True)
class Side:
    """Who refers, and what is said of their side in words."""

    role: Role
    employer: Employer
    party: str
    words: tuple[str, ...]
    client: dict[str, str]


SOLICITOR = Side(
    Role.SOLICITOR,
    Employer("Aziz and Webb", OrganisationKind.SOLICITORS_FIRM),
    party_of(DEFENDANT),
    (
        defence_label(DEFENDANT),
        "A solicitor",
        "the solicitor who calls the witness",
        "the solicitor",
        "Your witnesses",
    ),
    {"client": DEFENDANT},
)
UNIT_OFFICER = Side(
    Role.WITNESS_CARE_UNIT_OFFICER,
    Employer("North unit", OrganisationKind.WITNESS_CARE_UNIT),
    PROSECUTION,
    (PROSECUTION_LABEL, "A Witness Care Unit", "the Witness Care Unit", "Witnesses"),
    {},
)


@dataclass
class Served:
    """Everything that one person, and those who look after them, obtain."""

    duties: list[tuple[object, ...]] = field(default_factory=list)
    tasks: list[tuple[object, ...]] = field(default_factory=list)
    messages: list[tuple[object, ...]] = field(default_factory=list)
    words: dict[str, list[str]] = field(default_factory=dict)
    structure: dict[str, list[str]] = field(default_factory=dict)


@dataclass
class Telling:
    """Takes out of words what is of one side, of chance, or says when the visit is."""

    taken_out: list[str]

    def plain(self, words: str) -> str:
        for name in self.taken_out:
            words = words.replace(name, "<theirs>")
        return " ".join(CHANCE.sub("<chance>", TIME.sub("<time>", words)).split())


@pytest.fixture(scope="module", params=["witness", "complainant"])
def served(
    cluster: Cluster, template: str, request: pytest.FixtureRequest
) -> tuple[Served, Served]:
    found = []
    for side in (SOLICITOR, UNIT_OFFICER):
        with a_database(cluster, template) as database:
            found.append(everything_of(World(database), side, request.param))
    return found[0], found[1]


def everything_of(world: World, side: Side, victim: str) -> Served:
    """Refer, support and book for the person, hear of the end, and gather what came of it."""
    clock = FixedClock(NOW)
    carriers = {channel: RecordingCarrier() for channel in (Channel.SMS, Channel.EMAIL)}
    means = Means(world.database, carriers, clock)
    a_trial(
        world, Trial(a_court_with_windows(world, details=CourtDetails(name=COURT)), number=NUMBER)
    )
    caseworker = let_in(world, "asha@staff.example.org", Role.CASEWORKER, name="Asha Rowe")
    let_in(world, "partner@example.org", side.role, name="Noor Aziz", employer=side.employer)
    served = Served()
    with (
        a_staff_site(world.database, clock, (), lambda: tick(means)) as staff,
        a_public_site(world.database, clock, lambda: tick(means)) as public,
    ):
        partner = StaffClient({Role.SOLICITOR: public}.get(side.role, staff))
        partner.sign_in("partner@example.org", PASSWORD)
        partner.get("/refer").send("Send the referral", REFERRAL | side.client | {"victim": victim})
        asha = Caseworker(staff, "asha@staff.example.org", side.party)
        witness = asha.accept(NAME)
        asha.agree(witness, "sam@example.org")
        asha.book(witness, 0)
        day = day_of_the_visit(world)
        telling = Telling([*SOLICITOR.words, *UNIT_OFFICER.words, day, day.rsplit(" ", 1)[0]])
        for tab in TABS:
            keep(served, telling, tab, asha.client.get(f"{witness}{tab}"))
        keep(served, telling, "day", asha.client.get("/day"))
        keep(served, telling, "followed", partner.get("/referred").follow(NAME))
        keep(served, telling, "to tell", partner.get("/to-tell"))
        own = opened_by_link(world, public, caseworker, witness)
        for page in OWN_PAGES:
            keep(served, telling, f"own {page}", own.get(f"/my-page{page}"))
        followed = partner.get("/referred").follow(NAME)
        followed.follow("How the case ended").send("Tell the caseworker", SENTENCED)
        tick(means)
        for tab in AFTERWARDS:
            keep(served, telling, f"after {tab}", asha.client.get(f"{witness}{tab}"))
        keep(served, telling, "followed after", partner.get(followed.path))
    gather(world, served, telling)
    return served


def opened_by_link(world: World, public: Flask, caseworker: Viewer, witness: str) -> StaffClient:
    """The browser of the person themselves, who has opened their link with their word."""
    witness_id = UUID(witness.rpartition("/")[2])
    with world.session(caseworker) as session:
        given = perform(session, give_link, witness_id, hash_word(WORD, "Sam", QUICK), now=NOW)
    client = StaffClient(public)
    client.get(f"/open/{given}").send("Open", {"word": WORD})
    return client


def day_of_the_visit(world: World) -> str:
    """The day on which they come, as it is said."""
    with world.owner() as owner:
        (visit,) = owner.scalars(select(Visit)).all()
        return spoken_day(london_day(visit.starts_at))


def keep(served: Served, telling: Telling, name: str, page: Page) -> None:
    """Keep a page's words, a line each, and its tags in their order."""
    main = page.soup.find("main")
    assert isinstance(main, Tag)
    served.structure[name] = [
        " ".join([tag.name, *tag.get("class", [])]) for tag in main.find_all(name=True)
    ]
    lines = main.get_text("\n", strip=True).splitlines()
    served.words[name] = [telling.plain(line) for line in lines]


def gather(world: World, served: Served, telling: Telling) -> None:
    """Read what is owed, what is to be done, and what was or will be written to them."""
    with world.owner() as owner:
        for duty in owner.scalars(select(Deadline).order_by(Deadline.due_at, Deadline.kind)):
            served.duties.append((duty.kind, duty.basis, duty.due_at, duty.met_at is not None))
        for task in owner.scalars(select(Task).order_by(Task.due_at, Task.title)):
            served.tasks.append((task.kind, telling.plain(task.title), task.due_at))
        for message in owner.scalars(select(Message).order_by(Message.key, Message.channel)):
            text = telling.plain(f"{message.subject} {message.text}")
            served.messages.append((message.key, message.channel, message.wording, text))


@pytest.mark.parametrize("what", ["duties", "tasks", "messages"])
def test_the_same_person_is_owed_and_told_alike_whichever_side_refers_them(
    served: tuple[Served, Served], what: str
) -> None:
    by_solicitor, by_unit = (getattr(one, what) for one in served)
    assert by_solicitor
    assert by_solicitor == by_unit


@pytest.mark.parametrize("what", ["words", "structure"])
def test_every_page_of_the_same_person_is_alike_whichever_side_refers_them(
    served: tuple[Served, Served], what: str
) -> None:
    by_solicitor, by_unit = (getattr(one, what) for one in served)
    for page, lines in by_solicitor.items():
        differing = [pair for pair in zip(lines, by_unit[page], strict=False) if len({*pair}) > 1]
        assert (page, differing, len(lines)) == (page, [], len(by_unit[page]))
