"""Beginning and ending cover in one compartment; a job's acts, at a leader's asking."""

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import select

from casework.allocations.actions import pass_on_proposals
from casework.allocations.queries import has_work_here
from casework.cover.events import CoverBegan, CoverEnded
from casework.cover.models import Cover
from casework.cover.queries import covers_here, live_covers
from casework.witnesses.models import Witness
from ethical_walls.absences.actions import AbsenceAtWork, absences_at_work, choose_cover
from ethical_walls.intake import end_clearance
from ethical_walls.sessions import WalledSession
from ethical_walls.work import Subject, WorkKind, post_work

LOOK_AGAIN_AFTER = timedelta(hours=1)


def look_at_cover(session: WalledSession, *, now: datetime) -> None:
    """Begin or end the cover of each absence that this job's compartment was asked to look at."""
    for absence in absences_at_work(session, now):
        if absence.is_over:
            _end(session, absence, now)
        else:
            _begin(session, absence, now)


def _begin(session: WalledSession, absence: AbsenceAtWork, now: datetime) -> None:
    """Find a colleague for each caseworker whom nobody here looks after now.

    That is whoever is away, and those whom they were covering for themselves. Whom they were asked
    to take on is put to somebody else first, for cover cannot accept. Where nobody can, the job
    looks again after an hour; what is owed stays on the day, under whose it is.
    """
    witness = session.scalars(select(Witness).order_by(Witness.id).limit(1)).one_or_none()
    if witness is None:
        return
    pass_on_proposals(session, absence.absent_id, now=now)
    live = live_covers(session, [witness.compartment_id])
    for cover in [c for c in live.values() if c.cover_id == absence.absent_id]:
        _cover(session, witness, absence, (cover.absent_id, cover.until_at), now)
    is_covered = (witness.compartment_id, absence.absent_id) in live
    if not is_covered and has_work_here(session, witness.compartment_id, absence.absent_id):
        _cover(session, witness, absence, (absence.absent_id, absence.until_at), now)


def _cover(
    session: WalledSession,
    witness: Witness,
    absence: AbsenceAtWork,
    absent: tuple[UUID, datetime],
    now: datetime,
) -> None:
    absent_id, until_at = absent
    chosen = choose_cover(session, absence.id, witness.group_id, witness.party, now=now)
    if chosen is None or chosen == absent_id:
        post_work(
            session,
            WorkKind.COVER,
            now + LOOK_AGAIN_AFTER,
            compartment_id=witness.compartment_id,
            subject=Subject(absence.id),
        )
        return
    earlier = live_covers(session, [witness.compartment_id]).get(
        (witness.compartment_id, absent_id)
    )
    if earlier is not None:
        earlier.ended_at = now
        session.flush()
    session.add(
        Cover(
            compartment_id=witness.compartment_id,
            absence_id=earlier.absence_id if earlier else absence.id,
            absent_id=absent_id,
            cover_id=chosen,
            from_at=now,
            until_at=until_at,
        )
    )
    session.flush()
    session.record(CoverBegan(absent_id, chosen))


def _end(session: WalledSession, absence: AbsenceAtWork, now: datetime) -> None:
    """End the cover that an absence asked for; whoever covered belongs here for ever."""
    ending = session.scalars(
        select(Cover).where(Cover.absence_id == absence.id, Cover.ended_at.is_(None))
    ).all()
    for cover in ending:
        cover.ended_at = now
        session.flush()
        looks_on = has_work_here(session, cover.compartment_id, cover.cover_id) or covers_here(
            session, cover.compartment_id, cover.cover_id
        )
        if not looks_on:
            end_clearance(session, cover.cover_id, now=now)
        session.record(CoverEnded(cover.absent_id, cover.cover_id))
