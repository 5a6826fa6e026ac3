"""What a reported date says, how it stands beside what the courts publish, and how files say it."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from typing import Final
from uuid import UUID

from courts.hearings.rules import Certainty, HearingKind, Listing

COLUMNS: Final = ("reference", "court", "date", "time", "kind")
MOST_ROWS: Final = 200
DAY_FORMATS: Final = ("%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y", "%d %B %Y", "%d %b %Y")
TIME_FORMATS: Final = ("%H:%M", "%H.%M", "%I%p", "%I:%M%p", "%I.%M%p")
REPORTABLE: Final = (
    HearingKind.TRIAL,
    HearingKind.NEWTON,
    HearingKind.APPEAL,
    HearingKind.SENTENCE,
    HearingKind.SECTION_28,
    HearingKind.GROUND_RULES,
    HearingKind.OTHER,
)
KINDS_IN_FILES: Final = {kind.value.replace("_", " "): kind for kind in REPORTABLE} | {
    "newton hearing": HearingKind.NEWTON,
    "sentencing": HearingKind.SENTENCE,
    "section 28 hearing": HearingKind.SECTION_28,
    "ground rules hearing": HearingKind.GROUND_RULES,
    "other hearing": HearingKind.OTHER,
}
CERTAINTIES: Final = (
    Certainty.FIXTURE,
    Certainty.WARNED_LIST,
    Certainty.FLOATER,
    Certainty.BACKER,
)


class ReportRefused(ValueError):
    """A reported date that cannot stand as it was typed."""


@dataclass(eq=False)
class ReportedDayIsPast(ReportRefused):
    """The last day is over."""

    day: date


@dataclass(eq=False)
class PeriodMissing(ReportRefused):
    """A warned list is a period, so it has a last day."""


@dataclass(eq=False)
class PeriodBackward(ReportRefused):
    """The last day comes before the first."""


@dataclass(frozen=True)
class Report:
    """A date as a partner reports it."""

    request_id: UUID
    court_id: UUID
    kind: HearingKind
    certainty: Certainty
    starts_on: date
    starts_at_time: time | None = None
    ends_on: date | None = None


def check_report(report: Report, today: date) -> None:
    """Refuse what cannot stand.

    Raises:
        ReportRefused: One of its kinds.
    """
    if report.ends_on is not None and report.ends_on < report.starts_on:
        raise PeriodBackward
    if report.certainty is Certainty.WARNED_LIST and report.ends_on is None:
        raise PeriodMissing
    if (report.ends_on or report.starts_on) < today:
        raise ReportedDayIsPast(report.starts_on)


class Standing(StrEnum):
    """How a reported date stands beside what the courts publish (design, section 3)."""

    REPORTED = "reported"
    SETTLED = "settled"
    CLASHES = "clashes"


def standing(reported: Listing, published: Sequence[Listing]) -> Standing:
    """How a reported date stands.

    A list that publishes a hearing of the kind in the same building on one of the same days settles
    it. Where hearings of the kind are published and none of them does, it clashes: the published
    date drives, and somebody asks.

    Args:
        reported: The date as it was reported.
        published: Live published hearings of the same kind of the same case.
    """
    if any(_is_the_same(reported, listing) for listing in published):
        return Standing.SETTLED
    return Standing.CLASHES if published else Standing.REPORTED


def _is_the_same(reported: Listing, listing: Listing) -> bool:
    overlaps = reported.starts_on <= listing.last_on and listing.starts_on <= reported.last_on
    return overlaps and reported.court_id == listing.court_id


@dataclass(frozen=True)
class FileRow:
    """One row of a file that could be read; who and where it means is not known yet."""

    line: int
    reference: str
    court: str
    starts_on: date
    starts_at_time: time | None
    kind: HearingKind


@dataclass(frozen=True)
class RowProblem:
    """One row that cannot be used, and why, in plain English."""

    line: int
    why: str


class FileUnreadable(ValueError):
    """The file is not a table with the columns asked for; the message says what is wrong."""


def read_rows(text: str) -> tuple[list[FileRow], list[RowProblem]]:
    """The rows of a CSV file: those that could be read, and what is wrong with the others.

    Raises:
        FileUnreadable: There is no heading row with the columns asked for, or too much of it.
    """
    reader = csv.reader(io.StringIO(text.lstrip("\ufeff")))
    heading = [name.strip().casefold() for name in next(reader, [])]
    missing = [name for name in COLUMNS if name not in heading]
    if missing:
        said = ", ".join(missing)
        raise FileUnreadable(f"The first line must name the columns. Missing: {said}")
    good: list[FileRow] = []
    bad: list[RowProblem] = []
    for cells in reader:
        if not any(cell.strip() for cell in cells):
            continue
        if len(good) + len(bad) == MOST_ROWS:
            raise FileUnreadable(f"Send at most {MOST_ROWS} rows at once")
        named = dict(zip(heading, (" ".join(cell.split()) for cell in cells), strict=False))
        try:
            good.append(_row(reader.line_num, named))
        except ValueError as refused:
            bad.append(RowProblem(reader.line_num, str(refused)))
    return good, bad


def _row(line: int, named: dict[str, str]) -> FileRow:
    said = {name: named.get(name, "") for name in COLUMNS}
    empty = [name for name in ("reference", "court", "date", "kind") if not said[name]]
    if empty:
        raise ValueError(f"Nothing stands under: {', '.join(empty)}")
    kind = KINDS_IN_FILES.get(said["kind"].casefold())
    if kind is None:
        raise ValueError(f"“{said['kind']}” is not a kind of hearing. Write one like trial")
    day = _moment(said["date"], DAY_FORMATS)
    if day is None:
        raise ValueError(f"“{said['date']}” is not a date. Write it like 8/10/2026")
    at = _moment(said["time"].casefold().replace(" ", ""), TIME_FORMATS)
    if said["time"] and at is None:
        raise ValueError(f"“{said['time']}” is not a time. Write it like 10:30")
    at_time = at.time() if at else None
    return FileRow(line, said["reference"].upper(), said["court"], day.date(), at_time, kind)


def _moment(text: str, formats: Sequence[str]) -> datetime | None:
    for form in formats:
        try:
            return datetime.strptime(text, form)  # noqa: DTZ007 - a day or a time, never an instant
        except ValueError:
            continue
    return None
