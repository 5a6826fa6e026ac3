"""The task: what must be done for a witness, by whom, by when, and what made it necessary."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from casework.tasks.rules import TaskKind
from ethical_walls.records import Walled, own, text_enum


class Task(Walled):
    """One thing to do; the same cause opens it once, however often it is announced."""

    __tablename__ = "task"
    __table_args__ = (
        own("witness", "witness_id"),
        UniqueConstraint("compartment_id", "witness_id", "kind", "cause"),
    )

    witness_id: Mapped[UUID]
    kind: Mapped[TaskKind] = mapped_column(text_enum(TaskKind))
    title: Mapped[str]
    cause: Mapped[str]
    due_at: Mapped[datetime]
    owner_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    hearing_id: Mapped[UUID | None] = mapped_column(ForeignKey("hearing.id"))
    opened_at: Mapped[datetime]
    done_at: Mapped[datetime | None]
    done_by: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
