"""Recording what courts publish of hearings: a version for every change, none overwritten."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID, uuid4

from sqlalchemy import update

from courts.cases.actions import CasePublication, CasesPublished, publish_cases
from courts.cases.queries import among, in_chunks, lock_cases
from courts.cases.rules import Identifier
from courts.hearings.changes import HearingChange, SeenHearing, change_of
from courts.hearings.errors import (
    DateIsPast,
    HearingAlreadyVacated,
    HearingChangedMeanwhile,
    HearingHadBegun,
    ListedSince,
    NotYetDecided,
)
from courts.hearings.events import HearingListed, HearingMoved, HearingRevised, HearingVacated
from courts.hearings.models import Hearing, HearingVersion
from courts.hearings.queries import current_version, known_hearings
from courts.hearings.rules import (
    PLAN_CHANGES,
    Certainty,
    Difference,
    HearingKind,
    Listing,
    VacatedReason,
)
from courts.london_time import end_of_london_day, london_day
from courts.many_rows import insert_rows
from ethical_walls.sessions import WalledSession

BY_FORM = "form"


@dataclass(frozen=True)
class Origin:
    """Where a change came from: a format of list or a form, and its own reference there."""

    source: str
    reference: str


@dataclass(frozen=True)
class HearingToRecord:
    """A hearing that a person enters: the case number, who is accused, when and where."""

    identifier: Identifier
    defendants: tuple[str, ...]
    kind: HearingKind
    description: str
    listing: Listing


@dataclass(frozen=True)
class Vacating:
    """Why a hearing was taken out of the list, and on which day the court did so."""

    reason: VacatedReason
    decided_on: date


def record_hearing(
    session: WalledSession, recorded: HearingToRecord, *, now: datetime
) -> HearingChange:
    """Takes in one hearing that a person entered from what the court said.

    Raises:
        DateIsPast: Its last day is before today.
    """
    if recorded.listing.last_on < london_day(now):
        raise DateIsPast(recorded.listing.last_on)
    published = publish_cases(
        session, [CasePublication((recorded.identifier,), recorded.defendants)], now=now
    )
    follow_joined_cases(session, published)
    (case_id,) = published.case_ids
    lock_cases(session, [case_id])
    seen = SeenHearing(
        kind=recorded.kind,
        description=recorded.description,
        listed_as=recorded.identifier.written,
        listed_kind=recorded.identifier.kind,
        listing=recorded.listing,
    )
    change = change_of(known_hearings(session, [case_id]).get(case_id, []), seen)
    write_changes(session, [(case_id, change)], Origin(BY_FORM, ""), now=now)
    return change


def follow_joined_cases(session: WalledSession, published: CasesPublished) -> None:
    """Moves the hearings of cases that were taken in to the case that took them."""
    for case_id, into in published.joined.items():
        session.execute(update(Hearing).where(Hearing.case_id == case_id).values(case_id=into))


def write_changes(
    session: WalledSession,
    changes: Iterable[tuple[UUID, HearingChange]],
    origin: Origin,
    *,
    now: datetime,
) -> None:
    """Writes the versions that changes ask for, a few statements in all, and announces each.

    Args:
        session: The list operator's.
        changes: (case, change); the cases are locked (`lock_cases`) since the changes were found.
        origin: Where they came from.
        now: When they were received.
    """
    written = [each for each in changes if each[1].difference is not Difference.OLDER]
    new = [(case_id, change) for case_id, change in written if change.before is None]
    insert_rows(session, Hearing, [_hearing_row(*each) for each in new])
    versions = [
        _version_row(session, change, origin, now)
        for _case_id, change in written
        if change.difference is not Difference.SAME
    ]
    insert_rows(session, HearingVersion, versions)
    _follow_versions(session, [change for _case_id, change in written if change.before])
    for case_id, change in written:
        _announce(session, case_id, change)


def _hearing_row(case_id: UUID, change: HearingChange) -> dict[str, object]:
    return {
        "id": change.after.hearing_id,
        "case_id": case_id,
        "kind": change.seen.kind,
        "description": change.seen.description,
        "listed_as": change.seen.listed_as,
        "listed_kind": change.seen.listed_kind,
        "current_version": change.after.number,
        "last_published_at": change.seen.listing.published_at,
    }


def _version_row(
    session: WalledSession, change: HearingChange, origin: Origin, now: datetime
) -> dict[str, object]:
    after = change.after
    return {
        "id": after.version_id,
        "hearing_id": after.hearing_id,
        "number": after.number,
        "revision": after.revision,
        "court_id": after.listing.court_id,
        "courtroom": after.listing.courtroom,
        "certainty": after.listing.certainty,
        "starts_on": after.listing.starts_on,
        "starts_at_time": after.listing.starts_at_time,
        "ends_on": after.listing.ends_on,
        "vacated_reason": None,
        "source": origin.source,
        "source_reference": origin.reference,
        "published_at": change.seen.listing.published_at,
        "received_at": now,
        "recorded_by": session.viewer.account_id,
    }


def _follow_versions(session: WalledSession, changes: list[HearingChange]) -> None:
    """The hearings' own rows follow: the number plans are made on, the newest publication."""
    steps: dict[tuple[datetime, int], list[UUID]] = {}
    for change in changes:
        step = change.after.number
        steps.setdefault((change.seen.listing.published_at, step), []).append(
            change.after.hearing_id
        )
    for (published_at, number), hearing_ids in steps.items():
        for some in in_chunks(hearing_ids):
            session.execute(
                update(Hearing)
                .where(among(Hearing.id, some))
                .values(last_published_at=published_at, current_version=number)
                .execution_options(synchronize_session=False)
            )


