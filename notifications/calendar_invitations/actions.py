"""Keeping the calendar entry of a visit: made once, and its SEQUENCE raised with every change."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from casework.witnesses.models import Witness
from ethical_walls.sessions import WalledSession
from notifications.calendar_invitations.models import CalendarInvitation
from notifications.calendar_invitations.queries import entry_to_change
from notifications.calendar_invitations.rules import uid_of


@dataclass(frozen=True)
class Times:
    """When a visit begins and ends."""

    starts_at: datetime
    ends_at: datetime


def enter_visit(
    session: WalledSession, witness: Witness, about_id: UUID, times: Times
) -> CalendarInvitation:
    """The entry of a visit at these times: the same again changes nothing (RFC 5546, 2.1.4)."""
    entry = entry_to_change(session, witness.id, about_id)
    if entry is None:
        entry = CalendarInvitation(
            compartment_id=witness.compartment_id,
            witness_id=witness.id,
            about_id=about_id,
            uid=uid_of(about_id, witness.id),
            sequence=0,
            starts_at=times.starts_at,
            ends_at=times.ends_at,
        )
        session.add(entry)
    elif entry.cancelled_at or Times(entry.starts_at, entry.ends_at) != times:
        entry.sequence += 1
        entry.starts_at, entry.ends_at = times.starts_at, times.ends_at
        entry.cancelled_at = None
    session.flush()
    return entry


def cancel_entry(
    session: WalledSession, witness_id: UUID, about_id: UUID, *, now: datetime
) -> CalendarInvitation | None:
    """Cancel the entry of a visit, once; None where the person was never invited."""
    entry = entry_to_change(session, witness_id, about_id)
    if entry is not None and entry.cancelled_at is None:
        entry.sequence += 1
        entry.cancelled_at = now
        session.flush()
    return entry
