"""Asking for cover and ending it, by a team leader; choosing who covers, by one side's job."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import text

from ethical_walls.sessions import WalledSession


@dataclass(frozen=True)
class CoverAsked:
    """What a team leader asks for.

    Attributes:
        request_id: Made with the form; the same request twice is one absence.
        absent_id: Who is away.
        first_choice: The colleague who is asked first; None is whoever can.
        until_at: When the absence ends.
    """

    request_id: uuid.UUID
    absent_id: uuid.UUID
    first_choice: uuid.UUID | None
    until_at: datetime


@dataclass(frozen=True)
class TeamMember:
    """A caseworker of the leader's own organisation.

    Attributes:
        late: How many duties were late at the last count; None where that is fewer than five.
    """

    account_id: uuid.UUID
    name: str
    absence_id: uuid.UUID | None
    away_until: datetime | None
    late: int | None


@dataclass(frozen=True)
class AbsenceAtWork:
    """An absence that this job's compartment is to look at."""

    id: uuid.UUID
    absent_id: uuid.UUID
    from_at: datetime
    until_at: datetime
    is_over: bool


def team(session: WalledSession, now: datetime) -> list[TeamMember]:
    """The caseworkers of the viewer's own organisation, by name; for team leaders alone.

    Raises:
        sqlalchemy.exc.ProgrammingError: The viewer leads no team.
    """
    rows = session.execute(text("SELECT * FROM wall.team(:now)"), {"now": now})
    return [TeamMember(**row) for row in rows.mappings()]


def arrange_cover(session: WalledSession, asked: CoverAsked, *, now: datetime) -> None:
    """Say that a caseworker is away, and have each of their compartments covered.

    Nothing is answered: who covers is chosen in each compartment by its own job, and a colleague
    who may not serve a party is passed over as if they were busy. An absence that still runs ends.

    Raises:
        sqlalchemy.exc.ProgrammingError: The viewer does not lead the team of those named.
    """
    session.execute(
        text("SELECT wall.arrange_cover(:request, :absent, :first_choice, :until, :now)"),
        {
            "request": asked.request_id,
            "absent": asked.absent_id,
            "first_choice": asked.first_choice,
            "until": asked.until_at,
            "now": now,
        },
    )


def end_absence(session: WalledSession, absence_id: uuid.UUID, *, now: datetime) -> None:
    """Say that somebody is back; their cover ends.

    Raises:
        sqlalchemy.exc.ProgrammingError: The viewer does not lead their team.
    """
    session.execute(
        text("SELECT wall.end_absence(:absence, :now)"), {"absence": absence_id, "now": now}
    )


def absences_at_work(session: WalledSession, now: datetime) -> list[AbsenceAtWork]:
    """The absences that work is due about in this job's compartment, oldest first."""
    rows = session.execute(text("SELECT * FROM wall.absences_at_work(:now)"), {"now": now})
    return [AbsenceAtWork(**row) for row in rows.mappings()]


def choose_cover(
    session: WalledSession,
    absence_id: uuid.UUID,
    group_id: uuid.UUID,
    party: str,
    *,
    now: datetime,
) -> uuid.UUID | None:
    """A colleague who may serve this job's compartment, made to belong to it; or None.

    None says only that nobody can: a conflict, an absence and an empty team look alike.
    """
    found: uuid.UUID | None = session.scalar(
        text("SELECT wall.choose_cover(:absence, :group_id, :party, :now)"),
        {"absence": absence_id, "group_id": group_id, "party": party, "now": now},
    )
    return found
