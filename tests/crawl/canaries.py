"""Words that belong to one compartment, or to one witness in it, put into every text of its rows.

Nothing here is named: the walled tables and their text columns come from the models' own
declarations, so that a new table or column is covered on the day it is made.
"""

import re
import uuid
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, Enum, String, Table, select, update

from ethical_walls.records import CourtHosts, Kind, Record, tables_of

MARK = re.compile(r"zq([a-z]\d?[vk]?h?)x([a-z]+)xqz")
UUID = re.compile(r"(?<![0-9a-f])[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}")
KEY = re.compile(r"[a-z0-9_:-]+")
"""A value that code compares, as against words that somebody typed or reads."""
TELEPHONE = re.compile(r"\+44(\d{10})")
WITNESS, HANDOVER = "witness", "handover"
BY_LINK = "h"
"""Marks what the receiver of a witness's handover may meet by their link."""
OF_VISITS, OF_A_DAY = "v", "k"
"""Mark rows of a hosted court: those for each of its teams, and for its Witness Service alone."""
READ_AT_COURT = {CourtHosts.EVERY_TEAM: OF_VISITS, CourtHosts.WITNESS_SERVICE: OF_A_DAY}
ANYBODYS = "*"
"""Begins what marks the words that a court's people may meet: of every party, and few."""
TOLD_AT_COURT = frozenset(
    {
        "hostedvisitreference",
        "hostedvisitneeds",
        "hostedvisitequipment",
        "handoverreference",
        "handoverfieldwords",
        "the id of a handover",
    }
)
"""The columns that a court's people meet of such rows, and nothing beside them."""
MANY_LINES = "\r\n"
UNUSED = "z"
"""Stands for every compartment that nobody looks into."""


@dataclass(frozen=True)
class Sighting:
    """Something met: of whom, a witness (`a0`), their handover (`a0h`) or a compartment (`a`)."""

    whose: str
    what: str

    @property
    def tag(self) -> str:
        """The letter of the compartment."""
        return self.whose[0]


