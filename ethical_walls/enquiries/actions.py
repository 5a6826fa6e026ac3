"""Sending an enquiry to its desk, reading and answering it there, and taking its answer back."""

import json
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import text

from ethical_walls.accounts.models import Role
from ethical_walls.enquiries.models import Desk
from ethical_walls.sessions import WalledSession
from ethical_walls.viewers import Viewer

Facts = Mapping[str, Any]
"""What is asked or answered: values that casework has given their meaning."""

DESK_OF_ROLE = {
    Role.SAFEGUARDING_LEAD: Desk.SAFEGUARDING,
    Role.CASE_PROGRESSION_OFFICER: Desk.CASE_PROGRESSION,
    Role.SEPARATION_DESK: Desk.SEPARATION,
}


@dataclass(frozen=True)
class EnquiryToSend:
    """What goes to a desk.

    Attributes:
        id: Of the desk's copy; it is nothing else's, so it leads to nobody.
        desk: Who answers.
        compartment_id: Where the answer goes; the desk never learns it.
        asked: What the desk may know.
        due_at: By when it is answered.
    """

    id: uuid.UUID
    desk: Desk
    compartment_id: uuid.UUID
    asked: Facts
    due_at: datetime


@dataclass(frozen=True)
class EnquiryAtDesk:
    """An enquiry as its desk sees it; `asked_by` is told to the safeguarding lead alone."""

    id: uuid.UUID
    desk: Desk
    asked: Facts
    asked_by: uuid.UUID | None
    asked_at: datetime
    due_at: datetime
    chased: str | None
    chased_at: datetime | None
    answer: Facts | None
    answered_at: datetime | None
    answered_by: uuid.UUID | None


@dataclass(frozen=True)
class EnquiryNews:
    """What a desk did about an enquiry of the job's own compartment."""

    id: uuid.UUID
    chased: str | None
    chased_at: datetime | None
    answer: Facts | None
    answered_at: datetime | None
    answered_by: uuid.UUID | None


def desks_of(viewer: Viewer) -> tuple[Desk, ...]:
    """The desks that a viewer answers at."""
    return tuple(desk for role, desk in DESK_OF_ROLE.items() if role in viewer.roles)


def send_enquiry(session: WalledSession, sending: EnquiryToSend, *, now: datetime) -> None:
    """Put an enquiry to its desk.

    Raises:
        sqlalchemy.exc.ProgrammingError: The viewer is no caseworker cleared for that compartment.
    """
    session.execute(
        text(
            "SELECT wall.send_enquiry(:id, :desk, :compartment, cast(:asked AS jsonb), :due, :now)"
        ),
        {
            "id": sending.id,
            "desk": sending.desk.value,
            "compartment": sending.compartment_id,
            "asked": json.dumps(dict(sending.asked)),
            "due": sending.due_at,
            "now": now,
        },
    )


def enquiries_for_desk(session: WalledSession, desk: Desk, since: datetime) -> list[EnquiryAtDesk]:
    """What waits at a desk, soonest due first, then what was answered since, newest first.

    Raises:
        sqlalchemy.exc.ProgrammingError: The viewer does not answer at that desk.
    """
    rows = session.execute(
        text("SELECT * FROM wall.enquiries_for_desk(:desk, :since)"),
        {"desk": desk.value, "since": since},
    )
    return [EnquiryAtDesk(**{**row, "desk": Desk(row["desk"])}) for row in rows.mappings()]


def answer_enquiry(
    session: WalledSession, enquiry_id: uuid.UUID, answer: Facts, *, now: datetime
) -> bool:
    """Answer an enquiry once; the job of whoever asked takes the answer in.

    Returns:
        Whether this was the answer: not where it is answered, another desk's or not there.

    Raises:
        sqlalchemy.exc.ProgrammingError: The viewer answers at no desk.
    """
    answered = session.scalar(
        text("SELECT wall.answer_enquiry(:id, cast(:answer AS jsonb), :now)"),
        {"id": enquiry_id, "answer": json.dumps(dict(answer)), "now": now},
    )
    return answered is True


def note_chased(
    session: WalledSession,
    enquiry_id: uuid.UUID,
    agency: str,
    chased_at: datetime,
    *,
    now: datetime,
) -> bool:
    """Record that an agency was chased about an enquiry that is not answered yet.

    Returns:
        Whether it was noted: not where it is answered, another desk's or not there.

    Raises:
        sqlalchemy.exc.ProgrammingError: The viewer answers at no desk.
    """
    noted = session.scalar(
        text("SELECT wall.note_chased(:id, :agency, :chased_at, :now)"),
        {"id": enquiry_id, "agency": agency, "chased_at": chased_at, "now": now},
    )
    return noted is True


def enquiry_news(session: WalledSession) -> list[EnquiryNews]:
    """What desks did about the enquiries of this job's compartment, locked until it commits."""
    rows = session.execute(text("SELECT * FROM wall.enquiry_news()"))
    return [EnquiryNews(**row) for row in rows.mappings()]


def say_taken_in(session: WalledSession, enquiry_id: uuid.UUID, *, now: datetime) -> None:
    """Say that the answer stands with its witness; the words leave the desk's copy."""
    session.execute(text("SELECT wall.enquiry_taken_in(:id, :now)"), {"id": enquiry_id, "now": now})
