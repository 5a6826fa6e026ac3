"""The access need: one practical thing a witness needs, and since when."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from casework.access_needs.rules import AccessNeedKind
from ethical_walls.records import Walled, own, text_enum


class AccessNeed(Walled):
    """One practical need of one witness; ended when it passes, never deleted."""

    __tablename__ = "access_need"
    __table_args__ = (
        own("witness", "witness_id"),
        Index(
            "uq_access_need_one_live",
            "compartment_id",
            "witness_id",
            "need",
            unique=True,
            postgresql_where=text("ended_at IS NULL"),
        ),
    )

    witness_id: Mapped[UUID]
    need: Mapped[AccessNeedKind] = mapped_column(text_enum(AccessNeedKind))
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    ended_at: Mapped[datetime | None]