@dataclass
class Canaries:
    """The words, numbers and ids of each compartment, by the letter that stands for it.

    `planted` are the columns of walled tables that hold each letter's word, `passing` those of
    sealed ones (`tests/crawl/in_passing.py`).
    """

    tags: dict[uuid.UUID, str] = field(default_factory=dict)
    ids: dict[uuid.UUID, Sighting] = field(default_factory=dict)
    numbers: dict[str, str] = field(default_factory=dict)
    planted: set[tuple[str, str]] = field(default_factory=set)
    passing: set[tuple[str, str]] = field(default_factory=set)
    witnesses: dict[uuid.UUID, str] = field(default_factory=dict)
    handovers: dict[uuid.UUID, uuid.UUID] = field(default_factory=dict)
    of_compartment: dict[uuid.UUID, set[uuid.UUID]] = field(
        default_factory=lambda: defaultdict(set)
    )
    hosted: set[uuid.UUID] = field(default_factory=set)

    def name(self, compartment_id: uuid.UUID, tag: str) -> None:
        """Let a letter stand for a compartment."""
        self.tags[compartment_id] = tag
        self.ids[compartment_id] = Sighting(tag, "the compartment's id")

    def compartment(self, tag: str) -> uuid.UUID:
        """The compartment that a letter stands for."""
        return next(one for one, known in self.tags.items() if known == tag)

    def plant(self, owner: Connection) -> None:
        """Put a word into every text of every walled row; once is enough, twice does no harm."""
        public = _public_texts(owner)
        self._number_witnesses(owner)
        for table in tables_of(Kind.WALLED):
            columns = text_columns(table)
            for row in owner.execute(select(table)).mappings():
                whose = self.whose(table, row)
                self.ids[row["id"]] = Sighting(whose, f"the id of a {table.name}")
                self._remember_numbers(whose, [row[name] for name in columns])
                changed = {
                    name: worded
                    for name in columns
                    if (worded := _with_canary(row[name], mark(whose, table, name), public))
                }
                self.planted |= {(whose[0], f"{table.name}{name}") for name in changed}
                if changed:
                    owner.execute(update(table).where(table.c.id == row["id"]).values(changed))

    def whose(self, table: Table, row: Mapping[Any, Any]) -> str:
        """Of whom a row is: the letter of its compartment, and the number of its witness.

        What a handover's link opens is marked as that too: it opens less than its witness's does.
        """
        opened_by = row.get(table.info["link_column"] or "")
        witness_id = row["id"] if table.name == WITNESS else row.get("witness_id")
        of_handover = self.handovers.get(row.get("handover_id") or opened_by)  # type: ignore[arg-type]
        number = self.witnesses.get(witness_id or of_handover, "")  # type: ignore[arg-type]
        tag = self.tags.get(row["compartment_id"], UNUSED)
        at = READ_AT_COURT[table.info["court_hosts"]] if self._is_hosted(table, row) else ""
        return f"{tag}{number}{at}{BY_LINK if opened_by in self.handovers else ''}"

    def _is_hosted(self, table: Table, row: Mapping[Any, Any]) -> bool:
        """Whether a row names a court whose teams are in the world."""
        return row.get(table.info["court_column"] or "") in self.hosted

    def _number_witnesses(self, owner: Connection) -> None:
        """Give each witness of a compartment a number, in the order of their names."""
        table = Record.metadata.tables[WITNESS]
        for row in owner.execute(select(table).order_by(table.c.name, table.c.id)):
            before = len(self.of_compartment[row.compartment_id])
            self.of_compartment[row.compartment_id].add(row.id)
            self.witnesses.setdefault(row.id, str(before))
        handovers = Record.metadata.tables[HANDOVER].c
        for one in owner.execute(select(handovers.id, handovers.witness_id)):
            self.handovers[one.id] = one.witness_id

    def _remember_numbers(self, whose: str, texts: list[str | None]) -> None:
        for found in (TELEPHONE.fullmatch(text or "") for text in texts):
            if found:
                self.numbers[found.group(1)] = whose

    def seen_in(
        self, text: str, named: frozenset[uuid.UUID] | set[uuid.UUID] = frozenset()
    ) -> Iterator[Sighting]:
        """What of any compartment stands in an answer, but for ids that the asker named."""
        text = text.lower()
        for found in MARK.finditer(text):
            yield Sighting(found.group(1), found.group(2))
        for met in ids_in(text) - named:
            if met in self.ids:
                yield self.ids[met]
        digits = text.replace(" ", "")
        for number, whose in self.numbers.items():
            if number in digits:
                yield Sighting(whose, "a telephone number")


def ids_in(text: str) -> set[uuid.UUID]:
    """Every id that stands in a text, with or without its strokes."""
    return {uuid.UUID(found) for found in UUID.findall(text.lower())}


def mark(whose: str, table: Table, column: str) -> str:
    """The word of one witness or compartment, table and column."""
    return f"zq{whose}x{table.name}{column}xqz".replace("_", "")


def text_columns(table: Table) -> list[str]:
    """The columns of a table in which words can stand."""
    return [
        column.name
        for column in table.columns
        if isinstance(column.type, String) and not isinstance(column.type, Enum)
    ]


def _with_canary(text: str | None, canary: str, public: set[str]) -> str | None:
    """A text with its canary in it; None where it has one, or is a key or a public fact."""
    if text is None or MARK.search(text) or text in public or MANY_LINES in text:
        return None
    if text and (KEY.fullmatch(text) or TELEPHONE.fullmatch(text)):
        return None
    if "@" in text:
        return f"{canary}.{text}"
    return f"{canary} {text} {canary}" if text else canary


def _public_texts(owner: Connection) -> set[str]:
    """Every text that an open table holds."""
    return {
        text
        for table in tables_of(Kind.OPEN)
        for name in text_columns(table)
        for text in owner.scalars(select(table.c[name]).distinct())
        if text
    }
