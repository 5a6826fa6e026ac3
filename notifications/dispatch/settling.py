"""Settling what became of an attempt: by the carrier's answer, by its list, or by a person."""

from collections.abc import Callable, Mapping
from datetime import datetime
from uuid import UUID

from casework.contact_plans.rules import Channel
from casework.tellings.actions import show_what_a_message_told
from ethical_walls.carrier_words.actions import has_reference
from ethical_walls.sessions import WalledSession
from ethical_walls.work import WorkKind, post_work
from notifications.carriers.outgoing import (
    Accepted,
    Carrier,
    Held,
    OutgoingMessage,
    RememberingCarrier,
    Standing,
    Unknown,
)
from notifications.carriers.twilio_codes import OPTED_OUT, why_not_delivered
from notifications.dispatch.acting import Act
from notifications.dispatch.queries import attempted, attempts_to_ask_about, attempts_without_answer
from notifications.dispatch.rules import (
    BEING_ASKED,
    LOOKS,
    NO_TRACE,
    NOT_KNOWN,
    Doubt,
    Fate,
    Outcome,
    fate,
    looks_for_at,
    try_again_at,
)
from notifications.messages.actions import give_to_a_person
from notifications.messages.links import forget_link
from notifications.messages.models import Message
from notifications.messages.rules import AboutKind, MessageState
from notifications.opt_outs.actions import Stop, stop_texts
from notifications.opt_outs.rules import SaidBy

SETTLES_TO = {
    Standing.ON_ITS_WAY: MessageState.SENT,
    Standing.SENT: MessageState.SENT,
    Standing.DELIVERED: MessageState.DELIVERED,
    Standing.FAILED: MessageState.UNDELIVERED,
}
COMES_FROM = {
    MessageState.SENT: frozenset({MessageState.SENDING, MessageState.AMBIGUOUS}),
    MessageState.DELIVERED: frozenset(
        {MessageState.SENDING, MessageState.AMBIGUOUS, MessageState.SENT}
    ),
    MessageState.UNDELIVERED: frozenset(
        {MessageState.SENDING, MessageState.AMBIGUOUS, MessageState.SENT}
    ),
}
"""From where a carrier's word moves a message; what is final never moves (notifications 3.2)."""


def doubt_of(carrier: Carrier) -> Doubt:
    """Who settles an attempt of this carrier's whose outcome is unknown."""
    return Doubt.THE_CARRIER if isinstance(carrier, RememberingCarrier) else Doubt.A_PERSON


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
        forget_link(message)
        _date_was_told(session, message)
        if message.channel is Channel.SMS:
            has_reference(session, outgoing.attempt_id, answer.reference)
        return
    what_next = fate(message.channel, answer)
    if what_next is Fate.NOBODY_KNOWS:
        _settle_doubt(session, message, outcome.doubt, now=now)
    else:
        _settle_unsent(session, message, what_next, answer.reason, now=now)


def settle_attempts_without_answer(
    session: WalledSession, doubts: Mapping[Channel, Doubt], *, now: datetime
) -> None:
    """Find attempts that a crash cut off: an e-mail goes again, a text is asked about."""
    for message in attempts_without_answer(session, now):
        cut_off = Unknown("The attempt was cut off")
        what_next = fate(message.channel, cut_off)
        if what_next is Fate.NOBODY_KNOWS:
            doubt = doubts.get(message.channel, Doubt.A_PERSON)
            _settle_doubt(session, message, doubt, now=now)
        else:
            _settle_unsent(session, message, what_next, cut_off.reason, now=now)


def ask_what_became(
    act: Act, carriers: Mapping[Channel, Carrier], *, clock: Callable[[], datetime]
) -> None:
    """Ask carriers that remember, outside any transaction, about attempts nobody answered for."""
    for outgoing in act(questions, now=clock()):
        carrier = carriers.get(outgoing.channel)
        held = carrier.held(outgoing) if isinstance(carrier, RememberingCarrier) else None
        act(settle_by_list, outgoing, held, now=clock())


def questions(session: WalledSession, *, now: datetime) -> list[OutgoingMessage]:
    """The attempts in doubt whose carrier is to be asked by now, as they were handed over."""
    return [
        outgoing_of(message, message.attempt_id, message.sending_at)
        for message in attempts_to_ask_about(session)
        if message.attempt_id is not None
        and message.sending_at is not None
        and looks_for_at(message.sending_at, message.looks) <= now
    ]


