"""The list of mutations is whole, a few of them are tried, and nothing but a copy can be met."""

import os
import re
import subprocess
import sys

import psycopg
import pytest

from ethical_walls.door_files import DOORS, doors
from ethical_walls.permissions import POLICY
from ethical_walls.policies import policies, triggers
from ethical_walls.records import Kind as TableKind
from ethical_walls.records import tables_of
from ethical_walls.standing import constraints_of, name_of
from tests.mutations.code import checking, mutations_of_code
from tests.mutations.conditions import removals
from tests.mutations.found import mutations_of
from tests.mutations.record import in_words, untried
from tests.mutations.stones import MUTATION, Kind, Mutation, MutationNotApplied
from tests.mutations.templates import as_asked
from witness_app.embedded_postgres import ADMIN, Cluster
from witness_app.models import import_every_model
from witness_app.settings import CHECKOUT

import_every_model()
WALLED, SEALED, OPEN = (
    tables_of(kind) for kind in (TableKind.WALLED, TableKind.SEALED, TableKind.OPEN)
)
SAMPLE = ("--sample", "1", "--kind", "policy", "--kind", "constraint", "--kind", "right")


@pytest.fixture(scope="module")
def found(cluster: Cluster, template: str) -> list[Mutation]:
    with cluster.connect(ADMIN, template) as connection:
        return mutations_of(connection)


def of_kind(found: list[Mutation], kind: Kind) -> set[tuple[str, str]]:
    return {(m.about, m.what) for m in found if m.kind is kind}


def test_every_declared_policy_constraint_and_trigger_is_in_the_list(
    found: list[Mutation],
) -> None:
    assert {(p.table, f"{p.command} dropped") for p in policies()} <= of_kind(found, Kind.POLICY)
    rules = {
        (t.fullname, name_of(rule)) for t in (*WALLED, *SEALED, *OPEN) for rule in constraints_of(t)
    }
    assert rules <= of_kind(found, Kind.CONSTRAINT)
    declared = {(table.name, name) for table in WALLED for name in triggers(table)}
    assert declared <= of_kind(found, Kind.TRIGGER)
    forced = {(t.name, "no force") for t in (*WALLED, *OPEN)}
    assert forced <= of_kind(found, Kind.FORCE)


def test_every_refusal_written_in_a_door_is_in_the_list(found: list[Mutation]) -> None:
    written = sum(
        len(re.findall(r"THEN\s+RAISE 'not allowed'", file.read_text()))
        for file in DOORS.glob("*.sql")
    )
    removed = [m for m in found if m.kind is Kind.DOOR and "RAISE 'not allowed'" in m.what]
    assert len(removed) == written > 9


def test_every_column_right_of_every_table_is_in_the_list(found: list[Mutation]) -> None:
    rights = of_kind(found, Kind.RIGHT)
    for table in (*WALLED, *OPEN):
        for column in table.columns:
            for right in ("INSERT", "UPDATE"):
                said = {f'{right} ("{column.name}") {how}' for how in ("given", "taken away")}
                assert len({(table.name, what) for what in said} & rights) == 1


def test_every_line_of_the_policy_is_in_the_list() -> None:
    lines = {m.what.split()[0] for m in mutations_of_code() if m.kind is Kind.PERMISSION}
    assert {f"Permission.{permission.name}" for permission in POLICY} <= lines


@pytest.mark.skipif("PROVE" not in os.environ, reason="asked by make prove, which tries the new")
def test_every_stone_has_been_taken_out_and_missed(
    found: list[Mutation],
) -> None:
    new = untried([*found, *mutations_of_code()])
    assert not new, in_words(new)


def test_how_every_door_acts_is_in_the_list(found: list[Mutation]) -> None:
    powers = {(f.split("(")[0], what) for f, what in of_kind(found, Kind.POWER)}
    for door in doors():
        name = f"{door.schema}.{door.name}"
        assert (name, "no search_path") in powers
        acts_for_owner = "SECURITY DEFINER" in door.traits
        assert ((name, "SECURITY INVOKER") in powers) is acts_for_owner


