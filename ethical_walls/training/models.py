"""Who has confirmed the rules that keep evidence untouched, and when."""

import enum
import uuid
from datetime import date, datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from ethical_walls.records import Open, Writers, text_enum


class TrainingKind(enum.StrEnum):
    """How somebody came to know the rules."""

    RULES_CONFIRMED = "rules_confirmed"
    COURSE = "course"


class Training(Open):
    """Somebody was trained in the integrity of evidence (requirements PT-03, SV-05).

    `recorded_by` is the account itself where the person confirmed the rules, and nobody where
    the owner's command recorded a course.
    """

    __tablename__ = "training"
    __table_args__ = (Index("ix_training_account_id", "account_id"),)
    writers = Writers.OWNER

    account_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("account.id"))
    kind: Mapped[TrainingKind] = mapped_column(text_enum(TrainingKind))
    completed_on: Mapped[date]
    recorded_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("account.id"))
    recorded_at: Mapped[datetime]
