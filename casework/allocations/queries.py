"""Finding who was proposed for a witness and what they answered."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import or_, select

from casework.allocations.models import Allocation, CaseworkerChange
from casework.witnesses.models import Witness
from ethical_walls.sessions import WalledSession

UNANSWERED = (
    Allocation.accepted_at.is_(None),
    Allocation.declined_at.is_(None),
    Allocation.passed_on_at.is_(None),
)
"""What is so of a proposal that waits for an answer."""


def open_allocations(
    session: WalledSession, witness_ids: Collection[UUID]
) -> dict[UUID, Allocation]:
    """The proposal that waits for an answer, for each of these witnesses that has one."""
    found = session.scalars(
        select(Allocation).where(
            Allocation.witness_id.in_(witness_ids),
            *UNANSWERED,
        )
    )
    return {allocation.witness_id: allocation for allocation in found}


def allocation_to_answer(session: WalledSession, witness_id: UUID) -> Allocation | None:
    """The proposal to the viewer that waits for an answer, locked until the transaction ends."""
    return session.scalars(
        select(Allocation)
        .where(
            Allocation.witness_id == witness_id,
            Allocation.caseworker_id == session.viewer.account_id,
            *UNANSWERED,
        )
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one_or_none()


def allocations_of(session: WalledSession, witness_id: UUID) -> list[Allocation]:
    """Every proposal for a witness, oldest first."""
    return list(
        session.scalars(
            select(Allocation)
            .where(Allocation.witness_id == witness_id)
            .order_by(Allocation.proposed_at, Allocation.id)
        )
    )


def who_declined(session: WalledSession, witness_id: UUID) -> tuple[UUID, ...]:
    """The caseworkers who have said no to a witness."""
    return tuple(
        session.scalars(
            select(Allocation.caseworker_id)
            .where(Allocation.witness_id == witness_id, Allocation.declined_at.is_not(None))
            .order_by(Allocation.declined_at)
        )
    )


def who_did_not_answer(session: WalledSession, witness_id: UUID) -> tuple[UUID, ...]:
    """The caseworkers from whom a witness was passed on to somebody else."""
    return tuple(
        session.scalars(
            select(Allocation.caseworker_id)
            .where(Allocation.witness_id == witness_id, Allocation.passed_on_at.is_not(None))
            .order_by(Allocation.passed_on_at)
        )
    )


def unanswered_by(session: WalledSession, account_id: UUID) -> list[Allocation]:
    """The proposals in view that wait for one caseworker's answer, oldest first."""
    return list(
        session.scalars(
            select(Allocation)
            .where(Allocation.caseworker_id == account_id, *UNANSWERED)
            .order_by(Allocation.proposed_at, Allocation.id)
        )
    )


def has_work_here(session: WalledSession, compartment_id: UUID, account_id: UUID) -> bool:
    """Whether a caseworker looks after, or was asked to look after, anybody in a compartment."""
    looks_after = select(Witness.id).where(
        Witness.compartment_id == compartment_id, Witness.caseworker_id == account_id
    )
    was_asked = select(Allocation.id).where(
        Allocation.compartment_id == compartment_id,
        Allocation.caseworker_id == account_id,
        *UNANSWERED,
    )
    return bool(session.scalar(select(or_(looks_after.exists(), was_asked.exists()))))


def open_changes(
    session: WalledSession, witness_ids: Collection[UUID]
) -> dict[UUID, CaseworkerChange]:
    """The wish for another caseworker that is open, for each of these witnesses that has one."""
    found = session.scalars(
        select(CaseworkerChange).where(
            CaseworkerChange.witness_id.in_(witness_ids), CaseworkerChange.settled_at.is_(None)
        )
    )
    return {change.witness_id: change for change in found}


def changes_of(session: WalledSession, witness_id: UUID) -> list[CaseworkerChange]:
    """Every time that a witness asked for another caseworker, oldest first."""
    return list(
        session.scalars(
            select(CaseworkerChange)
            .where(CaseworkerChange.witness_id == witness_id)
            .order_by(CaseworkerChange.asked_at, CaseworkerChange.id)
        )
    )
