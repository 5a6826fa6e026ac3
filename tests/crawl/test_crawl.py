"""Every kind of viewer opens, follows, sends and twists everything, and meets only their own."""

import logging
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest

from ethical_walls.policies import policies
from tests.conftest import a_database
from tests.crawl.asking import Asker, note_what_is_asked_for
from tests.crawl.attempts import Attempts, Rows, contents, every_walled_row, public_rows
from tests.crawl.crawler import Crawl
from tests.crawl.parties import PARTIES, VIEWERS, Parties, three_parties
from tests.world import World
from witness_app.embedded_postgres import Cluster

pytestmark = pytest.mark.xdist_group("crawl")
SIDES = {party.tag for party in PARTIES}
OF_THE_CASE = [party.email for party in PARTIES[:3]]
KEEPERS_OF_PUBLIC_THINGS = ("operator@example.org", "keeper@example.org")
SHARES = len(OF_THE_CASE)
A_DOZEN = 12
NOT_PAGES = {"/static/<path:filename>"}
LINK = "link"


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
    """The world, and who has crawled it so far.

    Everybody looks before anybody sends: what is sent may stand on public pages from then on.
    """

    parties: Parties
    asked_for: dict[str, set[str]]
    rows: Rows
    log: Kept
    public: list[uuid.UUID]
    given: set[uuid.UUID] = field(default_factory=set)
    attempts: dict[str, Attempts] = field(default_factory=dict)
    wrong: dict[str, list[str]] = field(default_factory=dict)

    def looked(self, email: str) -> Crawl:
        """What one viewer met in opening everything, done once."""
        if email not in self.attempts:
            asker = self.parties.browser_of(email)
            asked_for = self.asked_for[asker.site.name]
            crawl = Crawl(asker, self.parties.canaries, VIEWERS[email], asked_for, self.given)
            turn, of = list(VIEWERS).index(email) % SHARES, SHARES
            attempts = self.attempts[email] = Attempts(crawl, self.rows, self.public, turn, of)
            crawl.follow("/", *attempts.plain_addresses())
            attempts.open_others()
            if email in KEEPERS_OF_PUBLIC_THINGS:
                attempts.open_public()
            attempts.twist_links()
            attempts.ask_for_names()
            attempts.err()
            asker.close()
        return self.attempts[email].crawl

    def sent(self, email: str) -> list[str]:
        """What was wrong once one viewer had sent everything they can."""
        if email not in self.wrong:
            for everybody in VIEWERS:
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
        attempts.crawl.asker.close()
        after = contents(world, canaries)
        others = [whose for whose in before if not attempts.crawl.may_meet(whose)]
        changed = [f"rows of {tag} changed" for tag in others if before[tag] != after.get(tag)]
        return attempts.crawl.findings[found:] + changed


@pytest.fixture(scope="module")
def crawled(cluster: Cluster, template: str) -> Iterator[Crawled]:
    log = Kept()
    logging.getLogger().addHandler(log)
    with a_database(cluster, template) as database, three_parties(World(database)) as parties:
        rows = every_walled_row(parties.world, parties.canaries)
        rows[LINK] = {whose: [token] for whose, token in parties.links.items()}
        asked_for = {
            site.name: note_what_is_asked_for(site) for site in (parties.site, parties.public)
        }
        yield Crawled(parties, asked_for, rows, log, public_rows(parties.world))
    logging.getLogger().removeHandler(log)


def named(email: str) -> str:
    return email or "nobody"


@pytest.mark.parametrize("email", VIEWERS, ids=named)
def test_whoever_opens_everything_meets_their_own_side_alone(crawled: Crawled, email: str) -> None:
    crawl = crawled.looked(email)
    assert crawl.findings == []
    assert bool(crawl.own_seen) == bool(VIEWERS[email])


def test_each_side_sees_as_much_of_its_own_as_the_others_of_theirs(crawled: Crawled) -> None:
    seen = {email: crawled.looked(email).own_seen for email in OF_THE_CASE}
    kinds = [{what for what in met if what.startswith("the id")} for met in seen.values()]
    assert kinds[0] == kinds[1] == kinds[2]
    assert min(len(met) for met in seen.values()) > A_DOZEN


@pytest.mark.parametrize("email", VIEWERS, ids=named)
def test_whoever_sends_everything_meets_and_changes_their_own_side_alone(
    crawled: Crawled, email: str
) -> None:
    assert crawled.sent(email) == []


def test_every_address_that_can_be_opened_was_opened_by_somebody(crawled: Crawled) -> None:
    for email in VIEWERS:
        crawled.sent(email)
    for site in (crawled.parties.site, crawled.parties.public):
        there = [email for email in VIEWERS if crawled.parties.site_of(email) is site]
        opened = set().union(*(crawled.looked(email).opened for email in there))
        can_be = {str(rule) for rule in site.url_map.iter_rules() if "GET" in rule.methods}
        assert can_be - opened - NOT_PAGES == set(), f"not opened at {site.name}"


def test_every_walled_table_has_rows_and_words_of_every_side(crawled: Crawled) -> None:
    for table, by_tag in crawled.rows.items():
        missing = SIDES - {whose[0] for whose in by_tag}
        assert missing == set(), f"{table} has no row of {missing}"
    planted = crawled.parties.canaries.planted
    assert {tag for tag, _ in planted} >= SIDES


def test_what_left_to_somebody_holds_the_words_of_one_side(crawled: Crawled) -> None:
    handed = crawled.parties.carrier.handed
    assert len(handed) >= len(PARTIES)
    for outgoing in handed:
        assert len({s.whose for s in crawled.parties.canaries.seen_in(str(outgoing))}) == 1


def test_no_log_holds_anybodys_words(crawled: Crawled) -> None:
    whole = "\n".join(crawled.log.lines)
    assert list(crawled.parties.canaries.seen_in(whole)) == []


def test_a_crawl_sees_through_an_opened_wall(crawled: Crawled) -> None:
    email = OF_THE_CASE[2]
    opened = [p for p in policies() if p.command == "SELECT" and p.using != "true"]
    with crawled.parties.world.database.owner_engine.begin() as owner:
        for policy in opened:
            owner.exec_driver_sql(f"ALTER POLICY {policy.name} ON {policy.table} USING (true)")
    asker = Asker(crawled.parties.site, email)
    crawl = Crawl(asker, crawled.parties.canaries, VIEWERS[email], set(), set())
    crawl.follow("/day", "/messages")
    asker.close()
    with crawled.parties.world.database.owner_engine.begin() as owner:
        for policy in opened:
            owner.exec_driver_sql(
                f"ALTER POLICY {policy.name} ON {policy.table} USING ({policy.using})"
            )
    met = {found.partition(": ")[2] for found in crawl.findings}
    assert {"witnessname of a0", "witnessname of b0", "witnessname of d0"} <= met


def test_an_answer_that_tells_somebody_from_nobody_is_found(crawled: Crawled) -> None:
    own = every_walled_row(crawled.parties.world, crawled.parties.canaries)["witness"]["a0"]
    asker = Asker(crawled.parties.site, OF_THE_CASE[0])
    crawl = Crawl(asker, crawled.parties.canaries, "a", set(), set())
    crawl.alike("GET", "/witnesses/ID", own[0], uuid.uuid4())
    asker.close()
    assert len(crawl.findings) == 1
