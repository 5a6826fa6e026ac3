"""The register's tables: public facts of the courts, each with where it came from and when."""

import uuid
from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from courts.register.rules import (
    Channel,
    ContactPurpose,
    CourtKind,
    CourtStatus,
    Facility,
    FacilityStanding,
    FacilityTerms,
    Half,
    NameKind,
    SatelliteStanding,
    Sitting,
    Subject,
)
from ethical_walls.records import Open, text_enum


class Court(Open):
    """A court: one building, its names and codes, and whether it sits there now."""

    __tablename__ = "court"
    __table_args__ = (
        CheckConstraint("visit_gap_minutes >= 0", name="visit_gap_minutes_not_negative"),
        Index(None, "crown_code"),
        Index(None, "is_in_london", "status", "sitting"),
    )

    slug: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    kind: Mapped[CourtKind] = mapped_column(text_enum(CourtKind))
    status: Mapped[CourtStatus] = mapped_column(text_enum(CourtStatus))
    status_note: Mapped[str] = mapped_column(default="")
    sitting: Mapped[Sitting] = mapped_column(text_enum(Sitting))
    sitting_note: Mapped[str] = mapped_column(default="")
    sitting_checked_on: Mapped[date | None]
    sitting_checked_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("account.id"))
    is_in_london: Mapped[bool]
    address_line_1: Mapped[str] = mapped_column(default="")
    address_line_2: Mapped[str] = mapped_column(default="")
    town: Mapped[str] = mapped_column(default="")
    postcode: Mapped[str] = mapped_column(default="")
    latitude: Mapped[float | None]
    longitude: Mapped[float | None]
    borough: Mapped[str] = mapped_column(default="")
    cps_area: Mapped[str] = mapped_column(default="")
    region: Mapped[str] = mapped_column(default="")
    crown_code: Mapped[int | None]
    magistrates_code: Mapped[str] = mapped_column(default="")
    ou_code: Mapped[str] = mapped_column(default="")
    register_code: Mapped[str] = mapped_column(default="")
    common_platform_id: Mapped[str] = mapped_column(default="")
    justice_area: Mapped[str] = mapped_column(default="")
    courtrooms: Mapped[int | None]
    opening_hours: Mapped[str] = mapped_column(default="")
    nearest_station: Mapped[str] = mapped_column(default="")
    entrance: Mapped[str] = mapped_column(default="")
    entrance_checked_on: Mapped[date | None]
    entrance_checked_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("account.id"))
    visit_gap_minutes: Mapped[int] = mapped_column(default=30)
    note: Mapped[str] = mapped_column(default="")
    source: Mapped[str] = mapped_column(default="")
    recorded_on: Mapped[date | None]
    checked_on: Mapped[date | None]
    search_words: Mapped[str] = mapped_column(default="")
    loaded_at: Mapped[datetime]


class CourtName(Open):
    """A name or code that means one court, and is found whatever its case and punctuation."""

    __tablename__ = "court_name"
    __table_args__ = (Index(None, "court_id"),)

    court_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("court.id"))
    name: Mapped[str]
    folded: Mapped[str] = mapped_column(unique=True)
    kind: Mapped[NameKind] = mapped_column(text_enum(NameKind))


class Satellite(Open):
    """Another building in which a court has sat, and the court whose building it is, if any."""

    __tablename__ = "satellite"
    __table_args__ = (Index(None, "parent_court_id"), Index(None, "host_court_id"))

    venue: Mapped[str]
    folded: Mapped[str] = mapped_column(unique=True)
    parent_court_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("court.id"))
    host_court_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("court.id"))
    address_hint: Mapped[str] = mapped_column(default="")
    status: Mapped[SatelliteStanding] = mapped_column(text_enum(SatelliteStanding))
    evidence_on: Mapped[date | None]
    note: Mapped[str] = mapped_column(default="")


class ToldBuilding(Open):
    """What a person said once: a list with this name and code means this building."""

    __tablename__ = "told_building"
    __table_args__ = (
        UniqueConstraint("folded", "crown_code", postgresql_nulls_not_distinct=True),
        Index(None, "court_id"),
    )

    court_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("court.id"))
    name: Mapped[str]
    folded: Mapped[str]
    crown_code: Mapped[int | None]
    told_at: Mapped[datetime]
    told_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("account.id"))


class CourtContact(Open):
    """One telephone number or e-mail address of a court, and when somebody last checked it."""

    __tablename__ = "court_contact"
    __table_args__ = (UniqueConstraint("court_id", "purpose", "channel", "value"),)

    court_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("court.id"))
    purpose: Mapped[ContactPurpose] = mapped_column(text_enum(ContactPurpose))
    channel: Mapped[Channel] = mapped_column(text_enum(Channel))
    value: Mapped[str]
    note: Mapped[str] = mapped_column(default="")
    source: Mapped[str] = mapped_column(default="")
    recorded_on: Mapped[date | None]
    checked_on: Mapped[date | None]
    checked_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("account.id"))
    ended_on: Mapped[date | None]


class CourtFacility(Open):
    """What a source or a person said of one facility; no row means that nobody said anything."""

    __tablename__ = "court_facility"
    __table_args__ = (UniqueConstraint("court_id", "facility"),)

    court_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("court.id"))
    facility: Mapped[Facility] = mapped_column(text_enum(Facility))
    standing: Mapped[FacilityStanding] = mapped_column(text_enum(FacilityStanding))
    terms: Mapped[FacilityTerms] = mapped_column(text_enum(FacilityTerms))
    recorded_on: Mapped[date | None]
    confirmed_on: Mapped[date | None]
    confirmed_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("account.id"))


class CourtClosure(Open):
    """Days, or halves of days, on which a court is shut; a closure beats every window."""

    __tablename__ = "court_closure"
    __table_args__ = (
        CheckConstraint("until_on >= from_on", name="ends_after_it_begins"),
        Index(None, "court_id", "from_on"),
    )

    court_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("court.id"))
    from_on: Mapped[date]
    until_on: Mapped[date]
    half: Mapped[Half | None] = mapped_column(text_enum(Half))
    reason: Mapped[str]
    closed_at: Mapped[datetime]
    closed_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("account.id"))
    withdrawn_at: Mapped[datetime | None]


class CourtChange(Open):
    """One edit of the register by a person: what it was, what it became, how they know."""

    __tablename__ = "court_change"
    __table_args__ = (Index(None, "court_id", "changed_at"),)

    court_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("court.id"))
    subject: Mapped[Subject] = mapped_column(text_enum(Subject))
    was: Mapped[str]
    became: Mapped[str]
    how_known: Mapped[str]
    changed_at: Mapped[datetime]
    changed_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("account.id"))
