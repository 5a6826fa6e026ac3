"""Every kind of viewer opens, follows, sends and twists everything, and meets only their own."""

import logging
import uuid
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from functools import cache
from itertools import product

import pytest
from sqlalchemy import ARRAY, JSON, select

from ethical_walls.accounts.models import Membership, Role
from ethical_walls.door_files import DOORS
from ethical_walls.policies import policies
from ethical_walls.records import Kind, tables_of
from tests.crawl.asking import WAY_OUT, Asker, Names, note_what_is_asked_for
from tests.crawl.attempts import (
    Attempts,
    OfOneKind,
    Rows,
    contents,
    every_walled_row,
    public_rows,
    references_of_others,
)
from tests.crawl.canaries import Sighting, text_columns
from tests.crawl.crawler import Crawl
from tests.crawl.in_passing import WITHOUT_WORDS, texts_of_sealed_tables
from tests.crawl.joining import a_joining_link
from tests.crawl.parties import (
    OF_ONE_KIND,
    ON_THE_PUBLIC_SITE,
    PARTIES,
    SOLICITORS,
    STRANGER,
    VIEWERS,
    WITH_A_LINK,
    Parties,
    three_parties,
)
from tests.databases import a_database
from tests.world import World
from witness_app.embedded_postgres import Cluster

SIDES = {party.tag for party in PARTIES}
OF_THE_CASE = [party.email for party in PARTIES[:3]]
OPENERS_OF_PUBLIC_THINGS = ("operator@example.org", "keeper@example.org", STRANGER)
A_DOZEN = 12
SITES = {
    "staff": [who for who in VIEWERS if who not in ON_THE_PUBLIC_SITE],
    "public": [who for who in VIEWERS if who in ON_THE_PUBLIC_SITE],
}
"""Who looks on which site; each site has a world and a process of its own."""
HOLDS_NO_WORDS = {
    **dict.fromkeys(
        [
            "needs_assessmentattendance_actions",
            "needs_assessmentattendance_reasons",
            "needs_assessmentconditions",
            "needs_assessmentfactors",
            "needs_assessmentfeelings",
            "needs_assessmentintimidated_grounds",
            "needs_assessmentmeasures_asked",
            "needs_assessmentoffences",
            "needs_assessmentpriorities",
            "needs_assessmentrisks",
            "needs_assessmentvulnerable_grounds",
            "remote_visitshown",
            "support_planitems",
            "visit_recordshown",
            "visit_recordthere",
            "visitneeds",
        ],
        "choices of a fixed list",
    ),
    **dict.fromkeys(["contact_planlanguage", "messagelanguage", "witnesslanguage"], "a language"),
    **dict.fromkeys(["referralparty", "visitparty", "witnessparty"], "a party of the court's case"),
    **dict.fromkeys(
        ["referralidentifier_kind", "referralidentifier_value", "referred_witnessidentifier"],
        "a number of the court's",
    ),
    **dict.fromkeys(["messagetemplate_version", "replanconfirmed_digest"], "a digest"),
    "calendar_invitationuid": "an id that says nothing",
    "messageinvitation_ics": "a file whose lines have their lengths; its words are neutral",
    "messagefields": "what the words beside it are made of",
}
"""Columns of text in which nobody's words stand, each with what stands there."""
NOT_PAGES = {"/static/<path:filename>"}
LINK = "link"
OFFERED = "who was offered b0"
WITNESS_OF_B = Sighting("b0", "the id of a witness")


class Kept(logging.Handler):
    """Keeps every line of every log."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep it, with the failure's own words."""
        self.lines.append(logging.Formatter().format(record))


