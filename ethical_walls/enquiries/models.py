"""The enquiry as its desk has it: what was asked and answered, and nothing of whose witness."""

import enum
import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from ethical_walls.records import SEALED_SCHEMA, Sealed, text_enum


class Desk(enum.StrEnum):
    """Who answers: a colleague who stands on neither side."""

    SEPARATION = "separation"
    SAFEGUARDING = "safeguarding"
    CASE_PROGRESSION = "case_progression"


class SentEnquiry(Sealed):
    """One enquiry at its desk; its words leave it when the answer is taken in."""

    __tablename__ = "sent_enquiry"
    __table_args__ = (
        Index("ix_sent_enquiry_compartment_id", "compartment_id"),
        {"schema": SEALED_SCHEMA},
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    desk: Mapped[Desk] = mapped_column(text_enum(Desk))
    compartment_id: Mapped[uuid.UUID]
    asked: Mapped[dict[str, Any]] = mapped_column(JSONB)
    asked_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("account.id"))
    asked_at: Mapped[datetime]
    due_at: Mapped[datetime]
    chased: Mapped[str | None]
    chased_at: Mapped[datetime | None]
    answer: Mapped[dict[str, Any] | None] = mapped_column(JSONB)
    answered_at: Mapped[datetime | None]
    answered_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("account.id"))
    taken_in_at: Mapped[datetime | None]
