"""Putting the wall over a database, by its owner: the doors, and whatever else differs."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Connection, text
from sqlalchemy.exc import ProgrammingError

from ethical_walls.door_files import BEHIND, OPENED, texts
from ethical_walls.standing import Difference, differences
from ethical_walls.viewers import prepared_pads

BEYOND_THIS_ROLE = "42501"
MOST_ROUNDS = 3
"""What is made in one round is owned, opened or closed in the next."""


@dataclass(frozen=True)
class Applied:
    """What came of putting the wall over a database.

    Attributes:
        mended: What differed and does no more, in words.
        left: What still differs: it takes more than the owner may do.
    """

    mended: tuple[str, ...]
    left: tuple[str, ...]


def apply_wall(connection: Connection, app_role: str) -> Applied:
    """Make the database's wall equal the declarations; run by the owner after migrations.

    Args:
        connection: The owner's connection, in a transaction.
        app_role: The role of the serving process.

    Returns:
        What had to be mended, and what the owner could not mend.
    """
    for schema in (BEHIND, OPENED):
        connection.exec_driver_sql(f"CREATE SCHEMA IF NOT EXISTS {schema}")
    found = _told(differences(connection, app_role))
    for file in texts():
        _attempt(connection, file)
    return _mended(connection, app_role, found)


def mend_as_administrator(connection: Connection, app_role: str) -> Applied:
    """Mend what the owner could not, where there is a wall already.

    Args:
        connection: An administrator's, in a transaction.
        app_role: The role of the serving process.

    Returns:
        What was mended, and what takes a person.
    """
    has_wall = connection.execute(
        text("SELECT to_regnamespace(:wall) IS NOT NULL"), {"wall": OPENED}
    )
    if not has_wall.scalar_one():
        return Applied((), ())
    return _mended(connection, app_role, _told(differences(connection, app_role)))


def _mended(connection: Connection, app_role: str, found: list[str]) -> Applied:
    """Do what puts each difference right, as far as this role may."""
    for _ in range(MOST_ROUNDS):
        standing = differences(connection, app_role)
        if not standing:
            break
        for statement in (each for difference in standing for each in difference.mend):
            _attempt(connection, statement)
    left = _told(differences(connection, app_role))
    return Applied(tuple(what for what in found if what not in left), tuple(left))


def _told(standing: Iterable[Difference]) -> list[str]:
    return [difference.what for difference in standing]


def _attempt(connection: Connection, statement: str) -> None:
    """Execute a statement, unless it is beyond this role: what is left undone differs still."""
    try:
        with connection.begin_nested():
            connection.exec_driver_sql(statement)
    except ProgrammingError as refused:
        if getattr(refused.orig, "sqlstate", None) != BEYOND_THIS_ROLE:
            raise


def install_keys(connection: Connection, viewer_key: tuple[str, bytes], identity: bytes) -> None:
    """Put the wall's keys where only its functions can read them.

    The identity key is made once and never replaced: ids of groups and compartments come from
    it. The viewer key may be changed at any time; the serving process must hold the same.
    """
    insert = text(
        "INSERT INTO sealed.wall_key (id, use, inner_pad, outer_pad)"
        " VALUES (:id, :use, :inner, :outer) ON CONFLICT (id) DO UPDATE"
        " SET inner_pad = excluded.inner_pad, outer_pad = excluded.outer_pad"
        " WHERE wall_key.use = 'viewer'"
    )
    for use, (key_id, key) in {"viewer": viewer_key, "identity": ("identity", identity)}.items():
        inner, outer = prepared_pads(key)
        connection.execute(insert, {"id": key_id, "use": use, "inner": inner, "outer": outer})


def make_schemas(connection: Connection) -> None:
    """The schemas and extensions that the tables stand on; the owner may create both."""
    connection.exec_driver_sql(f"CREATE SCHEMA IF NOT EXISTS {BEHIND}")
    connection.exec_driver_sql("CREATE EXTENSION IF NOT EXISTS btree_gist")
    connection.exec_driver_sql("CREATE EXTENSION IF NOT EXISTS pg_trgm")
