"""What a court list says once it is read: rows in one shape whatever the format, and problems."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from enum import StrEnum
from typing import Any
from uuid import UUID

from courts.cases.rules import Identifier, IdentifierNotRecognised, read_identifier
from courts.hearings.rules import LISTED_ONCE, Certainty, Difference, HearingKind
from courts.london_time import spoken_day

LARGEST_FILE_BYTES = 8_000_000


class DocumentType(StrEnum):
    """The formats of list that we read."""

    CROWN_DAILY = "crown_daily"
    CROWN_WARNED = "crown_warned"
    MAGISTRATES_STANDARD = "magistrates_standard"


class ImportStatus(StrEnum):
    """Whether anything of an import has been applied yet."""

    PREVIEWED = "previewed"
    APPLIED = "applied"


class RowState(StrEnum):
    """What stands between a row of a list and the hearings."""

    READY = "ready"
    HELD = "held"
    UNREADABLE = "unreadable"
    APPLIED = "applied"


@dataclass(eq=False)
class ListRefused(ValueError):
    """The file as a whole is not a list that can be read."""

    why: str

    def __str__(self) -> str:
        return self.why


@dataclass(eq=False)
class ListAlreadyApplied(Exception):
    """The same file was applied before and nothing in it is left to apply."""

    import_id: UUID
    applied_at: datetime


@dataclass(eq=False)
class NothingToApply(Exception):
    """Every row of the list is held or unreadable."""

    import_id: UUID


@dataclass(eq=False)
class PreviewOutOfDate(Exception):
    """What the preview showed is no longer what applying would do."""

    import_id: UUID


@dataclass(eq=False)
class BuildingCannotBeUsed(ValueError):
    """The building that was named hears no trials, says the register."""

    why: str


@dataclass(frozen=True)
class CourtAsListed:
    """A court as a list names it."""

    code: int | None
    name: str


@dataclass(frozen=True)
class ListProblem:
    """A row that cannot be read: where in the file, and what is wrong in plain words."""

    place: str
    text: str


@dataclass(frozen=True)
class ListedHearing:
    """One hearing as one list shows it.

    `case_numbers`, `urns` and `linked` are as printed, not yet checked. `defendants` are the names
    that may be shown: a withheld name was already replaced. Nothing else of a person is kept.
    """

    place: str
    court: CourtAsListed
    case_numbers: tuple[str, ...]
    urns: tuple[str, ...]
    linked: tuple[str, ...]
    description: str
    kind: HearingKind
    certainty: Certainty
    starts_on: date
    starts_at_time: time | None = None
    ends_on: date | None = None
    courtroom: str | None = None
    defendants: tuple[str, ...] = ()


@dataclass(frozen=True)
class CourtList:
    """A list as read: what it is, when it was published, its rows and what could not be read."""

    document_type: DocumentType
    reference: str
    version: str
    published_at: datetime
    starts_on: date
    ends_on: date | None
    court: CourtAsListed
    rows: tuple[ListedHearing, ...]
    problems: tuple[ListProblem, ...]


@dataclass(frozen=True)
class RowNumbers:
    """The case numbers of a row: the one it is listed under, all of them, and what was left out."""

    listed_as: Identifier
    together: tuple[Identifier, ...]
    left_out: tuple[str, ...]


def numbers_of(row: ListedHearing) -> RowNumbers:
    """Every number a row shows together, which are so many names of one separation group.

    Raises:
        IdentifierNotRecognised: Not one of the row's own case numbers could be read.
    """
    refusal: IdentifierNotRecognised | None = None
    own: list[Identifier] = []
    left_out: list[str] = []
    for text in row.case_numbers:
        try:
            own.append(read_identifier(text))
        except IdentifierNotRecognised as unreadable:
            refusal = refusal or unreadable
            left_out.append(text)
    if not own:
        raise refusal or IdentifierNotRecognised("", "This row has no case number.")
    others: list[Identifier] = []
    for text in (*row.urns, *row.linked):
        try:
            others.append(read_identifier(text))
        except IdentifierNotRecognised:
            left_out.append(text)
    return RowNumbers(own[0], tuple(dict.fromkeys((*own, *others))), tuple(dict.fromkeys(left_out)))


def joined_rows(
    rows: Iterable[ListedHearing],
) -> tuple[tuple[ListedHearing, ...], tuple[ListProblem, ...]]:
    """The rows of one list, each hearing once.

    A list may show one hearing once for each defendant: such rows become one with all its
    defendants and numbers. Rows that give one hearing two days or buildings contradict each
    other: all but the first are problems.
    """
    found: dict[tuple[object, ...], ListedHearing] = {}
    problems: list[ListProblem] = []
    for row in rows:
        key = _same_hearing(row)
        first = found.get(key)
        if first is None:
            found[key] = row
        elif (first.starts_on, first.court) == (row.starts_on, row.court):
            found[key] = _with_more(first, row)
        else:
            problems.append(ListProblem(row.place, _contradiction(first, row)))
    return tuple(found.values()), tuple(problems)


def _same_hearing(row: ListedHearing) -> tuple[object, ...]:
    day = None if row.kind in LISTED_ONCE else row.starts_on
    return ("".join(row.case_numbers[:1]).replace(" ", "").upper(), row.kind, day)


def _contradiction(first: ListedHearing, row: ListedHearing) -> str:
    return (
        f"{row.case_numbers[0]} is listed twice in this file: first at {first.court.name} on "
        f"{spoken_day(first.starts_on)}, then at {row.court.name} on {spoken_day(row.starts_on)}. "
        f"The first was taken. Ask the court which is right."
    )


def _with_more(row: ListedHearing, again: ListedHearing) -> ListedHearing:
    return replace(
        row,
        case_numbers=_union(row.case_numbers, again.case_numbers),
        urns=_union(row.urns, again.urns),
        linked=_union(row.linked, again.linked),
        defendants=tuple((Counter(row.defendants) | Counter(again.defendants)).elements()),
    )


def _union(these: tuple[str, ...], those: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*these, *those)))


def payload_of(row: ListedHearing) -> dict[str, Any]:
    """A row as it is kept between preview and apply."""
    kept = dict(vars(row), court=dict(vars(row.court)))
    for name in ("starts_on", "ends_on", "starts_at_time"):
        kept[name] = kept[name].isoformat() if kept[name] is not None else None
    return kept


def row_of(payload: dict[str, Any]) -> ListedHearing:
    """The row that was kept, exactly as it was read."""
    kept = dict(payload)
    kept["court"] = CourtAsListed(**kept["court"])
    for name in ("case_numbers", "urns", "linked", "defendants"):
        kept[name] = tuple(kept[name])
    kept["kind"], kept["certainty"] = HearingKind(kept["kind"]), Certainty(kept["certainty"])
    kept["starts_on"] = date.fromisoformat(kept["starts_on"])
    kept["ends_on"] = date.fromisoformat(kept["ends_on"]) if kept["ends_on"] else None
    at_time = kept["starts_at_time"]
    kept["starts_at_time"] = time.fromisoformat(at_time) if at_time else None
    return ListedHearing(**kept)


_COUNTED = {
    Difference.NEW: "new",
    Difference.MOVED: "moved",
    Difference.OTHER_BUILDING: "other building",
    Difference.CERTAINTY_CHANGED: "listed differently",
    Difference.CONTINUES: "part-heard",
    Difference.DETAILS: "more known",
    Difference.SAME: "unchanged",
    Difference.OLDER: "older than what is known",
    RowState.HELD: "held",
    RowState.UNREADABLE: "unreadable",
}


def counts_in_words(counts: Mapping[str, int]) -> str:
    """What a preview found, counts first: "12 new, 3 moved, 2 held, 1 unreadable"."""
    said = [f"{counts[key]:,} {words}" for key, words in _COUNTED.items() if counts.get(key)]
    return ", ".join(said) or "no hearings"