@dataclass
class Crawled:
    """The world, one of its sites, and who has crawled it so far.

    Everybody looks before anybody sends: what is sent may stand on public pages from then on.
    """

    parties: Parties
    viewers: list[str]
    asked_for: Names
    rows: Rows
    log: Kept
    public: list[uuid.UUID]
    kinds: dict[str, OfOneKind] = field(default_factory=dict)
    given: set[uuid.UUID] = field(default_factory=set)
    attempts: dict[str, Attempts] = field(default_factory=dict)
    wrong: dict[str, list[str]] = field(default_factory=dict)

    def looked(self, email: str) -> Crawl:
        """What one viewer met in opening everything, done once."""
        if email not in self.attempts:
            asker = self.parties.browser_of(email)
            crawl = Crawl(asker, self.parties.canaries, VIEWERS[email], self.asked_for, self.given)
            alike = next((kind for kind in OF_ONE_KIND if email in kind), [email])
            kind = self.kinds.setdefault(alike[0], OfOneKind(len(self.kinds), len(alike)))
            world, canaries = self.parties.world, self.parties.canaries
            references = references_of_others(world, canaries, VIEWERS[email])
            attempts = Attempts(crawl, self.rows, self.public, kind, alike.index(email), references)
            self.attempts[email] = attempts
            crawl.follow("/", *attempts.plain_addresses())
            attempts.open_others()
            if email in OPENERS_OF_PUBLIC_THINGS:
                attempts.open_public()
            attempts.twist_links()
            attempts.ask_for_names()
            attempts.err()
            asker.close()
        return self.attempts[email].crawl

    def sent(self, email: str) -> list[str]:
        """What was wrong once one viewer had sent everything they can."""
        if email not in self.wrong:
            for everybody in self.viewers:
                self.looked(everybody)
            self.wrong[email] = self._sent(email)
        return self.wrong[email]

    def _sent(self, email: str) -> list[str]:
        attempts = self.attempts[email]
        world, canaries = self.parties.world, self.parties.canaries
        before, found = contents(world, canaries), len(attempts.crawl.findings)
        attempts.crawl.asker = self.parties.browser_of(email)
        attempts.send_to_others()
        attempts.send_forms()
        attempts.send_files()
        attempts.crawl.asker.close()
        after = contents(world, canaries)
        others = [whose for whose in before if not attempts.crawl.may_meet(whose)]
        changed = [f"rows of {tag} changed" for tag in others if before[tag] != after.get(tag)]
        return attempts.crawl.findings[found:] + changed


@pytest.fixture(scope="module")
def worlds(cluster: Cluster, template: str) -> Iterator[Callable[[str], Crawled]]:
    """The world of each site, made when it is first asked for."""
    with ExitStack() as stack:
        yield cache(lambda site: stack.enter_context(a_crawl(cluster, template, SITES[site])))


@contextmanager
def a_crawl(cluster: Cluster, template: str, viewers: list[str]) -> Iterator[Crawled]:
    log, root = Kept(), logging.getLogger()
    level = root.level
    root.addHandler(log)
    root.setLevel(logging.INFO)
    logging.getLogger("sqlalchemy").setLevel(logging.WARNING)
    with a_database(cluster, template) as database, three_parties(World(database)) as parties:
        rows = every_walled_row(parties.world, parties.canaries)
        rows[LINK] = {whose: [token] for whose, token in parties.links.items()}
        asked_for = note_what_is_asked_for(parties.site_of(viewers[0]))
        public = [*public_rows(parties.world), a_joining_link(parties.world, viewers[0])]
        yield Crawled(parties, viewers, asked_for, rows, log, public)
    root.removeHandler(log)
    root.setLevel(level)


@pytest.fixture(
    params=[pytest.param(site, marks=pytest.mark.xdist_group(f"crawl-{site}")) for site in SITES]
)
def crawled(worlds: Callable[[str], Crawled], request: pytest.FixtureRequest) -> Crawled:
    return worlds(request.param)


def each_on(*sites: str, of: Iterable[str] = VIEWERS) -> pytest.MarkDecorator:
    """One test a viewer, in the process of the site that they look at."""
    return pytest.mark.parametrize(
        ("crawled", "email"),
        [
            pytest.param(
                site, who, marks=pytest.mark.xdist_group(f"crawl-{site}"), id=who or "nobody"
            )
            for site in sites
            for who in SITES[site]
            if who in of
        ],
        indirect=["crawled"],
    )


