"""Reported dates as they stand beside the published ones, worked out when they are read."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select

from casework.partners.models import ReferredWitness
from casework.reported_hearings.models import ClashAnswer, ReportedHearing
from casework.reported_hearings.rules import (
    ANSWERED,
    FileRow,
    Report,
    Reported,
    Right,
    RowProblem,
    Standing,
    standing,
    standing_reports,
)
from casework.witnesses.models import Witness
from courts.cases.queries import cases_of_groups
from courts.hearings.changes import KnownHearing
from courts.hearings.queries import known_hearings
from courts.hearings.rules import Certainty, HearingKind, Listing, spoken_listing
from courts.register.list_names import BuildingFound
from courts.register.models import Court
from courts.register.queries import court_for_list
from ethical_walls.sessions import WalledSession

OVER = frozenset({Standing.SETTLED, Standing.SET_ASIDE})
"""How a report stands that nothing more is asked of."""


@dataclass(frozen=True)
class ReportedDate:
    """One reported date: who said it, when, where, and how it stands beside the published ones.

    Attributes:
        is_latest: Whether it is the last word of its hearing.
        against: What is published of its kind, by hearing and version; a clash is with that.
    """

    id: UUID
    witness_id: UUID
    kind: HearingKind
    listing: Listing
    words: str
    said_at: datetime
    said_by: UUID
    standing: Standing
    is_latest: bool
    against: str


@dataclass(frozen=True)
class RowToReport:
    """One row of a file with the witness and the court that it means."""

    line: int
    record_id: UUID
    name: str
    court_name: str
    report: Report


def reported_of(session: WalledSession, witnesses: Collection[Witness]) -> list[ReportedDate]:
    """Every date reported for some witnesses in view, the latest word first."""
    groups = {witness.id: witness.group_id for witness in witnesses}
    rows = session.scalars(
        select(ReportedHearing)
        .where(ReportedHearing.witness_id.in_(groups))
        .order_by(ReportedHearing.said_at.desc(), ReportedHearing.id)
    ).all()
    published = published_of_groups(session, {groups[row.witness_id] for row in rows})
    names = _court_names(session, rows)
    latest, answers = _latest(rows), _answers(session, groups)
    found = []
    for row in rows:
        beside = [h for h in published[groups[row.witness_id]] if h.kind is row.kind]
        against = versions_of(beside)
        stands = standing(row.kind, row.listing, [hearing.listing for hearing in beside])
        if stands is Standing.CLASHES:
            right = answers.get((row.id, against))
            stands = ANSWERED[right] if right else stands
        found.append(
            ReportedDate(
                id=row.id,
                witness_id=row.witness_id,
                kind=row.kind,
                listing=row.listing,
                words=spoken_listing(row.listing, names[row.court_id]),
                said_at=row.said_at,
                said_by=row.said_by,
                standing=stands,
                is_latest=row.id in latest,
                against=against,
            )
        )
    return found


def reports_of(session: WalledSession, witness_id: UUID) -> list[Reported]:
    """Every report of one witness, the oldest first, as it stands among the others."""
    rows = session.scalars(
        select(ReportedHearing)
        .where(ReportedHearing.witness_id == witness_id)
        .order_by(ReportedHearing.said_at, ReportedHearing.id)
    )
    return [_among_others(row) for row in rows]


def reported_ahead(
    session: WalledSession, witnesses: Collection[Witness], today: date
) -> dict[UUID, list[ReportedDate]]:
    """What stands reported and not published for each witness, from today on, the soonest first."""
    found: dict[UUID, list[ReportedDate]] = {}
    for one in reported_of(session, witnesses):
        is_open = one.is_latest and one.standing not in OVER
        if is_open and one.listing.last_on >= today:
            found.setdefault(one.witness_id, []).append(one)
    for some in found.values():
        some.sort(key=lambda one: one.listing.starts_on)
    return found


def clashes_of(session: WalledSession, witness: Witness, today: date) -> list[ReportedDate]:
    """The reported dates to come that differ from what is published, and nobody has answered."""
    ahead = reported_ahead(session, [witness], today).get(witness.id, [])
    return [one for one in ahead if one.standing is Standing.CLASHES]


def versions_of(published: Iterable[KnownHearing]) -> str:
    """What is published, by hearing and version, so that a later publication asks anew."""
    return " ".join(sorted(f"{hearing.hearing_id}.{hearing.number}" for hearing in published))


def published_of_groups(
    session: WalledSession, group_ids: Collection[UUID]
) -> dict[UUID, list[KnownHearing]]:
    """The live hearings that courts have published of some witnesses' cases, in few questions."""
    cases = cases_of_groups(session, group_ids)
    known = known_hearings(session, set(cases.values()))
    return {
        group_id: [
            hearing
            for hearing in (known.get(cases[group_id], []) if group_id in cases else [])
            if hearing.listing.certainty is not Certainty.VACATED
        ]
        for group_id in group_ids
    }


