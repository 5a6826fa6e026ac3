"""The access need: one practical thing a witness needs, and since when."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from casework.access_needs.rules import AccessNeedKind
from ethical_walls.records import Walled, own, text_enum


class AccessNeed(Walled):
    """One practical need of one witness, with a practical note and nothing about what happened."""

    __tablename__ = "access_need"
    __table_args__ = (
        own("witness", "witness_id"),
        UniqueConstraint("compartment_id", "witness_id", "need"),
    )

    witness_id: Mapped[UUID]
    need: Mapped[AccessNeedKind] = mapped_column(text_enum(AccessNeedKind))
    note: Mapped[str]
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