def on(site: str) -> pytest.MarkDecorator:
    """One test in the process of one site."""
    group = pytest.mark.xdist_group(f"crawl-{site}")
    return pytest.mark.parametrize("crawled", [pytest.param(site, marks=group)], indirect=True)


@each_on("staff", "public")
def test_whoever_opens_everything_meets_their_own_side_alone(crawled: Crawled, email: str) -> None:
    crawl = crawled.looked(email)
    assert crawl.findings == []
    assert bool(crawl.own_seen) == bool(VIEWERS[email])


@on("staff")
def test_somebody_of_every_role_looks(crawled: Crawled) -> None:
    with crawled.parties.world.owner() as owner:
        accounts = [
            crawled.parties.accounts[email].account_id
            for email in VIEWERS
            if email in crawled.parties.accounts
        ]
        held = owner.scalars(select(Membership.role).where(Membership.account_id.in_(accounts)))
        assert set(held) == set(Role)


@on("staff")
def test_each_side_sees_as_much_of_its_own_as_the_others_of_theirs(crawled: Crawled) -> None:
    seen = {email: crawled.looked(email).own_seen for email in OF_THE_CASE}
    kinds = [{what for what in met if what.startswith("the id")} for met in seen.values()]
    assert kinds[0] == kinds[1] == kinds[2]
    assert min(len(met) for met in seen.values()) > A_DOZEN


@each_on("staff", "public")
def test_whoever_sends_everything_meets_and_changes_their_own_side_alone(
    crawled: Crawled, email: str
) -> None:
    assert crawled.sent(email) == []


def test_every_address_that_can_be_opened_was_opened_by_somebody(crawled: Crawled) -> None:
    for email in crawled.viewers:
        crawled.sent(email)
    site = crawled.parties.site_of(crawled.viewers[0])
    opened = set().union(*(crawled.looked(email).opened for email in crawled.viewers))
    can_be = {str(rule) for rule in site.url_map.iter_rules() if "GET" in (rule.methods or ())}
    assert can_be - opened - NOT_PAGES == set(), f"not opened at {site.name}"


@on("staff")
def test_every_walled_table_has_rows_and_words_of_every_side(crawled: Crawled) -> None:
    for table, by_tag in crawled.rows.items():
        missing = SIDES - {whose[0] for whose in by_tag}
        assert missing == set(), f"{table} has no row of {missing}"
    planted = crawled.parties.canaries.planted
    assert {tag for tag, _ in planted} >= SIDES


@on("staff")
def test_every_text_of_every_walled_table_holds_somebodys_words_or_says_why_not(
    crawled: Crawled,
) -> None:
    planted = {where for _, where in crawled.parties.canaries.planted}
    held = words_held()
    assert held - planted - set(HOLDS_NO_WORDS) == set()
    assert set(HOLDS_NO_WORDS) & planted == set()


@on("staff")
def test_every_text_of_every_sealed_table_holds_words_of_every_side_or_says_why_not(
    crawled: Crawled,
) -> None:
    unsaid = {where for where in texts_of_sealed_tables() if where not in WITHOUT_WORDS}
    assert crawled.parties.canaries.passing == set(product(SIDES, unsaid))
    assert set(WITHOUT_WORDS) <= texts_of_sealed_tables()


def words_held() -> set[str]:
    """Every column of a walled table in which words can stand, as a table and column in one."""
    texts = {
        f"{table.name}{name}" for table in tables_of(Kind.WALLED) for name in text_columns(table)
    }
    several = {
        f"{table.name}{column.name}"
        for table in tables_of(Kind.WALLED)
        for column in table.columns
        if isinstance(column.type, ARRAY | JSON)
    }
    return texts | several


