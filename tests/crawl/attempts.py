"""What a person tries after looking round: ids that are not theirs, wherever an id can stand."""

import itertools
import uuid
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from sqlalchemy import select
from werkzeug.routing import Rule, UUIDConverter

from casework.partners.rules import reference_of
from casework.witnesses.models import Witness
from ethical_walls.records import Kind, tables_of
from tests.crawl.asking import Answer, Upload
from tests.crawl.canaries import Canaries
from tests.crawl.crawler import NONSENSE, Crawl, Form, difference, with_id_in_turn
from tests.world import World
from witness_app.site.looks import walled_table

PLACE = uuid.UUID("99999999-9999-4999-8999-999999999999")
ANYTHING = "anything"
SHARES = 3
OTHER_METHODS = ("HEAD", "PUT", "OPTIONS")
FILES = (
    Upload("dates.csv", "reference,court,date,time,kind\nID,Snaresbrook,2026-11-02,10:00,trial\n"),
    Upload("dates.csv", "of ID"),
    Upload("list.json", '{"ID": "ID"}'),
)
"""What is sent where a file may be: one as it should be, and others that cannot be read."""
NOBODYS_REFERENCES = ("ZZZZ-ZZZZ", "YYYY-YYYY")
Rows = dict[str, dict[str, list[uuid.UUID]]]
"""The ids of every walled row, by table and then by whose it is; and of every witness's link."""


def every_walled_row(world: World, canaries: Canaries) -> Rows:
    """Every row behind the wall, as its owner sees it."""
    rows: Rows = {}
    with world.owner() as owner:
        for table in tables_of(Kind.WALLED):
            by_tag: dict[str, list[uuid.UUID]] = defaultdict(list)
            for found in owner.execute(select(table)).mappings():
                by_tag[canaries.whose(table, found)].append(found["id"])
            rows[table.name] = dict(by_tag)
    return rows


def references_of_others(world: World, canaries: Canaries, tag: str) -> list[str]:
    """The reference of one witness of each other compartment."""
    table, found = Witness.__table__, {}
    with world.owner() as owner:
        for row in owner.execute(select(table)).mappings():
            whose = canaries.whose(table, row)  # type: ignore[arg-type]
            if not (tag and whose.startswith(tag[:1])):
                found.setdefault(whose[0], reference_of(row["request_id"]))
    return [found[whose] for whose in sorted(found)]


def public_rows(world: World) -> list[uuid.UUID]:
    """The id of one row of every public table."""
    with world.owner() as owner:
        found = [
            owner.scalar(select(table.c.id).order_by(table.c.id).limit(1))
            for table in tables_of(Kind.OPEN)
        ]
    return [one for one in found if one is not None]


def contents(world: World, canaries: Canaries) -> dict[str, frozenset[tuple[object, ...]]]:
    """Everything that is anybody's, by whose it is, to be compared with what it is later."""
    held: dict[str, set[tuple[object, ...]]] = defaultdict(set)
    with world.owner() as owner:
        for table in tables_of(Kind.WALLED):
            for row in owner.execute(select(table)).mappings():
                held[canaries.whose(table, row)].add((table.name, *map(str, row.values())))
    return {tag: frozenset(rows) for tag, rows in held.items()}


@dataclass
class OfOneKind:
    """What people of one kind share: how many they are, and which number their kind has.

    Addresses lead each of them to the same pages, each with rows of their own.
    """

    number: int = 0
    members: int = 1


@dataclass(frozen=True)
class Address:
    """An address of the site with `ID` where an id stands, and the walled tables that it names."""

    path: str
    tables: frozenset[str]

    def of(self, one: uuid.UUID) -> str:
        """The address with an id in its place."""
        return self.path.replace("ID", str(one))


