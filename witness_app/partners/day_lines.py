"""The days at court of a partner's witnesses, each in a line: when, where and what became of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from casework.court_days.queries import CourtDaySummary, SaidOfDay, court_days, words_said
from ethical_walls.sessions import WalledSession
from witness_app.hearing_words import HEARING_WORDS
from witness_app.site.court_day_form import TAGS, said_in_words, tag_of


@dataclass(frozen=True)
class DayLine:
    """One day of one witness: what it is, what stands of it, and whether we are told it yet."""

    id: UUID
    witness_id: UUID
    words: str
    tag: str
    due_at: datetime
    is_owed: bool


def days_in_view(
    session: WalledSession, witness_ids: Iterable[UUID] | None = None
) -> list[DayLine]:
    """The days of a partner's own witnesses, the latest first."""
    days = court_days(session, witness_ids)
    said: dict[UUID, SaidOfDay] = {}
    for word in words_said(session, {day.witness_id for day in days}):
        said.setdefault(word.court_day_id, word)
    return [line_of(day, said.get(day.id)) for day in days]


def line_of(day: CourtDaySummary, word: SaidOfDay | None) -> DayLine:
    """A day as its partner left it, before any job has run, or as somebody has said since."""
    is_newer = word is not None and (day.said_at is None or word.said_at > day.said_at)
    return DayLine(
        id=day.id,
        witness_id=day.witness_id,
        words=f"{HEARING_WORDS[day.kind]}: {day.words}",
        tag=TAGS[word.became] if word is not None and is_newer else tag_of(day),
        due_at=day.due_at,
        is_owed=day.is_owed and not is_newer,
    )


def told_of_days(session: WalledSession, witness_id: UUID) -> list[tuple[str, str, datetime]]:
    """What the partner told us of a witness's days, with the note and the time."""
    days = {day.id: day.words for day in court_days(session, [witness_id])}
    return [
        (f"{days[word.court_day_id]}: {said_in_words(word)}", word.words, word.said_at)
        for word in words_said(session, [witness_id])
        if word.court_day_id in days
    ]
