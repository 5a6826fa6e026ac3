"""The window of visits and its dated exceptions: public facts of a court."""

from datetime import date, datetime, time
from uuid import UUID

from sqlalchemy import ARRAY, CheckConstraint, ForeignKey, Index, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from ethical_walls.records import Open, text_enum
from scheduling.windows.rules import Access, ExceptionKind


class VisitWindow(Open):
    """When a court can be visited each week; ended and replaced, never changed under bookings."""

    __tablename__ = "visit_window"
    __table_args__ = (
        CheckConstraint("weekday BETWEEN 0 AND 6", name="weekday_is_a_day"),
        CheckConstraint("starts_at < ends_at", name="ends_after_it_begins"),
        CheckConstraint("capacity > 0", name="has_a_place"),
        CheckConstraint("every_weeks > 0", name="comes_round"),
        CheckConstraint("valid_until >= valid_from", name="ends_after_it_is_valid"),
        Index(None, "court_id", "weekday"),
    )

    court_id: Mapped[UUID] = mapped_column(ForeignKey("court.id"))
    room: Mapped[str] = mapped_column(default="")
    weekday: Mapped[int]
    starts_at: Mapped[time]
    ends_at: Mapped[time]
    capacity: Mapped[int]
    every_weeks: Mapped[int] = mapped_column(default=1)
    valid_from: Mapped[date]
    valid_until: Mapped[date | None]
    facilities: Mapped[list[str]] = mapped_column(ARRAY(Text), default=list)
    access: Mapped[Access] = mapped_column(text_enum(Access), default=Access.STANDING)
    replaces_id: Mapped[UUID | None] = mapped_column(ForeignKey("visit_window.id"))
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    ended_at: Mapped[datetime | None]
    ended_by: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))


class WindowException(Open):
    """One date on which a window is taken away, has other times, or is offered besides."""

    __tablename__ = "window_exception"
    __table_args__ = (UniqueConstraint("window_id", "day"),)

    window_id: Mapped[UUID] = mapped_column(ForeignKey("visit_window.id"))
    day: Mapped[date]
    kind: Mapped[ExceptionKind] = mapped_column(text_enum(ExceptionKind))
    starts_at: Mapped[time | None]
    ends_at: Mapped[time | None]
    capacity: Mapped[int | None]
    reason: Mapped[str] = mapped_column(default="")
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
