"""Proposing a caseworker, which a job does, and accepting or declining, which only people do."""

from datetime import datetime
from uuid import UUID

from casework.acting import acting_account
from casework.allocations.events import (
    AnotherCaseworkerAskedFor,
    CaseworkerAccepted,
    CaseworkerDeclined,
)
from casework.allocations.models import Allocation, CaseworkerChange
from casework.allocations.queries import (
    allocation_to_answer,
    allocations_of,
    changes_of,
    has_work_here,
    open_allocations,
    open_changes,
    unanswered_by,
    who_declined,
    who_did_not_answer,
)
from casework.allocations.rules import (
    LOOK_AGAIN_AFTER,
    NoCaseworkerToChange,
    NotProposedToYou,
    answer_due_at,
)
from casework.cover.queries import covers_here
from casework.deadlines.actions import meet_deadlines
from casework.deadlines.rules import NAMING_A_CASEWORKER
from casework.referrals.queries import referral_of
from casework.tasks.actions import give_tasks_an_owner, hand_tasks_over, open_task
from casework.tasks.rules import NewTask, TaskKind
from casework.witnesses.models import Witness
from casework.witnesses.queries import witness_to_change
from casework.witnesses.rules import WitnessState
from courts.london_time import end_of_london_day, london_day
from ethical_walls.intake import CaseworkerWanted, end_clearance, propose_caseworker
from ethical_walls.sessions import WalledSession
from ethical_walls.work import Subject, WorkKind, post_work, subjects_of_work


def propose_for(session: WalledSession, witness_id: UUID, *, now: datetime) -> Allocation | None:
    """Propose a caseworker for a witness who has none; a job's act, in the witness's compartment.

    Whoever typed the referral is the natural first proposal; who said no is not asked again, and
    looks in no longer unless they look after somebody else of this party. A proposal that is not
    answered in time passes to somebody who was not asked yet; where there is nobody it stays with
    whom it is. Where nobody is free the job looks again after an hour and the witness's deadline
    runs on (NOBODY DROPPED).

    Raises:
        WitnessNotFound: There is no such witness in this compartment.
    """
    witness = witness_to_change(session, witness_id)
    _let_go(session, witness, now)
    change = open_changes(session, [witness_id]).get(witness_id)
    if witness.caseworker_id is not None and change is None:
        return None
    waiting = open_allocations(session, [witness_id]).get(witness_id)
    if waiting is not None and now < answer_due_at(waiting.proposed_at):
        return None
    rather_not = who_did_not_answer(session, witness_id)
    proposed = _next_one(session, witness, rather_not, now)
    if proposed is None and waiting is None:
        proposed = _next_one(session, witness, (), now)
    if proposed is None:
        _look_again(session, witness, at=now + LOOK_AGAIN_AFTER)
        return None
    return _ask(session, witness, proposed, now)


def pass_on_proposals(session: WalledSession, absent_id: UUID, *, now: datetime) -> None:
    """Ask somebody else wherever the answer of a caseworker who is away is waited for.

    A job's act, in its own compartment. Who did not answer before may be asked again, for now
    nobody else can say yes; where nobody can, it stays, and looks like a full team.
    """
    for waiting in unanswered_by(session, absent_id):
        witness = witness_to_change(session, waiting.witness_id)
        rather_not = who_did_not_answer(session, witness.id)
        proposed = _next_one(session, witness, rather_not, now) or _next_one(
            session, witness, (), now
        )
        if proposed is not None:
            _ask(session, witness, proposed, now)


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
    change = open_changes(session, [witness_id]).get(witness_id)
    witness.caseworker_id = acting_account(session)
    witness.state = WitnessState.ACTIVE
    session.flush()
    give_tasks_an_owner(session, witness_id, acting_account(session))
    if change is not None:
        _settle(session, witness, change, now)
    meet_deadlines(session, witness_id, NAMING_A_CASEWORKER, now=now)
    session.record(CaseworkerAccepted(witness_id, acting_account(session)))
    return witness


def ask_for_another(session: WalledSession, witness_id: UUID, *, now: datetime) -> None:
    """Look for another caseworker because the witness wants one, at any time (requirements PT-06).

    No reason is asked. The present one looks after them until another accepts; asked twice it is
    one wish.

    Raises:
        WitnessNotFound: There is no such witness in view.
        NoCaseworkerToChange: They have none yet.
    """
    witness = witness_to_change(session, witness_id)
    if witness.caseworker_id is None:
        raise NoCaseworkerToChange(witness_id)
    if open_changes(session, [witness_id]):
        return
    session.add(
        CaseworkerChange(
            compartment_id=witness.compartment_id,
            witness_id=witness_id,
            present_id=witness.caseworker_id,
            asked_at=now,
            recorded_by=acting_account(session),
        )
    )
    session.flush()
    _look_again(session, witness, at=now)
    session.record(AnotherCaseworkerAskedFor(witness_id))


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


def _next_one(
    session: WalledSession, witness: Witness, rather_not: tuple[UUID, ...], now: datetime
) -> UUID | None:
    """Whom to ask now: nobody who said no, who is asked already, or whom the witness has left."""
    change = open_changes(session, [witness.id]).get(witness.id)
    waiting = open_allocations(session, [witness.id]).get(witness.id)
    wanted = CaseworkerWanted(
        group_id=witness.group_id,
        party=witness.party,
        first_choice=referral_of(session, witness).referred_by,
        passing_over=(
            *who_declined(session, witness.id),
            *rather_not,
            *([change.present_id] if change else []),
            *([waiting.caseworker_id] if waiting else []),
        ),
    )
    return propose_caseworker(session, wanted, now=now)


def _ask(
    session: WalledSession, witness: Witness, caseworker_id: UUID, now: datetime
) -> Allocation:
    """Put a proposal, in the place of one that is not answered; by its time a job looks again."""
    waiting = open_allocations(session, [witness.id]).get(witness.id)
    if waiting is not None:
        waiting.passed_on_at = now
        session.flush()
    allocation = Allocation(
        compartment_id=witness.compartment_id,
        witness_id=witness.id,
        caseworker_id=caseworker_id,
        proposed_at=now,
    )
    session.add(allocation)
    session.flush()
    _let_go(session, witness, now)
    _look_again(session, witness, at=answer_due_at(now))
    return allocation


def _settle(
    session: WalledSession, witness: Witness, change: CaseworkerChange, now: datetime
) -> None:
    """The tasks go to the new caseworker, who tells the witness; a job lets the other go."""
    change.settled_at = now
    session.flush()
    hand_tasks_over(session, witness.id, change.present_id, acting_account(session))
    task = NewTask(
        witness_id=witness.id,
        kind=TaskKind.TELL_WITNESS,
        title="Tell them that you are their caseworker now",
        cause=f"caseworker change:{change.id}",
        due_at=end_of_london_day(london_day(now)),
    )
    open_task(session, task, now=now)
    _look_again(session, witness, at=now)


def _let_go(session: WalledSession, witness: Witness, now: datetime) -> None:
    """Whoever said no, did not answer or was changed looks in no longer, but for other work."""
    changed = [change.present_id for change in changes_of(session, witness.id) if change.settled_at]
    gone = {
        *who_declined(session, witness.id),
        *who_did_not_answer(session, witness.id),
        *changed,
    }
    for account_id in gone:
        is_needed = has_work_here(session, witness.compartment_id, account_id) or covers_here(
            session, witness.compartment_id, account_id
        )
        if not is_needed:
            end_clearance(session, account_id, now=now)


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
