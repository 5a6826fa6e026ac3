"""Finding how a witness's needs were assessed, when they cannot come, and what was agreed."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import select

from casework.assessments.answers import Decided, Decision, is_treated_as
from casework.assessments.dates import DaysToAvoid
from casework.assessments.models import Assessment, DateToAvoid, SupportPlan
from ethical_walls.sessions import WalledSession


def live_assessment(session: WalledSession, witness_id: UUID) -> Assessment | None:
    """The assessment in force, a refusal too; None where the witness was never asked."""
    return session.scalars(
        select(Assessment).where(
            Assessment.witness_id == witness_id, Assessment.superseded_at.is_(None)
        )
    ).one_or_none()


def live_assessments(
    session: WalledSession, witness_ids: Collection[UUID]
) -> dict[UUID, Assessment]:
    """The assessment in force of each of these witnesses that has one."""
    found = session.scalars(
        select(Assessment).where(
            Assessment.witness_id.in_(witness_ids), Assessment.superseded_at.is_(None)
        )
    )
    return {assessment.witness_id: assessment for assessment in found}


def assessments_of(session: WalledSession, witness_id: UUID) -> list[Assessment]:
    """Every version of a witness's assessment, oldest first."""
    return list(
        session.scalars(
            select(Assessment)
            .where(Assessment.witness_id == witness_id)
            .order_by(Assessment.version)
        )
    )


def assessment_by_request(session: WalledSession, request_id: UUID) -> Assessment | None:
    """What one press of the button has become, where it was recorded already."""
    return session.scalars(
        select(Assessment).where(Assessment.request_id == request_id)
    ).one_or_none()


def dates_to_avoid(session: WalledSession, witness_id: UUID) -> list[DateToAvoid]:
    """When the witness cannot come, as they said last, soonest first."""
    return list(
        session.scalars(
            select(DateToAvoid)
            .where(DateToAvoid.witness_id == witness_id, DateToAvoid.ended_at.is_(None))
            .order_by(DateToAvoid.from_on, DateToAvoid.until_on)
        )
    )


def days_to_avoid(session: WalledSession, witness_id: UUID) -> tuple[DaysToAvoid, ...]:
    """The same, as values."""
    return tuple(
        DaysToAvoid(row.from_on, row.until_on) for row in dates_to_avoid(session, witness_id)
    )


def support_plans(session: WalledSession, witness_id: UUID) -> list[SupportPlan]:
    """Every version of the agreed plan, newest first."""
    return list(
        session.scalars(
            select(SupportPlan)
            .where(SupportPlan.witness_id == witness_id)
            .order_by(SupportPlan.version.desc())
        )
    )


def plan_by_request(session: WalledSession, request_id: UUID) -> SupportPlan | None:
    """The plan that one press of the button has become."""
    return session.scalars(
        select(SupportPlan).where(SupportPlan.request_id == request_id)
    ).one_or_none()


def is_shown_vulnerable(session: WalledSession, witness_id: UUID) -> bool:
    """Whether the assessment in force shows section 16: as found, unless a person decided."""
    in_force = live_assessment(session, witness_id)
    if in_force is None or in_force.vulnerable_found is None:
        return False
    decided = Decided(in_force.vulnerable_decision or Decision.AS_WORKED_OUT)
    return is_treated_as(in_force.vulnerable_found, decided)
