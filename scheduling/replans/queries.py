"""What a re-plan would do now, read through the eyes of whoever looks."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Select, select

from casework.witnesses.models import Witness
from courts.hearings.models import HearingVersion
from courts.register.queries import courts_by_id
from ethical_walls.sessions import WalledSession
from scheduling.replans.models import Replan
from scheduling.replans.planning import planned
from scheduling.replans.rules import (
    Outcome,
    Placed,
    ReplanCause,
    ReplanNotFound,
    ReplanState,
    digest_of,
)
from scheduling.visits.models import Visit
from scheduling.visits.rules import LIVE_STATES, TO_COME, OfferedTime, WhyNot


@dataclass(frozen=True)
class ReplanLine:
    """What becomes of one person's visit: was, and will be."""

    visit_id: UUID
    witness_id: UUID
    name: str
    caseworker_id: UUID | None
    outcome: Outcome
    was: OfferedTime
    was_court: str
    becomes: OfferedTime | None
    becomes_court: str
    why: WhyNot | None


@dataclass(frozen=True)
class ReplanPreview:
    """A re-plan as it would be carried out now; `digest` stands for exactly this."""

    replan_id: UUID
    hearing_id: UUID
    hearing_version: int
    cause: ReplanCause
    state: ReplanState
    opened_at: datetime
    lines: tuple[ReplanLine, ...]
    digest: str


@dataclass(frozen=True)
class ReplanSummary:
    """A re-plan in a line."""

    replan_id: UUID
    hearing_id: UUID
    hearing_version: int
    cause: ReplanCause
    state: ReplanState
    opened_at: datetime
    confirmed_at: datetime | None


def replan_of(session: WalledSession, replan_id: UUID) -> Replan:
    """One re-plan.

    Raises:
        ReplanNotFound: There is none that this viewer may see.
    """
    found = session.scalars(select(Replan).where(Replan.id == replan_id)).one_or_none()
    if found is None:
        raise ReplanNotFound(replan_id)
    return found


def replan_to_change(session: WalledSession, replan_id: UUID) -> Replan:
    """One re-plan, locked until the transaction ends, as it stands now.

    Raises:
        ReplanNotFound: There is none that this viewer may see.
    """
    found = session.scalars(
        select(Replan)
        .where(Replan.id == replan_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one_or_none()
    if found is None:
        raise ReplanNotFound(replan_id)
    return found


def replan_summary(session: WalledSession, replan_id: UUID) -> ReplanSummary:
    """One re-plan in a line.

    Raises:
        ReplanNotFound: There is none that this viewer may see.
    """
    return _summary(replan_of(session, replan_id))


def open_replans(session: WalledSession) -> list[ReplanSummary]:
    """The re-plans in view that wait for somebody, oldest first."""
    rows = session.scalars(
        select(Replan).where(Replan.state == ReplanState.OPEN).order_by(Replan.opened_at, Replan.id)
    )
    return [_summary(replan) for replan in rows]


def _summary(replan: Replan) -> ReplanSummary:
    return ReplanSummary(
        replan_id=replan.id,
        hearing_id=replan.hearing_id,
        hearing_version=replan.hearing_version,
        cause=replan.cause,
        state=replan.state,
        opened_at=replan.opened_at,
        confirmed_at=replan.confirmed_at,
    )


def live_visits_before(
    session: WalledSession, compartment_id: UUID, hearing_id: UUID
) -> list[Visit]:
    """The visits of one party before one hearing that have their place."""
    live = _visits_to_come(compartment_id, hearing_id).where(Visit.state.in_(LIVE_STATES))
    return list(session.scalars(live))


def visits_to_come_before(
    session: WalledSession, compartment_id: UUID, hearing_id: UUID
) -> list[Visit]:
    """The visits still to be of one party before one hearing, released ones too."""
    return list(session.scalars(_visits_to_come(compartment_id, hearing_id)))


def visits_ever_of(session: WalledSession, compartment_id: UUID, hearing_id: UUID) -> list[Visit]:
    """Every visit of one party before one hearing, cancelled ones too."""
    return list(
        session.scalars(
            select(Visit)
            .where(Visit.compartment_id == compartment_id, Visit.hearing_id == hearing_id)
            .order_by(Visit.starts_at, Visit.id)
        )
    )


def visits_to_replan(session: WalledSession, compartment_id: UUID, hearing_id: UUID) -> list[Visit]:
    """The same visits, locked until the transaction ends, as they stand now."""
    locked = _visits_to_come(compartment_id, hearing_id).with_for_update()
    return list(session.scalars(locked.execution_options(populate_existing=True)))


def _visits_to_come(compartment_id: UUID, hearing_id: UUID) -> Select[Visit]:
    return (
        select(Visit)
        .where(
            Visit.compartment_id == compartment_id,
            Visit.hearing_id == hearing_id,
            Visit.state.in_(TO_COME),
        )
        .order_by(Visit.id)
    )


def preview_replan(session: WalledSession, replan_id: UUID, *, now: datetime) -> ReplanPreview:
    """What confirming would do now, a line a person.

    Raises:
        ReplanNotFound: There is none that this viewer may see.
    """
    replan = replan_of(session, replan_id)
    visits = visits_to_come_before(session, replan.compartment_id, replan.hearing_id)
    placed = planned(session, replan.hearing_id, visits, now=now)
    return ReplanPreview(
        replan_id=replan.id,
        hearing_id=replan.hearing_id,
        hearing_version=replan.hearing_version,
        cause=replan.cause,
        state=replan.state,
        opened_at=replan.opened_at,
        lines=_lines(session, placed),
        digest=digest_of(replan.hearing_version, placed),
    )


def _lines(session: WalledSession, placed: tuple[Placed, ...]) -> tuple[ReplanLine, ...]:
    witness_ids = {p.visit.witness_id for p in placed}
    rows = session.execute(select(Witness.id, Witness.name).where(Witness.id.in_(witness_ids)))
    names = {row.id: row.name for row in rows}
    seen = {t.court_id for p in placed for t in (p.visit.at, p.becomes) if t is not None}
    courts = courts_by_id(session, seen)
    return tuple(
        ReplanLine(
            visit_id=p.visit.visit_id,
            witness_id=p.visit.witness_id,
            name=names[p.visit.witness_id],
            caseworker_id=p.visit.caseworker_id,
            outcome=p.outcome,
            was=p.visit.at,
            was_court=courts[p.visit.at.court_id].name,
            becomes=p.becomes,
            becomes_court=courts[p.becomes.court_id].name if p.becomes else "",
            why=p.why,
        )
        for p in placed
    )


def version_facts(
    session: WalledSession, hearing_id: UUID, numbers: Iterable[int]
) -> dict[int, HearingVersion]:
    """The newest state of each of these versions of a hearing."""
    rows = session.scalars(
        select(HearingVersion)
        .where(HearingVersion.hearing_id == hearing_id, HearingVersion.number.in_(set(numbers)))
        .order_by(HearingVersion.number, HearingVersion.revision)
    )
    return {row.number: row for row in rows}
