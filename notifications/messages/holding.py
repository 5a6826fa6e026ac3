"""Holding what waits for a number while nobody has read what came from it, and letting it go."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from ethical_walls.sessions import WalledSession
from ethical_walls.work import WorkKind, post_work
from notifications.messages.models import Message
from notifications.messages.rules import HELD, MessageState


def let_go_what_was_held(session: WalledSession, witness_id: UUID, *, now: datetime) -> None:
    """Let the dispatcher look again at what it held; it holds what must still wait once more."""
    held = session.scalars(
        select(Message)
        .where(
            Message.witness_id == witness_id,
            Message.state == MessageState.PENDING,
            Message.reason == HELD,
        )
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    for message in held.all():
        message.due_at, message.reason = now, ""
        post_work(session, WorkKind.DISPATCH, now, compartment_id=message.compartment_id)
    session.flush()
