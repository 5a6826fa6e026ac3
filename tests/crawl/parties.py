"""Three parties of one case and one of another, who referred their witnesses, and their links."""

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
from courts.lists.actions import ListFile, apply_list, preview_list
from ethical_walls.accounts.models import OrganisationKind, Role
from ethical_walls.intake import end_clearance
from ethical_walls.records import Kind, tables_of
from ethical_walls.viewers import Viewer
from notifications.carriers.outgoing import Accepted, OutgoingMessage
from scheduling.visits.actions import book_visit
from scheduling.visits.queries import find_times
from tests.builders.accounts import Employer
from tests.builders.assessing import look_after
from tests.builders.casework import Case, Person, Side, a_contact_plan, a_referral
from tests.builders.courts import CourtDetails
from tests.builders.links import WORD
from tests.builders.lists import SNARESBROOK, Accused, Listed, a_crown_warned_list, as_file
from tests.builders.rows import put
from tests.builders.scheduling import a_court_with_windows, in_six_weeks
from tests.crawl.asking import Asker
from tests.crawl.canaries import Canaries
from tests.moment import NOW
from tests.public_site import a_public_site
from tests.staff_client import StaffClient
from tests.staff_site import QUICK, a_staff_site, let_in
from tests.world import World
from witness_app.clock import FixedClock
from witness_app.jobs import Means, tick
from witness_app.perform import perform
from witness_app.sign_in.links import hash_word
from witness_app.witness_links import give_link

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
    "conflicts@example.org": Role.CONFLICTS_OFFICER,
    "leader@example.org": Role.TEAM_LEADER,
    "duty@example.org": Role.DUTY_CASEWORKER,
    "manager@example.org": Role.SERVICE_MANAGER,
}
LEFT = "left@example.org"
NOBODY = ""


@dataclass(frozen=True)
class Referrer:
    """Somebody outside who referred the last witness of a party, and meets no other."""

    email: str
    tag: str
    role: Role
    employer: Employer
    client: str = ""


REFERRERS = (
    Referrer(
        "officer@example.org",
        "a3",
        Role.WITNESS_CARE_UNIT_OFFICER,
        Employer("North unit", OrganisationKind.WITNESS_CARE_UNIT),
    ),
    Referrer(
        "solicitor-of-reed@example.org",
        "b3",
        Role.SOLICITOR,
        Employer("Aziz and Webb", OrganisationKind.SOLICITORS_FIRM),
        DEFENDANTS[0],
    ),
    Referrer(
        "solicitor-of-stone@example.org",
        "c3",
        Role.SOLICITOR,
        Employer("Orr and Son", OrganisationKind.SOLICITORS_FIRM),
        DEFENDANTS[1],
    ),
)
WITH_A_LINK = {f"the witness {tag}": tag for tag in ("a0", "a1", "b0")}
"""Whoever holds the link of one witness, with what marks that witness's words."""
STRANGER = "a stranger"
ON_THE_PUBLIC_SITE = {
    *WITH_A_LINK,
    *(one.email for one in REFERRERS if one.role is Role.SOLICITOR),
    STRANGER,
}
VIEWERS = (
    WITH_A_LINK
    | {party.email: party.tag for party in PARTIES}
    | {one.email: one.tag for one in REFERRERS}
    | dict.fromkeys((*NEITHER, LEFT, NOBODY, STRANGER), "")
)
"""Everybody who looks, with what marks the words that they may meet."""


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
    """The world that is crawled, its two sites, and the words that belong to each compartment."""

    world: World
    site: Flask
    public: Flask
    canaries: Canaries
    carrier: ListeningCarrier
    accounts: dict[str, Viewer]
    means: Means
    links: dict[str, uuid.UUID] = field(default_factory=dict)

    def site_of(self, viewer: str) -> Flask:
        """The site on which somebody looks."""
        return self.public if viewer in ON_THE_PUBLIC_SITE else self.site

    def browser_of(self, viewer: str) -> Asker:
        """Somebody at their browser: signed in, come by their link, or neither."""
        site = self.site_of(viewer)
        if viewer in WITH_A_LINK:
            return Asker(site, link=self.links[WITH_A_LINK[viewer]])
        return Asker(site, "" if viewer == STRANGER else viewer)

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
    with (
        a_staff_site(world.database, clock) as site,
        a_public_site(world.database, clock) as public,
    ):
        made = Parties(world, site, public, canaries, carrier, _keepers(world), means)
        _publish(made, court_id, 0)
        for party in PARTIES:
            _take_in(made, party)
        _let_the_rest_in(made)
        made.plant()
        for party in PARTIES:
            _book(made, party)
            _give_links(made, party)
        tick(means)
        made.plant()
        _let_one_leave(made)
        clock.advance(timedelta(hours=2))
        _publish(made, court_id, 2)
        _bring_in_lists(made)
        tick(means)
        made.fill()
        made.plant()
        yield made


