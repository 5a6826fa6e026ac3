"""The days at court of witnesses, as their caseworkers and whoever called them see them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select

from casework.court_days.models import CourtDay, CourtDayVersion, CourtDayWord
from casework.court_days.rules import Became, CourtDayNotFound, DayKnown, WhyAbsent, owed
from courts.hearings.rules import HearingKind
from ethical_walls.sessions import WalledSession


@dataclass(frozen=True)
class CourtDaySummary:
    """One day at court of one witness, and what stands of it.

    Attributes:
        version: How often something was said of it.
        is_owed: Whether nobody has said what became of it, and somebody must.
    """

    id: UUID
    witness_id: UUID
    kind: HearingKind
    day_on: date
    words: str
    due_at: datetime
    became: Became | None
    version: int
    said_at: datetime | None
    is_taken_back: bool
    is_owed: bool


@dataclass(frozen=True)
class SaidOfDay:
    """What one person said of a day."""

    court_day_id: UUID
    became: Became
    reason: WhyAbsent | None
    words: str
    said_by: UUID
    said_at: datetime


def court_days(
    session: WalledSession, witness_ids: Iterable[UUID] | None = None
) -> list[CourtDaySummary]:
    """The days of these witnesses, or of all in view, the latest day first."""
    asked = select(CourtDay)
    if witness_ids is not None:
        asked = asked.where(CourtDay.witness_id.in_(list(witness_ids)))
    rows = session.scalars(asked.order_by(CourtDay.day_on.desc(), CourtDay.words, CourtDay.id))
    return _summaries(rows.all())


def court_day(session: WalledSession, court_day_id: UUID) -> CourtDaySummary:
    """One day.

    Raises:
        CourtDayNotFound: There is none that this viewer may see.
    """
    row = session.scalars(select(CourtDay).where(CourtDay.id == court_day_id)).one_or_none()
    if row is None:
        raise CourtDayNotFound(court_day_id)
    days = court_days(session, [row.witness_id])
    return next(day for day in days if day.id == court_day_id)


def versions_said(session: WalledSession, witness_id: UUID) -> list[SaidOfDay]:
    """Everything that was ever said of a witness's days, for those who look after them."""
    rows = session.scalars(
        select(CourtDayVersion)
        .where(CourtDayVersion.witness_id == witness_id)
        .order_by(CourtDayVersion.said_at.desc(), CourtDayVersion.number.desc())
    )
    return [_said(row) for row in rows]


def words_said(session: WalledSession, witness_ids: Iterable[UUID]) -> list[SaidOfDay]:
    """What partners said of witnesses' days, the latest first."""
    rows = session.scalars(
        select(CourtDayWord)
        .where(CourtDayWord.witness_id.in_(list(witness_ids)))
        .order_by(CourtDayWord.said_at.desc(), CourtDayWord.id)
    )
    return [_said(row) for row in rows]


def known(row: CourtDay) -> DayKnown:
    """A day as the rules see it."""
    return DayKnown(row.id, row.hearing_id, row.day_on, row.became, row.taken_back_at is None)


def _summaries(rows: Sequence[CourtDay]) -> list[CourtDaySummary]:
    of_witness: dict[UUID, list[DayKnown]] = {}
    for row in rows:
        of_witness.setdefault(row.witness_id, []).append(known(row))
    is_owed = {day.id for days in of_witness.values() for day in owed(days)}
    return [
        CourtDaySummary(
            id=row.id,
            witness_id=row.witness_id,
            kind=row.hearing_kind,
            day_on=row.day_on,
            words=row.words,
            due_at=row.due_at,
            became=row.became,
            version=row.version,
            said_at=row.said_at,
            is_taken_back=row.taken_back_at is not None,
            is_owed=row.id in is_owed,
        )
        for row in rows
    ]


def _said(row: CourtDayVersion | CourtDayWord) -> SaidOfDay:
    return SaidOfDay(row.court_day_id, row.became, row.reason, row.words, row.said_by, row.said_at)
