"""Which tests meet which mutation: fast and near ones first, by kind and by what it is about."""

import re
from functools import cache
from pathlib import Path

from tests.mutations.meetings import read_meetings, written
from tests.mutations.reach import doors_to, tests_that_reach, written_before
from tests.mutations.stones import Kind, Mutation
from tests.mutations.swapping import innermost_that_differ

CHECKOUT = Path(__file__).resolve().parents[2]
WALL = "tests/ethical_walls"
TERMS = f"{WALL}/terms/"
STARTING = [
    f"{WALL}/test_refusing_to_start.py::test_the_serving_role_starts_behind_a_standing_wall"
]
"""The start, which refuses whatever differs: the last resort, after what a removal lets happen."""
IN_DATABASE = f"{WALL}/test_the_wall_in_the_database.py"
NEAR = (
    WALL,
    "tests/witness_app/test_who_looked.py",
    "tests/witness_app/test_audit.py",
    "tests/casework/test_taking_in.py",
    "tests/witness_app/staff/test_sign_in.py",
    "tests/witness_app/staff/test_access.py",
)
FAR = ("tests/battery", "tests/two_worlds/test_two_worlds.py", "tests/witness_app/test_jobs.py")
RECORDS = "ethical_walls/records.py"
DECLARATIONS = ["tests/architecture/test_tables.py", "tests/architecture/test_migrations.py"]
"""What is decided as a model is declared is seen by those that look at every declaration."""
NEAREST = 15
NOT_NEAR = {
    "test_the_wall_in_the_database.py",
    "test_constraints.py",
    "test_joining_many_groups.py",
}


def stages_for(mutation: Mutation) -> list[list[str]]:
    """Lists of tests, to be run one after another until one fails."""
    table = mutation.about.removeprefix("sealed.")
    each = "test_each_walled_table_shows_and_takes_rows_of_the_viewers_own_compartment_only"
    by_kind = {
        Kind.POLICY: [
            [f"{WALL}/test_ways_in.py", "-k", f"[{table}]"],
            [f"{IN_DATABASE}::{each}[{table}]"],
            [f"{WALL}/test_rights.py", "-k", f"[{table}]"],
            STARTING,
        ],
        Kind.CONSTRAINT: [[f"{WALL}/test_constraints.py", "-k", f"[{table}]"], STARTING],
        Kind.RIGHT: [[f"{WALL}/test_rights.py"], STARTING],
        Kind.FORCE: [[f"{WALL}/test_rights.py"], STARTING],
        Kind.POWER: [STARTING],
        Kind.NEIGHBOUR: [[f"{WALL}/test_hardening.py", "-k", "leaves_nothing"]],
        Kind.PERMISSION: [[f"{WALL}/test_permissions.py"]],
    }
    if mutation.kind is Kind.DOOR:
        reaching = tests_that_reach(mutation.about.split(".")[-1])[:NEAREST]
        return [reaching, _near(mutation), list(FAR)]
    declared = [DECLARATIONS] if mutation.about == RECORDS else []
    return by_kind.get(mutation.kind) or [*declared, _near(mutation), list(FAR)]


SLOW = re.compile("in_a_browser|/journeys/|/crawl/|/architecture/|/mutations/|/demo/")
COMPARING = re.compile(
    "/test_(refusing_to_start|hardening|constraints|rights)[.]|test_each_policy_of_a_table_removed"
)
"""Tests that see any other word in a door, whatever it is there for: they say nothing of it."""
LONGEST_SECONDS = 15
SAID = re.compile("[a-z]{4,}")
STEM = 5
COMMON = {"seale", "wall", "ethic", "witne", "exist", "null", "where", "false", "true"}
"""Beginnings of words that tell nothing of a test."""
MET_AT_MOST = 150
FEW_MET = 10
NEIGHBOURS = f"{WALL}/test_hardening.py::test_the_embedded_server_leaves_nothing_of_the_neighbours"


def tests_in_turn(mutation: Mutation) -> list[str]:
    """Single tests that meet a mutation by the map of meetings, the nearest and shortest first.

    None where no map was made, or where what the mutation is of was met by no test.
    """
    if mutation.kind is Kind.POWER:
        return STARTING
    if mutation.kind is Kind.NEIGHBOUR:
        return [NEIGHBOURS]
    met_by, seconds = _quick_meetings()
    if mutation.kind is Kind.CODE:
        places, word = innermost_that_differ(mutation), Path(mutation.about).stem
    elif mutation.kind is Kind.DOOR:
        word = mutation.about.split(".")[-1]
        doors = doors_to(word)
        places = [*doors, *(written(table) for door in doors for table in written_before(door))]
    else:
        return []
    found: dict[str, None] = {}
    if mutation.kind is Kind.DOOR:
        seconds = {test: s for test, s in seconds.items() if not COMPARING.search(test)}
    for place in places:
        met = [test for test in met_by.get(place, ()) if test in seconds]
        met.sort(key=lambda test: (-_told(test, mutation), WALL not in test, seconds[test]))
        found.update(dict.fromkeys(met))
    if mutation.kind is Kind.DOOR and len(found) < FEW_MET:
        naming = tuple(f"{file}::" for file in tests_that_reach(word)[:NEAREST])
        near = [test for test in seconds if test.startswith(naming)]
        near.sort(key=lambda test: (-_told(test, mutation), seconds[test]))
        found.update(dict.fromkeys(near))
    return sorted(found, key=lambda test: TERMS not in test)[:MET_AT_MOST]


def _told(test: str, mutation: Mutation) -> int:
    """How much of what is taken out the name of a test tells."""
    stems = {word[:STEM] for word in SAID.findall(f"{mutation.about} {mutation.what}".lower())}
    return sum(stem in test for stem in stems - COMMON)


@cache
def _quick_meetings() -> tuple[dict[str, list[str]], dict[str, float]]:
    met_by, all_seconds = read_meetings()
    seconds = {
        test: taken
        for test, taken in all_seconds.items()
        if taken < LONGEST_SECONDS and not SLOW.search(test)
    }
    return met_by, seconds


def _near(mutation: Mutation) -> list[str]:
    """The tests of the wall, those that name the door or module first."""
    files = [file for place in NEAR for file in _files(CHECKOUT / place)]
    word = (
        Path(mutation.about).stem if mutation.kind is Kind.CODE else mutation.about.split(".")[-1]
    )
    files.sort(key=lambda file: word not in file.read_text())
    return [str(file.relative_to(CHECKOUT)) for file in files]


def _files(place: Path) -> list[Path]:
    if place.is_file():
        return [place]
    return [file for file in sorted(place.rglob("test_*.py")) if file.name not in NOT_NEAR]
