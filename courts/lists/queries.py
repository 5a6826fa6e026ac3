"""What is asked of imported lists: their counts, their rows, what became of each."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ColumnElement, func, or_, select, tuple_
from sqlalchemy.orm import aliased

from courts.hearings.models import HearingVersion
from courts.hearings.rules import NOTHING_TO_DO, Difference, Listing, spoken_listing
from courts.lists.models import ListImport, ListImportRow
from courts.lists.rules import DocumentType, ImportStatus, RowState, row_of
from courts.register.list_names import BuildingNotKnown, KnownCourt, WhyNoBuilding
from courts.register.models import Court
from courts.register.queries import court_for_list
from ethical_walls.accounts.models import Account
from ethical_walls.sessions import WalledSession

A_PAGE = 50


class Shown(StrEnum):
    """Which rows of a list a page shows."""

    CHANGES = "changes"
    UNCHANGED = "unchanged"
    UNREADABLE = "unreadable"


@dataclass(frozen=True)
class ListSummary:
    """One imported list in a line."""

    import_id: UUID
    file_name: str
    document_type: DocumentType
    court_name: str
    published_at: datetime
    starts_on: date
    ends_on: date | None
    status: ImportStatus
    preview_number: int
    uploaded_by: str
    uploaded_at: datetime
    applied_at: datetime | None
    counts: Counter[str]
    ready: int


@dataclass(frozen=True)
class RowSummary:
    """One row of a list: what it says, what was known, what will be."""

    ordinal: int
    place: str
    numbers: str
    description: str
    defendants: str
    state: RowState
    difference: Difference | None
    was: str
    will_be: str
    problem: str
    remark: str
    hearing_id: UUID | None


@dataclass(frozen=True)
class RowsPage:
    """Some rows of a list, and after which the next page starts, if there is one."""

    rows: tuple[RowSummary, ...]
    next_after: int | None


@dataclass(frozen=True)
class HeldCourt:
    """A court of a list that nobody has placed: the question, and how many rows wait for it."""

    row_id: UUID
    name: str
    code: int | None
    why: WhyNoBuilding
    maybe: tuple[KnownCourt, ...]
    rows: int


def counts_of(session: WalledSession, import_id: UUID) -> Counter[str]:
    """How many rows of a list are new, moved, held, unreadable and so on."""
    return _counts(session, [import_id])[import_id][0]


def _counts(
    session: WalledSession, import_ids: list[UUID]
) -> dict[UUID, tuple[Counter[str], Counter[str]]]:
    """The counts of several lists, by what a row changes and by its state."""
    rows = session.execute(
        select(ListImportRow.import_id, ListImportRow.state, ListImportRow.difference, func.count())
        .where(ListImportRow.import_id.in_(import_ids))
        .group_by(ListImportRow.import_id, ListImportRow.state, ListImportRow.difference)
    )
    found: dict[UUID, tuple[Counter[str], Counter[str]]] = {
        import_id: (Counter(), Counter()) for import_id in import_ids
    }
    for import_id, state, difference, number in rows:
        by_change, by_state = found[import_id]
        has_difference = state in (RowState.READY, RowState.APPLIED)
        by_change[str(difference) if has_difference else str(state)] += number
        by_state[str(state)] += number
    return found


def list_summary(session: WalledSession, import_id: UUID) -> ListSummary | None:
    """One imported list, or nothing."""
    found = _summaries(session, [ListImport.id == import_id], 1)
    return found[0] if found else None


def recent_lists(
    session: WalledSession, after: UUID | None = None
) -> tuple[list[ListSummary], UUID | None]:
    """The lists imported, newest first, fifty at a time; and after which the next page starts."""
    last = session.get(ListImport, after) if after else None
    key = tuple_(ListImport.uploaded_at, ListImport.id)
    earlier = [key < tuple_(last.uploaded_at, last.id)] if last else []
    found = _summaries(session, earlier, A_PAGE + 1)
    is_more = len(found) > A_PAGE
    return found[:A_PAGE], found[A_PAGE - 1].import_id if is_more else None


def _summaries(
    session: WalledSession, conditions: Iterable[ColumnElement[bool]], at_most: int
) -> list[ListSummary]:
    rows = session.execute(
        select(ListImport, Account.name)
        .join(Account, Account.id == ListImport.uploaded_by)
        .where(*conditions)
        .order_by(ListImport.uploaded_at.desc(), ListImport.id.desc())
        .limit(at_most)
    ).all()
    counts = _counts(session, [taken.id for taken, _name in rows])
    return [
        ListSummary(
            import_id=taken.id,
            file_name=taken.file_name,
            document_type=taken.document_type,
            court_name=taken.court_name,
            published_at=taken.published_at,
            starts_on=taken.starts_on,
            ends_on=taken.ends_on,
            status=taken.status,
            preview_number=taken.preview_number,
            uploaded_by=name,
            uploaded_at=taken.uploaded_at,
            applied_at=taken.applied_at,
            counts=counts[taken.id][0],
            ready=counts[taken.id][1][RowState.READY],
        )
        for taken, name in rows
    ]


BEFORE, WAS_AT, WILL_BE_AT = aliased(HearingVersion), aliased(Court), aliased(Court)
"""A row's hearing as it stood, its building then and its building now."""

