"""Finding messages: what was told about a date, what waits, and what a viewer may read."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select, tuple_

from ethical_walls.sessions import WalledSession
from notifications.messages.models import Message
from notifications.messages.rules import OUT, TOLD, MessageState

PAGE = 50


@dataclass(eq=False)
class MessageNotFound(LookupError):
    """No such message, or none that this viewer may see."""

    message_id: UUID


@dataclass(frozen=True)
class PageKey:
    """Where a page of messages begins: after this one, which was the last of the page before."""

    recorded_at: datetime
    due_at: datetime
    message_id: UUID


def message_of(session: WalledSession, message_id: UUID) -> Message:
    """One message.

    Raises:
        MessageNotFound: There is none that this viewer may see.
    """
    found = session.scalars(select(Message).where(Message.id == message_id)).one_or_none()
    if found is None:
        raise MessageNotFound(message_id)
    return found


def messages_page(
    session: WalledSession, state: MessageState | None, after: PageKey | None
) -> list[Message]:
    """Messages newest first, 50 and one more, so that a page knows whether another follows."""
    newest = (Message.recorded_at.desc(), Message.due_at.desc(), Message.id.desc())
    wanted = select(Message).order_by(*newest)
    if state is not None:
        wanted = wanted.where(Message.state == state)
    if after is not None:
        key = tuple_(Message.recorded_at, Message.due_at, Message.id)
        wanted = wanted.where(key < (after.recorded_at, after.due_at, after.message_id))
    return list(session.scalars(wanted.limit(PAGE + 1)))


def messages_of_witness(session: WalledSession, witness_id: UUID) -> list[Message]:
    """Everything written to one witness, oldest first."""
    return list(
        session.scalars(
            select(Message)
            .where(Message.witness_id == witness_id)
            .order_by(Message.recorded_at, Message.due_at, Message.id)
        )
    )


def last_told(session: WalledSession, witness_id: UUID, about_id: UUID) -> Message | None:
    """The newest message about a date that has left or was given to a person to say."""
    return session.scalars(
        select(Message)
        .where(
            Message.witness_id == witness_id,
            Message.about_id == about_id,
            Message.state.in_(TOLD),
        )
        .order_by(
            func.coalesce(Message.sending_at, Message.settled_at).desc(),
            Message.about_version.desc(),
            Message.id,
        )
        .limit(1)
    ).one_or_none()


def invited_at(session: WalledSession, witness_id: UUID, about_id: UUID) -> str | None:
    """The address at which an invitation to this date left last, so that a calendar may hold it."""
    return session.scalars(
        select(Message.to_address)
        .where(
            Message.witness_id == witness_id,
            Message.about_id == about_id,
            Message.state.in_(OUT),
            Message.invitation_ics.is_not(None),
        )
        .order_by(Message.sending_at.desc(), Message.id)
        .limit(1)
    ).one_or_none()
