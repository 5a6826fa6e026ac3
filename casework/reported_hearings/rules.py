"""What a reported date says, how it stands beside what the courts publish, and how files say it."""

import csv
import io
from collections.abc import Mapping, Sequence
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

ONE_AT_A_TIME: Final = frozenset(
    {HearingKind.TRIAL, HearingKind.NEWTON, HearingKind.APPEAL, HearingKind.SENTENCE}
)
"""Kinds of which a case has one to come; of the others several may be, each with its own dates."""


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


@dataclass(eq=False)
class NoSuchReportToMove(ReportRefused):
    """The date that it should move is another witness's, or moved already."""

    report_id: UUID


@dataclass(frozen=True)
class Report:
    """A date as a partner reports it; `moves_id` is an earlier report whose hearing it moves."""

    request_id: UUID
    court_id: UUID
    kind: HearingKind
    certainty: Certainty
    starts_on: date
    starts_at_time: time | None = None
    ends_on: date | None = None
    moves_id: UUID | None = None


@dataclass(frozen=True)
class Reported:
    """A report among others of one witness: of which hearing it speaks, and when and where."""

    id: UUID
    kind: HearingKind
    replaces_id: UUID | None
    listing: Listing


def standing_reports(reports: Sequence[Reported]) -> dict[UUID, Reported]:
    """The reports of one witness that stand, by id: one for each hearing.

    What nothing replaces stands. Of a kind that a case has one of at a time, the last alone.

    Args:
        reports: The oldest first.
    """
    replaced = {one.replaces_id for one in reports}
    unmoved = [one for one in reports if one.id not in replaced]
    last = {one.kind: one.id for one in unmoved}
    return {
        one.id: one for one in unmoved if one.kind not in ONE_AT_A_TIME or last[one.kind] == one.id
    }


def moved_by(report: Report, reports: Sequence[Reported]) -> UUID | None:
    """Which earlier report of one witness a new one takes the place of; None is another hearing.

    The one that it says it moves. Where it says nothing: of a kind that a case has one of at a
    time, the one that stands; of another kind, one that says the same place and day already.

    Args:
        report: The new one.
        reports: All earlier ones of the witness, the oldest first.

    Raises:
        NoSuchReportToMove: What it should move does not stand for this witness.
    """
    standing_now = standing_reports(reports)
    if report.moves_id is not None:
        if report.moves_id not in standing_now:
            raise NoSuchReportToMove(report.moves_id)
        return report.moves_id
    of_kind = [one for one in standing_now.values() if one.kind is report.kind]
    same = [one for one in of_kind if _is_one_day(report, one.listing)]
    found = of_kind if report.kind in ONE_AT_A_TIME else same
    return found[-1].id if found else None


def line_of(report_id: UUID, reports: Sequence[Reported]) -> frozenset[UUID]:
    """The reports whose place one takes: those that it replaces, each with what that replaced.

    Of a kind that a case has one of at a time, every earlier one.
    """
    by_id: Mapping[UUID, Reported] = {one.id: one for one in reports}
    this = by_id[report_id]
    if this.kind in ONE_AT_A_TIME:
        return frozenset(one.id for one in reports if one.kind is this.kind) - {report_id}
    line: set[UUID] = set()
    before = this.replaces_id
    while before is not None and before in by_id:
        line.add(before)
        before = by_id[before].replaces_id
    return frozenset(line)


def spoken_of_by(
    kind: HearingKind, published: Listing, reports: Sequence[Reported]
) -> frozenset[UUID]:
    """The reports of one witness whose place a published hearing takes: its own, and no other's.

    Of a kind that a case has one of at a time, all of them: the published date drives. Of another
    kind, those that said its building and one of its days, each with what it replaced.
    """
    of_kind = [one for one in reports if one.kind is kind]
    if kind in ONE_AT_A_TIME:
        return frozenset(one.id for one in of_kind)
    own = {one.id for one in of_kind if _is_the_same(one.listing, published)}
    return frozenset(own).union(*(line_of(one, reports) for one in own))


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
    SET_ASIDE = "set_aside"


class Right(StrEnum):
    """Which of two dates somebody found to be right, having asked."""

    PUBLISHED = "published"
    REPORTED = "reported"


ANSWERED: Final = {Right.PUBLISHED: Standing.SET_ASIDE, Right.REPORTED: Standing.REPORTED}
"""How a report stands once a clash is answered, until the court publishes something else."""


@dataclass(eq=False)
class NoSuchClash(LookupError):
    """The two dates differ no longer, or another was published since the question was read."""

    report_id: UUID


def standing(kind: HearingKind, reported: Listing, published: Sequence[Listing]) -> Standing:
    """How a reported date stands.

    A list that publishes a hearing of the kind in the same building on one of the same days settles
    it. Where a case has one of the kind at a time, it is published and it is another day, it
    clashes: the published date drives, and somebody asks. Of another kind it is another hearing.

    Args:
        kind: What the hearing is for.
        reported: The date as it was reported.
        published: Live published hearings of the same kind of the same case.
    """
    if any(_is_the_same(reported, listing) for listing in published):
        return Standing.SETTLED
    clashes = bool(published) and kind in ONE_AT_A_TIME
    return Standing.CLASHES if clashes else Standing.REPORTED


def _is_one_day(report: Report, listing: Listing) -> bool:
    last_on = report.ends_on or report.starts_on
    overlaps = report.starts_on <= listing.last_on and listing.starts_on <= last_on
    return overlaps and report.court_id == listing.court_id


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
