"""Finding courts by name, borough, code or postcode, page by page, spelling slips forgiven."""

import difflib
import enum
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from sqlalchemy import ColumnElement, case, func, select, tuple_

from courts.register.models import Court, CourtName
from courts.register.queries import summary_of
from courts.register.rules import CourtStatus, NameKind, folded
from courts.register.summaries import CourtSummary
from ethical_walls.sessions import WalledSession

PAGE = 50
NAMES_SUGGESTED = 3
LIKE_ENOUGH = 0.7
KIND_OF_COURT = re.compile(r" (?:crown|magistrates|combined) ")


class Where(enum.StrEnum):
    """Which courts to look among."""

    LONDON = "london"
    ELSEWHERE = "elsewhere"
    ANYWHERE = "anywhere"


class Which(enum.StrEnum):
    """Whether closed courts are looked among."""

    OPEN = "open"
    CLOSED = "closed"
    ANY = "any"


@dataclass(frozen=True)
class CourtSearch:
    """What somebody looks for; `after` is the slug of the last court of the page before."""

    words: str = ""
    where: Where = Where.LONDON
    which: Which = Which.OPEN
    after: str = ""


@dataclass(frozen=True)
class CourtsFound:
    """One page of the courts found, how many there are in all, and names that come close."""

    courts: tuple[CourtSummary, ...]
    total: int
    next_after: str
    close_names: tuple[str, ...]


RANK = case((Court.is_in_london, 0), else_=1) + case((Court.status == CourtStatus.OPEN, 0), else_=2)
KEY = (RANK, Court.name, Court.slug)


def find_courts(session: WalledSession, search: CourtSearch) -> CourtsFound:
    """The courts whose name, borough, town, code or postcode has words that begin like these."""
    wanted = _wanted(search)
    total = session.scalar(select(func.count()).select_from(Court).where(*wanted)) or 0
    page = select(Court).where(*wanted, *_after(session, search.after)).order_by(*KEY)
    rows = session.scalars(page.limit(PAGE + 1)).all()
    courts = tuple(summary_of(court) for court in rows[:PAGE])
    return CourtsFound(
        courts=courts,
        total=total,
        next_after=courts[-1].slug if len(rows) > PAGE else "",
        close_names=() if total else _close_names(session, search.words),
    )


def all_courts(session: WalledSession, search: CourtSearch) -> Iterator[CourtSummary]:
    """Every court found, page after page."""
    while True:
        found = find_courts(session, search)
        yield from found.courts
        if not found.next_after:
            return
        search = replace(search, after=found.next_after)


def _wanted(search: CourtSearch) -> list[ColumnElement[bool]]:
    wanted: list[ColumnElement[bool]] = [
        Court.search_words.contains(f" {word}", autoescape=True)
        for word in folded(search.words).split()
    ]
    if search.where is not Where.ANYWHERE:
        wanted.append(Court.is_in_london.is_(search.where is Where.LONDON))
    if search.which is not Which.ANY:
        wanted.append(Court.status == CourtStatus(search.which.value))
    return wanted


def _after(session: WalledSession, slug: str) -> list[ColumnElement[bool]]:
    """Where the page before ended, by key: nothing is skipped or shown twice when courts change."""
    last = session.execute(select(*KEY).where(Court.slug == slug)).one_or_none()
    return [] if last is None else [tuple_(*KEY) > tuple_(*last)]


def _close_names(session: WalledSession, words: str) -> tuple[str, ...]:
    """Names spelt nearly so: some four hundred names are few enough to compare one by one."""
    rows = session.execute(
        select(CourtName.folded, Court.name)
        .join(Court, Court.id == CourtName.court_id)
        .where(CourtName.kind != NameKind.CODE)
    )
    names = _first_words({row.folded: row.name for row in rows})
    near = difflib.get_close_matches(folded(words), names, n=NAMES_SUGGESTED, cutoff=LIKE_ENOUGH)
    return tuple(dict.fromkeys(names[spelt] for spelt in near))


def _first_words(names: dict[str, str]) -> dict[str, str]:
    """Each name under itself and under what stands before "crown court" and the like."""
    return {KIND_OF_COURT.split(spelt)[0]: name for spelt, name in names.items()} | names
