"""What a person tries after looking round: ids that are not theirs, wherever an id can stand."""

import itertools
import uuid
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from sqlalchemy import select
from werkzeug.routing import Rule, UUIDConverter

from ethical_walls.records import Kind, tables_of
from tests.crawl.canaries import Canaries
from tests.crawl.crawler import NONSENSE, Crawl, Form, difference, with_id_in_turn
from tests.world import World

PLACE = uuid.UUID("99999999-9999-4999-8999-999999999999")
ANYTHING = "anything"
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
class Attempts:
    """One person's attempts at what is not theirs.

    People of one kind share the longest lists between them: each takes every so-manieth name and
    field, beginning with another.
    """

    crawl: Crawl
    rows: Rows
    public: list[uuid.UUID]
    turn: int
    of: int
    unknown: Iterator[uuid.UUID] = field(
        default_factory=lambda: (uuid.uuid4() for _ in itertools.count())
    )

    def __post_init__(self) -> None:
        self.firsts = [self._nearest(by_tag) for by_tag in self.rows.values()]
        self.foreign = itertools.cycle(self.firsts)

    def _nearest(self, by_tag: dict[str, list[uuid.UUID]]) -> uuid.UUID:
        """A row that is not theirs: of another witness of their own side, where they have one."""
        others = [whose for whose in by_tag if not self.crawl.may_meet(whose)]
        return by_tag[min(others, key=lambda whose: whose[0] != self.crawl.tag[:1])][0]

    def addresses(self, method: str) -> Iterator[str]:
        """Every address of the site that holds an id, with `ID` in its place."""
        site = self.crawl.asker.site
        for rule in site.url_map.iter_rules():
            holds_id = any(isinstance(c, UUIDConverter) for c in rule._converters.values())  # noqa: SLF001
            if holds_id and method in (rule.methods or ()):
                yield self._address_of(rule)

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
        """Open every address with an id of every table and compartment in its place.

        Where one's own row of a table opens the address, every row of every other side is tried.
        """
        for address in self.addresses("GET"):
            unknown = next(self.unknown)
            nothing = self.crawl.ask("GET", address.replace("ID", str(unknown)))
            expected = nothing.likeness()
            for table, by_tag in self.rows.items():
                foreign = [ids for tag, ids in by_tag.items() if not self.crawl.may_meet(tag)]
                every = list(itertools.chain(*foreign))
                whole = self._opens_with_own(address, by_tag)
                for one in every if whole else every[:1]:
                    answer = self.crawl.ask("GET", address.replace("ID", str(one)))
                    if answer.likeness() != expected:
                        told = difference(answer.likeness(), expected)
                        self.crawl.findings.append(f"{address} with a {table} of theirs: {told}")

    def _opens_with_own(self, address: str, by_tag: dict[str, list[uuid.UUID]]) -> bool:
        own = [one for tag, ids in by_tag.items() if self.crawl.may_meet(tag) for one in ids]
        if not own:
            return False
        answer = self.crawl.ask("GET", address.replace("ID", str(own[0])))
        return answer.status == 200

    def open_public(self) -> None:
        """Open what no link led to with an id of every public table in its place."""
        for address, one in itertools.product(self.addresses("GET"), self.public):
            path = address.replace("ID", str(one))
            if self.crawl.rule_of(path) not in self.crawl.opened:
                self.crawl.follow(path)

    def twist_links(self) -> None:
        """Take each kind of address that was met and put another side's id in each place."""
        for links in list(self.crawl.links.values()):
            for address in with_id_in_turn(links[0]):
                self.crawl.alike("GET", address, next(self.foreign), next(self.unknown))

    def ask_for_names(self) -> None:
        """Add every name that the site was seen to look up, holding an id, to every address."""
        opened = {self.crawl.rule_of(links[0]): links[0] for links in self.crawl.links.values()}
        for address in opened.values():
            joined = f"{address}{'&' if '?' in address else '?'}"
            for name in sorted(self.crawl.asked_for)[self.turn :: self.of]:
                self.crawl.alike(
                    "GET", f"{joined}{name}=ID", next(self.foreign), next(self.unknown)
                )

    def send_to_others(self) -> None:
        """Send a form to every address that takes one, with others' ids in it."""
        values: dict[str, list[str]] = {}
        for form in self.crawl.forms.values():
            values |= form.values
        for address in self.addresses("POST"):
            unknown = next(self.unknown)
            expected = self._sent(address, unknown, values)
            for one in self.firsts:
                given = self._sent(address, one, values)
                if given != expected:
                    told = difference(given, expected)
                    self.crawl.findings.append(f"POST {address} with theirs: {told}")

    def _sent(
        self, address: str, one: uuid.UUID, values: dict[str, list[str]]
    ) -> tuple[object, ...]:
        path = address.replace("ID", str(one))
        return self.crawl.ask("POST", path, values).likeness()

    def send_forms(self) -> None:
        """Send every form: others' ids in each field, then nonsense, then nothing.

        The forms with most fields go first: one without any does what its button says.
        """
        forms = sorted(self.crawl.forms.values(), key=lambda form: -len(form.values))
        for form in forms:
            for name in self._mine(form):
                self.crawl.submit_alike(form, name, next(self.foreign), next(self.unknown))
            self.crawl.submit(form, filled(form, NONSENSE))
        for form in forms:
            self.crawl.submit(form, filled(form, ""))

    def _mine(self, form: Form) -> list[str]:
        """Every field that nobody sees, and this person's share of the others."""
        others = [name for name in form.values if name not in form.hidden]
        return [*form.hidden, *others[self.turn :: self.of]]

    def err(self) -> None:
        """Ask in every wrong way: unknown addresses, other methods, no token, half a range."""
        one, other = next(self.foreign), next(self.unknown)
        for path in ("/nowhere/ID", "/ID", "/static/ID"):
            self.crawl.alike("GET", path, one, other)
        for method in ("HEAD", "OPTIONS", "PUT"):
            for address in self.addresses("GET"):
                self.crawl.alike(method, address, one, other)


def filled(form: Form, value: str) -> dict[str, list[str]]:
    """The form with one value in every box."""
    return {name: [value] * len(boxes) for name, boxes in form.values.items()}