@dataclass
class Attempts:
    """One person's attempts at what is not theirs.

    People of one kind share the longest lists between them: each takes every so-manieth table and
    field, beginning with another. Of ids in addresses that do not name their table (a test holds
    that those about a witness do), a kind takes a third, and the next kind another: every pair of
    an address and a table is somebody's.
    """

    crawl: Crawl
    rows: Rows
    public: list[uuid.UUID]
    kind: OfOneKind
    turn: int
    references: list[str]
    unknown: Iterator[uuid.UUID] = field(
        default_factory=lambda: (uuid.uuid4() for _ in itertools.count())
    )

    def __post_init__(self) -> None:
        self.firsts = {table: self._nearest(by_tag) for table, by_tag in self.rows.items()}
        self.foreign = itertools.cycle(self.firsts.values())
        self.unsent = itertools.cycle([*self.firsts.values(), *self._others()])

    def _others(self) -> Iterator[uuid.UUID]:
        """Every row of others but the first of each table: a request sent before is one's own."""
        for by_tag in self.rows.values():
            for tag, ids in by_tag.items():
                if not self.crawl.may_meet(tag):
                    yield from (one for one in ids if one not in self.firsts.values())

    def _nearest(self, by_tag: dict[str, list[uuid.UUID]]) -> uuid.UUID:
        """A row that is not theirs: of another witness of their own side, where they have one.

        A court's people may meet every row of some tables: what is not theirs there is nothing.
        """
        others = [whose for whose in by_tag if not self.crawl.may_meet(whose)]
        if not others:
            return next(self.unknown)
        return by_tag[min(others, key=lambda whose: whose[0] != self.crawl.tag[:1])][0]

    def addresses(self, method: str) -> Iterator[Address]:
        """Every address of the site that holds an id."""
        site = self.crawl.asker.site
        for rule in site.url_map.iter_rules():
            holds_id = any(isinstance(c, UUIDConverter) for c in rule._converters.values())  # noqa: SLF001
            if holds_id and method in (rule.methods or ()):
                named = map(walled_table, rule.arguments)
                tables = frozenset(table.name for table in named if table is not None)
                yield Address(self._address_of(rule), tables)

    def plain_addresses(self) -> list[str]:
        """Every address of the site that needs nothing put in."""
        rules = self.crawl.asker.site.url_map.iter_rules()
        return [str(rule) for rule in rules if not rule.arguments and "GET" in (rule.methods or ())]

    def _address_of(self, rule: Rule) -> str:
        values = {
            name: PLACE if isinstance(converter, UUIDConverter) else self._known(name)
            for name, converter in rule._converters.items()  # noqa: SLF001
        }
        adapter = self.crawl.asker.site.url_map.bind("localhost")
        return adapter.build(rule.endpoint, values).replace(str(PLACE), "ID")

    def _known(self, name: str) -> str:
        """A word that an address was seen to hold in this place."""
        adapter = self.crawl.asker.site.url_map.bind("localhost")
        for links in self.crawl.links.values():
            path = links[0].partition("?")[0]
            if self.crawl.rule_of(path):
                _, values = adapter.match(path)
                if name in values:
                    return str(values[name])
        return ANYTHING

    def open_others(self) -> None:
        """Open every address with an id of every table and compartment in its place."""
        for place, address in enumerate(self.addresses("GET")):
            nothing = self.crawl.ask("GET", address.of(next(self.unknown)))
            expected = nothing.likeness()
            for one in self._worth_opening(place, address, nothing):
                answer = self.crawl.ask("GET", address.of(one))
                if answer.likeness() != expected:
                    told = difference(answer.likeness(), expected)
                    self.crawl.findings.append(f"{address.path} with {self._whose(one)}: {told}")

    def _worth_opening(self, place: int, address: Address, nothing: Answer) -> Iterator[uuid.UUID]:
        """This person's share of others' rows in the tables that it names, and of all tables.

        An address that asks the database no more than one that is not there looks at no id.
        """
        if not self._looks_up(nothing, "GET"):
            yield next(self.foreign)
            return
        for number, (table, by_tag) in enumerate(self.rows.items()):
            if table in address.tables:
                others = (ids for tag, ids in by_tag.items() if not self.crawl.may_meet(tag))
                yield self.firsts[table]
                yield from [*itertools.chain(*others)][self.turn :: self.kind.members]
            elif self._is_mine(place, number):
                yield self.firsts[table]

    def _is_mine(self, place: int, table: int) -> bool:
        """Whether this table's ids are this person's to try at the address in this place."""
        takers = SHARES * self.kind.members
        return (place + table) % takers == (SHARES * self.turn + self.kind.number) % takers

    def _looks_up(self, answer: Answer, method: str) -> bool:
        """Whether an answer took more of the database than that of an address that is not there."""
        nowhere = self.crawl.ask(method, "/nowhere")
        return len(answer.statements) > len(nowhere.statements)

    def _whose(self, one: uuid.UUID) -> str:
        sighting = self.crawl.canaries.ids.get(one)
        return f"{sighting.what} of {sighting.whose}" if sighting else "a link of theirs"

    def open_public(self) -> None:
        """Open what no link led to with an id of every public table in its place."""
        for address in self.addresses("GET"):
            nothing = self.crawl.ask("GET", address.of(next(self.unknown)))
            for one in self.public if self._looks_up(nothing, "GET") else []:
                path = address.of(one)
                if self.crawl.rule_of(path) not in self.crawl.opened:
                    self.crawl.follow(path)

    def twist_links(self) -> None:
        """Take each kind of address that was met and put another side's id in each place."""
        for links in list(self.crawl.links.values()):
            for address in with_id_in_turn(links[0]):
                self.crawl.alike("GET", address, next(self.foreign), next(self.unknown))

    def ask_for_names(self) -> None:
        """Add every name that an address was seen to look up, holding an id, to that address."""
        opened = {self.crawl.rule_of(links[0]): links[0] for links in self.crawl.links.values()}
        for rule, name in sorted(self.crawl.asked_for):
            if rule in opened:
                joined = f"{opened[rule]}{'&' if '?' in opened[rule] else '?'}{name}=ID"
                self.crawl.alike("GET", joined, next(self.foreign), next(self.unknown))

    def send_to_others(self) -> None:
        """Send a form to every address that takes one, with others' ids in it."""
        values: dict[str, list[str]] = {}
        for form in self.crawl.forms.values():
            values |= form.values
        for place, address in enumerate(self.addresses("POST")):
            nothing = self._sent(address, next(self.unknown), values)
            expected = nothing.likeness()
            for one in self._worth_sending(place, address, nothing):
                given = self._sent(address, one, values).likeness()
                if given != expected:
                    told = difference(given, expected)
                    where = f"POST {address.path} with {self._whose(one)}"
                    self.crawl.findings.append(f"{where}: {told}")

    def _worth_sending(self, place: int, address: Address, nothing: Answer) -> Iterator[uuid.UUID]:
        """A row of each table that the address names, and of this person's share of all."""
        if not self._looks_up(nothing, "POST"):
            yield next(self.foreign)
            return
        for number, (table, one) in enumerate(self.firsts.items()):
            if table in address.tables or self._is_mine(place, number):
                yield one

    def _sent(self, address: Address, one: uuid.UUID, values: dict[str, list[str]]) -> Answer:
        return self.crawl.ask("POST", address.of(one), values)

    def send_forms(self) -> None:
        """Send every form: others' ids in each field, then nonsense, then nothing.

        The forms with most fields go first: one without any does what its button says.
        """
        forms = sorted(self.crawl.forms.values(), key=lambda form: -len(form.values))
        for form in forms:
            for name in self._mine(form):
                foreign = (next(self.unsent), next(self.unsent))
                self.crawl.submit_alike(form, name, foreign, next(self.unknown))
            self.crawl.submit(form, filled(form, NONSENSE))
        for form in forms:
            self.crawl.submit(form, filled(form, ""))
            self.crawl.submit(form, {})

    def send_files(self) -> None:
        """Send every form that takes a file files of each kind, with others' references in them."""
        for form in (one for one in self.crawl.forms.values() if one.files):
            for name, file in itertools.product(sorted(form.files), FILES):
                for theirs in self.references[self.turn :: self.kind.members]:
                    words = (theirs, *NOBODYS_REFERENCES)
                    named = [replace(file, content=file.content.replace("ID", w)) for w in words]
                    self.crawl.upload_alike(form, name, (named[0], named[1], named[2]))

    def _mine(self, form: Form) -> list[str]:
        """Every field that nobody sees, and this person's share of the others."""
        others = [name for name in form.values if name not in form.hidden]
        return [*form.hidden, *others[self.turn :: self.kind.members]]

    def err(self) -> None:
        """Ask in wrong ways: unknown addresses, other methods."""
        one, other = next(self.foreign), next(self.unknown)
        for path in ("/nowhere/ID", "/ID", "/static/ID"):
            self.crawl.alike("GET", path, one, other)
        for address, method in zip(self.addresses("GET"), itertools.cycle(OTHER_METHODS)):
            self.crawl.alike(method, address.path, one, other)


def filled(form: Form, value: str) -> dict[str, list[str]]:
    """The form with one value in every box."""
    return {name: [value] * len(boxes) for name, boxes in form.values.items()}
