"""Sending a witness the address of their link, and forgetting it once it has left."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select

from ethical_walls.sessions import WalledSession
from notifications.messages.actions import supersede_messages_about, write_message
from notifications.messages.addressing import to_whom
from notifications.messages.facts import LINK, LinkFacts, subject_of_link
from notifications.messages.models import Message
from notifications.messages.planning import Planned, Verdict, planned
from notifications.messages.rules import MessageKey

FORGOTTEN = "(the address is not kept once it is sent)"


def message_of_link(session: WalledSession, facts: LinkFacts) -> Planned:
    """What sending this link would send; nothing is recorded."""
    before = select(func.count()).where(
        Message.witness_id == facts.witness_id, Message.key == MessageKey.YOUR_LINK
    )
    about = subject_of_link(facts, 1 + session.scalars(before).one())
    return planned(MessageKey.YOUR_LINK, about, to_whom(session, facts.witness_id), facts.made_at)


def take_back_links(session: WalledSession, witness_id: UUID, *, now: datetime) -> None:
    """Another link is made: one that waits to be sent would open nothing."""
    supersede_messages_about(session, witness_id, "Another link was made", now=now)


def send_link(session: WalledSession, facts: LinkFacts, *, now: datetime) -> str | None:
    """Write the message that carries a link, in the act that makes it.

    Returns:
        Why it is given by hand instead; None where it will leave by itself.
    """
    take_back_links(session, facts.witness_id, now=now)
    plan = message_of_link(session, facts)
    if plan.verdict is Verdict.RUNG_INSTEAD:
        return plan.reason
    write_message(session, plan, now=now)
    return None


def forget_link(message: Message) -> None:
    """Once a carrier has it, a message keeps its words without the address it carried."""
    address = message.fields.get(LINK)
    if address:
        message.text = message.text.replace(address, FORGOTTEN)
        message.fields = message.fields | {LINK: FORGOTTEN}
