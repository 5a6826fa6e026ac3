"""The re-plan: one change by the court, as one party must answer it."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from ethical_walls.records import Walled, text_enum
from scheduling.replans.rules import ReplanCause, ReplanState


class Replan(Walled):
    """One compartment's answer to one version of a hearing, or to one change of parties."""

    __tablename__ = "replan"
    __table_args__ = (
        Index(None, "compartment_id", "hearing_id", "hearing_version"),
        Index(
            "uq_replan_one_open",
            "compartment_id",
            "hearing_id",
            unique=True,
            postgresql_where=text("state = 'open'"),
        ),
    )

    hearing_id: Mapped[UUID] = mapped_column(ForeignKey("hearing.id"))
    hearing_version: Mapped[int]
    parties: Mapped[int]
    cause: Mapped[ReplanCause] = mapped_column(text_enum(ReplanCause))
    state: Mapped[ReplanState] = mapped_column(text_enum(ReplanState))
    opened_at: Mapped[datetime]
    confirmed_at: Mapped[datetime | None]
    confirmed_by: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    confirmed_digest: Mapped[str | None]
