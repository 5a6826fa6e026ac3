"""The enquiry: what was asked of a desk about one witness, and what the desk answered."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from casework.enquiries.rules import (
    Agency,
    Authority,
    HowSoon,
    SafeguardingRisk,
    Suggestion,
    Wanted,
)
from ethical_walls.enquiries.models import Desk
from ethical_walls.records import Walled, own, text_enum


class Enquiry(Walled):
    """One enquiry; the desk has a copy of its own, known as `sent_id`, without the witness.

    What the case-progression officer answers is reported: it stands here and nowhere else.
    """

    __tablename__ = "enquiry"
    __table_args__ = (
        own("witness", "witness_id"),
        UniqueConstraint("compartment_id", "request_id"),
        UniqueConstraint("compartment_id", "sent_id"),
        CheckConstraint(
            "(desk = 'safeguarding') = (risk IS NOT NULL)"
            " AND (desk = 'safeguarding') = (how_soon IS NOT NULL)"
            " AND (desk = 'case_progression') = (wanted IS NOT NULL)",
            name="asks_what_its_desk_is_asked",
        ),
        CheckConstraint(
            "(answered_at IS NULL) = (answered_by IS NULL)", name="answered_by_whom_and_when"
        ),
        Index(
            "uq_enquiry_separation_open",
            "compartment_id",
            "witness_id",
            unique=True,
            postgresql_where="desk = 'separation' AND answered_at IS NULL",
        ),
    )

    witness_id: Mapped[UUID]
    request_id: Mapped[UUID]
    sent_id: Mapped[UUID]
    desk: Mapped[Desk] = mapped_column(text_enum(Desk))
    risk: Mapped[SafeguardingRisk | None] = mapped_column(text_enum(SafeguardingRisk))
    how_soon: Mapped[HowSoon | None] = mapped_column(text_enum(HowSoon))
    wanted: Mapped[Wanted | None] = mapped_column(text_enum(Wanted))
    hearing_id: Mapped[UUID | None] = mapped_column(ForeignKey("hearing.id"))
    words: Mapped[str]
    asked_at: Mapped[datetime]
    asked_by: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    due_at: Mapped[datetime]
    chased: Mapped[Agency | None] = mapped_column(text_enum(Agency))
    chased_at: Mapped[datetime | None]
    answered_at: Mapped[datetime | None]
    answered_by: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    answer_words: Mapped[str]
    authority: Mapped[Authority | None] = mapped_column(text_enum(Authority))
    told_at: Mapped[datetime | None]
    stage_on: Mapped[date | None]
    suggestion: Mapped[Suggestion | None] = mapped_column(text_enum(Suggestion))
    court_id: Mapped[UUID | None] = mapped_column(ForeignKey("court.id"))
    times_from: Mapped[date | None]
