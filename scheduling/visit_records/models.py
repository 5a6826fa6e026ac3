"""The visit's record: one for each visit, written once."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ARRAY, CheckConstraint, ForeignKey, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from ethical_walls.records import Walled, own, text_enum
from scheduling.visit_records.rules import EvidenceTalk, VisitFormat
from scheduling.visits.rules import CancelReason


class VisitRecord(Walled):
    """What became of a visit: that it did not take place and why, or how it was."""

    __tablename__ = "visit_record"
    __table_args__ = (
        own("witness", "witness_id"),
        own("visit", "visit_id"),
        UniqueConstraint("compartment_id", "visit_id"),
        CheckConstraint("not_held_because IS NULL OR format IS NULL", name="held_or_not"),
        CheckConstraint(
            "(evidence = 'stopped_and_warned') = (warned_at IS NOT NULL)", name="warned_when"
        ),
    )

    witness_id: Mapped[UUID]
    visit_id: Mapped[UUID]
    not_held_because: Mapped[CancelReason | None] = mapped_column(text_enum(CancelReason))
    format: Mapped[VisitFormat | None] = mapped_column(text_enum(VisitFormat))
    approved_by: Mapped[str]
    approved_on: Mapped[date | None]
    there: Mapped[list[str]] = mapped_column(ARRAY(Text))
    room: Mapped[str]
    shown: Mapped[list[str]] = mapped_column(ARRAY(Text))
    evidence: Mapped[EvidenceTalk | None] = mapped_column(text_enum(EvidenceTalk))
    warned_at: Mapped[datetime | None]
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
