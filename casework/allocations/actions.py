"""Proposing a caseworker, which a job does, and accepting or declining, which only people do."""

from datetime import datetime
from uuid import UUID

from casework.acting import acting_account
from casework.allocations.events import CaseworkerAccepted, CaseworkerDeclined
from casework.allocations.models import Allocation
from casework.allocations.queries import (
    allocation_to_answer,
    allocations_of,
    has_work_here,
    open_allocations,
    who_declined,
)
from casework.allocations.rules import LOOK_AGAIN_AFTER, NotProposedToYou
from casework.deadlines.actions import meet_deadlines
from casework.deadlines.rules import NAMING_A_CASEWORKER
from casework.referrals.queries import referral_of
from casework.tasks.actions import give_tasks_an_owner
from casework.witnesses.models import Witness
from casework.witnesses.queries import witness_to_change
from casework.witnesses.rules import WitnessState
from ethical_walls.intake import CaseworkerWanted, end_clearance, propose_caseworker
from ethical_walls.sessions import WalledSession
from ethical_walls.work import Subject, WorkKind, post_work, subjects_of_work


def propose_for(session: WalledSession, witness_id: UUID, *, now: datetime) -> Allocation | None:
    """Propose a caseworker for a witness who has none; a job's act, in the witness's compartment.

    Whoever typed the referral is the natural first proposal; nobody is asked twice, and who said
    no looks in no longer unless they look after somebody else of this party. Where nobody is free
    the job looks again after an hour and the witness's deadline runs on (NOBODY DROPPED).

    Raises:
        WitnessNotFound: There is no such witness in this compartment.
    """
    witness = witness_to_change(session, witness_id)
    if witness.caseworker_id is not None or open_allocations(session, [witness_id]):
        return None
    declined = who_declined(session, witness_id)
    for account_id in declined:
        if not has_work_here(session, witness.compartment_id, account_id):
            end_clearance(session, account_id, now=now)
    wanted = CaseworkerWanted(
        group_id=witness.group_id,
        party=witness.party,
        first_choice=referral_of(session, witness).referred_by,
        passing_over=declined,
    )
    proposed = propose_caseworker(session, wanted, now=now)
    if proposed is None:
        _look_again(session, witness, at=now + LOOK_AGAIN_AFTER)
        return None
    allocation = Allocation(
        compartment_id=witness.compartment_id,
        witness_id=witness_id,
        caseworker_id=proposed,
        proposed_at=now,
    )
    session.add(allocation)
    session.flush()
    return allocation


def propose_waiting(session: WalledSession, *, now: datetime) -> list[Allocation]:
    """Propose caseworkers wherever this job's compartment was asked to look again."""
    asked = {subject.id for subject in subjects_of_work(session, WorkKind.ALLOCATE, now)}
    proposed = [propose_for(session, witness_id, now=now) for witness_id in sorted(asked)]
    return [allocation for allocation in proposed if allocation is not None]


def accept_witness(session: WalledSession, witness_id: UUID, *, now: datetime) -> Witness:
    """Take a witness on, as the caseworker who was proposed: a person accepts, never a machine.

    Raises:
        WitnessNotFound: There is no such witness in view.
        NotProposedToYou: No proposal to the viewer waits for an answer.
    """
    witness, allocation = _asked(session, witness_id)
    allocation.accepted_at = now
    witness.caseworker_id = acting_account(session)
    witness.state = WitnessState.ACTIVE
    session.flush()
    give_tasks_an_owner(session, witness_id, acting_account(session))
    meet_deadlines(session, witness_id, NAMING_A_CASEWORKER, now=now)
    session.record(CaseworkerAccepted(witness_id, acting_account(session)))
    return witness


def decline_witness(session: WalledSession, witness_id: UUID, *, now: datetime) -> None:
    """Say no to a proposal; no reason is asked, and somebody else is looked for at once.

    Raises:
        WitnessNotFound: There is no such witness in view.
        NotProposedToYou: No proposal to the viewer waits for an answer.
    """
    witness, allocation = _asked(session, witness_id)
    allocation.declined_at = now
    session.flush()
    _look_again(session, witness, at=now)
    session.record(CaseworkerDeclined(witness_id, acting_account(session)))


def _asked(session: WalledSession, witness_id: UUID) -> tuple[Witness, Allocation]:
    witness = witness_to_change(session, witness_id)
    allocation = allocation_to_answer(session, witness_id)
    if allocation is None:
        raise NotProposedToYou(witness_id)
    return witness, allocation


def _look_again(session: WalledSession, witness: Witness, *, at: datetime) -> None:
    tries = len(allocations_of(session, witness.id))
    post_work(
        session,
        WorkKind.ALLOCATE,
        at,
        compartment_id=witness.compartment_id,
        subject=Subject(witness.id, tries),
    )
