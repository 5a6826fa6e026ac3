"""The date that a unit or a firm reports, in its own compartment alone, and which date is right."""

from datetime import date, datetime, time
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from casework.reported_hearings.rules import Right
from courts.hearings.rules import Certainty, HearingKind, Listing
from ethical_walls.records import Partners, Walled, own, text_enum
from ethical_walls.work import WorkKind


class ReportedHearing(Walled):
    """One date as it was reported for one witness: of a new hearing, or of one that it moves.

    `replaces_id` is the report whose hearing it moves; what nothing replaces stands.
    """

    __tablename__ = "reported_hearing"
    __table_args__ = (
        own("witness", "witness_id"),
        own("reported_hearing", "replaces_id"),
        UniqueConstraint("compartment_id", "request_id"),
        CheckConstraint("ends_on IS NULL OR ends_on >= starts_on", name="ends_after_it_starts"),
    )
    partners = Partners.SAY
    said_as = WorkKind.REPORTED_HEARING

    witness_id: Mapped[UUID]
    request_id: Mapped[UUID]
    court_id: Mapped[UUID] = mapped_column(ForeignKey("court.id"))
    kind: Mapped[HearingKind] = mapped_column(text_enum(HearingKind))
    certainty: Mapped[Certainty] = mapped_column(text_enum(Certainty))
    starts_on: Mapped[date]
    starts_at_time: Mapped[time | None]
    ends_on: Mapped[date | None]
    said_by: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    said_at: Mapped[datetime]
    replaces_id: Mapped[UUID | None]

    @property
    def listing(self) -> Listing:
        """When, where and how surely, as listings are compared and said."""
        return Listing(
            court_id=self.court_id,
            certainty=self.certainty,
            starts_on=self.starts_on,
            published_at=self.said_at,
            starts_at_time=self.starts_at_time,
            ends_on=self.ends_on,
        )


class ClashAnswer(Walled):
    """Which date is right where a reported one and the published differ; the latest stands.

    `against` is what was published then, by hearing and version: what is published later asks anew.
    """

    __tablename__ = "clash_answer"
    __table_args__ = (
        own("witness", "witness_id"),
        own("reported_hearing", "report_id"),
    )

    witness_id: Mapped[UUID]
    report_id: Mapped[UUID]
    right: Mapped[Right] = mapped_column(text_enum(Right))
    against: Mapped[str]
    answered_at: Mapped[datetime]
    answered_by: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
