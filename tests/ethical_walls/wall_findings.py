"""What a viewer can do that the wall forbids, found by trying; an empty list is a standing wall.

The same findings are asked of the wall as declared (there must be none) and of a wall with one
stone removed (there must be some), so that no check here can pass for nothing.
"""

import hashlib
import hmac
import time
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from sqlalchemy import Connection, Table, create_engine, func, insert, select, text, update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import NullPool

from ethical_walls.viewers import Signer, Viewer
from tests.builders.rows import a_row_of, put, value_for
from tests.world import World

Attempt = Callable[[Connection], int]


@dataclass(frozen=True)
class Sides:
    """Two compartments of one group, a person in each, and somebody in neither."""

    own: uuid.UUID
    other: uuid.UUID
    mine: Viewer
    theirs: Viewer
    stranger: Viewer


def two_sides(world: World) -> Sides:
    """Two compartments with a caseworker each."""
    own, other = uuid.uuid4(), uuid.uuid4()
    mine, theirs = world.a_caseworker("Mina Hale"), world.a_caseworker("Tom Adeyemi")
    world.clear(mine, own)
    world.clear(theirs, other)
    return Sides(own, other, mine, theirs, world.a_caseworker("Sol Park"))


def findings_of(world: World, table: Table, sides: Sides) -> list[str]:
    """Everything wrong with the wall round one walled table, with one row on each side."""
    admin = create_engine(world.database.admin_url, poolclass=NullPool)
    with admin.begin() as connection:
        connection.exec_driver_sql(f"TRUNCATE {table.name} CASCADE")
        mine = put(connection, table, compartment_id=sides.own)["id"]
        other = put(connection, table, compartment_id=sides.other)["id"]
        connection.exec_driver_sql(f"ALTER TABLE {table.name} DISABLE TRIGGER ALL")
    return [
        *_seen(world, table, sides, {sides.own: mine, sides.other: other}),
        *_written(world, table, sides, other),
    ]


def _seen(
    world: World, table: Table, sides: Sides, rows: dict[uuid.UUID, uuid.UUID]
) -> Iterator[str]:
    both = list(rows.values())
    expected = {
        sides.mine: {rows[sides.own]},
        sides.theirs: {rows[sides.other]},
        sides.stranger: set(),
        Viewer(): set(),
        world.service(sides.own): {rows[sides.own]},
    }
    for viewer, ids in expected.items():
        with world.session(viewer) as session:
            found = set(session.scalars(select(table.c.id).where(table.c.id.in_(both))))
        if found != ids:
            yield f"{viewer.name} sees {len(found)} rows of {table.name} and should see {len(ids)}"


def _written(world: World, table: Table, sides: Sides, other: uuid.UUID) -> Iterator[str]:
    column = next(c for c in table.columns if c.name not in _FIXED and not c.primary_key)

    if _changed_blindly(world, table, sides, column.name) != 1:
        yield f"{table.name}: a change of every row, looking at none, met another's"
    attempts: dict[str, Attempt] = {
        "changed the other side's row": lambda c: (
            c.execute(update(table).where(table.c.id == other).values({column: column})).rowcount
        ),
        "added a row to the other side": lambda c: added(c, table, sides.other),
        "moved a row across": lambda c: (
            c.execute(
                update(table)
                .where(table.c.compartment_id == sides.own)
                .values(compartment_id=sides.other)
            ).rowcount
        ),
        "gave a row to another audience": lambda c: (
            c.execute(
                update(table)
                .where(table.c.compartment_id == sides.own)
                .values(audience_id=uuid.uuid4())
            ).rowcount
        ),
        "deleted a row": lambda c: (
            c.execute(table.delete().where(table.c.compartment_id == sides.own)).rowcount
        ),
    }
    for what, attempt in attempts.items():
        if _succeeds(world, sides.mine, attempt):
            yield f"{table.name}: {what}"
    if not _may_change_own(world, table, sides, column.name):
        yield f"{table.name}: could not change a row of one's own"
    if not _may_add_own(world, table, sides):
        yield f"{table.name}: could not add a row of one's own"


_FIXED = {"compartment_id", "id", "audience_id", "unit_id"}


def _changed_blindly(world: World, table: Table, sides: Sides, column: str) -> int:
    change = update(table).values({column: value_for(table.columns[column])})
    with world.session(sides.mine) as session:
        return session.connection().execute(change).rowcount


def _succeeds(world: World, viewer: Viewer, attempt: Attempt) -> bool:
    with world.session(viewer) as session:
        try:
            return attempt(session.connection()) > 0
        except DBAPIError as refused:
            return refused_by_a_key(refused)


def refused_by_a_key(refused: DBAPIError) -> bool:
    """Whether a statement passed the wall and failed only on a foreign key or a constraint."""
    return str(getattr(refused.orig, "sqlstate", "")).startswith("23")


def _may_change_own(world: World, table: Table, sides: Sides, column: str) -> bool:
    with world.session(sides.mine) as session:
        changed = session.connection().execute(
            update(table)
            .where(table.c.compartment_id == sides.own)
            .values({column: table.c[column]})
        )
        return changed.rowcount > 0


def _may_add_own(world: World, table: Table, sides: Sides) -> bool:
    return _succeeds(world, sides.mine, lambda connection: added(connection, table, sides.own))


def added(connection: Connection, table: Table, compartment_id: uuid.UUID) -> int:
    """Add a row to a compartment; one, where nothing refused it."""
    connection.execute(
        insert(table).inline().values(a_row_of(table, compartment_id=compartment_id))
    )
    return 1


def forged_viewers(world: World, sides: Sides, backend_pid: int) -> dict[str, str]:
    """Values of `wall.viewer` that somebody without the key might try, by how they are wrong."""
    signer = world.database.signer
    good = signer.sign(sides.theirs, backend_pid)
    key_id, account, compartment, pid, purpose, expires, mac = good.split("|")
    elsewhere = signer.sign(sides.theirs, backend_pid + 1)
    stale_body = f"{key_id}|{account}|{compartment}|{pid}|{purpose}|1000000000"
    stale = hmac.new(signer.key, stale_body.encode(), hashlib.sha256).hexdigest()
    later = str(int(time.clock_gettime(time.CLOCK_REALTIME)) + 86_400)
    return {
        "signed with another key": Signer(key_id, b"a guess").sign(sides.theirs, backend_pid),
        "signed by an unknown key": Signer("unknown", signer.key).sign(sides.theirs, backend_pid),
        "seen on another connection": elsewhere,
        "another account put in": good.replace(account, str(uuid.uuid4())),
        "made to last": good.replace(expires, later),
        "expired": f"{stale_body}|{stale}",
        "narrowed by hand": f"{key_id}|{account}|{sides.other}|{pid}|{purpose}|{expires}|{mac}",
        "no signature": f"{key_id}|{account}|{compartment}|{pid}|{purpose}|{expires}|",
        "cut short": good[:-2],
        "words": "let me in",
        "an array of compartments": f"{{{sides.other}}}",
    }


def accepted_forgeries(world: World, sides: Sides) -> list[str]:
    """The forged viewers that the database believed."""
    believed = []
    with world.session(sides.mine) as session:
        connection = session.connection()
        pid = connection.connection.dbapi_connection.info.backend_pid  # type: ignore[union-attr]
        for what, value in forged_viewers(world, sides, pid).items():
            connection.execute(text("SELECT set_config('wall.viewer', :v, true)"), {"v": value})
            if connection.scalar(select(func.wall.account())) is not None:
                believed.append(what)
    return believed
