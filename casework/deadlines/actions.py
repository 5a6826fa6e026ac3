"""Starting, meeting and moving deadlines; the earlier limit is always kept."""

from collections.abc import Collection
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select

from casework.acting import acting_account
from casework.deadlines.models import Deadline
from casework.deadlines.queries import live_deadline, live_of_kind
from casework.deadlines.rules import DUTIES, DeadlineKind, Owed, due_after, visit_due_at
from casework.witnesses.models import Witness
from casework.witnesses.queries import witness_of, witnesses_of_compartment
from courts.hearings.models import Hearing
from courts.hearings.queries import current_version
from courts.hearings.rules import Certainty, HearingKind
from ethical_walls.sessions import WalledSession


def begin_deadline(
    session: WalledSession, witness: Witness, kind: DeadlineKind, cause: str, *, now: datetime
) -> Deadline:
    """Start a duty counted in hours; a cause that already started it starts nothing again."""
    begun = live_deadline(session, witness.id, kind, cause)
    if begun is not None:
        return begun
    deadline = _deadline_row(witness, kind, cause)
    deadline.received_at, deadline.due_at = now, due_after(kind, now)
    return _added(session, deadline)


def expect_visit_before(
    session: WalledSession, witness: Witness, hearing_id: UUID, trial_on: date, *, now: datetime
) -> Deadline:
    """Owe the witness a court visit before a trial; when the trial moves, so does the limit.

    The row in force is superseded and its limit kept in the new one. A trial that did not move
    changes nothing.
    """
    in_force = _visit_deadline(session, witness.id)
    due_at = visit_due_at(trial_on, now)
    cause = f"trial {hearing_id}"
    if in_force is None:
        deadline = _deadline_row(witness, DeadlineKind.VISIT_BEFORE_TRIAL, cause)
        deadline.received_at, deadline.due_at, deadline.hearing_id = now, due_at, hearing_id
        return _added(session, deadline)
    if in_force.due_at == due_at and in_force.hearing_id == hearing_id:
        return in_force
    in_force.superseded_at = now
    session.flush()
    deadline = _deadline_row(witness, DeadlineKind.VISIT_BEFORE_TRIAL, cause)
    deadline.received_at, deadline.due_at, deadline.hearing_id = now, due_at, hearing_id
    deadline.previous_due_at = in_force.due_at
    deadline.met_at, deadline.met_by = in_force.met_at, in_force.met_by
    return _added(session, deadline)


def follow_trial(
    session: WalledSession, hearing_id: UUID, compartment_id: UUID, *, now: datetime
) -> None:
    """A trial was listed or moved: every witness of one party is owed a visit before its new day.

    Limits follow the court at once, with nobody's confirmation; each old one is kept. A trial
    taken out of the list leaves the limits as they stand until it has a new day, and a hearing
    that is no trial sets none.

    Args:
        session: The service's, in the compartment, or a person's who looks into it.
        hearing_id: What the court listed or moved.
        compartment_id: The party whose witnesses are meant.
        now: When it was received.
    """
    hearing = session.get_one(Hearing, hearing_id)
    listed = current_version(session, hearing_id)
    if hearing.kind is not HearingKind.TRIAL or listed is None:
        return
    if listed.certainty is not Certainty.VACATED:
        for witness in witnesses_of_compartment(session, compartment_id):
            expect_visit_before(session, witness, hearing_id, listed.starts_on, now=now)


def meet_deadlines(
    session: WalledSession, witness_id: UUID, kinds: Collection[DeadlineKind], *, now: datetime
) -> None:
    """Mark the duties of these kinds as done, late or in time; a met one keeps its own time."""
    owed = session.scalars(
        select(Deadline).where(
            Deadline.witness_id == witness_id,
            Deadline.kind.in_(kinds),
            Deadline.superseded_at.is_(None),
            Deadline.met_at.is_(None),
        )
    )
    for deadline in owed:
        deadline.met_at = now
        deadline.met_by = acting_account(session)
    session.flush()


def begin_deadline_until(
    session: WalledSession, witness: Witness, owed: Owed, *, now: datetime
) -> Deadline:
    """Start a duty whose limit somebody else's rule has worked out; one cause starts it once.

    Args:
        session: The viewer's.
        witness: To whom it is owed.
        owed: The duty, what caused it, and its limit.
        now: When it began.
    """
    begun = live_deadline(session, witness.id, owed.kind, owed.cause)
    if begun is not None:
        return begun
    deadline = _deadline_row(witness, owed.kind, owed.cause)
    deadline.received_at, deadline.due_at = now, owed.due_at
    return _added(session, deadline)