def settle_by_list(
    session: WalledSession,
    outgoing: OutgoingMessage,
    held: tuple[Held, ...] | None,
    *,
    now: datetime,
) -> None:
    """Settle a doubt by what the carrier holds; what it holds for others is not counted.

    Twice found with nothing, or twice not answered, it is a person's to settle: it is never sent
    again (design section 6).
    """
    message = attempted(session, outgoing.message_id, outgoing.attempt_id)
    if message is None or message.state is not MessageState.AMBIGUOUS:
        return
    for one in held or ():
        if has_reference(session, outgoing.attempt_id, one.reference):
            settle_as_held(session, message, one, now=now)
            return
    message.looks += 1
    if message.looks < LOOKS:
        look_again_at(session, message, looks_for_at(outgoing.at, message.looks))
    else:
        why = NOT_KNOWN if held is None else NO_TRACE
        give_to_a_person(session, message, MessageState.AMBIGUOUS, why, now=now)


def settle_as_held(session: WalledSession, message: Message, held: Held, *, now: datetime) -> None:
    """Bring a message to what its carrier says of it, never back from what is final."""
    state = SETTLES_TO[held.standing]
    if message.state not in COMES_FROM[state]:
        return
    message.carrier_reference, message.reason = held.reference, ""
    if state is MessageState.UNDELIVERED:
        _settle_undelivered(session, message, held.code, now=now)
        return
    message.state, message.settled_at = state, now
    _date_was_told(session, message)
    if state is MessageState.DELIVERED:
        message.delivered_at = now


def _date_was_told(session: WalledSession, message: Message) -> None:
    """The date that a message told may stand on its reader's own page."""
    if message.about_kind is AboutKind.HEARING:
        show_what_a_message_told(
            session, message.witness_id, message.about_id, message.about_version
        )


def outgoing_of(message: Message, attempt_id: UUID, at: datetime) -> OutgoingMessage:
    """A message as one attempt hands it over."""
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
        at=at,
    )


def look_again_at(session: WalledSession, message: Message, at: datetime) -> None:
    """Ask for the dispatcher in this message's compartment at an instant."""
    post_work(session, WorkKind.DISPATCH, at, compartment_id=message.compartment_id)


def wait_until(session: WalledSession, message: Message, due_at: datetime) -> None:
    """Let a message wait for an instant."""
    message.due_at = due_at
    session.flush()
    look_again_at(session, message, due_at)


def _settle_doubt(session: WalledSession, message: Message, doubt: Doubt, *, now: datetime) -> None:
    """Let the carrier be asked, where it remembers and its word still comes in time."""
    asked_last_at = looks_for_at(message.sending_at or now, LOOKS - 1)
    if doubt is Doubt.THE_CARRIER and asked_last_at < message.expires_at:
        message.state, message.reason = MessageState.AMBIGUOUS, BEING_ASKED
        session.flush()
        look_again_at(session, message, looks_for_at(message.sending_at or now, 0))
        return
    message.looks = LOOKS
    give_to_a_person(session, message, MessageState.AMBIGUOUS, NOT_KNOWN, now=now)


def _settle_unsent(
    session: WalledSession, message: Message, what_next: Fate, reason: str, *, now: datetime
) -> None:
    if what_next is Fate.TRY_AGAIN:
        message.state, message.reason = MessageState.PENDING, reason
        wait_until(session, message, try_again_at(message.attempts, now))
    elif what_next is Fate.STOP:
        give_to_a_person(session, message, MessageState.NOT_SENT, reason, now=now)
        _stop(session, message, now=now)
    else:
        give_to_a_person(session, message, MessageState.NEEDS_PERSON, reason, now=now)


def _settle_undelivered(
    session: WalledSession, message: Message, code: str, *, now: datetime
) -> None:
    why = why_not_delivered(code)
    give_to_a_person(session, message, MessageState.UNDELIVERED, why, now=now)
    if code == str(OPTED_OUT):
        _stop(session, message, now=now)


def _stop(session: WalledSession, message: Message, *, now: datetime) -> None:
    stop = Stop(message.witness_id, message.to_address, SaidBy.THE_CARRIER)
    stop_texts(session, stop, now=now)
