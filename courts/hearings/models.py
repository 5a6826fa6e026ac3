"""The hearings of published cases and every version of when and where they are listed."""

from datetime import date, datetime, time
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from courts.hearings.rules import Certainty, HearingKind, Listing, VacatedReason
from ethical_walls.records import Open, text_enum


class Hearing(Open):
    """A hearing of a case, and the number of the version that plans are made on.

    `last_published_at` is the newest publication that spoke of it, also one that changed nothing:
    anything published before that comes too late.
    """

    __tablename__ = "hearing"

    case_id: Mapped[UUID] = mapped_column(ForeignKey("published_case.id"), index=True)
    kind: Mapped[HearingKind] = mapped_column(text_enum(HearingKind))
    description: Mapped[str]
    listed_as: Mapped[str]
    listed_kind: Mapped[str]
    current_version: Mapped[int]
    last_published_at: Mapped[datetime]


class HearingVersion(Open):
    """One state of a hearing, added and never changed.

    A new `number` means that plans made on the one before must be looked at: the day, the building
    or the hearing itself is another. A new `revision` of the same number adds what spoils no plan:
    a courtroom, a first time, a further day, how surely it is listed.
    """

    __tablename__ = "hearing_version"
    __table_args__ = (
        UniqueConstraint("hearing_id", "number", "revision"),
        CheckConstraint("ends_on IS NULL OR ends_on >= starts_on", name="ends_after_it_starts"),
        CheckConstraint("number >= 1 AND revision >= 0", name="counted_from_the_start"),
    )

    hearing_id: Mapped[UUID] = mapped_column(ForeignKey("hearing.id"))
    number: Mapped[int]
    revision: Mapped[int]
    court_id: Mapped[UUID] = mapped_column(ForeignKey("court.id"), index=True)
    courtroom: Mapped[str | None]
    certainty: Mapped[Certainty] = mapped_column(text_enum(Certainty))
    starts_on: Mapped[date]
    starts_at_time: Mapped[time | None]
    ends_on: Mapped[date | None]
    vacated_reason: Mapped[VacatedReason | None] = mapped_column(text_enum(VacatedReason))
    source: Mapped[str]
    source_reference: Mapped[str]
    published_at: Mapped[datetime]
    received_at: Mapped[datetime]
    recorded_by: Mapped[UUID] = mapped_column(ForeignKey("account.id"))

    @property
    def listing(self) -> Listing:
        """When, where and how surely, as the rules compare it."""
        return Listing(
            court_id=self.court_id,
            certainty=self.certainty,
            starts_on=self.starts_on,
            published_at=self.published_at,
            courtroom=self.courtroom,
            starts_at_time=self.starts_at_time,
            ends_on=self.ends_on,
        )
