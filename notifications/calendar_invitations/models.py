"""The calendar invitation: the one entry that a visit has in a witness's own calendar."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped

from ethical_walls.records import Walled, own


class CalendarInvitation(Walled):
    """One entry: its UID never changes, its SEQUENCE rises with every move and cancellation."""

    link_column = "witness_id"
    __tablename__ = "calendar_invitation"
    __table_args__ = (
        own("witness", "witness_id"),
        UniqueConstraint("compartment_id", "witness_id", "about_id"),
        UniqueConstraint("compartment_id", "uid"),
    )

    witness_id: Mapped[UUID]
    about_id: Mapped[UUID]
    uid: Mapped[str]
    sequence: Mapped[int]
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    cancelled_at: Mapped[datetime | None]
