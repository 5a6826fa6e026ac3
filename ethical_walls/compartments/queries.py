"""Separation groups by identifier; the ids are keyed hashes that only the database can make."""

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
