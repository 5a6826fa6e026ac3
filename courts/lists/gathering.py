"""What lists of every format have: what one says of itself, its rows as they are gathered."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime

from courts.lists.json_parts import PartUnreadable
from courts.lists.rules import (
    CourtAsListed,
    CourtList,
    DocumentType,
    ListedHearing,
    ListProblem,
    joined_rows,
)


@dataclass(frozen=True)
class Header:
    """What a list says of itself."""

    reference: str
    version: str
    published_at: datetime
    starts_on: date
    ends_on: date | None
    court: CourtAsListed


@dataclass
class Gathered:
    """The rows of a list as they are read, and the problems of those that could not be."""

    rows: list[ListedHearing] = field(default_factory=list)
    problems: list[ListProblem] = field(default_factory=list)

    @contextmanager
    def one_part(self) -> Iterator[None]:
        """Reads one part of the list: where it is unreadable, the rest goes on without it."""
        try:
            yield
        except PartUnreadable as unreadable:
            self.problems.append(ListProblem(unreadable.place, unreadable.why))


def finished(document_type: DocumentType, header: Header, gathered: Gathered) -> CourtList:
    """The list as read, each hearing once."""
    rows, contradictions = joined_rows(gathered.rows)
    return CourtList(
        document_type=document_type,
        reference=header.reference,
        version=header.version,
        published_at=header.published_at,
        starts_on=header.starts_on,
        ends_on=header.ends_on,
        court=header.court,
        rows=rows,
        problems=(*gathered.problems, *contradictions),
    )
