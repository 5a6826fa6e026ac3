"""The half-day with its turn, and the slot: one bookable time at one court."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    SmallInteger,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from courts.register.rules import Half
from ethical_walls.records import Open, text_enum

FREE = text("open AND taken < capacity")


class HalfDay(Open):
    """One half of a day that a court offers for visits; its turn never changes.

    `turn` counts the half-days this court has offered, `round` the weeks in which it offered any,
    `place` the half-day's place in its own week; `phase` follows from the last two.
    """

    __tablename__ = "half_day"
    __table_args__ = (
        UniqueConstraint("court_id", "day", "half"),
        UniqueConstraint("court_id", "turn"),
        UniqueConstraint("court_id", "id"),
        CheckConstraint("phase BETWEEN 0 AND 59", name="phase_is_in_the_plan"),
    )

    court_id: Mapped[UUID] = mapped_column(ForeignKey("court.id"))
    day: Mapped[date]
    half: Mapped[Half] = mapped_column(text_enum(Half))
    turn: Mapped[int]
    round: Mapped[int]
    place: Mapped[int] = mapped_column(SmallInteger)
    phase: Mapped[int] = mapped_column(SmallInteger)


class Slot(Open):
    """One bookable time: it says how many places are taken and nothing of who takes them.

    Never deleted: what is no longer offered is not open.
    """

    __tablename__ = "slot"
    __table_args__ = (
        UniqueConstraint("window_id", "day"),
        ForeignKeyConstraint(["court_id", "half_day_id"], ["half_day.court_id", "half_day.id"]),
        CheckConstraint("taken >= 0 AND taken <= capacity", name="never_overbooked"),
        CheckConstraint("starts_at < ends_at", name="ends_after_it_begins"),
        Index("ix_slot_free", "starts_at", "court_id", postgresql_where=FREE),
        Index("ix_slot_free_at_court", "court_id", "starts_at", postgresql_where=FREE),
        Index(None, "court_id", "day"),
    )

    court_id: Mapped[UUID] = mapped_column(ForeignKey("court.id"))
    window_id: Mapped[UUID] = mapped_column(ForeignKey("visit_window.id"))
    half_day_id: Mapped[UUID]
    day: Mapped[date]
    half: Mapped[Half] = mapped_column(text_enum(Half))
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    capacity: Mapped[int]
    taken: Mapped[int] = mapped_column(default=0)
    open: Mapped[bool] = mapped_column(default=True)
    phase: Mapped[int] = mapped_column(SmallInteger)
    turn: Mapped[int]
