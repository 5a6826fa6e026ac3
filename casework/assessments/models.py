"""The needs assessment in its versions, dates to avoid, the agreed plan, equality monitoring."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import ARRAY, CheckConstraint, ForeignKey, Index, Text, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from casework.assessments.answers import Decision
from casework.assessments.day import Companion, Travel
from casework.assessments.rules import (
    AttendanceRisk,
    Consent,
    DomesticRisk,
    Effect,
    Eligibility,
    Level,
    OverrideReason,
    Targeting,
    Wish,
)
from ethical_walls.records import Sealed, Walled, own, text_enum

NOTHING_WITHOUT_CONSENT = (
    "consent = 'given' OR (born_on IS NULL AND level IS NULL AND domestic_risk IS NULL"
    " AND attendance_risk IS NULL AND cardinality(risks) = 0 AND cardinality(offences) = 0"
    " AND cardinality(conditions) = 0 AND cardinality(feelings) = 0"
    " AND cardinality(factors) = 0 AND cardinality(attendance_reasons) = 0"
    " AND cardinality(measures_asked) = 0 AND companion IS NULL AND travel IS NULL)"
)


def _choices() -> Any:  # noqa: ANN401 - a mapped column of any list
    return mapped_column(ARRAY(Text))


def _named(values: type[StrEnum], name: str) -> Any:  # noqa: ANN401 - a mapped column of any choice
    """A choice whose check goes by a name of its own, for a table that has two of a kind."""
    choice = text_enum(values)
    choice.name = name
    return mapped_column(choice)


class Assessment(Walled):
    """One version of what a witness needs; refused, it holds the refusal and nothing else."""

    __tablename__ = "needs_assessment"
    __table_args__ = (
        own("witness", "witness_id"),
        UniqueConstraint("compartment_id", "witness_id", "version"),
        UniqueConstraint("compartment_id", "request_id"),
        Index(
            "uq_needs_assessment_one_live",
            "compartment_id",
            "witness_id",
            unique=True,
            postgresql_where=text("superseded_at IS NULL"),
        ),
        CheckConstraint(NOTHING_WITHOUT_CONSENT, name="nothing_kept_without_consent"),
    )

    witness_id: Mapped[UUID]
    version: Mapped[int]
    request_id: Mapped[UUID]
    consent: Mapped[Consent] = mapped_column(text_enum(Consent))
    assessed_at: Mapped[datetime]
    assessed_by: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    superseded_at: Mapped[datetime | None]
    born_on: Mapped[date | None]
    risks: Mapped[list[str]] = _choices()
    domestic_risk: Mapped[DomesticRisk | None] = mapped_column(text_enum(DomesticRisk))
    offences: Mapped[list[str]] = _choices()
    targeting: Mapped[Targeting | None] = mapped_column(text_enum(Targeting))
    conditions: Mapped[list[str]] = _choices()
    effect: Mapped[Effect | None] = mapped_column(text_enum(Effect))
    feelings: Mapped[list[str]] = _choices()
    factors: Mapped[list[str]] = _choices()
    wish: Mapped[Wish | None] = mapped_column(text_enum(Wish))
    vulnerable_found: Mapped[Eligibility | None] = _named(Eligibility, "vulnerable_found")
    vulnerable_grounds: Mapped[list[str]] = _choices()
    vulnerable_decision: Mapped[Decision | None] = _named(Decision, "vulnerable_decision")
    vulnerable_reason: Mapped[OverrideReason | None] = _named(OverrideReason, "vulnerable_reason")
    intimidated_found: Mapped[Eligibility | None] = _named(Eligibility, "intimidated_found")
    intimidated_grounds: Mapped[list[str]] = _choices()
    intimidated_decision: Mapped[Decision | None] = _named(Decision, "intimidated_decision")
    intimidated_reason: Mapped[OverrideReason | None] = _named(OverrideReason, "intimidated_reason")
    priorities: Mapped[list[str]] = _choices()
    level_found: Mapped[Level | None] = _named(Level, "level_found")
    level: Mapped[Level | None] = _named(Level, "level")
    level_reason: Mapped[OverrideReason | None] = _named(OverrideReason, "level_reason")
    attendance_risk: Mapped[AttendanceRisk | None] = mapped_column(text_enum(AttendanceRisk))
    attendance_reasons: Mapped[list[str]] = _choices()
    attendance_actions: Mapped[list[str]] = _choices()
    measures_asked: Mapped[list[str]] = _choices()
    companion: Mapped[Companion | None] = mapped_column(text_enum(Companion))
    travel: Mapped[Travel | None] = mapped_column(text_enum(Travel))


class DateToAvoid(Walled):
    """Days on which a witness cannot come; ended when they say otherwise, never deleted."""

    __tablename__ = "date_to_avoid"
    __table_args__ = (
        own("witness", "witness_id"),
        CheckConstraint("from_on <= until_on", name="ends_after_it_begins"),
        Index(None, "compartment_id", "witness_id"),
    )

    witness_id: Mapped[UUID]
    from_on: Mapped[date]
    until_on: Mapped[date]
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    ended_at: Mapped[datetime | None]


class SupportPlan(Walled):
    """One version of the plan agreed with a witness, made from one version of the assessment."""

    __tablename__ = "support_plan"
    __table_args__ = (
        own("witness", "witness_id"),
        UniqueConstraint("compartment_id", "witness_id", "version"),
        UniqueConstraint("compartment_id", "request_id"),
    )

    witness_id: Mapped[UUID]
    version: Mapped[int]
    request_id: Mapped[UUID]
    assessment_version: Mapped[int]
    items: Mapped[list[str]] = _choices()
    review_on: Mapped[date]
    agreed_at: Mapped[datetime]
    agreed_by: Mapped[UUID] = mapped_column(ForeignKey("account.id"))


class EqualityAnswers(Sealed):
    """One witness's latest answers for equality monitoring; no page and no query can read them."""

    __tablename__ = "equality_answers"

    compartment_id: Mapped[UUID] = mapped_column(primary_key=True)
    witness_id: Mapped[UUID] = mapped_column(primary_key=True)
    scheme: Mapped[str]
    answers: Mapped[dict[str, Any]] = mapped_column(JSONB)
    said_at: Mapped[datetime]
