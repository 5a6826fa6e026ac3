"""The day at court, every version of what became of it, and what a partner says of it."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from casework.court_days.rules import Became, WhyAbsent
from courts.hearings.rules import HearingKind
from ethical_walls.records import Partners, Walled, own, text_enum
from ethical_walls.work import WorkKind


class CourtDay(Walled):
    """One day of a published hearing for which one witness is required, and what stands of it.

    Whoever called the witness sees what became of the day, and never why they did not come.
    """

    __tablename__ = "court_day"
    __table_args__ = (
        own("witness", "witness_id"),
        UniqueConstraint("compartment_id", "witness_id", "hearing_id", "day_on"),
    )
    partners = Partners.READ

    witness_id: Mapped[UUID]
    hearing_id: Mapped[UUID] = mapped_column(ForeignKey("hearing.id"))
    hearing_kind: Mapped[HearingKind] = mapped_column(text_enum(HearingKind))
    day_on: Mapped[date]
    words: Mapped[str]
    drafted_at: Mapped[datetime]
    due_at: Mapped[datetime]
    became: Mapped[Became | None] = mapped_column(text_enum(Became))
    version: Mapped[int]
    said_at: Mapped[datetime | None]
    taken_back_at: Mapped[datetime | None]


class CourtDayVersion(Walled):
    """What was said of a day, and why they did not come; a correction is a further version."""

    __tablename__ = "court_day_version"
    __table_args__ = (
        own("witness", "witness_id"),
        own("court_day", "court_day_id"),
        UniqueConstraint("compartment_id", "court_day_id", "number"),
        CheckConstraint(
            "(became = 'did_not_attend') = (reason IS NOT NULL)", name="reason_of_absence"
        ),
    )

    witness_id: Mapped[UUID]
    court_day_id: Mapped[UUID]
    number: Mapped[int]
    request_id: Mapped[UUID]
    became: Mapped[Became] = mapped_column(text_enum(Became))
    reason: Mapped[WhyAbsent | None] = mapped_column(text_enum(WhyAbsent))
    words: Mapped[str]
    said_by: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    said_at: Mapped[datetime]


class CourtDayWord(Walled):
    """What a partner says of a day; a job makes a version of it."""

    __tablename__ = "court_day_word"
    __table_args__ = (
        own("witness", "witness_id"),
        own("court_day", "court_day_id"),
        UniqueConstraint("compartment_id", "court_day_id", "request_id"),
        CheckConstraint(
            "(became = 'did_not_attend') = (reason IS NOT NULL)", name="reason_of_absence"
        ),
    )
    partners = Partners.SAY
    said_as = WorkKind.COURT_DAY_WORD

    witness_id: Mapped[UUID]
    court_day_id: Mapped[UUID]
    request_id: Mapped[UUID]
    became: Mapped[Became] = mapped_column(text_enum(Became))
    reason: Mapped[WhyAbsent | None] = mapped_column(text_enum(WhyAbsent))
    words: Mapped[str]
    said_by: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    said_at: Mapped[datetime]