def published_of_kind(
    session: WalledSession, witness: Witness, kind: HearingKind
) -> list[KnownHearing]:
    """The live published hearings of one kind of a witness's case."""
    published = published_of_groups(session, [witness.group_id])[witness.group_id]
    return [hearing for hearing in published if hearing.kind is kind]


def said_of_my_organisation(session: WalledSession, witness_id: UUID) -> list[ReportedHearing]:
    """What a partner reported of one of its witnesses, the latest first."""
    return list(
        session.scalars(
            select(ReportedHearing)
            .where(ReportedHearing.witness_id == witness_id)
            .order_by(ReportedHearing.said_at.desc(), ReportedHearing.id)
        )
    )


def standing_of_my_organisation(
    session: WalledSession, witness_id: UUID
) -> dict[UUID, tuple[HearingKind, str]]:
    """The dates that a partner reported of one of its witnesses and that stand, in words."""
    rows = said_of_my_organisation(session, witness_id)
    latest = _latest(rows)
    return {row.id: (row.kind, words_of_report(session, row)) for row in rows if row.id in latest}


def words_of_report(session: WalledSession, row: ReportedHearing) -> str:
    """When and where, as it is said."""
    return spoken_listing(row.listing, _court_names(session, [row])[row.court_id])


def meant_by(
    session: WalledSession, rows: Iterable[tuple[FileRow, UUID]]
) -> tuple[list[RowToReport], list[RowProblem]]:
    """Whom and which court each row of a partner's file means; what nobody can say is held.

    Args:
        session: The partner's own: a reference of somebody else's witness is unknown.
        rows: Each row with the request that it would be.
    """
    mine = {record.reference: record for record in session.scalars(select(ReferredWitness))}
    good: list[RowToReport] = []
    held: list[RowProblem] = []
    for row, request_id in rows:
        record = mine.get(row.reference)
        court = court_for_list(session, None, row.court)
        if record is None:
            held.append(RowProblem(row.line, f"You have no witness with reference {row.reference}"))
        elif not isinstance(court, BuildingFound):
            why = f"We cannot tell which building “{row.court}” is. Write its full name"
            held.append(RowProblem(row.line, why))
        else:
            good.append(_meant(row, record, court, request_id))
    return good, held


def _meant(
    row: FileRow, record: ReferredWitness, court: BuildingFound, request_id: UUID
) -> RowToReport:
    report = Report(
        request_id,
        court.court_id,
        row.kind,
        Certainty.FIXTURE,
        row.starts_on,
        row.starts_at_time,
    )
    return RowToReport(row.line, record.id, record.name, court.name, report)


def _answers(
    session: WalledSession, witness_ids: Collection[UUID]
) -> dict[tuple[UUID, str], Right]:
    """What was found to be right, by report and what was published then; the latest stands."""
    rows = session.scalars(
        select(ClashAnswer)
        .where(ClashAnswer.witness_id.in_(witness_ids))
        .order_by(ClashAnswer.answered_at, ClashAnswer.id)
    )
    return {(row.report_id, row.against): row.right for row in rows}


def _latest(rows: Iterable[ReportedHearing]) -> set[UUID]:
    """The reports that stand, of rows of several witnesses, the latest first."""
    by_witness: dict[UUID, list[Reported]] = {}
    for row in rows:
        by_witness.setdefault(row.witness_id, []).insert(0, _among_others(row))
    return {id_ for some in by_witness.values() for id_ in standing_reports(some)}


def _among_others(row: ReportedHearing) -> Reported:
    return Reported(row.id, row.kind, row.replaces_id, row.listing)


def _court_names(session: WalledSession, rows: Iterable[ReportedHearing]) -> dict[UUID, str]:
    ids = {row.court_id for row in rows}
    found = session.execute(select(Court.id, Court.name).where(Court.id.in_(ids)))
    return {court.id: court.name for court in found}
