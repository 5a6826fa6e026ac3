"""Messages as pages show them: a line in the list, or one as its reader would see it."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from casework.contact_plans.rules import Channel
from casework.witnesses.models import Witness
from courts.london_time import london_time, spoken_time
from ethical_walls.sessions import WalledSession
from notifications.calendar_invitations.rules import ReadEntry, read
from notifications.messages.models import Message
from notifications.messages.queries import (
    PAGE,
    MessageNotFound,
    PageKey,
    message_of,
    messages_page,
)
from notifications.messages.rules import MessageState
from witness_app.site.message_words import HOW, STATE, WHAT


@dataclass(frozen=True)
class MessageLine:
    """A message in a line. `at` is when it left, was settled, or will leave."""

    message_id: UUID
    witness_id: UUID
    initials: str
    what: str
    how: str
    state: str
    at: datetime
    has_invitation: bool


@dataclass(frozen=True)
class MessageLines:
    """One page of messages, newest first; `next_after` is empty on the last."""

    lines: tuple[MessageLine, ...]
    next_after: str


@dataclass(frozen=True)
class ReadMessage:
    """One message as its reader would see it, and what became of it.

    `is_text` is whether it is read on a telephone as a text message. What was to be said in a
    call is shown as words to say.
    """

    line: MessageLine
    is_text: bool
    is_call: bool
    wording: str
    sender: str
    from_address: str
    to_address: str
    subject: str
    paragraphs: tuple[str, ...]
    invitation: ReadEntry | None
    invitation_until: str
    recorded_at: datetime
    due_at: datetime
    expires_at: datetime
    sending_at: datetime | None
    reason: str
    carrier: str
    carrier_reference: str
    template_version: str


def message_lines(
    session: WalledSession, state: MessageState | None, after: UUID | None
) -> MessageLines:
    """A page of the messages that the viewer may see."""
    found = messages_page(session, state, _page_key(session, after))
    shown = found[:PAGE]
    initials = _initials(session, {message.witness_id for message in shown})
    return MessageLines(
        lines=tuple(_line(message, initials[message.witness_id]) for message in shown),
        next_after=str(shown[-1].id) if len(found) > PAGE else "",
    )


def read_message(session: WalledSession, message_id: UUID) -> ReadMessage | None:
    """One message, or nothing where the viewer may see none of that name."""
    try:
        message = message_of(session, message_id)
    except MessageNotFound:
        return None
    initials = _initials(session, {message.witness_id})[message.witness_id]
    entry = read(message.invitation_ics) if message.invitation_ics else None
    return ReadMessage(
        line=_line(message, initials),
        is_text=message.channel is Channel.SMS,
        is_call=message.channel is Channel.PHONE_CALL,
        wording=message.wording.value.capitalize(),
        sender=message.fields["sender"],
        from_address=message.from_address,
        to_address=message.to_address,
        subject=message.subject,
        paragraphs=tuple(part for part in message.text.split("\n") if part),
        invitation=entry,
        invitation_until=spoken_time(london_time(entry.ends_at)) if entry else "",
        recorded_at=message.recorded_at,
        due_at=message.due_at,
        expires_at=message.expires_at,
        sending_at=message.sending_at,
        reason=message.reason,
        carrier=message.carrier,
        carrier_reference=message.carrier_reference,
        template_version=message.template_version,
    )


def _page_key(session: WalledSession, after: UUID | None) -> PageKey | None:
    if after is None:
        return None
    try:
        last = message_of(session, after)
    except MessageNotFound:
        return None
    return PageKey(last.recorded_at, last.due_at, last.id)


def _initials(session: WalledSession, witness_ids: set[UUID]) -> dict[UUID, str]:
    rows = session.execute(select(Witness.id, Witness.initials).where(Witness.id.in_(witness_ids)))
    return {row.id: row.initials for row in rows}


def _line(message: Message, initials: str) -> MessageLine:
    return MessageLine(
        message_id=message.id,
        witness_id=message.witness_id,
        initials=initials,
        what=WHAT[message.key],
        how=HOW[message.channel],
        state=STATE[message.state],
        at=message.sending_at or message.settled_at or message.due_at,
        has_invitation=message.invitation_ics is not None,
    )