def test_what_postgres_gives_everybody_is_in_the_list(found: list[Mutation]) -> None:
    rights = {what for _, what in of_kind(found, Kind.NEIGHBOUR)}
    assert {f"EXECUTE ON FUNCTION {one} given" for one in ("lo_create(oid)", "lo_import(text)")} < (
        rights
    )
    assert "ALL ON pg_stat_activity given" in rights


def test_whatever_has_part_in_who_is_looking_is_searched_for_conditions() -> None:
    assert {
        "ethical_walls/sessions.py",
        "ethical_walls/standing.py",
        "ethical_walls/access_log/proofs.py",
        "witness_app/database.py",
        "witness_app/perform.py",
        "witness_app/jobs.py",
        "witness_app/sign_in/entering.py",
        "witness_app/site/access.py",
    } <= set(checking())
    assert not [path for path in checking() if "/demo/" in path]


def test_each_condition_of_code_and_each_of_its_terms_is_found() -> None:
    names = {m.name for m in mutations_of_code() if m.about == "ethical_walls/starting.py"}
    assert {
        "check in code: ethical_walls/starting.py: if not found",
        "check in code: ethical_walls/starting.py: or role != session",
        "check in code: ethical_walls/starting.py: or schemas != ['public']",
    } <= names


def test_no_two_are_called_alike(found: list[Mutation]) -> None:
    names = [m.name for m in (*found, *mutations_of_code())]
    assert len(names) == len(set(names))


CONDITIONS = {
    "IF a THEN RAISE 'x'; END IF; b": [" b"],
    "SELECT 1 WHERE a AND (b OR NOT c) ORDER BY d": [
        "SELECT 1 WHERE true ORDER BY d",
        "SELECT 1 WHERE (b OR NOT c) ORDER BY d",
        "SELECT 1 WHERE a  ORDER BY d",
        "SELECT 1 WHERE a AND (NOT c) ORDER BY d",
        "SELECT 1 WHERE a AND (b ) ORDER BY d",
    ],
    "x JOIN y ON a BETWEEN 1 AND 2 WHERE b": [
        "x JOIN y ON true WHERE b",
        "x JOIN y ON a BETWEEN 1 AND 2 WHERE true",
    ],
    "INSERT ON CONFLICT (a) WHERE b DO NOTHING": [],
    "CASE WHEN 'a AND b' THEN c END": ["CASE WHEN true THEN c END"],
    "CASE a WHEN 'b' THEN c END": [],
    "a JOIN b ON true": [],
    "PERFORM f(x); RETURN 1": [" RETURN 1"],
    "-- WHERE nothing\nRETURN 1": [],
}


@pytest.mark.parametrize("text", CONDITIONS)
def test_each_condition_and_each_of_its_terms_is_found(text: str) -> None:
    assert [removal.left for removal in removals(text)] == CONDITIONS[text]


def test_what_is_not_in_the_list_is_not_taken_for_done(
    cluster: Cluster, template: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(MUTATION, "policy: witness: nothing of the kind")
    with pytest.raises(MutationNotApplied), as_asked(cluster, template):
        pass


def test_only_a_copy_is_changed(
    cluster: Cluster, template: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(MUTATION, "policy: witness: SELECT dropped")
    gone = "SELECT count(*) FROM pg_policies WHERE tablename = 'witness' AND cmd = 'SELECT'"
    with as_asked(cluster, template) as copy:
        assert copy != template
        assert counted(cluster, copy, gone) == 0
        assert counted(cluster, template, gone) == 1
    with pytest.raises(psycopg.OperationalError, match="does not exist"):
        counted(cluster, copy, gone)


def counted(cluster: Cluster, name: str, question: str) -> object:
    with cluster.connect(ADMIN, name) as connection:
        row = connection.execute(question.encode()).fetchone()
        return row and row[0]


def test_a_few_drawn_from_the_list_are_each_caught() -> None:
    ours = {n: v for n, v in os.environ.items() if not n.startswith("PYTEST_")}
    environment = {n: v for n, v in ours.items() if n != "CI"}
    ran = subprocess.run(  # noqa: S603 - our own module
        [sys.executable, "-m", "tests.mutations", *SAMPLE],
        cwd=CHECKOUT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stdout[-2000:] + ran.stderr[-2000:]
    assert re.search(
        r"[23] caught, 0 survived .* 0 did not end in time, 0 not tried", ran.stdout
    ), ran.stdout[-2000:]