@on("staff")
def test_what_left_to_somebody_holds_the_words_of_one_side(crawled: Crawled) -> None:
    handed = crawled.parties.carrier.handed
    assert len(handed) >= len(PARTIES)
    for outgoing in handed:
        assert len({s.whose for s in crawled.parties.canaries.seen_in(str(outgoing))}) == 1


def test_no_log_holds_anybodys_words(crawled: Crawled) -> None:
    for email in crawled.viewers:
        crawled.sent(email)
    logging.getLogger("tests").info("read to the end")
    assert crawled.log.lines[-1] == "read to the end"
    whole = "\n".join(crawled.log.lines)
    assert list(crawled.parties.canaries.seen_in(whole)) == []


@on("staff")
def test_a_crawl_sees_through_an_opened_wall(crawled: Crawled) -> None:
    email = OF_THE_CASE[2]
    with every_row_readable(crawled.parties):
        met = words_met(crawled.parties, email, "/day", "/messages")
    assert {"witnessname of a0", "witnessname of b0", "witnessname of d0"} <= met


@each_on("public", of=(SOLICITORS[0], OFFERED))
def test_a_crawl_from_outside_sees_through_an_opened_wall(crawled: Crawled, email: str) -> None:
    with every_row_readable(crawled.parties):
        met = words_met(crawled.parties, email, "/referred", "/handover")
    ajar = {SOLICITORS[0]: "referredwitnessname of c3", OFFERED: "handoverfieldwords of b0"}
    assert ajar[email] in met


@each_on("public", of=list(WITH_A_LINK)[:1])
def test_a_crawl_by_a_link_sees_that_it_opens_another(crawled: Crawled, email: str) -> None:
    parties = crawled.parties
    theirs = next(one for one, met in parties.canaries.ids.items() if met == WITNESS_OF_B)
    with parties.world.database.owner_engine.begin() as owner:
        owner.exec_driver_sql(f"""
            CREATE OR REPLACE FUNCTION wall.subject_of_opening(
                token bytea, happened_at timestamptz)
            RETURNS uuid LANGUAGE sql STABLE AS $$ SELECT '{theirs}'::uuid $$""")
    met = words_met(parties, email, "/my-page")
    with parties.world.database.owner_engine.begin() as owner:
        owner.exec_driver_sql((DOORS / "08_links.sql").read_text())
    assert "witnessname of b0" in met


@contextmanager
def every_row_readable(parties: Parties) -> Iterator[None]:
    opened = [p for p in policies() if p.command == "SELECT" and p.using != "true"]
    engine = parties.world.database.owner_engine
    with engine.begin() as owner:
        for policy in opened:
            owner.exec_driver_sql(f"ALTER POLICY {policy.name} ON {policy.table} USING (true)")
    yield
    with engine.begin() as owner:
        for policy in opened:
            owner.exec_driver_sql(
                f"ALTER POLICY {policy.name} ON {policy.table} USING ({policy.using})"
            )


def words_met(parties: Parties, email: str, *starts: str) -> set[str]:
    """Whose words somebody meets that are not theirs."""
    asker = parties.browser_of(email)
    crawl = Crawl(asker, parties.canaries, VIEWERS[email], set(), set())
    crawl.seen.add(WAY_OUT)
    crawl.follow(*starts)
    asker.close()
    return {found.partition(": ")[2] for found in crawl.findings}


@on("staff")
def test_an_answer_that_tells_somebody_from_nobody_is_found(crawled: Crawled) -> None:
    own = every_walled_row(crawled.parties.world, crawled.parties.canaries)["witness"]["a0"]
    asker = Asker(crawled.parties.site, OF_THE_CASE[0])
    crawl = Crawl(asker, crawled.parties.canaries, "a", set(), set())
    crawl.alike("GET", "/witnesses/ID", own[0], uuid.uuid4())
    asker.close()
    (told,) = [found for found in crawl.findings if " against " in found]
    assert told == "GET /witnesses/ID: ' 200' against ' 404'"
