"""Reporting a date, and taking it in: whom it is owed to, and whether it clashes."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from casework.acting import acting_account
from casework.partners.queries import record_in_sight
from casework.referrals.nearing import hasten
from casework.reported_hearings.events import HearingReported
from casework.reported_hearings.models import ReportedHearing
from casework.reported_hearings.queries import (
    ReportedDate,
    published_of_kind,
    reported_ahead,
    reports_of,
    words_of_report,
)
from casework.reported_hearings.rules import (
    ONE_AT_A_TIME,
    Report,
    Standing,
    check_report,
    line_of,
    moved_by,
    standing,
)
from casework.tasks.actions import open_task
from casework.tasks.rules import NewTask, TaskKind
from casework.tellings.actions import put_again, put_to_be_told
from casework.tellings.rules import About, DateToTell, Teller
from casework.witnesses.models import Witness
from casework.witnesses.queries import witness_of, witnesses_of_compartment
from courts.hearings.rules import HearingKind
from courts.london_time import end_of_london_day, london_day
from courts.working_days import add_working_days
from ethical_walls.sessions import WalledSession
from ethical_walls.work import WorkKind, subjects_of_work

WHAT_NOW = {
    Teller.PARTNER: "they tell the witness; check the visit",
    Teller.CASEWORKER: "tell the witness, and check the visit",
}


def report_hearing(
    session: WalledSession, record_id: UUID, report: Report, *, now: datetime
) -> None:
    """Write down a date that a partner reports; the same form sent twice is reported once.

    Args:
        session: The partner's own; the database marks and admits rows of their witnesses alone.
        record_id: Their record of the witness.
        report: The date.
        now: When it was received.

    Raises:
        NotReferredByYou: There is no such record in the partner's sight.
        ReportRefused: It cannot stand as it was typed.
    """
    check_report(report, london_day(now))
    record = record_in_sight(session, record_id)
    known = session.scalar(
        select(ReportedHearing.id).where(
            ReportedHearing.compartment_id == record.compartment_id,
            ReportedHearing.request_id == report.request_id,
        )
    )
    if known is not None:
        return
    session.add(
        ReportedHearing(
            compartment_id=record.compartment_id,
            witness_id=record.witness_id,
            request_id=report.request_id,
            court_id=report.court_id,
            kind=report.kind,
            certainty=report.certainty,
            starts_on=report.starts_on,
            starts_at_time=report.starts_at_time,
            ends_on=report.ends_on,
            said_by=acting_account(session),
            said_at=now,
            replaces_id=moved_by(report, reports_of(session, record.witness_id)),
        )
    )
    session.flush()


def report_hearings(
    session: WalledSession, reports: Iterable[tuple[UUID, Report]], *, now: datetime
) -> None:
    """Write down the dates of a file, all of them or, where one cannot stand, none.

    Raises:
        NotReferredByYou: A record is not in the partner's sight.
        ReportRefused: A date cannot stand.
    """
    for record_id, report in reports:
        report_hearing(session, record_id, report, now=now)


def take_in_reports(session: WalledSession, *, now: datetime) -> None:
    """Act on every date reported in this job's compartment, oldest first.

    It touches no published fact: it is owed to its witness, and their caseworker learns of it.
    """
    for subject in subjects_of_work(session, WorkKind.REPORTED_HEARING, now):
        row = session.scalars(select(ReportedHearing).where(ReportedHearing.id == subject.id)).one()
        _take_in(session, row, now)


def ask_about_clashes(session: WalledSession, compartment_id: UUID, *, now: datetime) -> None:
    """Where a court has published another date than was reported, somebody asks which is right."""
    witnesses = {w.id: w for w in witnesses_of_compartment(session, compartment_id)}
    ahead = reported_ahead(session, witnesses.values(), london_day(now))
    for witness_id, reported in ahead.items():
        for one in reported:
            if one.standing is Standing.CLASHES:
                _ask(session, witnesses[witness_id], one, now)


def owe_what_was_held(session: WalledSession, compartment_id: UUID, *, now: datetime) -> None:
    """A report that differs from nothing published any more is owed: its date was held till now."""
    witnesses = {w.id: w for w in witnesses_of_compartment(session, compartment_id)}
    ahead = reported_ahead(session, witnesses.values(), london_day(now))
    for witness_id, reported in ahead.items():
        for one in reported:
            if one.standing is Standing.REPORTED and one.kind in ONE_AT_A_TIME:
                row = session.scalars(
                    select(ReportedHearing).where(ReportedHearing.id == one.id)
                ).one()
                date = date_reported(session, row, now)
                put_again(session, witnesses[witness_id], date, now=now)


def _take_in(session: WalledSession, row: ReportedHearing, now: datetime) -> None:
    """Owe a new date to its witness; one that clashes waits until somebody knows which is right."""
    witness = witness_of(session, row.witness_id)
    beside = [h.listing for h in published_of_kind(session, witness, row.kind)]
    stands = standing(row.kind, row.listing, beside)
    if stands is Standing.CLASHES:
        ask_about_clashes(session, row.compartment_id, now=now)
    if stands is Standing.REPORTED:
        words = words_of_report(session, row)
        date = date_reported(session, row, row.said_at)
        telling = put_to_be_told(session, witness, date, now=now)
        said = f"{who_said(row)} reports a new date: {words}. Next: {WHAT_NOW[telling.teller]}"
        _open(session, witness.id, (said, f"report {row.id}"), now)
        if row.kind is HearingKind.TRIAL:
            hasten(session, witness, row.starts_on, f"report {row.id}", now=now)
    session.record(HearingReported(witness.id, row.id))


def date_reported(
    session: WalledSession, row: ReportedHearing, received_at: datetime
) -> DateToTell:
    """A report as it is put to be told, in the place of its own hearing's earlier ones."""
    return DateToTell(
        about=About.REPORTED,
        about_id=row.id,
        about_version=0,
        kind=row.kind,
        starts_on=row.starts_on,
        words=words_of_report(session, row),
        received_at=received_at,
        in_place_of=line_of(row.id, reports_of(session, row.witness_id)),
    )


def who_said(row: ReportedHearing) -> str:
    """Who reported a date, as the caseworker reads it."""
    return "The unit" if row.unit_id is not None else "The solicitor"


def _ask(session: WalledSession, witness: Witness, one: ReportedDate, now: datetime) -> None:
    title = (
        "Reported and published dates differ: ask which is right, and say so under Dates. "
        f"Reported: {one.words}"
    )
    _open(session, witness.id, (title, cause_of_clash(one)), now)


def cause_of_clash(one: ReportedDate) -> str:
    """What the task of asking is opened for: this report, beside what is published now."""
    return f"clash {one.id} {one.against}"


def _open(session: WalledSession, witness_id: UUID, said: tuple[str, str], now: datetime) -> None:
    title, cause = said
    task = NewTask(
        witness_id=witness_id,
        kind=TaskKind.OTHER,
        title=title,
        cause=cause,
        due_at=end_of_london_day(add_working_days(london_day(now), 1)),
    )
    open_task(session, task, now=now)
