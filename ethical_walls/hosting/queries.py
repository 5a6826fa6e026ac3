"""What the wall says to a court's team of the team's own courts."""

import uuid

from sqlalchemy import text

from ethical_walls.sessions import WalledSession


def hosted_courts(session: WalledSession) -> list[uuid.UUID]:
    """The courts that the viewer's team hosts; none for anybody else."""
    return list(session.scalar(text("SELECT wall.hosted_courts()")) or [])


def courts_served(session: WalledSession) -> list[uuid.UUID]:
    """Those of them at which the viewer is of the in-court Witness Service."""
    return list(session.scalar(text("SELECT wall.courts_served()")) or [])


def visits_in_doubt(session: WalledSession) -> set[uuid.UUID]:
    """The visits at the viewer's courts whose hearing the court has changed since."""
    return set(session.scalars(text("SELECT * FROM wall.hosted_in_doubt()")))
