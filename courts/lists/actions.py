"""Taking in a court list: preview what it would change, answer what it asks, apply it."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert as insert_or_find
from sqlalchemy.exc import IntegrityError

from courts.cases.actions import CasePublication, publish_cases
from courts.hearings.actions import Origin, follow_joined_cases, write_changes
from courts.hearings.changes import HearingChange
from courts.hearings.rules import Difference
from courts.lists.judging import Verdict, judged
from courts.lists.models import ListImport, ListImportRow
from courts.lists.reading import read_list
from courts.lists.rules import (
    BuildingCannotBeUsed,
    CourtList,
    ImportStatus,
    ListAlreadyApplied,
    ListedHearing,
    NothingToApply,
    PreviewOutOfDate,
    RowState,
    numbers_of,
    payload_of,
    row_of,
)
from courts.many_rows import insert_rows, update_rows
from courts.register.corrections import ListName, tell_building
from courts.register.list_names import BuildingNotKnown
from courts.register.queries import court_for_list
from ethical_walls.sessions import WalledSession

UNSETTLED = (RowState.READY, RowState.HELD)


@dataclass(frozen=True)
class ListFile:
    """A file as it came."""

    name: str
    data: bytes


def preview_list(session: WalledSession, file: ListFile, *, now: datetime) -> UUID:
    """Reads a file and works out what it would change; no hearing is touched.

    Returns:
        The import to look at; the same one for the same file.

    Raises:
        ListRefused: The file as a whole cannot be read.
        ListAlreadyApplied: This very file was applied before.
    """
    digest = hashlib.sha256(file.data).hexdigest()
    known = session.scalar(select(ListImport).where(ListImport.digest == digest))
    if known is None:
        court_list = read_list(file.data, now)
        made = _begin_import(session, file, digest, court_list, now)
        if made is not None:
            _keep_rows(session, made, court_list)
            return made
        known = session.scalars(select(ListImport).where(ListImport.digest == digest)).one()
    if known.applied_at is not None:
        raise ListAlreadyApplied(known.id, known.applied_at)
    return preview_again(session, known.id, now=now)


def _begin_import(
    session: WalledSession, file: ListFile, digest: str, court_list: CourtList, now: datetime
) -> UUID | None:
    """The new import's id; none where another upload of the same file came first."""
    made = session.execute(
        insert_or_find(ListImport)
        .values(
            id=uuid4(),
            digest=digest,
            file_name=file.name[:200],
            document_type=court_list.document_type,
            reference=court_list.reference,
            version=court_list.version,
            court_name=court_list.court.name,
            published_at=court_list.published_at,
            starts_on=court_list.starts_on,
            ends_on=court_list.ends_on,
            status=ImportStatus.PREVIEWED,
            preview_number=1,
            uploaded_by=session.viewer.account_id,
            uploaded_at=now,
            previewed_at=now,
        )
        .on_conflict_do_nothing(index_elements=["digest"])
        .returning(ListImport.id)
    )
    return made.scalar_one_or_none()


def _keep_rows(session: WalledSession, import_id: UUID, court_list: CourtList) -> None:
    listed = [(uuid4(), row) for row in court_list.rows]
    verdicts = judged(session, listed, court_list.published_at)
    rows = [_row_values(import_id, ordinal, verdict) for ordinal, verdict in enumerate(verdicts, 1)]
    for problem in court_list.problems:
        rows.append(
            {
                **_EMPTY_ROW,
                "id": uuid4(),
                "import_id": import_id,
                "ordinal": len(rows) + 1,
                "place": problem.place,
                "problem": problem.text,
            }
        )
    insert_rows(session, ListImportRow, rows)


_EMPTY_ROW: dict[str, object] = {
    "state": RowState.UNREADABLE,
    "payload": {},
    "court_code": None,
    "court_name": "",
    "court_id": None,
    "held_why": None,
    "remark": "",
    "difference": None,
    "before_version_id": None,
}


def _row_values(import_id: UUID, ordinal: int, verdict: Verdict) -> dict[str, object]:
    return {
        "import_id": import_id,
        "ordinal": ordinal,
        "place": verdict.listed.place,
        "payload": payload_of(verdict.listed),
        "court_code": verdict.listed.court.code,
        "court_name": verdict.listed.court.name,
        **_verdict_values(verdict),
    }


def _verdict_values(verdict: Verdict) -> dict[str, object]:
    before = verdict.change.before if verdict.change else None
    return {
        "id": verdict.row_id,
        "state": verdict.state,
        "court_id": verdict.court_id,
        "held_why": verdict.held_why,
        "problem": verdict.problem,
        "remark": verdict.remark,
        "difference": verdict.change.difference if verdict.change else None,
        "before_version_id": before.version_id if before else None,
    }


