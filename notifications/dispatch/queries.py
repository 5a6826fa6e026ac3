"""Finding what may leave now, and attempts that never got an answer."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from casework.contact_plans.rules import Channel
from courts.hearings.models import Hearing
from ethical_walls.sessions import WalledSession
from notifications.dispatch.rules import ATTEMPT_LASTS, LOOKS
from notifications.messages.models import Message
from notifications.messages.rules import MessageKey, MessageState


def next_due(
    session: WalledSession, now: datetime, resting: Collection[Channel] = ()
) -> Message | None:
    """The pending message due longest, locked; one that another dispatcher holds is passed by.

    What would go by a carrier that rests waits for it, unless it has come too late meanwhile.
    """
    return session.scalars(
        select(Message)
        .where(
            Message.state == MessageState.PENDING,
            Message.due_at <= now,
            Message.channel.not_in(resting) | (Message.expires_at <= now),
        )
        .order_by(Message.due_at, Message.id)
        .limit(1)
        .with_for_update(skip_locked=True)
        .execution_options(populate_existing=True)
    ).one_or_none()


def others_due_about(session: WalledSession, message: Message, now: datetime) -> list[MessageKey]:
    """Which other messages about the same date are due by now."""
    return list(
        session.scalars(
            select(Message.key).where(
                Message.witness_id == message.witness_id,
                Message.about_id == message.about_id,
                Message.id != message.id,
                Message.state == MessageState.PENDING,
                Message.due_at <= now,
            )
        )
    )


def current_hearing_version(session: WalledSession, hearing_id: UUID) -> int:
    """The version of a hearing on which plans are made now."""
    return session.scalars(select(Hearing.current_version).where(Hearing.id == hearing_id)).one()


def attempts_without_answer(session: WalledSession, now: datetime) -> list[Message]:
    """Messages whose attempt began too long ago to be still under way, locked."""
    return list(
        session.scalars(
            select(Message)
            .where(Message.state == MessageState.SENDING, Message.sending_at <= now - ATTEMPT_LASTS)
            .order_by(Message.sending_at, Message.id)
            .with_for_update(skip_locked=True)
            .execution_options(populate_existing=True)
        )
    )


def attempted(session: WalledSession, message_id: UUID, attempt_id: UUID) -> Message | None:
    """The message of one attempt, locked, while that attempt is its latest and not yet settled."""
    return session.scalars(
        select(Message)
        .where(
            Message.id == message_id,
            Message.attempt_id == attempt_id,
            Message.state.in_((MessageState.SENDING, MessageState.AMBIGUOUS)),
        )
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one_or_none()


def attempts_to_ask_about(session: WalledSession) -> list[Message]:
    """Messages in doubt whose carrier has not yet been asked as often as it is to be."""
    return list(
        session.scalars(
            select(Message)
            .where(Message.state == MessageState.AMBIGUOUS, Message.looks < LOOKS)
            .order_by(Message.sending_at, Message.id)
        )
    )


def message_of_attempt(session: WalledSession, attempt_id: UUID) -> Message | None:
    """The message whose latest attempt this is, locked, as it stands now."""
    return session.scalars(
        select(Message)
        .where(Message.attempt_id == attempt_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one_or_none()
