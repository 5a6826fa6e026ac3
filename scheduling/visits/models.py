"""The visit, and the constraints that keep people who should not meet apart."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import (
    ARRAY,
    CheckConstraint,
    Computed,
    ForeignKey,
    Index,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.dialects.postgresql import TSTZRANGE, ExcludeConstraint, Range
from sqlalchemy.orm import Mapped, mapped_column

from ethical_walls.records import Walled, own, text_enum
from scheduling.visits.rules import CancelReason, VisitState

LIVE = text("state IN ('booked', 'confirmed')")


class Visit(Walled):
    """One witness's visit to one court at one slot.

    `lasts` is the visit itself; `padded` runs on for the court's gap, on every row alike, so that
    two padded ranges overlap exactly where two visits are closer than the gap.
    """

    __tablename__ = "visit"
    __table_args__ = (
        own("witness", "witness_id"),
        UniqueConstraint("compartment_id", "request_id"),
        CheckConstraint("starts_at < ends_at", name="ends_after_it_begins"),
        CheckConstraint(
            "(state = 'cancelled') = (cancelled_at IS NOT NULL)", name="cancelled_has_its_time"
        ),
        ExcludeConstraint(
            ("witness_id", "="),
            ("compartment_id", "="),
            ("lasts", "&&"),
            name="visit_one_at_a_time",
            using="gist",
            where=LIVE,
            deferrable=True,
            initially="IMMEDIATE",
        ),
        ExcludeConstraint(
            ("group_id", "="),
            ("court_id", "="),
            ("party", "<>"),
            ("padded", "&&"),
            name="visit_kept_apart",
            using="gist",
            where=LIVE,
            deferrable=True,
            initially="IMMEDIATE",
        ),
        ExcludeConstraint(
            ("caseworker_id", "="),
            ("lasts", "&&"),
            name="visit_caseworker_in_one_place",
            using="gist",
            where=LIVE,
            deferrable=True,
            initially="IMMEDIATE",
        ),
        Index(None, "compartment_id", "witness_id"),
        Index("ix_visit_live_of_hearing", "compartment_id", "hearing_id", postgresql_where=LIVE),
    )
    link_column = "witness_id"

    witness_id: Mapped[UUID]
    group_id: Mapped[UUID]
    party: Mapped[str]
    slot_id: Mapped[UUID] = mapped_column(ForeignKey("slot.id"))
    court_id: Mapped[UUID] = mapped_column(ForeignKey("court.id"))
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    lasts: Mapped[Range[datetime]] = mapped_column(
        TSTZRANGE, Computed("tstzrange(starts_at, ends_at)", persisted=True)
    )
    padded: Mapped[Range[datetime]] = mapped_column(TSTZRANGE)
    state: Mapped[VisitState] = mapped_column(text_enum(VisitState))
    version: Mapped[int] = mapped_column(default=1)
    caseworker_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    hearing_id: Mapped[UUID] = mapped_column(ForeignKey("hearing.id"))
    hearing_version: Mapped[int]
    needs: Mapped[list[str]] = mapped_column(ARRAY(Text), default=list)
    request_id: Mapped[UUID]
    booked_at: Mapped[datetime]
    booked_by: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    moved_from_slot_id: Mapped[UUID | None] = mapped_column(ForeignKey("slot.id"))
    moved_from_at: Mapped[datetime | None]
    cancelled_at: Mapped[datetime | None]
    cancelled_reason: Mapped[CancelReason | None] = mapped_column(text_enum(CancelReason))
