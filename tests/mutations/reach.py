"""Which tests reach a door: those that name it, a function that calls it, or a caller of that."""

import ast
import re
from functools import cache

from ethical_walls.door_files import DOORS
from ethical_walls.policies import triggers
from ethical_walls.records import Kind, tables_of
from witness_app.settings import CHECKOUT

PRODUCT = ("ethical_walls", "courts", "casework", "scheduling", "notifications", "witness_app")
FUNCTION = re.compile(r"CREATE OR REPLACE FUNCTION (?:wall|sealed)\.(\w+)")
WORD = re.compile(r"\w+")
STEPS = 4
"""From a helper of the database to its door, its action, the action's caller, and the page."""
TOO_COMMON = 25
"""A name that more tests than this mention says nothing of any of them."""


@cache
def named_in_doors() -> dict[str, frozenset[str]]:
    """Every function of the database, and the words in it."""
    found: dict[str, set[str]] = {}
    for file in DOORS.glob("*.sql"):
        _, *parts = FUNCTION.split(file.read_text())
        for name, body in zip(parts[::2], parts[1::2], strict=True):
            found.setdefault(name, set()).update(WORD.findall(body))
    return {name: frozenset(words) for name, words in found.items()}


@cache
def doors_to(door: str) -> tuple[str, ...]:
    """A function of the database and every one that calls it, the nearest first."""
    names = [door]
    for name in names:
        names += [
            one for one, words in named_in_doors().items() if name in words and one not in names
        ]
    return tuple(names)


def written_before(door: str) -> list[str]:
    """The tables whose triggers call a function of the database."""
    return [
        table.name
        for table in tables_of(Kind.WALLED)
        if any(f".{door}(" in call for call in triggers(table).values())
    ]


@cache
def named_in_functions() -> dict[str, frozenset[str]]:
    """Every function of the database and of the product, and the words in it."""
    found = {name: set(words) for name, words in named_in_doors().items()}
    for package in PRODUCT:
        for path in (CHECKOUT / package).rglob("*.py"):
            text = path.read_text()
            for node in ast.walk(ast.parse(text)):
                if isinstance(node, ast.FunctionDef):
                    body = ast.get_source_segment(text, node) or ""
                    found.setdefault(node.name, set()).update(WORD.findall(body))
    return {name: frozenset(words) for name, words in found.items()}


@cache
def words_of_tests() -> dict[str, frozenset[str]]:
    """Every file of tests, and the words in it."""
    files = sorted((CHECKOUT / "tests").rglob("test_*.py"))
    return {
        str(file.relative_to(CHECKOUT)): frozenset(WORD.findall(file.read_text()))
        for file in files
        if not re.search("in_a_browser|/journeys/|/crawl/|/architecture/", str(file))
    }


def tests_that_reach(function: str) -> list[str]:
    """The files of tests that reach a function of the database, the nearest first."""
    reached: list[str] = []
    names, known = {function}, {function}
    for _ in range(STEPS):
        for name in sorted(names):
            naming = [file for file, words in words_of_tests().items() if name in words]
            if len(naming) <= TOO_COMMON:
                reached += (file for file in naming if file not in reached)
        callers = {one for one, words in named_in_functions().items() if words & names}
        names, known = callers - known, known | callers
    return reached