def preview_again(session: WalledSession, import_id: UUID, *, now: datetime) -> UUID:
    """Works out anew what the rows not yet applied would change."""
    taken = _locked(session, import_id)
    taken.preview_number += 1
    taken.previewed_at = now
    session.flush()
    verdicts = judged(session, _unsettled(session, import_id), taken.published_at)
    update_rows(session, ListImportRow, [_verdict_values(verdict) for verdict in verdicts])
    return import_id


def _locked(session: WalledSession, import_id: UUID) -> ListImport:
    return session.scalars(
        select(ListImport)
        .where(ListImport.id == import_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one()


def _unsettled(session: WalledSession, import_id: UUID) -> list[tuple[UUID, ListedHearing]]:
    rows = session.execute(
        select(ListImportRow.id, ListImportRow.payload)
        .where(ListImportRow.import_id == import_id, ListImportRow.state.in_(UNSETTLED))
        .order_by(ListImportRow.ordinal)
    )
    return [(row_id, row_of(payload)) for row_id, payload in rows]


def say_which_building(
    session: WalledSession, row_id: UUID, court_id: UUID, *, now: datetime
) -> UUID:
    """Answers "which building is this?" for a held row, and for every list that says the same.

    The answer is remembered. The import's rows are previewed anew, and those it was holding for
    this court are ready to apply.

    Returns:
        The import to look at.

    Raises:
        BuildingCannotBeUsed: The register says that no trial is heard in that building.
    """
    row = session.get_one(ListImportRow, row_id)
    tell_building(session, ListName(row.court_name, row.court_code), court_id, now=now)
    session.flush()
    found = court_for_list(session, row.court_code, row.court_name)
    if isinstance(found, BuildingNotKnown):
        raise BuildingCannotBeUsed(found.why)
    return preview_again(session, row.import_id, now=now)


def apply_list(
    session: WalledSession, import_id: UUID, *, preview_number: int, now: datetime
) -> int:
    """Takes in the rows that are ready; held and unreadable ones stay as they are.

    Args:
        session: The list operator's.
        import_id: The import.
        preview_number: The preview that the person looked at.
        now: When it is applied.

    Returns:
        How many hearings were new or changed.

    Raises:
        ListAlreadyApplied: Nothing in it is left to apply (a second click, the same file again).
        PreviewOutOfDate: Applying would no longer do what that preview showed.
    """
    taken = _locked(session, import_id)
    ready = _ready_promises(session, import_id)
    if not ready:
        if taken.applied_at is None:
            raise NothingToApply(import_id)
        raise ListAlreadyApplied(import_id, taken.applied_at)
    if taken.preview_number != preview_number:
        raise PreviewOutOfDate(import_id)
    try:
        changes = _apply(session, taken, ready, now)
    except IntegrityError as met:  # another list named one of these cases in the same moment
        raise PreviewOutOfDate(import_id) from met
    taken.status, taken.applied_at = ImportStatus.APPLIED, taken.applied_at or now
    taken.applied_by = taken.applied_by or session.viewer.account_id
    session.flush()
    return sum(change.difference not in UNCHANGED for change in changes)


UNCHANGED = frozenset({Difference.SAME, Difference.OLDER})


def _ready_promises(session: WalledSession, import_id: UUID) -> dict[UUID, tuple[object, ...]]:
    rows = session.execute(
        select(
            ListImportRow.id,
            ListImportRow.state,
            ListImportRow.court_id,
            ListImportRow.difference,
            ListImportRow.before_version_id,
        ).where(ListImportRow.import_id == import_id, ListImportRow.state == RowState.READY)
    )
    return {row_id: tuple(promise) for row_id, *promise in rows}


def _apply(
    session: WalledSession,
    taken: ListImport,
    promised: dict[UUID, tuple[object, ...]],
    now: datetime,
) -> list[HearingChange]:
    rows = [each for each in _unsettled(session, taken.id) if each[0] in promised]
    published = publish_cases(session, [_publication(row) for _row_id, row in rows], now=now)
    follow_joined_cases(session, published)
    verdicts = judged(session, rows, taken.published_at)
    if any(verdict.promise != promised[verdict.row_id] for verdict in verdicts):
        raise PreviewOutOfDate(taken.id)
    changes = [verdict.change for verdict in verdicts if verdict.change]
    origin = Origin(taken.document_type, taken.reference)
    write_changes(session, zip(published.case_ids, changes, strict=True), origin, now=now)
    update_rows(session, ListImportRow, [_applied_values(verdict) for verdict in verdicts])
    return changes


def _publication(row: ListedHearing) -> CasePublication:
    return CasePublication(numbers_of(row).together, row.defendants)


def _applied_values(verdict: Verdict) -> dict[str, object]:
    change = verdict.change
    is_kept = change is None or change.difference in UNCHANGED
    return {
        "id": verdict.row_id,
        "state": RowState.APPLIED,
        "hearing_id": change.after.hearing_id if change else None,
        "after_version_id": None if is_kept or change is None else change.after.version_id,
    }
