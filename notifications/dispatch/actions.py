"""Claiming a message, checking it once more, and handing it over."""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from uuid import uuid4

from casework.contact_plans.rules import Channel
from courts.london_time import spoken
from ethical_walls.carrier_words.actions import attempt_begun
from ethical_walls.sessions import WalledSession
from notifications.carriers.outgoing import (
    Answer,
    Carrier,
    Fault,
    OutgoingMessage,
    Refused,
    Unknown,
)
from notifications.dispatch.acting import Act
from notifications.dispatch.queries import current_hearing_version, next_due, others_due_about
from notifications.dispatch.resting import Rests
from notifications.dispatch.rules import (
    ATTEMPT_LASTS,
    NO_CARRIER,
    Outcome,
    rests_on_hearing,
    rests_until,
)
from notifications.dispatch.settling import (
    ask_what_became,
    doubt_of,
    look_again_at,
    outgoing_of,
    record_outcome,
    settle_attempts_without_answer,
    wait_until,
)
from notifications.messages.actions import give_to_a_person, write_again
from notifications.messages.addressing import to_whom
from notifications.messages.models import Message
from notifications.messages.planning import NO_HOURS_LEFT, Addressee, composed
from notifications.messages.rules import (
    HELD,
    LAST_CALL,
    MessageState,
    PlanStanding,
    earliest_allowed,
    is_overtaken,
    latest_allowed,
)

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Checks:
    """What is asked again in the transaction that claims a message.

    Attributes:
        is_still_true: Whether what the message says of a visit still holds; who knows visits
            answers, since messages and visits are strangers.
        sending_is_on: The kill switch: while it says no, messages wait and none leaves.
        channels: The channels that have a carrier.
        rests: Which of the carriers are left alone for now.
    """

    is_still_true: Callable[[WalledSession, Message], bool]
    sending_is_on: Callable[[], bool]
    channels: frozenset[Channel]
    rests: Rests = field(default_factory=Rests)


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
    doubts = {channel: doubt_of(carrier) for channel, carrier in carriers.items()}
    act(settle_attempts_without_answer, doubts, now=clock())
    ask_what_became(act, carriers, clock=clock)
    handed_over = 0
    while (outgoing := act(claim_next, checks, now=clock())) is not None:
        carrier = carriers[outgoing.channel]
        answer = _hand_over(carrier, outgoing)
        _let_rest(carrier, outgoing.channel, answer, checks.rests, now=clock())
        outcome = Outcome(outgoing, carrier.name, answer, doubts[outgoing.channel])
        act(record_outcome, outcome, now=clock())
        handed_over += 1
    return handed_over


def claim_next(session: WalledSession, checks: Checks, *, now: datetime) -> OutgoingMessage | None:
    """Claim the next message that may leave; those that may not are settled on the way.

    The commit of *sending* is the point of no return (design section 6).
    """
    if not checks.sending_is_on():
        return None
    resting = checks.rests.resting(now)
    while (message := next_due(session, now, resting)) is not None:
        to = _may_leave_to(session, message, checks, now=now)
        if to is not None:
            return _begin_attempt(session, message, to, now=now)
        session.flush()
    return None


def _hand_over(carrier: Carrier, outgoing: OutgoingMessage) -> Answer:
    try:
        return carrier.send(outgoing)
    except Exception as failure:  # noqa: BLE001 - whatever went wrong, it may have been sent
        return Unknown(f"The carrier failed: {type(failure).__name__}")


def _let_rest(
    carrier: Carrier, channel: Channel, answer: Answer, rests: Rests, *, now: datetime
) -> None:
    """Leave a carrier alone where its answer would be the same for every message."""
    until = rests_until(answer, now)
    if until is None:
        return
    rests.begin(channel, until)
    if isinstance(answer, Refused) and answer.fault is Fault.OURS:
        log.error(
            "carrier %s refuses us: look at its settings; it rests until %s, and what waits for it"
            " stays pending",
            carrier.name,
            spoken(until),
        )
    else:
        log.warning("carrier %s asks for time: it rests until %s", carrier.name, spoken(until))


def _may_leave_to(
    session: WalledSession, message: Message, checks: Checks, *, now: datetime
) -> Addressee | None:
    if _is_settled_by_time(session, message, now=now):
        return None
    if not _is_true(session, message, checks):
        _settle(message, MessageState.SUPERSEDED, "It is no longer true", now=now)
        return None
    to = to_whom(session, message.witness_id)
    if to.standing is PlanStanding.HELD:
        _hold(session, message, now=now)
        return None
    hindrance = _hindrance(session, message, to, checks, now=now)
    if hindrance is not None:
        give_to_a_person(session, message, MessageState.NOT_SENT, hindrance, now=now)
        return None
    return to if _is_within_hours(session, message, to, now=now) else None


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


def _hold(session: WalledSession, message: Message, *, now: datetime) -> None:
    """Let a message wait until somebody has read what came from its number.

    The day before's is not sent either: a lapsed re-confirmation is our own delay, this a sign
    that a text may do harm. Nor may it wait in silence: a person is asked at once (decision 16).
    """
    if message.key in LAST_CALL:
        give_to_a_person(session, message, MessageState.NOT_SENT, HELD, now=now)
        return
    message.reason = HELD
    wait_until(session, message, message.expires_at)


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
        wait_until(session, message, opens_at)
    return False


def _begin_attempt(
    session: WalledSession, message: Message, to: Addressee, *, now: datetime
) -> OutgoingMessage:
    """Mark the point of no return, and ask that somebody look whether an answer came."""
    attempt_id = uuid4()
    message.state, message.sending_at, message.attempt_id = MessageState.SENDING, now, attempt_id
    message.attempts += 1
    session.flush()
    attempt_begun(session, attempt_id)
    look_again_at(session, message, now + ATTEMPT_LASTS)
    until = min(message.expires_at, latest_allowed(now, to.hours))
    return replace(outgoing_of(message, attempt_id, now), until=until)


def _settle(message: Message, state: MessageState, reason: str, *, now: datetime) -> None:
    message.state, message.reason, message.settled_at = state, reason, now
