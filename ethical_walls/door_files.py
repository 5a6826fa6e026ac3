"""The doors as their files write them: what each function and trigger of the wall must be."""

import re
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from ethical_walls.records import SEALED_SCHEMA

DOORS = Path(__file__).parent / "doors"
OPENED, BEHIND = "wall", SEALED_SCHEMA
"""The schema of the doors, and of what stands behind them."""

FUNCTION = re.compile(
    r"CREATE (?:OR REPLACE )?FUNCTION (?P<schema>\w+)\.(?P<name>\w+)\((?P<arguments>.*?)\)\s*"
    r"(?:RETURNS (?P<result>.*?)\s+)?LANGUAGE (?P<traits>.*?)\s+AS \$\$(?P<body>.*?)\$\$;?",
    re.DOTALL,
)
TRIGGER = re.compile(
    r"CREATE OR REPLACE (?P<said>TRIGGER (?P<name>\w+)\s+[^;]*?ON (?P<table>[\w.]+)[^;]*);"
)
IN_FULL = {"timestamptz": "timestamp with time zone", "int": "integer", "bool": "boolean"}
TRAITS = ("IMMUTABLE", "STABLE", "PARALLEL RESTRICTED", "PARALLEL SAFE", "SECURITY DEFINER")
SAFE_PATH = "search_path=pg_catalog, pg_temp"


@dataclass(frozen=True)
class Door:
    """One function of the wall's two schemas.

    Attributes:
        schema: `wall`, whose functions the serving role may call, or `sealed`.
        name: Its name; no two share one.
        arguments: Its arguments, as PostgreSQL writes them.
        result: What it answers, as PostgreSQL writes it.
        traits: Its language, how it may be planned, whether it is a definer's, its settings.
        body: Its text between the dollar signs.
        create: The statement that makes it.
    """

    schema: str
    name: str
    arguments: str
    result: str
    traits: frozenset[str]
    body: str
    create: str = field(default="", compare=False)

    @property
    def is_open(self) -> bool:
        """Whether the serving role may call it."""
        return self.schema == OPENED


@cache
def doors() -> tuple[Door, ...]:
    """Every function that the door files make, in their order."""
    return tuple(_door(match) for text in texts() for match in FUNCTION.finditer(text))


@cache
def door_triggers() -> dict[tuple[str, str], str]:
    """The triggers that the door files make, by table and name, as PostgreSQL writes them."""
    found = [match for text in texts() for match in TRIGGER.finditer(text)]
    return {(m["table"], m["name"]): f"CREATE {in_a_line(m['said'])}" for m in found}


def texts() -> list[str]:
    """The door files, in the order in which they are run."""
    return [file.read_text() for file in sorted(DOORS.glob("*.sql"))]


def in_a_line(words: str) -> str:
    """The same words with one space between them."""
    return " ".join(words.split())


def _door(match: re.Match[str]) -> Door:
    language, _, others = in_a_line(match["traits"]).partition(" ")
    traits = {language, *(trait for trait in TRAITS if re.search(rf"\b{trait}\b", others))}
    traits |= {f"{name}={value}" for name, value in re.findall(r"SET (\w+) = (.+)$", others)}
    arguments = _in_full(match["arguments"])
    result = _in_full(match["result"] or "record").replace("TABLE (", "TABLE(")
    door = (match["schema"], match["name"], arguments, result, frozenset(traits), match["body"])
    return Door(*door, create=match.group())


def _in_full(words: str) -> str:
    """Arguments or a result with types by their own names and without spaces within brackets."""
    shown = re.sub(r"\w+", lambda word: IN_FULL.get(word.group(), word.group()), in_a_line(words))
    return shown.replace("( ", "(").replace(" )", ")")
