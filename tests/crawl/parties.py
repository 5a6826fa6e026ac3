"""Three parties of one case and one of another, who referred their witnesses, and their links."""

import itertools
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta

from flask import Flask
from sqlalchemy import NullPool, create_engine, select

from casework.access_needs.rules import AccessNeedKind
from casework.allocations.actions import accept_witness
from casework.answers.actions import say
from casework.answers.rules import Answer
from casework.answers.rules import AnswerKind as WitnessSays
from casework.contact_plans.actions import confirm_contact_plan
from casework.contact_plans.rules import Channel
from casework.handovers.actions import answer_handover
from casework.handovers.models import Handover
from casework.handovers.rules import PACKS, AnswerKind, HandoverKind, Pack
from casework.referrals.actions import refer_witness
from casework.witnesses.models import Witness
from casework.witnesses.rules import WitnessRole
from courts.cases.rules import read_identifier
from courts.hearings.actions import HearingToRecord, record_hearing
from courts.hearings.rules import Certainty, HearingKind, Listing
from ethical_walls.accounts.models import OrganisationKind, Role
from ethical_walls.accounts.service import link_viewer
from ethical_walls.intake import end_clearance
from ethical_walls.records import Kind, tables_of
from ethical_walls.viewers import Viewer
from scheduling.visits.actions import book_visit
from scheduling.visits.queries import find_times
from tests.builders.accounts import Employer
from tests.builders.assessing import look_after
from tests.builders.casework import Case, Person, Side, a_contact_plan, a_referral
from tests.builders.courts import CourtDetails
from tests.builders.links import WORD
from tests.builders.lists import SNARESBROOK
from tests.builders.outcomes import say_they_were_sentenced
from tests.builders.rows import kin, put
from tests.builders.scheduling import a_court_with_windows, in_six_weeks
from tests.crawl.asking import Asker
from tests.crawl.at_court import HOSTS_MARKS, HOSTS_OF_ONE_KIND, hand_over_days, let_teams_in
from tests.crawl.canaries import BY_LINK, Canaries
from tests.crawl.court_days import give_days
from tests.crawl.enquiries import ask_the_desks
from tests.crawl.in_passing import ON_DUTY, leave_for_duty, leave_in_passing
from tests.crawl.listening import ListeningCarrier
from tests.crawl.lists import bring_in_lists
from tests.moment import NOW
from tests.public_site import a_public_site
from tests.staff_client import StaffClient
from tests.staff_site import QUICK, a_staff_site, let_in
from tests.world import World
from witness_app.clock import FixedClock
from witness_app.handover_links import offer_with_link
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
DUTY = "duty@example.org"
NEITHER = {
    "free@example.org": Role.CASEWORKER,
    "operator@example.org": Role.LIST_OPERATOR,
    "keeper@example.org": Role.REGISTER_KEEPER,
    "conflicts@example.org": Role.CONFLICTS_OFFICER,
    "leader@example.org": Role.TEAM_LEADER,
    DUTY: Role.DUTY_CASEWORKER,
    "manager@example.org": Role.SERVICE_MANAGER,
    "safeguarding@example.org": Role.SAFEGUARDING_LEAD,
    "progression@example.org": Role.CASE_PROGRESSION_OFFICER,
    "separation@example.org": Role.SEPARATION_DESK,
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
WITH_A_LINK = {
    "the witness a0": "a0",
    "the witness a1": "a1",
    "the witness b0": "b0",
    "who accepted a0": "a0h",
    "who was offered b0": "b0h",
}
"""Whoever holds the link of a witness or a handover, with what marks the words it opens."""
SOLICITORS = [one.email for one in REFERRERS if one.role is Role.SOLICITOR]
OF_ONE_KIND = (
    [party.email for party in PARTIES],
    ["free@example.org", LEFT],
    [who for who, tag in WITH_A_LINK.items() if tag.endswith(BY_LINK)],
    [who for who, tag in WITH_A_LINK.items() if not tag.endswith(BY_LINK)],
    SOLICITORS,
    *HOSTS_OF_ONE_KIND,
)
"""Who are shown the same pages, each with rows of their own; everybody else is the only one."""
STRANGER = "a stranger"
ON_THE_PUBLIC_SITE = {*WITH_A_LINK, *SOLICITORS, STRANGER}
VIEWERS = (
    WITH_A_LINK
    | {party.email: party.tag for party in PARTIES}
    | {one.email: one.tag for one in REFERRERS}
    | HOSTS_MARKS
    | dict.fromkeys((*NEITHER, LEFT, NOBODY, STRANGER), "")
    | {DUTY: ON_DUTY}
)
"""Everybody who looks, with what marks the words that they may meet."""


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
    handovers: dict[str, uuid.UUID] = field(default_factory=dict)
    days: dict[str, uuid.UUID] = field(default_factory=dict)

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
                    put(connection, table, compartment_id=tag_of, **kin(connection, table, tag_of))

    def plant(self) -> None:
        """Put the words in."""
        with self.world.database.owner_engine.begin() as owner:
            self.canaries.plant(owner)


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
        let_teams_in(made, court_id)
        _publish(made, court_id, 0)
        for party in PARTIES:
            _take_in(made, party)
        _let_the_rest_in(made)
        made.plant()
        for party in PARTIES:
            _book(made, party)
            _give_links(made, party)
            _offer_handover(made, party)
        _accept_handover(made)
        give_days(made, [one.email for one in PARTIES], [one.email for one in REFERRERS])
        ask_the_desks(made, [one.email for one in PARTIES], list(NEITHER))
        leave_for_duty(made, PARTIES)
        tick(means)
        made.plant()
        _let_one_leave(made)
        clock.advance(timedelta(hours=2))
        _publish(made, court_id, 2)
        bring_in_lists(made, made.accounts["operator@example.org"])
        tick(means)
        hand_over_days(made, court_id, PARTIES)
        leave_in_passing(made, PARTIES)
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
            person = Person(
                name=f"Person{number} Ofparty{party.tag}",
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
    name = f"Person3 Ofparty{referrer.tag[0]}"
    typed = {"name": name, "reach": f"{referrer.tag}@example.org", "identifier": CASE}
    typed |= {"victim": "witness", "urgency": "ordinary"}
    called_by = {"client": referrer.client} if referrer.client else {}
    client.get("/refer").send("Send the referral", typed | called_by)


def _give_links(made: Parties, party: Party) -> None:
    """Give the first witnesses of a party their links; each says something by it."""
    now = made.means.clock.now()
    with made.world.session(made.accounts[party.email]) as session:
        for witness in session.scalars(select(Witness).order_by(Witness.name).limit(2)).all():
            whose = party.tag + made.canaries.witnesses[witness.id]
            word = hash_word(WORD, "Ada", QUICK)
            made.links[whose] = perform(session, give_link, witness.id, word, now=now)
            with made.world.session(link_viewer(witness.id)) as theirs:
                asked = Answer(uuid.uuid4(), WitnessSays.NEED_TO_TALK, words="About the day")
                perform(theirs, say, asked, now=now)


def _offer_handover(made: Parties, party: Party) -> None:
    """Offer the first witness of a party to somebody, by a link."""
    now, agreed = made.means.clock.now(), f"Person0 Ofparty{party.tag} agreed to this"
    pack = Pack(
        uuid.uuid4(),
        HandoverKind.VICTIM_CONTACT_SCHEME,
        f"Scheme {party.tag}",
        dict.fromkeys(PACKS[HandoverKind.VICTIM_CONTACT_SCHEME], agreed),
    )
    with made.world.session(made.accounts[party.email]) as session:
        first = session.scalars(select(Witness.id).order_by(Witness.name).limit(1)).one()
        say_they_were_sentenced(session, first, now)
        word = hash_word(WORD, "Ada", QUICK)
        token = perform(session, offer_with_link, first, pack, word, now=now)
        handover_id = session.scalars(select(Handover.id).where(Handover.witness_id == first)).one()
    made.links[f"{party.tag}0h"] = token
    made.handovers[party.tag] = handover_id


def _accept_handover(made: Parties) -> None:
    """The receiver of the first party's handover accepts it; nobody else has answered."""
    handover_id, now = made.handovers[PARTIES[0].tag], made.means.clock.now()
    with made.world.session(link_viewer(handover_id)) as session:
        said = (uuid.uuid4(), AnswerKind.ACCEPTED)
        perform(session, answer_handover, said, ("Lou Marsh", "We expect them"), now=now)


def _let_one_leave(made: Parties) -> None:
    """Somebody could look at the prosecution once, and may no longer."""
    left = made.accounts[LEFT]
    compartment_id = made.canaries.compartment(PARTIES[0].tag)
    made.world.clear(left, compartment_id)
    with made.world.job(compartment_id) as session:
        end_clearance(session, left.account_id, now=NOW)
        session.commit()
