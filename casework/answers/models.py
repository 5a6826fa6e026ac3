"""The witness's answer: what they said through their own page, kept as they said it."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from casework.answers.rules import AnswerKind
from ethical_walls.records import Walled, own, text_enum
from ethical_walls.work import WorkKind


class WitnessAnswer(Walled):
    """One answer; a job of the compartment acts on it. `too_late_at` says that it came too late.

    Words that were sealed are no longer here.
    """

    __tablename__ = "witness_answer"
    __table_args__ = (
        own("witness", "witness_id"),
        UniqueConstraint("compartment_id", "witness_id", "request_id"),
        Index(None, "compartment_id", "witness_id"),
    )
    link_column = "witness_id"
    link_says = True
    said_as = WorkKind.WITNESS_ANSWER

    witness_id: Mapped[UUID]
    request_id: Mapped[UUID]
    kind: Mapped[AnswerKind] = mapped_column(text_enum(AnswerKind))
    about_id: Mapped[UUID | None]
    about_version: Mapped[int | None]
    place_id: Mapped[UUID | None]
    words: Mapped[str]
    said_at: Mapped[datetime]
    acted_on_at: Mapped[datetime | None]
    too_late_at: Mapped[datetime | None]
    sealed_at: Mapped[datetime | None]
    sealed_by: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
