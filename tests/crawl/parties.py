"""Three parties of one case and one of another, each with witnesses, visits and messages."""

import itertools
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta

from flask import Flask
from sqlalchemy import Connection, NullPool, Table, create_engine, select

from casework.access_needs.rules import AccessNeedKind
from casework.allocations.actions import accept_witness
from casework.contact_plans.actions import confirm_contact_plan
from casework.contact_plans.rules import Channel
from casework.referrals.actions import refer_witness
from casework.witnesses.models import Witness
from casework.witnesses.rules import WitnessRole
from courts.cases.rules import read_identifier
from courts.hearings.actions import HearingToRecord, record_hearing
from courts.hearings.rules import Certainty, HearingKind, Listing
from courts.lists.actions import ListFile, preview_list
from ethical_walls.accounts.models import Role
from ethical_walls.intake import end_clearance
from ethical_walls.records import Kind, tables_of
from ethical_walls.viewers import Viewer
from notifications.carriers.outgoing import Accepted, OutgoingMessage
from scheduling.visits.actions import book_visit
from scheduling.visits.queries import find_times
from tests.builders.assessing import look_after
from tests.builders.casework import Case, Person, Side, a_contact_plan, a_referral
from tests.builders.courts import CourtDetails
from tests.builders.lists import SNARESBROOK, Accused, Listed, a_crown_warned_list, as_file
from tests.builders.rows import put
from tests.builders.scheduling import a_court_with_windows, in_six_weeks
from tests.crawl.canaries import Canaries
from tests.moment import NOW
from tests.staff_site import a_staff_site, let_in
from tests.world import World
from witness_app.clock import FixedClock
from witness_app.jobs import Means, tick
from witness_app.perform import perform

CASE, OTHER_CASE = "T20267001", "T20267002"
DEFENDANTS = ("Jordan Reed", "Riley Stone")


@dataclass(frozen=True)
class Party:
    """One party with its caseworker and the letter that marks its words; none, and no letter."""

    tag: str
    email: str
    side: Side = Side.PROSECUTION
    case: Case = field(default_factory=lambda: Case(CASE))


PARTIES = (
    Party("a", "prosecution@example.org"),
    Party("b", "reed@example.org", Side.DEFENCE, Case(CASE, DEFENDANTS[0])),
    Party("c", "stone@example.org", Side.DEFENCE, Case(CASE, DEFENDANTS[1])),
    Party("d", "elsewhere@example.org", case=Case(OTHER_CASE)),
)
NEITHER = {
    "free@example.org": Role.CASEWORKER,
    "operator@example.org": Role.LIST_OPERATOR,
    "keeper@example.org": Role.REGISTER_KEEPER,
    "officer@example.org": Role.WITNESS_CARE_UNIT_OFFICER,
    "conflicts@example.org": Role.CONFLICTS_OFFICER,
}
LEFT = "left@example.org"
NOBODY = ""
VIEWERS = {party.email: party.tag for party in PARTIES} | dict.fromkeys(
    (*NEITHER, LEFT, NOBODY), ""
)
"""Everybody who looks, with the letter of the words they may meet."""


@dataclass
class ListeningCarrier:
    """Takes every message, and keeps what it was handed."""

    name = "listening"
    handed: list[OutgoingMessage] = field(default_factory=list)

    def send(self, outgoing: OutgoingMessage) -> Accepted:
        """Take it."""
        self.handed.append(outgoing)
        return Accepted("taken")


@dataclass(frozen=True)
class Parties:
    """The world that is crawled, its site, and the words that belong to each compartment."""

    world: World
    site: Flask
    canaries: Canaries
    carrier: ListeningCarrier
    accounts: dict[str, Viewer]
    means: Means

    def fill(self) -> None:
        """Make a row of every table that the story left empty, on each side where it has sides."""
        admin = create_engine(self.world.database.admin_url, poolclass=NullPool)
        with admin.begin() as connection:
            for table in tables_of(Kind.OPEN):
                if connection.scalar(select(table.c.id).limit(1)) is None:
                    put(connection, table, **kin(connection, table))
            for table, tag_of in itertools.product(tables_of(Kind.WALLED), self.canaries.tags):
                of = table.c.compartment_id == tag_of
                if connection.scalar(select(table.c.id).where(of).limit(1)) is None:
                    keys = kin(connection, table, tag_of)
                    put(connection, table, compartment_id=tag_of, **keys)

    def plant(self) -> None:
        """Put the words in."""
        with self.world.database.owner_engine.begin() as owner:
            self.canaries.plant(owner)


def kin(
    connection: Connection, table: Table, compartment_id: uuid.UUID | None = None
) -> dict[str, uuid.UUID]:
    """Ids of rows that a row's keys may point at, of the same compartment where they have one."""
    keys = {}
    for key in table.foreign_keys:
        other, local = key.column.table, key.parent
        if key.column.name == "id" and not local.nullable:
            found = select(other.c.id).order_by(other.c.id)
            if other.info["wall"] is Kind.WALLED:
                found = found.where(other.c.compartment_id == compartment_id)
            keys[local.name] = connection.scalar(found)
    return {name: one for name, one in keys.items() if one is not None}


