"""Every door, found in the database and not named: asked about another side and about nothing."""

import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from itertools import chain, repeat
from typing import Any

from sqlalchemy import text

from ethical_walls.accounts.service import service_viewer
from ethical_walls.sessions import WalledSession
from ethical_walls.viewers import NOBODY, Viewer
from tests.battery.ground import LATER, Ground, Target, in_words, shown, without
from tests.crawl.parties import NEITHER, SOLICITORS
from tests.moment import NOW
from tests.world import World

DOORS = """
    SELECT p.proname AS name, coalesce((SELECT array_agg(format_type(t, NULL) ORDER BY n)
        FROM unnest(p.proargtypes) WITH ORDINALITY a(t, n)), '{}') AS types
    FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
    WHERE n.nspname = 'wall' ORDER BY p.oid::regprocedure::text"""
IDS = [name for name in Target.__dataclass_fields__ if name != "name"]
PROSECUTION = "prosecution"
UUID = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
WORDS = (PROSECUTION, "witness", "dispatch", "T20267001")
OTHER_VALUES: dict[str, tuple[object, ...]] = {
    "timestamp with time zone": (LATER,),
    "date": (NOW.date(),),
    "smallint": (1,),
    "integer": (1,),
    "bigint": (1,),
    "boolean": (True,),
    "interval": ("1 hour",),
    "bytea": (b"0",),
    "jsonb": ("{}", "[]"),
}
"""What a door is given for a value that is nobody's id and no words; a new type needs its line."""

Values = dict[str, Any]


@dataclass(frozen=True)
class Door:
    """One function that the serving role may call."""

    name: str
    types: tuple[str, ...]

    def calls(self, target: Target) -> Iterator[Values]:
        """Calls with each id of a target in every place, and before each other, and its name."""
        known = asdict(target)
        for words in (target.name, *WORDS):
            yield self._values(known["witness_id"], known["witness_id"], words)
        for name, following in zip(IDS, [*IDS[1:], IDS[0]], strict=True):
            yield self._values(known[name], known[name], PROSECUTION)
            yield self._values(known[name], known[following], PROSECUTION)

    def outcome(self, session: WalledSession, values: Values) -> str:
        """What one call came to; whatever it did is put back."""
        given = ", ".join(f"cast(:v{n} AS {kind})" for n, kind in enumerate(self.types))
        statement = text(f"SELECT * FROM wall.{self.name}({given})")  # noqa: S608 - the catalogue's
        savepoint = session.begin_nested()
        try:
            return shown(session.execute(statement, values))
        except Exception as refused:  # noqa: BLE001 - whatever it is, it is the outcome
            return in_words(refused)
        finally:
            savepoint.rollback()

    def _values(self, one: object, other: object, words: str) -> Values:
        ids = chain([one], repeat(other))
        return {
            f"v{n}": [_value(kind.removesuffix("[]"), ids, words)]
            if kind.endswith("[]")
            else _value(kind, ids, words)
            for n, kind in enumerate(self.types)
        }


def _value(kind: str, ids: Iterator[object], words: str) -> object:
    if kind == "uuid":
        return str(next(ids))
    if kind == "text":
        return words
    return OTHER_VALUES[kind][-1 if words == WORDS[-1] else 0]


def every_door(world: World) -> list[Door]:
    """The doors that stand in the database."""
    with world.owner() as owner:
        return [Door(row.name, tuple(row.types)) for row in owner.execute(text(DOORS))]


def whoever_asks(ground: Ground) -> dict[str, Viewer]:
    """One of each kind: of one side, of neither, from outside, a job of one's own side, nobody."""
    asking = {email: ground.parties.accounts[email] for email in (*NEITHER, SOLICITORS[-1])}
    return asking | {
        "of the own side": ground.mine,
        "a job of the own side": service_viewer(ground.own.compartment_id),
        "nobody": NOBODY,
    }


def answers_that_differ(ground: Ground, viewer: Viewer) -> Iterator[str]:
    """Each call whose answer about the other side is not its answer about nothing.

    Who works here is no secret, so nothing too names somebody who does.
    """
    nothing = replace(ground.absent, caseworker_id=ground.foreign.caseworker_id)
    for door in every_door(ground.world):
        asked: set[str] = set()
        with ground.world.session(viewer) as session:
            for of_foreign, of_nothing in zip(
                door.calls(ground.foreign), door.calls(nothing), strict=True
            ):
                if str(of_foreign) in asked:
                    continue
                asked.add(str(of_foreign))
                foreign = alike(door.outcome(session, of_foreign), ground.foreign)
                absent = alike(door.outcome(session, of_nothing), nothing)
                if foreign != absent:
                    yield f"wall.{door.name}{tuple(of_foreign.values())}: {foreign} != {absent}"


def alike(came_to: str, target: Target) -> str:
    """An answer without ids: a keyed hash of unknown words is as good as one of known words."""
    return re.sub(rf"{UUID}|<\w+_id>", "<id>", without(came_to, target))
