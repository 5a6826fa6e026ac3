"""The concern: that the case team must know something of a witness, and when they were told."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from casework.concerns.rules import CaseTeam, ConcernKind, Danger, ToldHow
from ethical_walls.records import Walled, own, text_enum


class Concern(Walled):
    """One thing the case team must know; it has no place for what was said."""

    __tablename__ = "concern"
    __table_args__ = (
        own("witness", "witness_id"),
        UniqueConstraint("compartment_id", "request_id"),
        CheckConstraint(
            "(told_at IS NULL) = (told_whom IS NULL) AND (told_at IS NULL) = (told_how IS NULL)",
            name="told_whom_how_and_when_together",
        ),
    )

    witness_id: Mapped[UUID]
    request_id: Mapped[UUID]
    kind: Mapped[ConcernKind] = mapped_column(text_enum(ConcernKind))
    danger: Mapped[Danger] = mapped_column(text_enum(Danger))
    team: Mapped[CaseTeam] = mapped_column(text_enum(CaseTeam))
    learnt_at: Mapped[datetime]
    due_at: Mapped[datetime]
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    told_at: Mapped[datetime | None]
    told_whom: Mapped[str | None]
    told_how: Mapped[ToldHow | None] = mapped_column(text_enum(ToldHow))
    told_recorded_at: Mapped[datetime | None]
    told_by: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
