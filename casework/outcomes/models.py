"""The outcome: what the court decided, as a unit, a firm or a caseworker reported it."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from casework.outcomes.rules import OffenceKind, Outcome, SentenceKind
from ethical_walls.records import Partners, Walled, own, text_enum
from ethical_walls.work import WorkKind


class CaseOutcome(Walled):
    """One report of how the case ended for one witness; the latest is what stands."""

    __tablename__ = "case_outcome"
    __table_args__ = (
        own("witness", "witness_id"),
        UniqueConstraint("compartment_id", "witness_id", "request_id"),
    )
    partners = Partners.SAY
    said_as = WorkKind.OUTCOME

    witness_id: Mapped[UUID]
    request_id: Mapped[UUID]
    outcome: Mapped[Outcome] = mapped_column(text_enum(Outcome))
    decided_on: Mapped[date]
    offence: Mapped[OffenceKind | None] = mapped_column(text_enum(OffenceKind))
    sentence: Mapped[SentenceKind | None] = mapped_column(text_enum(SentenceKind))
    months: Mapped[int | None]
    said_by: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    said_at: Mapped[datetime]
