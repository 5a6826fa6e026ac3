"""Finding whether a way of writing to somebody is stopped."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import select

from casework.contact_plans.models import ContactPlan
from ethical_walls.sessions import WalledSession
from notifications.opt_outs.models import OptOut


def opt_out_in_force(session: WalledSession, plan: ContactPlan | None) -> OptOut | None:
    """The opt-out that stops this contact plan's own channel and address, if one does."""
    if plan is None:
        return None
    return session.scalars(
        select(OptOut).where(
            OptOut.witness_id == plan.witness_id,
            OptOut.channel == plan.channel,
            OptOut.address == plan.address,
            OptOut.ended_at.is_(None),
        )
    ).one_or_none()


def opt_outs_in_force(
    session: WalledSession, witness_ids: Collection[UUID]
) -> dict[tuple[UUID, str], OptOut]:
    """What is stopped for these witnesses, by witness and address."""
    found = session.scalars(
        select(OptOut).where(OptOut.witness_id.in_(witness_ids), OptOut.ended_at.is_(None))
    )
    return {(stopped.witness_id, stopped.address): stopped for stopped in found}


def opt_outs_of(session: WalledSession, witness_id: UUID) -> list[OptOut]:
    """Every opt-out of one witness, ended ones too, oldest first."""
    return list(
        session.scalars(
            select(OptOut)
            .where(OptOut.witness_id == witness_id)
            .order_by(OptOut.stopped_at, OptOut.id)
        )
    )
