"""What waits for jobs, by opaque compartment: posted from one side, run in that side alone."""

import json
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import text

from ethical_walls.compartments.models import WorkKind
from ethical_walls.sessions import WalledSession

__all__ = [
    "PublicAct",
    "Subject",
    "WorkItem",
    "WorkKind",
    "compartments_with_work",
    "finish_work",
    "is_answered",
    "post_work",
    "post_work_of_the_day",
    "post_work_to_parties",
    "subjects_of_work",
]


@dataclass(frozen=True)
class Subject:
    """What a piece of work is about, in the eyes of whoever posted it, and its version."""

    id: uuid.UUID
    version: int = 0


@dataclass(frozen=True)
class WorkItem:
    """Work of one kind that is due in one compartment; it says nothing of what is inside."""

    kind: WorkKind
    compartment_id: uuid.UUID
    last_id: int


def post_work(
    session: WalledSession,
    kind: WorkKind,
    due_at: datetime,
    *,
    compartment_id: uuid.UUID,
    subject: Subject | None = None,
) -> None:
    """Ask for a job in one of the viewer's own compartments.

    Raises:
        sqlalchemy.exc.ProgrammingError: The compartment is not the viewer's.
    """
    session.execute(
        text("SELECT wall.post_work(:kind, :compartment, :due, :subject, :version)"),
        {
            "kind": kind.value,
            "compartment": compartment_id,
            "due": due_at,
            "subject": subject.id if subject else None,
            "version": subject.version if subject else 0,
        },
    )


@dataclass(frozen=True)
class PublicAct:
    """Something a court did in one published case, which every party of it is told.

    Attributes:
        group_id: The case's separation group.
        parties: Every party of the published case, the prosecution included.
        subject: What it was done to, by id and version.
    """

    group_id: uuid.UUID
    parties: tuple[str, ...]
    subject: Subject


def post_work_to_parties(
    session: WalledSession, kind: WorkKind, acts: Iterable[PublicAct], *, now: datetime
) -> None:
    """Ask for a job in every party's compartment alike, used or not; one statement for all acts.

    Args:
        session: A list operator's, or the service's own.
        kind: The job to run in each compartment.
        acts: What the court did, in the order in which it is to be looked at.
        now: When.
    """
    session.execute(
        text("SELECT wall.post_work_to_parties(:kind, cast(:acts AS jsonb), :due)"),
        {"kind": kind.value, "acts": json.dumps([_told(act) for act in acts]), "due": now},
    )


def _told(act: PublicAct) -> dict[str, object]:
    return {
        "the_group": str(act.group_id),
        "parties": act.parties,
        "subject": str(act.subject.id),
        "version": act.subject.version,
    }


def post_work_of_the_day(session: WalledSession, *, now: datetime) -> None:
    """Ask every compartment that a referral ever reached for the work of a new day.

    For the service's own viewer alone: days at court are looked at, and everything is counted.
    """
    session.execute(text("SELECT wall.post_work_of_the_day(:now)"), {"now": now})


def compartments_with_work(session: WalledSession, kind: WorkKind, now: datetime) -> list[WorkItem]:
    """The compartments where work of a kind is due; for the service's own viewer alone."""
    rows = session.execute(
        text("SELECT * FROM wall.compartments_with_work(:kind, :now)"),
        {"kind": kind.value, "now": now},
    )
    return [WorkItem(kind, row.compartment_id, row.last_id) for row in rows]


def subjects_of_work(session: WalledSession, kind: WorkKind, now: datetime) -> list[Subject]:
    """What the work due in the job's own compartment is about, oldest first."""
    rows = session.execute(
        text("SELECT * FROM wall.subjects_of_work(:kind, :now)"),
        {"kind": kind.value, "now": now},
    )
    return [Subject(row.subject_id, row.subject_version) for row in rows]


def finish_work(session: WalledSession, item: WorkItem, now: datetime) -> None:
    """Take due work off the list, up to the last seen when it was picked up."""
    session.execute(
        text("SELECT wall.finish_work(:kind, :last_id, :now)"),
        {"kind": item.kind.value, "last_id": item.last_id, "now": now},
    )


def is_answered(session: WalledSession, kind: WorkKind, subject_id: uuid.UUID) -> bool:
    """Whether no compartment's job has work of a kind left to do about a subject.

    For the service's own viewer alone; whether anybody is in a compartment makes no difference.
    """
    answered = session.scalar(
        text("SELECT wall.is_answered(:kind, :subject)"),
        {"kind": kind.value, "subject": subject_id},
    )
    return answered is True
