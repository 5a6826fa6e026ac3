"""The steps around a victim personal statement; there is no place for the statement itself."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from casework.statements.rules import (
    EndedBecause,
    Reading,
    StatementAnswer,
    StatementStep,
    WaitsFor,
)
from ethical_walls.records import Walled, own, text_enum


class StatementTask(Walled):
    """One step in one state; a moved date or another answer is a new row that keeps the old.

    `previous_due_at` is the date that the row before had, where the courts moved it. `ended_at` is
    set when nothing is owed of the step any more: sentence was passed, or nobody wants it.
    """

    __tablename__ = "statement_task"
    __table_args__ = (
        own("witness", "witness_id"),
        Index(
            "uq_statement_task_one_live",
            "compartment_id",
            "witness_id",
            "step",
            unique=True,
            postgresql_where=text("superseded_at IS NULL"),
        ),
        CheckConstraint("(answer IS NULL) = (answered_on IS NULL)", name="answered_has_its_day"),
        CheckConstraint("due_at IS NULL OR waits_for IS NULL", name="waits_or_has_a_date"),
        CheckConstraint("(ended_at IS NULL) = (ended_because IS NULL)", name="ended_says_why"),
    )

    witness_id: Mapped[UUID]
    step: Mapped[StatementStep] = mapped_column(text_enum(StatementStep))
    hearing_id: Mapped[UUID | None] = mapped_column(ForeignKey("hearing.id"))
    due_at: Mapped[datetime | None]
    previous_due_at: Mapped[datetime | None]
    waits_for: Mapped[WaitsFor | None] = mapped_column(text_enum(WaitsFor))
    drafted_at: Mapped[datetime]
    answer: Mapped[StatementAnswer | None] = mapped_column(text_enum(StatementAnswer))
    answered_on: Mapped[date | None]
    again_on: Mapped[date | None]
    reading: Mapped[Reading | None] = mapped_column(text_enum(Reading))
    answered_at: Mapped[datetime | None]
    answered_by: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    superseded_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    ended_because: Mapped[EndedBecause | None] = mapped_column(text_enum(EndedBecause))
