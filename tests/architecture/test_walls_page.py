"""The page about the wall names tests, files and commands that are there."""

import ast
import re
from pathlib import Path

import pytest

from witness_app.command_line import main
from witness_app.settings import CHECKOUT

PAGE = (CHECKOUT / "docs" / "walls.md").read_text()
TOP = {path.name for path in CHECKOUT.iterdir()}
NAMED = re.compile(r"(?:tests|bench|witness_app|ethical_walls|docs)/[\w./-]*[\w/](?:::\w+)?")
TARGETS = re.compile(r"make ([a-z]\w*)")


def names_in(page: str) -> list[str]:
    """Every file, folder and test that the page cites; `…::` stands for the file cited last."""
    names, last = [], ""
    for match in re.finditer(rf"{NAMED.pattern}|…::\w+", page):
        name = match.group()
        if name.startswith("…"):
            name = last + name.removeprefix("…")
        names.append(name)
        last = name.partition("::")[0]
    return names


def names_of_tests(file: Path) -> set[str]:
    return {n.name for n in ast.parse(file.read_text()).body if isinstance(n, ast.FunctionDef)}


def missing(name: str) -> bool:
    path, _, test = name.partition("::")
    file = CHECKOUT / path
    return not file.exists() or bool(test and test not in names_of_tests(file))


def test_every_file_and_test_that_the_page_cites_is_there() -> None:
    cited = names_in(PAGE)
    assert len([name for name in cited if "::" in name]) > 20
    assert [name for name in cited if missing(name)] == []


@pytest.mark.parametrize(
    "name", ["tests/no_such", "tests/architecture/test_walls_page.py::test_that_is_not_there"]
)
def test_a_citation_that_leads_nowhere_is_found(name: str) -> None:
    assert [n for n in names_in(f"see `{name}`") if missing(n)] == [name]


def test_every_promise_cites_a_test() -> None:
    promises = re.split(r"^### ", PAGE.partition("## The promises")[2], flags=re.MULTILINE)[1:]
    assert len(promises) >= 9
    silent = [p.splitlines()[0] for p in promises if not any("test" in n for n in names_in(p))]
    assert silent == []


def test_every_command_that_the_page_gives_is_there() -> None:
    targets = set(re.findall(r"^(\w+):", (CHECKOUT / "Makefile").read_text(), re.MULTILINE))
    assert set(TARGETS.findall(PAGE)) <= targets
    for group, command in re.findall(r"witness-app ([a-z-]+) ([a-z-]+)", PAGE):
        assert command in main.commands[group].commands  # type: ignore[attr-defined]