def _announce(session: WalledSession, case_id: UUID, change: HearingChange) -> None:
    after = change.after
    if change.difference is Difference.NEW:
        session.record(HearingListed(after.hearing_id, case_id, after.number))
    elif change.difference in PLAN_CHANGES:
        session.record(HearingMoved(after.hearing_id, case_id, after.number))
    elif change.difference is not Difference.SAME:
        session.record(HearingRevised(after.hearing_id, case_id, after.number, after.revision))


def vacate_hearing(
    session: WalledSession,
    hearing_id: UUID,
    vacating: Vacating,
    *,
    version: int,
    now: datetime,
) -> None:
    """Records that a hearing was taken out of the list before its day.

    Args:
        session: The list operator's.
        hearing_id: The hearing.
        vacating: Why, and on which day the court decided it.
        version: The version the person was looking at.
        now: When it is recorded.

    Raises:
        HearingChangedMeanwhile: It has another version since.
        HearingAlreadyVacated: Somebody recorded it before.
        NotYetDecided: The day of the decision is still to come.
        HearingHadBegun: The decision would be after the hearing's own day.
        ListedSince: A list published after that day still shows the hearing.
    """
    hearing = session.get_one(Hearing, hearing_id)
    lock_cases(session, [hearing.case_id])
    session.refresh(hearing)
    current = current_version(session, hearing_id)
    if current is None or hearing.current_version != version:
        raise HearingChangedMeanwhile(hearing_id, hearing.current_version)
    published_at = min(now, end_of_london_day(vacating.decided_on))
    _check_vacating(hearing, current.listing, vacating, published_at, now)
    _write_vacated(session, hearing, current, vacating.reason, (published_at, now))
    session.record(HearingVacated(hearing_id, hearing.case_id, hearing.current_version))


def _check_vacating(
    hearing: Hearing, listing: Listing, vacating: Vacating, published_at: datetime, now: datetime
) -> None:
    if listing.certainty is Certainty.VACATED:
        raise HearingAlreadyVacated(hearing.id)
    if vacating.decided_on > london_day(now):
        raise NotYetDecided(vacating.decided_on)
    last_chance = (
        listing.last_on if listing.certainty is Certainty.WARNED_LIST else listing.starts_on
    )
    if vacating.decided_on > last_chance or listing.certainty is Certainty.PART_HEARD:
        raise HearingHadBegun(listing.starts_on)
    if hearing.last_published_at > published_at:
        raise ListedSince(hearing.last_published_at)


def _write_vacated(
    session: WalledSession,
    hearing: Hearing,
    current: HearingVersion,
    reason: VacatedReason,
    at: tuple[datetime, datetime],
) -> None:
    published_at, received_at = at
    hearing.current_version += 1
    hearing.last_published_at = published_at
    session.add(
        HearingVersion(
            id=uuid4(),
            hearing_id=hearing.id,
            number=hearing.current_version,
            revision=0,
            court_id=current.court_id,
            courtroom=current.courtroom,
            certainty=Certainty.VACATED,
            starts_on=current.starts_on,
            starts_at_time=current.starts_at_time,
            ends_on=current.ends_on,
            vacated_reason=reason,
            source=BY_FORM,
            source_reference="",
            published_at=published_at,
            received_at=received_at,
            recorded_by=session.viewer.account_id,
        )
    )
    session.flush()
