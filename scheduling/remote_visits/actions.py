"""Offering another way to see a court, and recording what became of it."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from casework.acting import acting_account
from casework.witnesses.queries import witness_to_change
from courts.london_time import london_day
from ethical_walls.sessions import WalledSession
from scheduling.remote_visits.events import (
    RemoteVisitDone,
    RemoteVisitNotWanted,
    RemoteVisitOffered,
)
from scheduling.remote_visits.models import RemoteVisit
from scheduling.remote_visits.queries import remote_visit_to_change
from scheduling.remote_visits.rules import (
    RemoteState,
    RemoteWay,
    SettledAlready,
    ShownRemotely,
    check_shown,
)


def offer_remote_visit(
    session: WalledSession, witness_id: UUID, request_id: UUID, way: RemoteWay, *, now: datetime
) -> RemoteVisit:
    """Record that another way to see the court was put to a witness (requirements PT-20).

    The same press twice is one offer.

    Raises:
        WitnessNotFound: There is no such witness in view.
    """
    witness = witness_to_change(session, witness_id)
    known = session.scalars(
        select(RemoteVisit).where(RemoteVisit.request_id == request_id)
    ).one_or_none()
    if known is not None:
        return known
    offered = RemoteVisit(
        compartment_id=witness.compartment_id,
        witness_id=witness_id,
        request_id=request_id,
        way=way,
        state=RemoteState.OFFERED,
        offered_at=now,
        offered_by=acting_account(session),
        shown=[],
    )
    session.add(offered)
    session.flush()
    session.record(RemoteVisitOffered(offered.id, witness_id))
    return offered


def record_remote_visit(
    session: WalledSession, remote_visit_id: UUID, shown: ShownRemotely, *, now: datetime
) -> RemoteVisit:
    """Record that the court was shown so, once.

    Raises:
        RemoteVisitNotFound: There is none in view.
        RemoteVisitRefused: It was settled already, or the record cannot stand.
    """
    offered = _open(session, remote_visit_id)
    check_shown(shown, london_day(offered.offered_at), london_day(now))
    offered.state, offered.done_on = RemoteState.DONE, shown.done_on
    offered.shown = sorted(one.value for one in shown.shown)
    offered.rule_read_by = acting_account(session)
    offered.evidence, offered.warned_at = shown.evidence, shown.warned_at
    _settle(session, offered, now)
    session.record(RemoteVisitDone(offered.id, offered.witness_id))
    return offered


def decline_remote_visit(
    session: WalledSession, remote_visit_id: UUID, *, now: datetime
) -> RemoteVisit:
    """Record that the witness does not want it; it may be offered again.

    Raises:
        RemoteVisitNotFound: There is none in view.
        RemoteVisitRefused: It was settled already.
    """
    offered = _open(session, remote_visit_id)
    offered.state = RemoteState.NOT_WANTED
    _settle(session, offered, now)
    session.record(RemoteVisitNotWanted(offered.id, offered.witness_id))
    return offered


def _open(session: WalledSession, remote_visit_id: UUID) -> RemoteVisit:
    offered = remote_visit_to_change(session, remote_visit_id)
    if offered.state is not RemoteState.OFFERED:
        raise SettledAlready(offered.state)
    return offered


def _settle(session: WalledSession, offered: RemoteVisit, now: datetime) -> None:
    offered.settled_at, offered.settled_by = now, acting_account(session)
    session.flush()
