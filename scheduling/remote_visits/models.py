"""One showing of a court in another way: offered once, and what became of it written once."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ARRAY, CheckConstraint, ForeignKey, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from ethical_walls.records import Walled, own, text_enum
from scheduling.remote_visits.rules import RemoteState, RemoteWay
from scheduling.visit_records.rules import EvidenceTalk


class RemoteVisit(Walled):
    """A courtroom shown by video, by telephone or in photographs, or offered so."""

    __tablename__ = "remote_visit"
    __table_args__ = (
        own("witness", "witness_id"),
        UniqueConstraint("compartment_id", "request_id"),
        CheckConstraint("(state = 'offered') = (settled_at IS NULL)", name="settled_when"),
        CheckConstraint("(settled_at IS NULL) = (settled_by IS NULL)", name="settled_by_whom"),
        CheckConstraint(
            "(state = 'done') = (done_on IS NOT NULL) AND (state = 'done') = (evidence IS NOT NULL)"
            " AND (state = 'done') = (rule_read_by IS NOT NULL)"
            " AND (state = 'done') = (cardinality(shown) > 0)",
            name="done_is_told_whole",
        ),
        CheckConstraint(
            "coalesce(evidence = 'stopped_and_warned', false) = (warned_at IS NOT NULL)",
            name="warned_when",
        ),
    )

    witness_id: Mapped[UUID]
    request_id: Mapped[UUID]
    way: Mapped[RemoteWay] = mapped_column(text_enum(RemoteWay))
    state: Mapped[RemoteState] = mapped_column(text_enum(RemoteState))
    offered_at: Mapped[datetime]
    offered_by: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    done_on: Mapped[date | None]
    shown: Mapped[list[str]] = mapped_column(ARRAY(Text))
    rule_read_by: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    evidence: Mapped[EvidenceTalk | None] = mapped_column(text_enum(EvidenceTalk))
    warned_at: Mapped[datetime | None]
    settled_at: Mapped[datetime | None]
    settled_by: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
