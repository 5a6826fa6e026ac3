"""The calendar object that goes with a message, and calendars that no message reaches any more."""

from datetime import datetime

from casework.contact_plans.rules import CalendarWanted, Channel
from casework.witnesses.queries import witness_of
from ethical_walls.sessions import WalledSession
from notifications.calendar_invitations.actions import Times, cancel_entry, enter_visit
from notifications.calendar_invitations.models import CalendarInvitation
from notifications.calendar_invitations.rules import Entry, Method, written
from notifications.messages.facts import ENDS_AT, STARTS_AT
from notifications.messages.models import Message
from notifications.messages.planning import Addressee
from notifications.messages.queries import invited_at
from notifications.messages.rules import INVITING, AboutKind, MessageKey

UNDOING = frozenset({MessageKey.VISIT_MOVED, MessageKey.VISIT_CANCELLED})
"""Messages after which a calendar that still holds the old time is wrong."""


def invitation_for(
    session: WalledSession, message: Message, to: Addressee, *, now: datetime
) -> str | None:
    """The calendar object that goes with a message, where the person wants one and reads e-mail.

    A cancellation goes only where an invitation has left: a calendar that never heard of a date
    would make a riddle of its cancellation.
    """
    if to.channel is not Channel.EMAIL or message.about_kind is not AboutKind.VISIT:
        return None
    if message.key in INVITING and to.calendar is CalendarWanted.YES:
        witness = witness_of(session, message.witness_id)
        entry = enter_visit(session, witness, message.about_id, _times(message))
        return written(_entry(entry, message), Method.REQUEST, now=now)
    if message.key is MessageKey.VISIT_CANCELLED:
        return _cancellation(session, message, now=now)
    return None


def where_an_old_entry_is(session: WalledSession, message: Message, to: Addressee) -> str | None:
    """The e-mail by which an old time was invited, where this message cannot correct it.

    Only a contact plan in force says where somebody may be written to: an address of an earlier
    one is not used again, not even to take an entry out of its calendar.
    """
    if message.key not in UNDOING:
        return None
    invited = invited_at(session, message.witness_id, message.about_id)
    reached = to.address if to.channel is Channel.EMAIL else None
    return invited if invited != reached else None


def _cancellation(session: WalledSession, message: Message, *, now: datetime) -> str | None:
    if invited_at(session, message.witness_id, message.about_id) is None:
        return None
    entry = cancel_entry(session, message.witness_id, message.about_id, now=now)
    return written(_entry(entry, message), Method.CANCEL, now=now) if entry else None


def _times(message: Message) -> Times:
    return Times(
        datetime.fromisoformat(message.fields[STARTS_AT]),
        datetime.fromisoformat(message.fields[ENDS_AT]),
    )


def _entry(entry: CalendarInvitation, message: Message) -> Entry:
    return Entry(
        uid=entry.uid,
        sequence=entry.sequence,
        starts_at=entry.starts_at,
        ends_at=entry.ends_at,
        organizer=message.from_address,
        attendee=message.to_address,
    )
