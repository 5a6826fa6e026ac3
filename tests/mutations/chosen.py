"""Which tests meet which mutation: fast and near ones first, by kind and by what it is about."""

from pathlib import Path

from tests.mutations.reach import tests_that_reach
from tests.mutations.stones import Kind, Mutation

CHECKOUT = Path(__file__).resolve().parents[2]
WALL = "tests/ethical_walls"
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
    return by_kind.get(mutation.kind) or [_near(mutation), list(FAR)]


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
