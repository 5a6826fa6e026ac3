"""The cover: somebody looks after the witnesses of a colleague who is away, until an instant."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from ethical_walls.records import Walled


class Cover(Walled):
    """One colleague's cover for another in one compartment; one at a time for each who is away."""

    __tablename__ = "cover"
    __table_args__ = (
        Index(
            "uq_cover_one_live",
            "compartment_id",
            "absent_id",
            unique=True,
            postgresql_where=text("ended_at IS NULL"),
        ),
        Index(None, "cover_id"),
    )

    absence_id: Mapped[UUID]
    absent_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    cover_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    from_at: Mapped[datetime]
    until_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