def owe_until(session: WalledSession, witness: Witness, owed: Owed, *, now: datetime) -> Deadline:
    """Owe a witness the one duty of a kind, or move its limit; the earlier limit is kept.

    A limit that did not move changes nothing, and a duty that is met stays met.

    Args:
        session: The viewer's.
        witness: To whom it is owed.
        owed: The duty, what caused it, and its limit.
        now: When it began, or moved.
    """
    in_force = live_of_kind(session, witness.id, owed.kind)
    if in_force is not None and in_force.due_at == owed.due_at:
        return in_force
    deadline = _deadline_row(witness, owed.kind, owed.cause)
    deadline.received_at, deadline.due_at = now, owed.due_at
    if in_force is not None:
        in_force.superseded_at = now
        session.flush()
        deadline.previous_due_at = in_force.due_at
        deadline.met_at, deadline.met_by = in_force.met_at, in_force.met_by
    return _added(session, deadline)


def meet_at(
    session: WalledSession, witness: Witness, kind: DeadlineKind, met_at: datetime, *, now: datetime
) -> None:
    """The one duty of a kind was done at an instant; where another was said, that row is kept."""
    in_force = live_of_kind(session, witness.id, kind)
    if in_force is None or in_force.met_at == met_at:
        return
    if in_force.met_at is not None:
        in_force.superseded_at = now
        session.flush()
        again = _deadline_row(witness, kind, in_force.cause)
        again.received_at, again.due_at = in_force.received_at, in_force.due_at
        in_force = _added(session, again)
    in_force.met_at, in_force.met_by = met_at, acting_account(session)
    session.flush()


def end_duties(
    session: WalledSession, witness_id: UUID, kinds: Collection[DeadlineKind], *, now: datetime
) -> None:
    """Duties that are owed no longer, because what caused them is no longer so; each is kept."""
    for kind in kinds:
        in_force = live_of_kind(session, witness_id, kind)
        if in_force is not None:
            in_force.superseded_at = now
    session.flush()


def meet_deadline_of(
    session: WalledSession, witness_id: UUID, kind: DeadlineKind, cause: str, *, now: datetime
) -> None:
    """Mark the duty of one cause as done; others of its kind stand."""
    owed = live_deadline(session, witness_id, kind, cause)
    if owed is not None and owed.met_at is None:
        owed.met_at, owed.met_by = now, acting_account(session)
        session.flush()


def owe_visit_again(session: WalledSession, witness_id: UUID, *, now: datetime) -> None:
    """A booked visit fell away: one is owed again by the same limit, and the met one is kept."""
    in_force = _visit_deadline(session, witness_id)
    if in_force is None or in_force.met_at is None:
        return
    in_force.superseded_at = now
    session.flush()
    witness = witness_of(session, witness_id)
    again = _deadline_row(witness, DeadlineKind.VISIT_BEFORE_TRIAL, in_force.cause)
    again.received_at, again.due_at = now, in_force.due_at
    again.hearing_id = in_force.hearing_id
    _added(session, again)


def end_visit_before(
    session: WalledSession, witness_id: UUID, hearing_id: UUID | None, *, now: datetime
) -> None:
    """There is no further day of this trial to prepare for; a visit that was missed stays kept.

    Args:
        session: The viewer's.
        witness_id: Who need not prepare any more.
        hearing_id: The trial; None where the case is over, whichever trial it was.
        now: When it was said.
    """
    in_force = _visit_deadline(session, witness_id)
    if in_force is None or in_force.met_at is not None:
        return
    if hearing_id not in {None, in_force.hearing_id}:
        return
    in_force.superseded_at = now
    session.flush()


def _visit_deadline(session: WalledSession, witness_id: UUID) -> Deadline | None:
    return live_of_kind(session, witness_id, DeadlineKind.VISIT_BEFORE_TRIAL)


def _deadline_row(witness: Witness, kind: DeadlineKind, cause: str) -> Deadline:
    return Deadline(
        compartment_id=witness.compartment_id,
        witness_id=witness.id,
        kind=kind,
        basis=DUTIES[kind].basis,
        cause=cause,
    )


def _added(session: WalledSession, deadline: Deadline) -> Deadline:
    session.add(deadline)
    session.flush()
    return deadline