_SHOWN: dict[Shown, ColumnElement[bool]] = {
    Shown.CHANGES: ListImportRow.difference.is_not(None)
    & ListImportRow.difference.not_in(NOTHING_TO_DO)
    & ListImportRow.state.in_((RowState.READY, RowState.APPLIED)),
    Shown.UNCHANGED: ListImportRow.difference.in_(NOTHING_TO_DO),
    Shown.UNREADABLE: or_(
        ListImportRow.state == RowState.UNREADABLE,
        (ListImportRow.state == RowState.HELD) & (ListImportRow.problem != ""),
    ),
}


def rows_of(session: WalledSession, import_id: UUID, shown: Shown, *, after: int = 0) -> RowsPage:
    """Rows of a list in the order of the file, fifty at a time."""
    found = session.execute(
        select(ListImportRow, BEFORE, WAS_AT.name, WILL_BE_AT.name)
        .outerjoin(BEFORE, BEFORE.id == ListImportRow.before_version_id)
        .outerjoin(WAS_AT, WAS_AT.id == BEFORE.court_id)
        .outerjoin(WILL_BE_AT, WILL_BE_AT.id == ListImportRow.court_id)
        .where(ListImportRow.import_id == import_id, ListImportRow.ordinal > after, _SHOWN[shown])
        .order_by(ListImportRow.ordinal)
        .limit(A_PAGE + 1)
    ).all()
    rows = tuple(
        _row_summary(row, spoken_listing(was.listing, was_name) if was else "", will_be_name)
        for row, was, was_name, will_be_name in found[:A_PAGE]
    )
    return RowsPage(rows, rows[-1].ordinal if len(found) > A_PAGE else None)


def _row_summary(row: ListImportRow, was: str, building: str | None) -> RowSummary:
    if not row.payload:
        return RowSummary(
            ordinal=row.ordinal,
            place=row.place,
            numbers="",
            description="",
            defendants="",
            state=row.state,
            difference=None,
            was="",
            will_be="",
            problem=row.problem,
            remark="",
            hearing_id=None,
        )
    listed = row_of(row.payload)
    will_be = Listing(
        court_id=row.court_id or row.id,
        certainty=listed.certainty,
        starts_on=listed.starts_on,
        published_at=datetime.min,  # noqa: DTZ901 - never said: only the day and place are
        courtroom=listed.courtroom,
        starts_at_time=listed.starts_at_time,
        ends_on=listed.ends_on,
    )
    return RowSummary(
        ordinal=row.ordinal,
        place=row.place,
        numbers=", ".join((*listed.case_numbers, *listed.urns)),
        description=listed.description,
        defendants=", ".join(listed.defendants),
        state=row.state,
        difference=row.difference,
        was=was,
        will_be=spoken_listing(will_be, building or listed.court.name),
        problem=row.problem,
        remark=row.remark,
        hearing_id=row.hearing_id,
    )


def held_courts(session: WalledSession, import_id: UUID) -> list[HeldCourt]:
    """The courts of a list that nobody has placed, each once, those of most rows first."""
    groups = session.execute(
        select(
            func.min(ListImportRow.ordinal),
            ListImportRow.court_name,
            ListImportRow.court_code,
            func.count(),
        )
        .where(ListImportRow.import_id == import_id, ListImportRow.state == RowState.HELD)
        .group_by(ListImportRow.court_name, ListImportRow.court_code)
        .order_by(func.count().desc(), ListImportRow.court_name)
    ).all()
    firsts = select(ListImportRow.ordinal, ListImportRow.id).where(
        ListImportRow.import_id == import_id,
        ListImportRow.ordinal.in_([ordinal for ordinal, *_rest in groups]),
    )
    ids = {first.ordinal: first.id for first in session.execute(firsts)}
    return [
        _held_court(session, ids[ordinal], (name, code), number)
        for ordinal, name, code, number in groups
    ]


def _held_court(
    session: WalledSession, row_id: UUID, court: tuple[str, int | None], rows: int
) -> HeldCourt:
    name, code = court
    found = court_for_list(session, code, name)
    if isinstance(found, BuildingNotKnown):
        return HeldCourt(row_id, name, code, found.why, found.maybe, rows)
    return HeldCourt(row_id, name, code, WhyNoBuilding.NAME_NOT_KNOWN, (), rows)


def held_row(session: WalledSession, row_id: UUID) -> tuple[UUID, str] | None:
    """The import of a row that is held, and the court's name in it; nothing of any other row."""
    found = session.execute(
        select(ListImportRow.import_id, ListImportRow.court_name).where(
            ListImportRow.id == row_id, ListImportRow.state == RowState.HELD
        )
    ).one_or_none()
    return (found.import_id, found.court_name) if found else None