def _keepers(world: World) -> dict[str, Viewer]:
    """Those who support nobody."""
    return {
        email: let_in(world, email, role, name=email.split("@")[0].title())
        for email, role in NEITHER.items()
        if role is not Role.CASEWORKER
    }


def _let_the_rest_in(made: Parties) -> None:
    """Caseworkers who are there only once everybody has one: nobody is ever proposed to them."""
    for email in (LEFT, *(email for email, role in NEITHER.items() if role is Role.CASEWORKER)):
        name = email.split("@")[0].title()
        made.accounts[email] = let_in(made.world, email, Role.CASEWORKER, name=name)


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
    """Refer three people, and one by somebody outside, and take the first two on."""
    name, now = party.email.split("@")[0].title(), made.means.clock.now()
    viewer = let_in(made.world, party.email, Role.CASEWORKER, name=name)
    made.accounts[party.email] = viewer
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
    for referrer in (one for one in REFERRERS if one.tag[0] == party.tag):
        _refer_from_outside(made, referrer)
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


def _refer_from_outside(made: Parties, referrer: Referrer) -> None:
    """Somebody of a firm or a unit refers a witness by their own site's form."""
    name = referrer.email.split("@")[0].title()
    made.accounts[referrer.email] = let_in(
        made.world, referrer.email, referrer.role, name=name, employer=referrer.employer
    )
    client = StaffClient(made.site_of(referrer.email))
    client.sign_in(referrer.email)
    typed = {
        "name": f"Person3 Ofparty{referrer.tag[0]}",
        "reach": f"{referrer.tag}@example.org",
        "identifier": CASE,
        "urgency": "ordinary",
    }
    called_by = {"client": referrer.client} if referrer.client else {}
    client.get("/refer").send("Send the referral", typed | called_by)


def _give_links(made: Parties, party: Party) -> None:
    """Give the first witnesses of a party their links."""
    now = made.means.clock.now()
    with made.world.session(made.accounts[party.email]) as session:
        for witness in session.scalars(select(Witness).order_by(Witness.name).limit(2)).all():
            whose = party.tag + made.canaries.witnesses[witness.id]
            given = perform(session, give_link, witness.id, hash_word(WORD, "Ada", QUICK), now=now)
            made.links[whose] = given


def _let_one_leave(made: Parties) -> None:
    """Somebody could look at the prosecution once, and may no longer."""
    left = made.accounts[LEFT]
    compartment_id = next(c for c, tag in made.canaries.tags.items() if tag == PARTIES[0].tag)
    made.world.clear(left, compartment_id)
    with made.world.job(compartment_id) as session:
        end_clearance(session, left.account_id, now=NOW)
        session.commit()


def _bring_in_lists(made: Parties) -> None:
    """Apply one court list, and preview another."""
    now, day = made.means.clock.now(), in_six_weeks()
    published = (now - timedelta(minutes=1)).replace(tzinfo=None)
    period = (day, day + timedelta(days=13))
    with made.world.session(made.accounts["operator@example.org"]) as session:
        for number, accused in (("T20267005", "Alex Vine"), ("T20267006", "Robin Vale")):
            listed = [Listed(number, (Accused(accused),), fixed_on=day)]
            file = ListFile("list.json", as_file(a_crown_warned_list(period, published, listed)))
            previewed = perform(session, preview_list, file, now=now)
            if number == "T20267005":
                perform(session, apply_list, previewed, preview_number=1, now=now)
