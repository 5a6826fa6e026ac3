"""What the source may not say, and how long it may go on."""

import ast
import re
from pathlib import Path

import pytest

from witness_app.settings import CHECKOUT

PACKAGES = ("ethical_walls", "courts", "casework", "scheduling", "notifications", "witness_app")
SOURCES = sorted(f for package in PACKAGES for f in (CHECKOUT / package).rglob("*.py"))
MIGRATIONS = CHECKOUT / "witness_app" / "migrations" / "versions"
"""A migration is as long as what it changes, and is never edited again: it has no budget."""
OURS = [
    file
    for file in (*SOURCES, *sorted((CHECKOUT / "tests").rglob("*.py")))
    if not file.is_relative_to(MIGRATIONS)
]
MAY_COMMIT = {"witness_app/perform.py"}
COMMITS_EACH_STATEMENT = {"ethical_walls/access_log/actions.py"}
COMMITS_AS_OWNER = {"witness_app/commands", "witness_app/demo"}
DRAWERS = {"utils", "helpers", "common", "core", "misc"}
LONGEST_MODULE = 400
LONGEST_VIEW = 20
LONGEST_TEMPLATE = 150


def name_of(file: Path) -> str:
    return str(file.relative_to(CHECKOUT))


def test_there_is_source_to_read() -> None:
    assert len(SOURCES) > 50


@pytest.mark.parametrize("file", OURS, ids=name_of)
def test_a_module_keeps_to_its_budget(file: Path) -> None:
    assert len(file.read_text().splitlines()) <= LONGEST_MODULE


def test_a_template_keeps_to_its_budget() -> None:
    long = [
        name_of(file)
        for file in (CHECKOUT / "templates").rglob("*.*")
        if len(file.read_text().splitlines()) > LONGEST_TEMPLATE
    ]
    assert long == []


def views(tree: ast.Module) -> list[ast.FunctionDef]:
    return [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef)
        and any("permits" in ast.unparse(d) for d in node.decorator_list)
    ]


def test_a_view_is_load_check_act_show_in_some_twenty_lines() -> None:
    long = [
        f"{name_of(file)}:{view.name} {view.end_lineno - view.lineno + 1}"  # type: ignore[operator]
        for file in SOURCES
        if file.is_relative_to(CHECKOUT / "witness_app")
        for view in views(ast.parse(file.read_text()))
        if (view.end_lineno or 0) - view.lineno + 1 > LONGEST_VIEW
    ]
    assert long == []


def test_one_writer_commits() -> None:
    others = [
        name_of(file)
        for file in SOURCES
        if ".commit(" in file.read_text()
        and name_of(file) not in MAY_COMMIT
        and not name_of(file).startswith(tuple(COMMITS_AS_OWNER))
    ]
    assert others == []


def test_only_a_look_is_a_transaction_of_one_statement() -> None:
    others = {name_of(file) for file in SOURCES if "AUTOCOMMIT" in file.read_text()}
    assert others == COMMITS_EACH_STATEMENT


def compared(tree: ast.Module) -> list[ast.Compare]:
    """Comparisons whose either hand is called side, role or audience."""
    asked = {"side", "role", "audience"}
    return [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.Compare)
        and any(
            getattr(hand, "id", getattr(hand, "attr", None)) in asked
            for hand in (node.left, *node.comparators)
        )
    ]


def test_nothing_outside_the_wall_asks_which_side_or_role_somebody_has() -> None:
    asked = [
        f"{name_of(file)}:{question.lineno}"
        for file in SOURCES
        if not name_of(file).startswith("ethical_walls")
        for question in compared(ast.parse(file.read_text()))
    ]
    assert asked == []


def test_rules_ask_neither_the_clock_nor_the_database() -> None:
    forbidden = re.compile(r"\.now\(|date\.today|time\.time\(|from sqlalchemy|Session\b|open\(")
    asked = [
        name_of(file)
        for file in SOURCES
        if file.name == "rules.py" and forbidden.search(file.read_text())
    ]
    assert asked == []


def test_only_the_clock_and_the_ticker_ask_the_machine_what_time_it_is() -> None:
    asks = re.compile(r"datetime\.now\(|date\.today\(|time\.time\(|utcnow\(")
    others = {name_of(f) for f in SOURCES if asks.search(f.read_text())}
    assert others == {"witness_app/clock.py", "witness_app/ticker.py"}


def test_there_is_no_drawer() -> None:
    assert [name_of(f) for f in SOURCES if DRAWERS & set(f.relative_to(CHECKOUT).parts)] == []
    assert [name_of(f) for f in SOURCES if f.stem in DRAWERS] == []


def test_nobody_left_a_note_to_finish_later() -> None:
    later = re.compile(r"\b(TODO|FIXME|XXX)\b|NotImplementedError")
    left = [name_of(f) for f in SOURCES if later.search(f.read_text())]
    assert left == []


def test_every_module_says_in_one_sentence_what_it_knows() -> None:
    silent = [name_of(f) for f in SOURCES if not ast.get_docstring(ast.parse(f.read_text()))]
    assert silent == []


def test_the_client_that_would_show_a_viewer_to_neighbours_is_banned() -> None:
    assert [name_of(f) for f in SOURCES if "ClientCursor" in f.read_text()] == []
