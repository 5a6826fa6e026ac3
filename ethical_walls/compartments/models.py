"""Sealed: keys, allegiance, clearances, groups that are one, conflicts, intake, waiting work."""

import enum
import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, Identity, Index, LargeBinary, UniqueConstraint
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from ethical_walls.records import SEALED_SCHEMA, Sealed, text_enum


class KeyUse(enum.StrEnum):
    """What a key of the wall proves or hides."""

    VIEWER = "viewer"
    IDENTITY = "identity"


class WorkKind(enum.StrEnum):
    """What waits for a job, one compartment at a time."""

    INTAKE = "intake"
    ALLOCATE = "allocate"
    RELEASE = "release"
    REPLAN = "replan"
    OFFERS = "offers"
    DISPATCH = "dispatch"
    WITNESS_ANSWER = "witness_answer"
    LINK_LOCKED = "link_locked"
    PARTNER_WORD = "partner_word"
    OUTCOME = "outcome"
    REPORTED_HEARING = "reported_hearing"
    TELLING_WORD = "telling_word"
    TELLING_DUE = "telling_due"
    COURT_DAYS = "court_days"
    COURT_DAY_WORD = "court_day_word"
    HANDOVER_ANSWER = "handover_answer"
    HANDOVER_DUE = "handover_due"
    CARRIER = "carrier"
    AGREE_AGAIN = "agree_again"
    COVER = "cover"
    COUNT = "count"
    PASSED_MESSAGE = "passed_message"
    ENQUIRY_ANSWER = "enquiry_answer"


class WallKey(Sealed):
    """One key, as the two prepared pads of HMAC-SHA256 (64 bytes each)."""

    __tablename__ = "wall_key"

    id: Mapped[str] = mapped_column(primary_key=True)
    use: Mapped[KeyUse] = mapped_column(text_enum(KeyUse))
    inner_pad: Mapped[bytes] = mapped_column(LargeBinary)
    outer_pad: Mapped[bytes] = mapped_column(LargeBinary)


class GroupAlias(Sealed):
    """A separation group found to be the same as another: two identifiers published together."""

    __tablename__ = "group_alias"

    group_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    canonical_group_id: Mapped[uuid.UUID] = mapped_column(index=True)


class Allegiance(Sealed):
    """The side that an account belongs to in one separation group, for ever.

    The key makes a second side of one group impossible (Brewer and Nash, 1989).
    """

    __tablename__ = "allegiance"

    account_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    group_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    party: Mapped[str]
    since_at: Mapped[datetime]


class Clearance(Sealed):
    """An account that may look into a compartment until it ends."""

    __tablename__ = "clearance"
    __table_args__ = (
        Index(
            "uq_clearance_live",
            "account_id",
            "compartment_id",
            unique=True,
            postgresql_where="ended_at IS NULL",
        ),
        {"schema": SEALED_SCHEMA},
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    account_id: Mapped[uuid.UUID]
    compartment_id: Mapped[uuid.UUID]
    began_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]


class Share(Sealed):
    """The firm or the unit that referred a witness, and so meets the rows marked for it."""

    __tablename__ = "share"

    compartment_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    witness_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    audience_id: Mapped[uuid.UUID | None]
    unit_id: Mapped[uuid.UUID | None]
    shared_at: Mapped[datetime]


class Hosting(Sealed):
    """A team that receives visitors at a court, and so meets rows that say who is expected there.

    The court is known by its id alone: courts stand above the wall.
    """

    __tablename__ = "hosting"

    organisation_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    court_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    began_at: Mapped[datetime]


class Conflict(Sealed):
    """Somebody met the other side of a group they belong to; for the conflicts officer alone."""

    __tablename__ = "conflict"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    account_id: Mapped[uuid.UUID]
    group_id: Mapped[uuid.UUID]
    held_party: Mapped[str]
    met_party: Mapped[str]
    at: Mapped[datetime]


class Intake(Sealed):
    """A referral as it was typed, written once and read only by the job that takes it in."""

    __tablename__ = "intake"
    __table_args__ = (
        UniqueConstraint("typed_by", "request_id"),
        Index("ix_intake_compartment_id", "compartment_id"),
        {"schema": SEALED_SCHEMA},
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    request_id: Mapped[uuid.UUID]
    typed_by: Mapped[uuid.UUID]
    group_id: Mapped[uuid.UUID]
    party: Mapped[str]
    compartment_id: Mapped[uuid.UUID]
    payload: Mapped[dict[str, Any]] = mapped_column(JSONB)
    received_at: Mapped[datetime]
    taken_in_at: Mapped[datetime | None]


class Work(Sealed):
    """Something due in one compartment; says what kind and when, and nothing else."""

    __tablename__ = "work"
    __table_args__ = (Index("ix_work_kind_due_at", "kind", "due_at"), {"schema": SEALED_SCHEMA})

    id: Mapped[int] = mapped_column(BigInteger, Identity(always=True), primary_key=True)
    kind: Mapped[str]
    compartment_id: Mapped[uuid.UUID]
    due_at: Mapped[datetime]
    subject_id: Mapped[uuid.UUID | None]
    subject_version: Mapped[int]
