"""Which test asks which door and enters which function that decides: a map for the mutations.

`make meetings` runs the tests once with this plugin and leaves the map in `instance/`; it is made
again whenever somebody wishes, never committed, and only says which tests are worth trying first.
"""

import ast
import builtins
import importlib.machinery
import importlib.util
import json
import os
import re
import sys
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import CodeType, ModuleType
from typing import Any

import pytest
from sqlalchemy import Engine, event

from tests.mutations.code import CHECKOUT, checking

HOME = CHECKOUT / "instance" / "meetings"
DOOR = re.compile(r"\b(?:wall|sealed)\.(\w+) ?\(")
WRITTEN = re.compile(r"\b(?:INSERT INTO|UPDATE) (\w+)\b")
CALLED = "__met__"
MAKING = "MEETINGS"
"""Set while the map is made."""


class _Entered(ast.NodeTransformer):
    """Puts one call at the head of every function: its own name is noted when it is entered."""

    def __init__(self, path: str) -> None:
        self._path = path
        self.names: list[str] = []
        self._within: list[str] = []

    def visit_ClassDef(self, node: ast.ClassDef) -> ast.AST:
        """Methods carry the name of their class."""
        self._visit_within(node, node.name)
        return node

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        """A function notes itself, after what it says of itself."""
        name = ".".join([*self._within, node.name])
        self.names.append(f"{self._path}:{name}")
        self._visit_within(node, f"{node.name}.<locals>")
        noted = ast.Expr(
            ast.Call(ast.Name(CALLED, ast.Load()), [ast.Constant(f"{self._path}:{name}")], [])
        )
        says = isinstance(node.body[0], ast.Expr) and isinstance(node.body[0].value, ast.Constant)
        place = 1 if says else 0
        node.body.insert(place, ast.copy_location(noted, node.body[0]))
        return node

    def _visit_within(self, node: ast.AST, name: str) -> None:
        self._within.append(name)
        self.generic_visit(node)
        self._within.pop()


def entered_functions(path: str) -> list[str]:
    """The names by which the functions of a module are met."""
    visitor = _Entered(path)
    visitor.visit(ast.parse((CHECKOUT / path).read_text()))
    return visitor.names


class _Noting(importlib.machinery.SourceFileLoader):
    """Loads a module whose functions say when they are entered."""

    def get_code(self, fullname: str) -> CodeType:
        """The module's own words with those calls in them, compiled."""
        file = self.get_filename(fullname)
        path = str(Path(file).relative_to(CHECKOUT))
        tree = _Entered(path).visit(ast.parse(Path(file).read_text()))
        return compile(ast.fix_missing_locations(tree), file, "exec")


class _Finder:
    """Finds the modules that decide; all others as ever."""

    def __init__(self) -> None:
        self._paths = {
            path.removesuffix(".py").removesuffix("/__init__").replace("/", "."): path
            for path in checking()
        }

    def find_spec(
        self, name: str, _path: Sequence[str] | None = None, _target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """The spec of a module that decides."""
        path = self._paths.get(name)
        if path is None:
            return None
        loader = _Noting(name, str(CHECKOUT / path))
        return importlib.util.spec_from_file_location(name, loader.path, loader=loader)


class Meetings:
    """Notes what each test meets, and how long it takes."""

    def __init__(self) -> None:
        self.now: set[str] = set()
        self.of_tests: dict[str, list[str]] = {}
        self.seconds: dict[str, float] = {}

    def entered(self, name: str) -> None:
        """A function that decides was entered."""
        self.now.add(name)

    def asked(self, _connection: object, _cursor: object, statement: str, *_: object) -> None:
        """A statement was sent: `before_cursor_execute` of SQLAlchemy."""
        self.now.update(_named(statement))

    def pytest_runtest_setup(self) -> None:
        """A test begins with nothing met."""
        self.now.clear()

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Every part of a test is its own, and ends with a report."""
        before = self.seconds.get(report.nodeid, 0.0)
        self.seconds[report.nodeid] = before + report.duration

    @pytest.hookimpl(trylast=True)
    def pytest_runtest_teardown(self, item: pytest.Item) -> None:
        """What was met until its end is the test's."""
        self.of_tests[item.nodeid] = sorted(self.now)

    def pytest_sessionfinish(self) -> None:
        """Write what this process met; the parts are read together."""
        HOME.mkdir(parents=True, exist_ok=True)
        worker = os.environ.get("PYTEST_XDIST_WORKER", "alone")
        if self.of_tests:
            told = {"met": self.of_tests, "seconds": self.seconds}
            (HOME / f"{worker}.json").write_text(json.dumps(told))


@cache
def _named(statement: str) -> frozenset[str]:
    return frozenset([*DOOR.findall(statement), *map(written, WRITTEN.findall(statement))])


def written(table: str) -> str:
    """How it is called that rows of a table are added or changed, which its triggers meet."""
    return f"a row of {table}"


def pytest_load_initial_conftests(early_config: pytest.Config) -> None:
    """As a plugin: note everything from the first import on, which a conftest may make."""
    if MAKING not in os.environ:
        return
    meetings = Meetings()
    setattr(builtins, CALLED, meetings.entered)
    sys.meta_path.insert(0, _Finder())  # type: ignore[arg-type]
    event.listen(Engine, "before_cursor_execute", meetings.asked)
    early_config.pluginmanager.register(meetings)


def read_meetings() -> tuple[dict[str, list[str]], dict[str, float]]:
    """What each door and function was met by, and the seconds of each test; empty if never made."""
    met_by: dict[str, list[str]] = {}
    seconds: dict[str, float] = {}
    for told in _parts():
        seconds.update(told["seconds"])
        for test, met in told["met"].items():
            for what in met:
                met_by.setdefault(what, []).append(test)
    return met_by, seconds


def _parts() -> Iterator[dict[str, Any]]:
    for file in sorted(HOME.glob("*.json")):
        yield json.loads(file.read_text())
