"""Answering a clash: which of a reported and a published date is right, and so what is owed."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from casework.acting import acting_account
from casework.reported_hearings.actions import cause_of_clash, date_reported
from casework.reported_hearings.events import ClashAnswered
from casework.reported_hearings.models import ClashAnswer, ReportedHearing
from casework.reported_hearings.queries import ReportedDate, clashes_of, published_of_kind
from casework.reported_hearings.rules import NoSuchClash, Right
from casework.tasks.actions import finish_task_of
from casework.tasks.rules import TaskKind
from casework.tellings.actions import put_again
from casework.tellings.queries import tellings_of
from casework.tellings.rules import About, DateToTell
from casework.witnesses.models import Witness
from casework.witnesses.queries import witness_to_change
from courts.london_time import london_day
from ethical_walls.sessions import WalledSession


def answer_clash(
    session: WalledSession,
    report_id: UUID,
    against: str,
    right: Right,
    *,
    now: datetime,
) -> None:
    """Record which date is right, as the unit, the solicitor or the court said; it alone is owed.

    The published one drives visits whatever is said. What a court publishes later asks anew.

    Args:
        session: Of somebody who looks after the witness.
        report_id: The reported date.
        against: What was published as the question was read.
        right: Which of the two.
        now: When it was said.

    Raises:
        NoSuchClash: There is no such date in view, they differ no longer, or another was published.
    """
    row = session.scalars(
        select(ReportedHearing).where(ReportedHearing.id == report_id)
    ).one_or_none()
    if row is None:
        raise NoSuchClash(report_id)
    witness = witness_to_change(session, row.witness_id)
    clash = _asked(session, witness, report_id, against, now)
    session.add(
        ClashAnswer(
            compartment_id=row.compartment_id,
            witness_id=witness.id,
            report_id=report_id,
            right=right,
            against=against,
            answered_at=now,
            answered_by=acting_account(session),
        )
    )
    session.flush()
    published = [hearing.hearing_id for hearing in published_of_kind(session, witness, row.kind)]
    if right is Right.REPORTED:
        date = date_reported(session, row, now)
        taken = date.in_place_of.union(published)
        put_again(session, witness, replace(date, in_place_of=taken), now=now)
        session.record(ClashAnswered(witness.id, tuple(published)))
    else:
        _owe_published(session, witness, published, now)
        session.record(ClashAnswered(witness.id, ()))
    finish_task_of(session, witness.id, TaskKind.OTHER, cause_of_clash(clash), now=now)


def _asked(
    session: WalledSession, witness: Witness, report_id: UUID, against: str, now: datetime
) -> ReportedDate:
    for one in clashes_of(session, witness, london_day(now)):
        if (one.id, one.against) == (report_id, against):
            return one
    raise NoSuchClash(report_id)


def _owe_published(
    session: WalledSession, witness: Witness, published: list[UUID], now: datetime
) -> None:
    """Each hearing's newest version is owed, again where a report had taken its place."""
    newest = {}
    for owed in tellings_of(session, witness.id):
        if owed.about_id in published:
            newest[owed.about_id] = owed
    for owed in newest.values():
        date = DateToTell(
            about=About.PUBLISHED,
            about_id=owed.about_id,
            about_version=owed.about_version,
            kind=owed.kind,
            starts_on=owed.starts_on,
            words=owed.words,
            received_at=now,
        )
        put_again(session, witness, date, now=now)
