"""Finding how a witness may be reached."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import select

from casework.contact_plans.models import ContactPlan
from ethical_walls.sessions import WalledSession


def live_plan(session: WalledSession, witness_id: UUID) -> ContactPlan | None:
    """The contact plan in force; None only before the referral's own was recorded."""
    return session.scalars(
        select(ContactPlan).where(
            ContactPlan.witness_id == witness_id, ContactPlan.superseded_at.is_(None)
        )
    ).one_or_none()


def live_plans(session: WalledSession, witness_ids: Collection[UUID]) -> dict[UUID, ContactPlan]:
    """The contact plan in force of each of these witnesses."""
    found = session.scalars(
        select(ContactPlan).where(
            ContactPlan.witness_id.in_(witness_ids), ContactPlan.superseded_at.is_(None)
        )
    )
    return {plan.witness_id: plan for plan in found}


def live_plan_to_change(session: WalledSession, witness_id: UUID) -> ContactPlan | None:
    """The contact plan in force, locked until the transaction ends, as it stands now."""
    return session.scalars(
        select(ContactPlan)
        .where(ContactPlan.witness_id == witness_id, ContactPlan.superseded_at.is_(None))
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one_or_none()


def plan_versions(session: WalledSession, witness_id: UUID) -> list[ContactPlan]:
    """Every version of a witness's contact plan, oldest first."""
    return list(
        session.scalars(
            select(ContactPlan)
            .where(ContactPlan.witness_id == witness_id)
            .order_by(ContactPlan.version)
        )
    )
