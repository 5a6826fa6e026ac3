"""The dates of a partner's witnesses, each in a line: was, is now, by when, told by whom."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from casework.partners.queries import Referred, referred_by_my_organisation
from casework.tellings.queries import DateOwed, dates_owed
from casework.tellings.rules import About, Teller
from ethical_walls.sessions import WalledSession
from witness_app.hearing_words import HEARING_WORDS
from witness_app.names import names_of

TAGS = {About.PUBLISHED: "Published", About.REPORTED: "Reported"}


@dataclass(frozen=True)
class TellingLine:
    """One date of one witness: what it was, what it is, by when, and who has told it."""

    id: UUID
    record_id: UUID
    name: str
    kind: str
    was: str
    now: str
    starts_on: date
    standing: str
    due_at: datetime
    told_at: datetime | None
    told_by: str
    is_ours: bool
    is_seen: bool


def lines_in_view(session: WalledSession) -> list[TellingLine]:
    """Every date that stands for the partner's own witnesses, the soonest limit first."""
    mine = {seen.witness_id: seen for seen in referred_by_my_organisation(session)}
    owed = [one for one in dates_owed(session) if one.witness_id in mine]
    names = names_of(session, [one.told_by for one in owed])
    return [line_of(one, mine[one.witness_id], names) for one in owed]


def next_dates(session: WalledSession, today: date) -> dict[UUID, TellingLine]:
    """The next date that stands for each of the partner's own witnesses, by their record."""
    found: dict[UUID, TellingLine] = {}
    for one in sorted(lines_in_view(session), key=lambda line: line.starts_on):
        if one.starts_on >= today:
            found.setdefault(one.record_id, one)
    return found


def line_of(owed: DateOwed, seen: Referred, names: dict[UUID, str]) -> TellingLine:
    """One date in a line."""
    is_news = owed.words_before and owed.words_before != owed.words
    by_message = "our message" if owed.told_at else ""
    return TellingLine(
        id=owed.id,
        record_id=seen.id,
        name=seen.name,
        kind=HEARING_WORDS[owed.kind],
        was=owed.words_before if is_news else "",
        now=owed.words,
        starts_on=owed.starts_on,
        standing=TAGS[owed.about],
        due_at=owed.due_at,
        told_at=owed.told_at,
        told_by=names.get(owed.told_by, "") if owed.told_by else by_message,
        is_ours=owed.teller is Teller.PARTNER,
        is_seen=owed.is_seen,
    )
