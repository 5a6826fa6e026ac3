"""What is asked of hearings: how each stands now, and which trial comes next."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.dialects.postgresql import distinct_on

from courts.cases.models import PublishedCase
from courts.cases.queries import among, in_chunks
from courts.hearings.changes import KnownHearing
from courts.hearings.models import Hearing, HearingVersion
from courts.hearings.rules import Certainty, HearingKind, Listing
from courts.register.models import Court
from ethical_walls.accounts.models import Account
from ethical_walls.sessions import WalledSession


@dataclass(frozen=True)
class HearingSummary:
    """A hearing as it stands now."""

    hearing_id: UUID
    case_id: UUID
    case_title: str
    kind: HearingKind
    description: str
    listed_as: str
    version: int
    court_id: UUID
    court_name: str
    listing: Listing


@dataclass(frozen=True)
class VersionSummary:
    """One state a hearing has been in, and who said so."""

    number: int
    revision: int
    court_name: str
    listing: Listing
    vacated_reason: str | None
    source: str
    source_reference: str
    received_at: datetime
    recorded_by: str


def current_version(session: WalledSession, hearing_id: UUID) -> HearingVersion | None:
    """The newest state of a hearing."""
    return session.scalars(
        select(HearingVersion)
        .where(HearingVersion.hearing_id == hearing_id)
        .order_by(HearingVersion.number.desc(), HearingVersion.revision.desc())
        .limit(1)
    ).first()


def next_trial(session: WalledSession, case_id: UUID, today: date) -> HearingVersion | None:
    """The next trial of a case that is not over: the earliest, a warned list's window included."""
    newest = _newest().where(Hearing.case_id == case_id, Hearing.kind == HearingKind.TRIAL)
    latest = newest.subquery()
    return session.scalars(
        select(HearingVersion)
        .join(latest, latest.c.id == HearingVersion.id)
        .where(
            HearingVersion.certainty != Certainty.VACATED,
            func.coalesce(HearingVersion.ends_on, HearingVersion.starts_on) >= today,
        )
        .order_by(HearingVersion.starts_on, HearingVersion.id)
        .limit(1)
    ).first()


def _newest() -> Select[UUID]:
    """The newest version of each hearing, by id."""
    return (
        select(HearingVersion.id)
        .join(Hearing, Hearing.id == HearingVersion.hearing_id)
        .ext(distinct_on(HearingVersion.hearing_id))
        .order_by(
            HearingVersion.hearing_id,
            HearingVersion.number.desc(),
            HearingVersion.revision.desc(),
        )
    )


def known_hearings(
    session: WalledSession, case_ids: Iterable[UUID]
) -> dict[UUID, list[KnownHearing]]:
    """Every hearing of many cases as it stands, by case, in few questions."""
    columns = _newest().with_only_columns(
        Hearing.case_id,
        Hearing.kind,
        Hearing.listed_as,
        Hearing.listed_kind,
        Hearing.last_published_at,
        HearingVersion.id,
        HearingVersion.hearing_id,
        HearingVersion.number,
        HearingVersion.revision,
        HearingVersion.court_id,
        HearingVersion.certainty,
        HearingVersion.starts_on,
        HearingVersion.courtroom,
        HearingVersion.starts_at_time,
        HearingVersion.ends_on,
    )
    found: dict[UUID, list[KnownHearing]] = {}
    for some in in_chunks(case_ids):
        for row in session.execute(columns.where(among(Hearing.case_id, some))):
            found.setdefault(row.case_id, []).append(
                KnownHearing(
                    hearing_id=row.hearing_id,
                    kind=row.kind,
                    listed_as=row.listed_as,
                    listed_kind=row.listed_kind,
                    version_id=row.id,
                    number=row.number,
                    revision=row.revision,
                    listing=Listing(
                        court_id=row.court_id,
                        certainty=row.certainty,
                        starts_on=row.starts_on,
                        published_at=row.last_published_at,
                        courtroom=row.courtroom,
                        starts_at_time=row.starts_at_time,
                        ends_on=row.ends_on,
                    ),
                )
            )
    return found


def hearing_summary(session: WalledSession, hearing_id: UUID) -> HearingSummary | None:
    """One hearing as it stands now, or nothing."""
    found = _summaries(session, Hearing.id == hearing_id)
    return found[0] if found else None


def hearings_of_case(session: WalledSession, case_id: UUID) -> list[HearingSummary]:
    """A case's hearings as they stand now, in order of their days."""
    return _summaries(session, Hearing.case_id == case_id)


def _summaries(session: WalledSession, condition: object) -> list[HearingSummary]:
    latest = _newest().where(condition).subquery()  # type: ignore[arg-type]
    rows = session.execute(
        select(Hearing, HearingVersion, PublishedCase.title, Court.name)
        .join(HearingVersion, HearingVersion.hearing_id == Hearing.id)
        .join(latest, latest.c.id == HearingVersion.id)
        .join(PublishedCase, PublishedCase.id == Hearing.case_id)
        .join(Court, Court.id == HearingVersion.court_id)
        .order_by(HearingVersion.starts_on, HearingVersion.starts_at_time, Hearing.id)
    )
    return [
        HearingSummary(
            hearing_id=hearing.id,
            case_id=hearing.case_id,
            case_title=title,
            kind=hearing.kind,
            description=hearing.description,
            listed_as=hearing.listed_as,
            version=version.number,
            court_id=version.court_id,
            court_name=court_name,
            listing=version.listing,
        )
        for hearing, version, title, court_name in rows
    ]


def versions_of(session: WalledSession, hearing_id: UUID) -> list[VersionSummary]:
    """Every state a hearing has been in, newest first."""
    rows = session.execute(
        select(HearingVersion, Court.name, Account.name)
        .join(Court, Court.id == HearingVersion.court_id)
        .join(Account, Account.id == HearingVersion.recorded_by)
        .where(HearingVersion.hearing_id == hearing_id)
        .order_by(HearingVersion.number.desc(), HearingVersion.revision.desc())
    )
    return [
        VersionSummary(
            number=version.number,
            revision=version.revision,
            court_name=court_name,
            listing=version.listing,
            vacated_reason=version.vacated_reason,
            source=version.source,
            source_reference=version.source_reference,
            received_at=version.received_at,
            recorded_by=recorded_by,
        )
        for version, court_name, recorded_by in rows
    ]