@contextmanager
def three_parties(world: World) -> Iterator[Parties]:
    """The world, its words planted, its messages written and the trial moved since."""
    clock, carrier, canaries = FixedClock(NOW), ListeningCarrier(), Canaries()
    means = Means(world.database, {Channel.SMS: carrier, Channel.EMAIL: carrier}, clock)
    court_id = a_court_with_windows(
        world, details=CourtDetails(name="Snaresbrook Crown Court", crown_code=SNARESBROOK.code)
    )
    accounts = _accounts(world)
    with a_staff_site(world.database, clock) as site:
        made = Parties(world, site, canaries, carrier, accounts, means)
        _publish(made, court_id, 0)
        for party in PARTIES:
            _take_in(made, party)
        made.plant()
        for party in PARTIES:
            _book(made, party)
        tick(means)
        made.plant()
        _let_one_leave(made)
        clock.advance(timedelta(hours=2))
        _publish(made, court_id, 2)
        _preview_a_list(made)
        tick(means)
        made.fill()
        made.plant()
        yield made


def _accounts(world: World) -> dict[str, Viewer]:
    accounts = {
        email: let_in(world, email, role, name=email.split("@")[0].title())
        for email, role in (NEITHER | {LEFT: Role.CASEWORKER}).items()
    }
    for party in PARTIES:
        name = party.email.split("@")[0].title()
        accounts[party.email] = let_in(world, party.email, Role.CASEWORKER, name=name)
    return accounts


def _publish(made: Parties, court_id: uuid.UUID, weeks_later: int) -> None:
    now = made.means.clock.now()
    with made.world.session(made.accounts["operator@example.org"]) as session:
        for number in (CASE, OTHER_CASE):
            recorded = HearingToRecord(
                identifier=read_identifier(number),
                defendants=DEFENDANTS,
                kind=HearingKind.TRIAL,
                description="For Trial",
                listing=Listing(
                    court_id=court_id,
                    certainty=Certainty.FIXTURE,
                    starts_on=in_six_weeks() + timedelta(weeks=weeks_later),
                    published_at=now,
                ),
            )
            perform(session, record_hearing, recorded, now=now)


def _take_in(made: Parties, party: Party) -> None:
    """Refer three people, by e-mail, text and call, and take the first two on."""
    viewer, now = made.accounts[party.email], made.means.clock.now()
    with made.world.session(viewer) as session:
        for number, channel in enumerate((Channel.EMAIL, Channel.SMS, Channel.EMAIL)):
            name = f"Person{number} Ofparty{party.tag}"
            person = Person(
                name=name,
                channel=channel,
                needs=(AccessNeedKind.MEDICATION_TIMES,),
                practical_note=f"Note {party.tag}{number}",
                role=WitnessRole.COMPLAINANT if number == 0 else WitnessRole.WITNESS,
            )
            perform(session, refer_witness, a_referral(party.side, party.case, person), now=now)
    tick(made.means)
    with made.world.session(viewer) as session:
        witnesses = session.scalars(select(Witness).order_by(Witness.name)).all()
        made.canaries.name(witnesses[0].compartment_id, party.tag)
        for witness in witnesses[:2]:
            perform(session, accept_witness, witness.id, now=now)
            plan = a_contact_plan(
                address=f"{party.tag}@example.org",
                agreed_sender=f"Sender {party.tag}",
                place_word=f"the place {party.tag}",
            )
            perform(session, confirm_contact_plan, witness.id, 1, plan, now=now)
        look_after(session, witnesses[0].id, f"Officer {party.tag}", now)


def _book(made: Parties, party: Party) -> None:
    now = made.means.clock.now()
    with made.world.session(made.accounts[party.email]) as session:
        for witness in session.scalars(select(Witness).order_by(Witness.name).limit(2)).all():
            slot = find_times(session, witness.id, now=now).times[0].slot_id
            perform(session, book_visit, witness.id, slot, uuid.uuid4(), now=now)


def _let_one_leave(made: Parties) -> None:
    """Somebody could look at the prosecution once, and may no longer."""
    left = made.accounts[LEFT]
    compartment_id = next(c for c, tag in made.canaries.tags.items() if tag == PARTIES[0].tag)
    made.world.clear(left, compartment_id)
    with made.world.job(compartment_id) as session:
        end_clearance(session, left.account_id, now=NOW)
        session.commit()


def _preview_a_list(made: Parties) -> None:
    now = made.means.clock.now()
    day = in_six_weeks()
    listed = [Listed("T20267005", (Accused("Alex Vine"),), fixed_on=day)]
    published = (now - timedelta(minutes=1)).replace(tzinfo=None)
    data = as_file(a_crown_warned_list((day, day + timedelta(days=13)), published, listed))
    with made.world.session(made.accounts["operator@example.org"]) as session:
        perform(session, preview_list, ListFile("list.json", data), now=now)
