"""What a stone of the wall is, and one taken out; it knows nothing of the product."""

import enum
from dataclasses import dataclass, replace

MUTATION = "WALL_MUTATION"
"""The name of a mutation; set by the runner, or by hand to see one test meet it."""
EACH_IN_TURN = "each in turn"
"""Instead of a name: a copy that nothing is taken out of yet, for one process that tries many."""


class Kind(enum.StrEnum):
    """What sort of stone it is."""

    POLICY = "policy"
    FORCE = "forced row security"
    CONSTRAINT = "constraint"
    RIGHT = "right"
    TRIGGER = "trigger"
    DOOR = "check in a door"
    POWER = "how a door acts"
    NEIGHBOUR = "right over neighbours"
    PERMISSION = "permission"
    CODE = "check in code"


class MutationNotApplied(RuntimeError):
    """A stone could not be taken out, so nothing was tried."""


@dataclass(frozen=True)
class Mutation:
    """One stone taken out.

    Attributes:
        kind: What sort of stone.
        about: The table, function or module it is of.
        what: What is taken out, in a line.
        statements: The SQL that takes it out of a database, where it stands in one.
        source: The whole text of the module without it, where it stands in code.
        undo: The SQL that puts it back, where something says it.
    """

    kind: Kind
    about: str
    what: str
    statements: tuple[str, ...] = ()
    source: str = ""
    undo: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """How it is called: in the list of results, and in WALL_MUTATION."""
        return f"{self.kind}: {self.about}: {self.what}"


def numbered(found: list[Mutation]) -> list[Mutation]:
    """The same, with a number where the same words are taken out twice of one thing."""
    times: dict[str, int] = {}
    named = []
    for mutation in found:
        times[mutation.name] = times.get(mutation.name, 0) + 1
        again = times[mutation.name]
        what = f"{mutation.what} ({again})" if again > 1 else mutation.what
        named.append(replace(mutation, what=what))
    return named
