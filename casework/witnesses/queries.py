"""Finding witnesses that the viewer may see."""

from uuid import UUID

from sqlalchemy import or_, select

from casework.allocations.models import Allocation
from casework.cover.models import Cover
from casework.witnesses.models import Witness
from casework.witnesses.rules import WitnessNotFound, WitnessState
from ethical_walls.sessions import WalledSession


def witness_of(session: WalledSession, witness_id: UUID) -> Witness:
    """One witness.

    Raises:
        WitnessNotFound: There is none that this viewer may see.
    """
    witness = session.scalars(select(Witness).where(Witness.id == witness_id)).one_or_none()
    if witness is None:
        raise WitnessNotFound(witness_id)
    return witness


def witness_to_change(session: WalledSession, witness_id: UUID) -> Witness:
    """One witness, locked until the transaction ends, as it stands now.

    Raises:
        WitnessNotFound: There is none that this viewer may see.
    """
    found = session.scalars(
        select(Witness)
        .where(Witness.id == witness_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one_or_none()
    if found is None:
        raise WitnessNotFound(witness_id)
    return found


def witnesses_in_my_care(session: WalledSession) -> list[Witness]:
    """The viewer's own, those they cover or are asked to take, and those with nobody, by name."""
    me = session.viewer.account_id
    covered = select(Cover.id).where(
        Cover.compartment_id == Witness.compartment_id,
        Cover.absent_id == Witness.caseworker_id,
        Cover.cover_id == me,
        Cover.ended_at.is_(None),
    )
    asked = select(Allocation.id).where(
        Allocation.witness_id == Witness.id,
        Allocation.caseworker_id == me,
        Allocation.accepted_at.is_(None),
        Allocation.declined_at.is_(None),
    )
    return list(
        session.scalars(
            select(Witness)
            .where(
                Witness.state != WitnessState.CLOSED,
                or_(
                    Witness.caseworker_id == me,
                    Witness.caseworker_id.is_(None),
                    covered.exists(),
                    asked.exists(),
                ),
            )
            .order_by(Witness.name, Witness.id)
        )
    )


def witnesses_of_compartment(session: WalledSession, compartment_id: UUID) -> list[Witness]:
    """The witnesses of one party who are still in our care, in a fixed order."""
    return list(
        session.scalars(
            select(Witness)
            .where(Witness.compartment_id == compartment_id, Witness.state != WitnessState.CLOSED)
            .order_by(Witness.id)
        )
    )
