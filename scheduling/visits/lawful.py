"""The one predicate of a lawful time: the search reads by it and the booking writes by it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from sqlalchemy import (
    ARRAY,
    BindParameter,
    ColumnElement,
    SmallInteger,
    Uuid,
    and_,
    any_,
    bindparam,
    exists,
    or_,
    select,
)

from ethical_walls.sessions import WalledSession
from scheduling.slots.models import Slot
from scheduling.turns.changes import Share
from scheduling.turns.rules import OwnTurns
from scheduling.visits.models import Visit
from scheduling.visits.rules import LIVE_STATES, OfferedTime, Terms, Where

Condition = ColumnElement[bool]
_UUIDS: ARRAY[UUID] = ARRAY(Uuid())


def lawful(terms: Terms) -> list[Condition]:
    """What a slot must be for these terms; nothing in it asks after anybody else's visits."""
    return [
        *free(),
        *in_time(terms.earliest, terms.latest),
        *at(terms.where),
        in_turn(terms.turns),
        *undisturbed(terms),
    ]


def free() -> list[Condition]:
    """Offered, with a place left; spelt as the partial index spells it."""
    return [Slot.open.expression, Slot.taken < Slot.capacity]


def in_time(earliest: datetime, latest: datetime) -> list[Condition]:
    """From the first instant on, and over by the last; the middle one is for the index."""
    return [Slot.starts_at >= earliest, Slot.starts_at < latest, Slot.ends_at <= latest]


def at(where: Where) -> list[Condition]:
    """At a court or in a window that has what is needed."""
    courts = Slot.court_id == any_(_uuids("courts", where.court_ids))
    if not where.window_ids:
        return [courts]
    return [or_(courts, Slot.window_id == any_(_uuids("windows", where.window_ids)))]


def in_turn(turns: OwnTurns) -> Condition:
    """In a half-day of the party's own.

    The planner reads `phase = ANY(:mine)` rightly and misreads every other form of it.
    """
    if turns.within is not None:
        return and_(in_turn(replace(turns, within=None)), in_turn(turns.within))
    if turns.count:
        return Slot.turn % turns.count == turns.remainder
    mine = bindparam("mine", list(turns.phases), type_=ARRAY(SmallInteger), unique=True)
    return Slot.phase == any_(mine)


def kept_by(share: Share) -> Condition:
    """In a half-day where this party's visits stand: its own, or ceded too late for another's."""
    formerly = [and_(in_turn(turns), Slot.day < day) for turns, day in share.formerly]
    return or_(in_turn(share.own), *formerly)


def undisturbed(terms: Terms) -> list[Condition]:
    """While neither the witness nor, as far as the viewer sees, the caseworker is elsewhere.

    One question each, by the first column of the constraint's index: asked together, or by
    compartment, the planner walks the whole of an index that leads with something else.
    """
    of_witness = Visit.witness_id == terms.witness_id
    if terms.caseworker_id is None:
        return [_no_visit_then(of_witness)]
    of_caseworker = Visit.caseworker_id == terms.caseworker_id
    return [_no_visit_then(of_witness), _no_visit_then(of_caseworker)]


def _no_visit_then(whose: Condition) -> Condition:
    return ~exists().where(
        whose,
        Visit.state.in_(LIVE_STATES),
        Visit.starts_at < Slot.ends_at,
        Visit.ends_at > Slot.starts_at,
    )


def _uuids(name: str, ids: tuple[UUID, ...]) -> BindParameter[Sequence[UUID]]:
    return bindparam(name, list(ids), type_=_UUIDS, unique=True)


def next_lawful(session: WalledSession, terms: Terms, limit: int) -> tuple[OfferedTime, ...]:
    """The next lawful times, soonest first: one indexed query."""
    rows = session.execute(
        select(Slot.id, Slot.court_id, Slot.starts_at, Slot.ends_at)
        .where(*lawful(terms))
        .order_by(Slot.starts_at, Slot.court_id, Slot.id)
        .limit(limit)
    )
    return tuple(OfferedTime(*row) for row in rows)


def lawful_time(session: WalledSession, terms: Terms, slot_id: UUID) -> OfferedTime | None:
    """One slot, if it is lawful."""
    row = session.execute(
        select(Slot.id, Slot.court_id, Slot.starts_at, Slot.ends_at).where(
            Slot.id == slot_id, *lawful(terms)
        )
    ).one_or_none()
    return None if row is None else OfferedTime(*row)


def any_slot(session: WalledSession, *conditions: Condition) -> bool:
    """Whether there is a slot of this description."""
    return session.scalar(select(exists().where(*conditions))) is True
