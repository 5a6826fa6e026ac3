"""The witnesses that a partner referred, as the partner may see them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ColumnElement, and_, or_, select, tuple_

from casework.access_needs.rules import AccessNeedKind
from casework.partners.errors import NotReferredByYou
from casework.partners.models import PartnerWord, ReferredWitness
from casework.partners.rules import (
    Attendance,
    Measure,
    Progress,
    WordKind,
    needs_shared,
    progress_of,
)
from ethical_walls.sessions import WalledSession

PAGE = 50


@dataclass(frozen=True)
class Said:
    """One thing that a partner told us."""

    kind: WordKind
    from_on: date | None
    until_on: date | None
    measure: Measure | None
    words: str
    said_at: datetime
    said_by: UUID


@dataclass(frozen=True)
class Step:
    """One step of a referral, and when it was reached; None where it has not been."""

    progress: Progress
    at: datetime | None


@dataclass(frozen=True)
class Referred:
    """A witness as their referrer may see them: never risk, address or notes."""

    id: UUID
    witness_id: UUID
    reference: str
    name: str
    called_by: str
    identifier: str
    attendance: Attendance
    attendance_said_at: datetime | None
    progress: Progress
    steps: tuple[Step, ...]
    needs_shared: str
    handed_over_at: datetime | None
    scheme_refer_by: date | None
    scheme_referred_on: date | None


def referred_by_my_organisation(session: WalledSession) -> list[Referred]:
    """Every witness in the viewer's sight as a partner, latest referral first."""
    rows = session.scalars(
        select(ReferredWitness).order_by(ReferredWitness.received_at.desc(), ReferredWitness.id)
    )
    return [_summary(row) for row in rows]


def referred_page(
    session: WalledSession, progress: Progress | None, after: UUID | None
) -> list[Referred]:
    """Latest referral first, 50 and one more, so that a page knows whether another follows.

    It asks for the rows of the viewer's own organisation, which the wall shows alone in any case:
    so a long list is found by its index.

    Args:
        session: Of a partner.
        progress: How far they have come, and no further; None for everybody.
        after: The last witness of the page before; one that is not in sight begins anew.
    """
    key = tuple_(ReferredWitness.received_at, ReferredWitness.id)
    own = session.viewer.organisation_id
    wanted = (
        select(ReferredWitness)
        .where(or_(ReferredWitness.unit_id == own, ReferredWitness.audience_id == own))
        .order_by(ReferredWitness.received_at.desc(), ReferredWitness.id.desc())
    )
    if progress is not None:
        wanted = wanted.where(_has_come_to(progress))
    here = select(ReferredWitness).where(ReferredWitness.id == after)
    last = session.scalars(here).one_or_none() if after is not None else None
    if last is not None:
        wanted = wanted.where(key < (last.received_at, last.id))
    return [_summary(row) for row in session.scalars(wanted.limit(PAGE + 1))]


def referred_witness(session: WalledSession, record_id: UUID) -> Referred:
    """One witness as their referrer may see them.

    Raises:
        NotReferredByYou: There is none that this viewer may see.
    """
    return _summary(record_in_sight(session, record_id))


def record_in_sight(session: WalledSession, record_id: UUID) -> ReferredWitness:
    """The row itself, for an action.

    Raises:
        NotReferredByYou: There is none that this viewer may see.
    """
    found = session.scalars(
        select(ReferredWitness).where(ReferredWitness.id == record_id)
    ).one_or_none()
    if found is None:
        raise NotReferredByYou(record_id)
    return found


def needs_that_partners_see(session: WalledSession, witness_id: UUID) -> frozenset[AccessNeedKind]:
    """The needs that the witness agreed to share with the court and whoever calls them."""
    words = session.scalars(
        select(ReferredWitness.needs_shared).where(ReferredWitness.witness_id == witness_id)
    ).one_or_none()
    return needs_shared(words or "")


def words_of(session: WalledSession, witness_ids: Iterable[UUID]) -> list[Said]:
    """What partners said of witnesses, latest first."""
    rows = session.scalars(
        select(PartnerWord)
        .where(PartnerWord.witness_id.in_(list(witness_ids)))
        .order_by(PartnerWord.said_at.desc(), PartnerWord.id)
    )
    return [
        Said(w.kind, w.from_on, w.until_on, w.measure, w.words, w.said_at, w.said_by) for w in rows
    ]


def _has_come_to(progress: Progress) -> ColumnElement[bool]:
    """In SQL what `progress_of` says of one: this step was reached, and none after it."""
    reached = {
        Progress.RECEIVED: ReferredWitness.received_at,
        Progress.CONTACT_MADE: ReferredWitness.contact_made_at,
        Progress.VISIT_OFFERED: ReferredWitness.visit_offered_at,
        Progress.VISIT_BOOKED: ReferredWitness.visit_booked_at,
        Progress.VISIT_DONE: ReferredWitness.visit_done_at,
    }
    order = list(Progress)
    later = order[order.index(progress) + 1 :]
    return and_(reached[progress].is_not(None), *(reached[step].is_(None) for step in later))


def _summary(row: ReferredWitness) -> Referred:
    return Referred(
        id=row.id,
        witness_id=row.witness_id,
        reference=row.reference,
        name=row.name,
        called_by=row.called_by,
        identifier=row.identifier,
        attendance=row.attendance,
        attendance_said_at=row.attendance_said_at,
        progress=progress_of(
            contact_made_at=row.contact_made_at,
            visit_offered_at=row.visit_offered_at,
            visit_booked_at=row.visit_booked_at,
            visit_done_at=row.visit_done_at,
        ),
        steps=(
            Step(Progress.RECEIVED, row.received_at),
            Step(Progress.CONTACT_MADE, row.contact_made_at),
            Step(Progress.VISIT_OFFERED, row.visit_offered_at),
            Step(Progress.VISIT_BOOKED, row.visit_booked_at),
            Step(Progress.VISIT_DONE, row.visit_done_at),
        ),
        needs_shared=row.needs_shared,
        handed_over_at=row.handed_over_at,
        scheme_refer_by=row.scheme_refer_by,
        scheme_referred_on=row.scheme_referred_on,
    )
