"""The message: one thing written to one witness, what it said, and what became of it."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from casework.contact_plans.rules import Channel, Wording
from ethical_walls.records import Walled, own, text_enum
from notifications.messages.rules import AboutKind, MessageKey, MessageState


class Message(Walled):
    """One message, kept as it was written and as it left.

    `fields` is what the words were made from; while the message is pending they are made again
    whenever the contact plan has a newer version than `contact_plan_version`. `looks` is how often
    the carrier was asked what became of it, while that is not known.
    """

    __tablename__ = "message"
    __table_args__ = (
        own("witness", "witness_id"),
        UniqueConstraint(
            "compartment_id",
            "witness_id",
            "key",
            "about_id",
            "about_version",
            "hearing_version",
            "channel",
            postgresql_nulls_not_distinct=True,
        ),
        Index(None, "compartment_id", "due_at", postgresql_where=text("state = 'pending'")),
        Index(None, "compartment_id", "about_id"),
        Index(None, "attempt_id"),
        Index(None, "recorded_at", "due_at", "id"),
    )

    witness_id: Mapped[UUID]
    key: Mapped[MessageKey] = mapped_column(text_enum(MessageKey))
    template_version: Mapped[str]
    language: Mapped[str]
    wording: Mapped[Wording] = mapped_column(text_enum(Wording))
    channel: Mapped[Channel] = mapped_column(text_enum(Channel))
    contact_plan_version: Mapped[int]
    from_address: Mapped[str]
    to_address: Mapped[str]
    subject: Mapped[str]
    text: Mapped[str]
    fields: Mapped[dict[str, str]] = mapped_column(JSONB)
    about_kind: Mapped[AboutKind] = mapped_column(text_enum(AboutKind))
    about_id: Mapped[UUID]
    about_version: Mapped[int]
    hearing_id: Mapped[UUID | None] = mapped_column(ForeignKey("hearing.id"))
    hearing_version: Mapped[int | None]
    recorded_at: Mapped[datetime]
    due_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    over_at: Mapped[datetime]
    state: Mapped[MessageState] = mapped_column(text_enum(MessageState))
    attempts: Mapped[int] = mapped_column(default=0)
    attempt_id: Mapped[UUID | None]
    sending_at: Mapped[datetime | None]
    settled_at: Mapped[datetime | None]
    delivered_at: Mapped[datetime | None]
    looks: Mapped[int] = mapped_column(default=0)
    carrier: Mapped[str] = mapped_column(default="")
    carrier_reference: Mapped[str] = mapped_column(default="")
    reason: Mapped[str] = mapped_column(default="")
    invitation_ics: Mapped[str | None]
