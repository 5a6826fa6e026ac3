"""The reply: one text from one witness, what it answers, and by when it is answered itself."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from ethical_walls.records import Walled, own, text_enum
from notifications.replies.words import ReplyKind


class Reply(Walled):
    """One text as it came. Words that were sealed are no longer here.

    `holds` is the number to which no text goes until this one is answered; empty where it holds
    nothing.
    """

    __tablename__ = "reply"
    __table_args__ = (
        own("witness", "witness_id"),
        own("message", "message_id"),
        own("task", "task_id"),
        UniqueConstraint("compartment_id", "witness_id", "carrier_reference"),
        Index(None, "compartment_id", "message_id"),
    )

    witness_id: Mapped[UUID]
    message_id: Mapped[UUID | None]
    task_id: Mapped[UUID | None]
    kind: Mapped[ReplyKind] = mapped_column(text_enum(ReplyKind))
    words: Mapped[str]
    received_at: Mapped[datetime]
    carrier_reference: Mapped[str]
    holds: Mapped[str] = mapped_column(default="")
    answer_by: Mapped[datetime | None]
    answered_at: Mapped[datetime | None]
    answered_by: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    sealed_at: Mapped[datetime | None]
    sealed_by: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
