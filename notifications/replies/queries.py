"""Finding what witnesses texted, what they were last asked, and whether they have answered."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from casework.contact_plans.models import ContactPlan
from casework.contact_plans.rules import Channel
from ethical_walls.sessions import WalledSession
from notifications.messages.models import Message
from notifications.messages.rules import CARRYING_A_LINK, OUT, MessageState
from notifications.replies.models import Reply
from notifications.replies.rules import (
    Acknowledgement,
    Answered,
    ReplyNotFound,
    acknowledgement,
)
from notifications.replies.words import ReplyKind

ASKED_BY = (*OUT, MessageState.UNDELIVERED)
ANSWERS = (ReplyKind.YES, ReplyKind.NO)


def last_asked(
    session: WalledSession, witness_id: UUID, number: str, at: datetime
) -> Message | None:
    """The last text that asked this witness something at this number, before an instant."""
    return session.scalars(
        select(Message)
        .where(
            Message.witness_id == witness_id,
            Message.channel == Channel.SMS,
            Message.to_address == number,
            Message.state.in_(ASKED_BY),
            Message.key.not_in(CARRYING_A_LINK),
            Message.sending_at <= at,
        )
        .order_by(Message.sending_at.desc(), Message.id)
        .limit(1)
    ).one_or_none()


def replies_of(session: WalledSession, witness_id: UUID) -> list[Reply]:
    """Everything that one witness texted, newest first."""
    return list(
        session.scalars(
            select(Reply)
            .where(Reply.witness_id == witness_id)
            .order_by(Reply.received_at.desc(), Reply.id)
        )
    )


def holds_in_force(
    session: WalledSession, witness_ids: Collection[UUID]
) -> dict[tuple[UUID, str], Reply]:
    """The texts that nobody has answered yet and that hold a number, by witness and number."""
    found = session.scalars(
        select(Reply)
        .where(Reply.witness_id.in_(witness_ids), Reply.holds != "", Reply.answered_at.is_(None))
        .order_by(Reply.received_at, Reply.id)
    )
    return {(reply.witness_id, reply.holds): reply for reply in found}


def hold_in_force(session: WalledSession, plan: ContactPlan | None) -> Reply | None:
    """The text that holds this contact plan's own number until somebody has read it, if any."""
    if plan is None or plan.channel is not Channel.SMS:
        return None
    return holds_in_force(session, [plan.witness_id]).get((plan.witness_id, plan.address))


def reply_to_change(session: WalledSession, reply_id: UUID) -> Reply:
    """One reply, locked until the transaction ends, as it stands now.

    Raises:
        ReplyNotFound: There is none that this viewer may see.
    """
    found = session.scalars(
        select(Reply)
        .where(Reply.id == reply_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one_or_none()
    if found is None:
        raise ReplyNotFound(reply_id)
    return found


def acknowledgements(session: WalledSession, about_ids: Collection[UUID]) -> dict[UUID, Answered]:
    """How each date stands that witnesses were written to about, by what they answered last.

    Only what was said of the date as it was last told counts: a yes to an earlier day is none to
    a later one.
    """
    asked = session.scalars(
        select(Message)
        .where(Message.about_id.in_(about_ids), Message.state.in_(ASKED_BY))
        .order_by(Message.sending_at, Message.id)
    ).all()
    told = {message.about_id: _said(message) for message in asked}
    dates = {m.id: m.about_id for m in asked if _said(m) == told[m.about_id]}
    latest = _latest_answers(session, dates)
    not_yet = Answered(Acknowledgement.NOT_YET)
    return {about_id: latest.get(about_id, not_yet) for about_id in told}


def _said(message: Message) -> tuple[str, str]:
    return message.fields["when"], message.fields["court"]


def _latest_answers(session: WalledSession, dates: dict[UUID, UUID]) -> dict[UUID, Answered]:
    replies = session.scalars(
        select(Reply)
        .where(Reply.message_id.in_(dates), Reply.kind.in_(ANSWERS))
        .order_by(Reply.received_at, Reply.id)
    )
    return {
        dates[reply.message_id]: Answered(acknowledgement(reply.kind), reply.received_at)
        for reply in replies
        if reply.message_id
    }
