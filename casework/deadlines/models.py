"""The deadline: one duty with its limit, every earlier limit kept."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from casework.deadlines.rules import Basis, DeadlineKind
from ethical_walls.records import Walled, own, text_enum


class Deadline(Walled):
    """One duty towards one witness; when its cause moves a new row supersedes it."""

    __tablename__ = "deadline"
    __table_args__ = (
        own("witness", "witness_id"),
        Index(
            "uq_deadline_one_live_for_its_cause",
            "compartment_id",
            "witness_id",
            "kind",
            "cause",
            unique=True,
            postgresql_where=text("superseded_at IS NULL"),
        ),
    )

    witness_id: Mapped[UUID]
    kind: Mapped[DeadlineKind] = mapped_column(text_enum(DeadlineKind))
    basis: Mapped[Basis] = mapped_column(text_enum(Basis))
    cause: Mapped[str]
    hearing_id: Mapped[UUID | None] = mapped_column(ForeignKey("hearing.id"))
    received_at: Mapped[datetime]
    due_at: Mapped[datetime]
    previous_due_at: Mapped[datetime | None]
    met_at: Mapped[datetime | None]
    met_by: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    superseded_at: Mapped[datetime | None]
