"""A report of some looks, held to the published heads by somebody who has nothing else."""

import json
import uuid
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from ethical_walls.access_log.actions import Subject, looked
from ethical_walls.access_log.models import Outcome
from ethical_walls.access_log.proofs import audit_path, root_by
from ethical_walls.access_log.queries import every_seal
from ethical_walls.access_log.rules import faults_of_chain, head_of, merkle_root
from tests.moment import NOW
from tests.witness_app.test_audit import file, settings, settle
from tests.world import World
from witness_app.clock import FixedClock
from witness_app.command_line import main
from witness_app.commands.audit_report import group
from witness_app.sealing import seal_and_publish
from witness_app.settings import Settings

__all__ = ["file", "settings"]
MINE, OTHER = uuid.uuid4(), uuid.uuid4()
ROUNDS = ((OTHER, MINE, OTHER), (OTHER,), (MINE, MINE, OTHER, OTHER, MINE))


@pytest.fixture
def report(world: World, settings: Settings, file: Path, clock: FixedClock) -> Path:
    """A report of the looks at one record, of three seals with looks at another between."""
    who = world.a_caseworker()
    for subjects in ROUNDS:
        for n, subject in enumerate(subjects):
            with world.session(who) as session:
                at = NOW + timedelta(seconds=n)
                looked(session, "witnesses.show", Subject(subject), Outcome.SHOWN, now=at)
        settle(world)
        seal_and_publish(world.database, clock, file)
    path = file.parent / "report.json"
    told = CliRunner().invoke(group, ["report", str(MINE), "--to", str(path)], obj=settings)
    assert told.output.startswith("4 sealed looks are in"), told.output
    return path


def checked(report: Path, heads: Path) -> Result:
    """What an outsider's own check says: a report and heads, and no database."""
    return CliRunner().invoke(group, ["check", str(report), "--heads", str(heads)])


def test_a_report_is_held_to_the_heads_and_opens_no_other_row(report: Path, file: Path) -> None:
    answer = checked(report, file)
    assert answer.exit_code == 0, answer.output
    assert "4 looks are as they were sealed and published." in answer.output
    assert str(MINE) in report.read_text()
    assert str(OTHER) not in report.read_text()
    opened = [said["look"]["id"] for said in json.loads(report.read_text())]
    assert opened == [2, 5, 6, 9]


def changed(report: Path, change: dict[str, Any]) -> None:
    said = json.loads(report.read_text())
    for name, value in change.items():
        where, _, field = name.partition(".")
        if field:
            said[1][where][field] = value
        else:
            said[1][where] = value
    report.write_text(json.dumps(said))


CHANGES: list[dict[str, Any]] = [
    {"look.act": "about.home"},
    {"look.act": None},
    {"look.at": "2026-09-14T08:00:00.000001+00:00"},
    {"look.account_id": None},
    {"look.subject_id": str(OTHER)},
    {"look.outcome": "refused"},
    {"look.compartment_id": str(OTHER)},
    {"look.salt": str(OTHER)},
    {"look.id": 4},
    {"look.xid": 4},
    {"place": 3},
    {"place": -1},
    {"place": 900},
    {"path": []},
    {"path": ["00" * 32] * 3},
    {"path": ["00" * 32] * 30},
    {"seal.looks": 4},
    {"seal.root": "00" * 32},
    {"seal.number": 2},
    {"seal.number": 9},
    {"seal.previous_head": "00" * 32},
    {"seal.until_xid": 1},
    {"seal.first_look_id": 1},
    {"seal.last_look_id": 1},
    {"seal.sealed_at": "2026-09-14T08:00:01+00:00"},
]


def test_a_report_changed_anywhere_is_found(report: Path, file: Path) -> None:
    whole = report.read_text()
    missed = []
    for change in CHANGES:
        report.write_text(whole)
        changed(report, change)
        answer = checked(report, file)
        if (answer.exit_code, "not what was sealed and published" in answer.output) != (1, True):
            missed.append(change)
    assert missed == []


def test_a_report_of_a_seal_that_nobody_published_is_not_believed(report: Path, file: Path) -> None:
    file.write_text("".join(file.read_text().splitlines(keepends=True)[:1]))
    answer = checked(report, file)
    assert answer.exit_code == 1
    assert "Seal 3, which look 5 is under, was not published." in answer.output


@pytest.mark.parametrize("words", ["", "[1]", "{}", '[{"look": {}}]', "null"])
def test_what_is_no_report_is_said_to_be_none(tmp_path: Path, words: str) -> None:
    odd, heads = tmp_path / "odd.json", tmp_path / "heads.log"
    odd.write_text(words)
    heads.write_text("")
    answer = checked(odd, heads)
    assert (answer.exit_code, "is no report" in answer.output) == (1, True)


@pytest.mark.parametrize("size", [*range(1, 18), 31, 32, 33])
def test_every_place_under_a_seal_has_a_path_and_no_other_leaf_fits_it(size: int) -> None:
    leaves = [bytes([n]) * 32 for n in range(size)]
    root = merkle_root(leaves)
    for place, digest in enumerate(leaves):
        path = tuple(audit_path(leaves, place))
        assert root_by(digest, place, size, path) == root
        assert root_by(b"\xff" * 32, place, size, path) != root
        assert root_by(digest, place + 1, size, path) != root or size == 1


@pytest.mark.usefixtures("report")
def test_a_seal_over_no_later_transactions_breaks_the_chain_though_its_head_is_right(
    world: World,
) -> None:
    with world.owner() as owner:
        first, second, third = every_seal(owner)
    assert list(faults_of_chain([first, second, third])) == []
    moved = replace(third, until_xid=second.until_xid)
    moved = replace(moved, head=head_of(moved))
    assert list(faults_of_chain([first, second, moved])) == [
        "The chain is broken: seal 3 does not follow seal 2."
    ]


def test_the_commands_are_the_owners_and_an_outsiders() -> None:
    assert set(main.commands["audit"].commands) >= {"verify", "report", "check"}  # type: ignore[attr-defined]
