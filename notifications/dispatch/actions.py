"""Claiming a message, checking it once more, handing it over, and settling what became of it."""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol, TypeVar
from uuid import uuid4

from casework.contact_plans.queries import live_plan
from casework.contact_plans.rules import Channel
from casework.witnesses.queries import witness_of
from ethical_walls.sessions import WalledSession
from ethical_walls.work import WorkKind, post_work
from notifications.carriers.outgoing import (
    Accepted,
    Answer,
    Carrier,
    Fault,
    OutgoingMessage,
    Refused,
    Unknown,
)
from notifications.dispatch.queries import (
    attempted,
    attempts_without_answer,
    current_hearing_version,
    next_due,
    others_due_about,
)
from notifications.dispatch.rules import (
    ATTEMPT_LASTS,
    NO_CARRIER,
    NOT_KNOWN,
    Fate,
    Outcome,
    fate,
    rests_on_hearing,
    try_again_at,
)
from notifications.messages.actions import give_to_a_person, write_again
from notifications.messages.models import Message
from notifications.messages.planning import NO_HOURS_LEFT, Addressee, addressee, composed
from notifications.messages.rules import MessageState, earliest_allowed, is_overtaken

log = logging.getLogger(__name__)
T = TypeVar("T")


class Act(Protocol):
    """Runs one action in a transaction of its own, in the dispatcher's compartment, and commits."""

    def __call__(
        self,
        action: Callable[..., T],
        *args: Any,  # noqa: ANN401 - whatever the action takes
        now: datetime,
    ) -> T:
        """Run it."""


@dataclass(frozen=True)
class Checks:
    """What is asked again in the transaction that claims a message.

    Attributes:
        is_still_true: Whether what the message says of a visit still holds; who knows visits
            answers, since messages and visits are strangers.
        sending_is_on: The kill switch: while it says no, messages wait and none leaves.
        channels: The channels that have a carrier.
    """

    is_still_true: Callable[[WalledSession, Message], bool]
    sending_is_on: Callable[[], bool]
    channels: frozenset[Channel]


def dispatch_due(
    act: Act,
    carriers: Mapping[Channel, Carrier],
    checks: Checks,
    *,
    clock: Callable[[], datetime],
) -> int:
    """Send everything due in one compartment.

    Each message is claimed in one transaction, handed over outside any, and settled in another.
    A process that dies in between leaves it as *sending*, which is found and settled later.

    Returns:
        How many were handed to a carrier.
    """
    act(settle_attempts_without_answer, now=clock())
    handed_over = 0
    while (outgoing := act(claim_next, checks, now=clock())) is not None:
        carrier = carriers[outgoing.channel]
        outcome = Outcome(outgoing, carrier.name, _hand_over(carrier, outgoing))
        act(record_outcome, outcome, now=clock())
        handed_over += 1
    return handed_over


def claim_next(session: WalledSession, checks: Checks, *, now: datetime) -> OutgoingMessage | None:
    """Claim the next message that may leave; those that may not are settled on the way.

    The commit of *sending* is the point of no return (design section 6).
    """
    if not checks.sending_is_on():
        return None
    while (message := next_due(session, now)) is not None:
        if _may_leave(session, message, checks, now=now):
            return _begin_attempt(session, message, now=now)
        session.flush()
    return None


def record_outcome(session: WalledSession, outcome: Outcome, *, now: datetime) -> None:
    """Settle an attempt by the carrier's answer; an answer to an older attempt changes nothing."""
    outgoing, answer = outcome.outgoing, outcome.answer
    message = attempted(session, outgoing.message_id, outgoing.attempt_id)
    if message is None:
        return
    if message.state is MessageState.AMBIGUOUS and not isinstance(answer, Accepted):
        return
    message.carrier = outcome.carrier
    if isinstance(answer, Accepted):
        message.state, message.settled_at = MessageState.SENT, now
        message.carrier_reference, message.reason = answer.reference, ""
        return
    _settle_unsent(session, message, fate(message.channel, answer), answer.reason, now=now)


def settle_attempts_without_answer(session: WalledSession, *, now: datetime) -> None:
    """Find attempts that a crash cut off: an e-mail goes again, a text is left to a person."""
    for message in attempts_without_answer(session, now):
        cut_off = Unknown("The attempt was cut off")
        what_next = fate(message.channel, cut_off)
        _settle_unsent(session, message, what_next, cut_off.reason, now=now)


