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
        text(
            "SELECT identifier, wall.group_of(identifier) AS group_id"
            " FROM unnest(cast(:identifiers AS text[])) identifier"
        ),
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
    found: uuid.UUID = session.execute(
        text("SELECT wall.publish_group(cast(:identifiers AS text[]), :now)"),
        {"identifiers": identifier_values, "now": now},
    ).scalar_one()
    return found


def publish_groups(
    session: WalledSession, published_together: list[list[str]], *, now: datetime
) -> list[uuid.UUID]:
    """Join the groups of many sets of identifiers, one after the other, in one statement.

    Returns:
        The separation group of each set, in order.
    """
    rows = session.execute(
        text(
            "SELECT wall.publish_group("
            "   ARRAY(SELECT jsonb_array_elements_text(s.identifiers)), :now)"
            " FROM jsonb_array_elements(cast(:sets AS jsonb)) WITH ORDINALITY s(identifiers, n)"
            " ORDER BY s.n"
        ),
        {"sets": json.dumps(published_together), "now": now},
    )
    return list(rows.scalars())
