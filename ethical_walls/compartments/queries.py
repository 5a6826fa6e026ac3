"""Separation groups by identifier; the ids are keyed hashes that only the database can make."""

import json
import uuid
from datetime import datetime

from sqlalchemy import text

from ethical_walls.sessions import WalledSession


def group_of(session: WalledSession, identifier_value: str) -> uuid.UUID:
    """The separation group of a normalised identifier, whether or not anybody knew it."""
    found: uuid.UUID = session.execute(
        text("SELECT wall.group_of(:identifier)"), {"identifier": identifier_value}
    ).scalar_one()
    return found


def groups_of(session: WalledSession, identifier_values: list[str]) -> dict[str, uuid.UUID]:
    """The separation group of each of many normalised identifiers, in one question."""
    rows = session.execute(
        text("SELECT * FROM wall.groups_of(cast(:identifiers AS text[]))"),
        {"identifiers": identifier_values},
    )
    return {row.identifier: row.group_id for row in rows}


def publish_group(
    session: WalledSession, identifier_values: list[str], *, now: datetime
) -> uuid.UUID:
    """Join the groups of identifiers that a court published together; a list operator's act.

    Returns:
        The one separation group that they all belong to from now on.
    """
    (joined,) = publish_groups(session, [identifier_values], now=now)
    return joined


def publish_groups(
    session: WalledSession, published_together: list[list[str]], *, now: datetime
) -> list[uuid.UUID]:
    """Join the groups of many sets of identifiers as if one after the other, in one statement.

    Returns:
        The separation group of each set, in order.
    """
    rows = session.execute(
        text(
            "SELECT joined_group FROM wall.publish_groups(cast(:lists AS jsonb), :now)"
            " ORDER BY place"
        ),
        {"lists": json.dumps(published_together), "now": now},
    )
    return list(rows.scalars())