def _hand_over(carrier: Carrier, outgoing: OutgoingMessage) -> Answer:
    try:
        answer = carrier.send(outgoing)
    except Exception as failure:  # noqa: BLE001 - whatever went wrong, it may have been sent
        return Unknown(f"The carrier failed: {type(failure).__name__}")
    if isinstance(answer, Refused) and answer.fault is Fault.OURS:
        log.error("carrier %s refuses us: look at its settings", carrier.name)
    return answer


def _may_leave(session: WalledSession, message: Message, checks: Checks, *, now: datetime) -> bool:
    if _is_settled_by_time(session, message, now=now):
        return False
    if not _is_true(session, message, checks):
        _settle(message, MessageState.SUPERSEDED, "It is no longer true", now=now)
        return False
    to = addressee(witness_of(session, message.witness_id), live_plan(session, message.witness_id))
    hindrance = _hindrance(session, message, to, checks, now=now)
    if hindrance is not None:
        give_to_a_person(session, message, MessageState.NOT_SENT, hindrance, now=now)
        return False
    return _is_within_hours(session, message, to, now=now)


def _is_settled_by_time(session: WalledSession, message: Message, *, now: datetime) -> bool:
    if is_overtaken(message.key, others_due_about(session, message, now)):
        _settle(message, MessageState.SUPERSEDED, "A nearer reminder goes instead", now=now)
        return True
    if now < message.expires_at:
        return False
    if now < message.over_at:
        reason = "It could not leave in time"
        give_to_a_person(session, message, MessageState.EXPIRED, reason, now=now)
    else:
        _settle(message, MessageState.EXPIRED, "The date is past", now=now)
    return True


def _is_true(session: WalledSession, message: Message, checks: Checks) -> bool:
    if message.hearing_id is not None and rests_on_hearing(message.key):
        current = current_hearing_version(session, message.hearing_id)
        if message.hearing_version != current:
            return False
    return checks.is_still_true(session, message)


def _hindrance(
    session: WalledSession, message: Message, to: Addressee, checks: Checks, *, now: datetime
) -> str | None:
    if to.plan_version != message.contact_plan_version:
        words = write_again(session, message, now=now)
    else:
        words = composed(message.key, message.fields, to)
    if words.hindrance is not None:
        return words.hindrance
    return None if message.channel in checks.channels else NO_CARRIER[message.channel]


def _is_within_hours(
    session: WalledSession, message: Message, to: Addressee, *, now: datetime
) -> bool:
    opens_at = earliest_allowed(now, to.hours)
    if opens_at <= now:
        return True
    if opens_at >= message.expires_at:
        give_to_a_person(session, message, MessageState.NOT_SENT, NO_HOURS_LEFT, now=now)
    else:
        _wait_until(session, message, opens_at)
    return False


def _begin_attempt(session: WalledSession, message: Message, *, now: datetime) -> OutgoingMessage:
    """Mark the point of no return, and ask that somebody look whether an answer came."""
    attempt_id = uuid4()
    message.state, message.sending_at, message.attempt_id = MessageState.SENDING, now, attempt_id
    message.attempts += 1
    session.flush()
    post_work(
        session,
        WorkKind.DISPATCH,
        now + ATTEMPT_LASTS,
        compartment_id=message.compartment_id,
    )
    return OutgoingMessage(
        message_id=message.id,
        attempt_id=attempt_id,
        channel=message.channel,
        from_name=message.fields["sender"],
        from_address=message.from_address,
        to_address=message.to_address,
        subject=message.subject,
        text=message.text,
        invitation_ics=message.invitation_ics,
        at=now,
    )


def _settle_unsent(
    session: WalledSession, message: Message, what_next: Fate, reason: str, *, now: datetime
) -> None:
    if what_next is Fate.TRY_AGAIN:
        message.state, message.reason = MessageState.PENDING, reason
        _wait_until(session, message, try_again_at(message.attempts, now))
    elif what_next is Fate.NOBODY_KNOWS:
        give_to_a_person(session, message, MessageState.AMBIGUOUS, NOT_KNOWN, now=now)
    else:
        give_to_a_person(session, message, MessageState.NEEDS_PERSON, reason, now=now)


def _wait_until(session: WalledSession, message: Message, due_at: datetime) -> None:
    message.due_at = due_at
    session.flush()
    post_work(session, WorkKind.DISPATCH, due_at, compartment_id=message.compartment_id)


def _settle(message: Message, state: MessageState, reason: str, *, now: datetime) -> None:
    message.state, message.reason, message.settled_at = state, reason, now
