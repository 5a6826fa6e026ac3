"""Taking in what witnesses text, having it answered, and sealing words that are evidence."""

from collections.abc import Callable, Collection
from datetime import datetime
from uuid import UUID

from sqlalchemy import update

from casework.acting import acting_account
from casework.tasks.actions import finish_task, open_task
from casework.tasks.rules import NewTask, TaskKind
from casework.witnesses.models import Witness
from casework.witnesses.queries import witness_of
from ethical_walls.carrier_words.actions import SaidIn, TextThatCame, seal_words, texts_that_wait
from ethical_walls.sessions import WalledSession
from notifications.messages.holding import let_go_what_was_held
from notifications.messages.models import Message
from notifications.opt_outs.actions import Stop, start_texts, stop_texts
from notifications.opt_outs.rules import SaidBy
from notifications.replies.models import Reply
from notifications.replies.queries import last_asked, reply_to_change
from notifications.replies.rules import (
    RUNG_AFTER_A_YES,
    NothingToSeal,
    answer_by,
    cause_of_task,
)
from notifications.replies.words import ReplyKind, read_reply

ASKS = {
    ReplyKind.NO: "Ring {initials}: they texted no to what they were last asked",
    ReplyKind.WORDS: "Answer {initials}: they sent a text",
    ReplyKind.PRESSING: "Ring {initials} today: they sent a text that may not wait",
    ReplyKind.HOLDING: "Read a text from the phone of {initials} at once: texts to it wait",
    ReplyKind.HELP: "Ring {initials}: they texted for help",
    ReplyKind.UNSURE: "Ring {initials}: a text came from a phone that they share",
}
"""What a reply asks of the caseworker; a text's own words never stand in a task's title."""
DatesAhead = Callable[[WalledSession, Witness, datetime], Collection[datetime]]
"""When an answer to a witness comes too late: who knows visits and hearings says so."""
RING_TO_CHOOSE = "Ring {initials}: they texted yes to a choice of times"


def take_in_texts(session: WalledSession, dates_ahead: DatesAhead, *, now: datetime) -> None:
    """Make replies of the texts that wait in this job's compartment.

    What stops, starts and holds texts is the phone's and so counts for all who are reached at it.
    A yes, a no and other words are one person's: where two of one side share the phone, somebody
    rings.
    """
    for came in texts_that_wait(session):
        kind = read_reply(came.words)
        if kind not in {*OF_THE_PHONE, ReplyKind.HOLDING} and len(came.witness_ids) > 1:
            kind = ReplyKind.UNSURE
        for witness_id in came.witness_ids:
            reply = _take_in(session, came, kind, witness_of(session, witness_id), now=now)
            _ask_to_answer(session, reply, dates_ahead, now=now)


def answer_reply(session: WalledSession, reply_id: UUID, *, now: datetime) -> Reply:
    """Say that a reply was answered: its task is done with that.

    Raises:
        ReplyNotFound: There is no such reply in view.
        TaskAlreadyDone: Somebody was first.
    """
    reply = reply_to_change(session, reply_id)
    if reply.task_id is not None:
        finish_task(session, reply.task_id, now=now)
    return reply


def mark_answered(session: WalledSession, task_id: UUID, *, now: datetime) -> None:
    """A task is done; if it was to answer a reply, that one is answered, and holds no more."""
    answered = session.scalars(
        update(Reply)
        .where(Reply.task_id == task_id, Reply.answered_at.is_(None))
        .values(answered_at=now, answered_by=acting_account(session))
        .returning(Reply),
        execution_options={"synchronize_session": "fetch"},
    ).all()
    for reply in answered:
        if reply.holds:
            let_go_what_was_held(session, reply.witness_id, now=now)


def seal_reply(session: WalledSession, reply_id: UUID, *, now: datetime) -> Reply:
    """Take a reply's words off the page: only a team leader of that side reads them from then on.

    Raises:
        ReplyNotFound: There is no such reply in view.
        NothingToSeal: It has no words, or they are sealed already.
    """
    reply = reply_to_change(session, reply_id)
    if reply.sealed_at is not None or not reply.words:
        raise NothingToSeal(reply_id)
    said_in = SaidIn(Reply.__tablename__, reply.compartment_id, reply.id)
    seal_words(session, said_in, reply.words, now=now)
    reply.words, reply.sealed_at, reply.sealed_by = "", now, acting_account(session)
    session.flush()
    return reply


def _take_in(
    session: WalledSession, came: TextThatCame, kind: ReplyKind, witness: Witness, *, now: datetime
) -> Reply:
    asked = _answered_by(session, came, kind, witness)
    if kind is ReplyKind.YES and asked is None:
        kind = ReplyKind.WORDS
    reply = Reply(
        compartment_id=witness.compartment_id,
        witness_id=witness.id,
        message_id=asked.id if asked else None,
        kind=kind,
        words=came.words,
        received_at=came.received_at,
        carrier_reference=came.reference,
        holds=came.number if kind is ReplyKind.HOLDING else "",
    )
    session.add(reply)
    session.flush()
    if kind in OF_THE_PHONE:
        OF_THE_PHONE[kind](session, witness.id, came.number, now)
    return reply


def _answered_by(
    session: WalledSession, came: TextThatCame, kind: ReplyKind, witness: Witness
) -> Message | None:
    if kind not in {ReplyKind.YES, ReplyKind.NO}:
        return None
    return last_asked(session, witness.id, came.number, came.received_at)


def _ask_to_answer(
    session: WalledSession, reply: Reply, dates_ahead: DatesAhead, *, now: datetime
) -> None:
    """Open the task that a text asks for, if it asks for one, due before it comes too late."""
    asked = session.get_one(Message, reply.message_id) if reply.message_id else None
    title = _asks(reply.kind, asked)
    if title is None:
        return
    witness = witness_of(session, reply.witness_id)
    too_late = [*dates_ahead(session, witness, reply.received_at)]
    too_late += [asked.expires_at] if asked else []
    reply.answer_by = answer_by(reply.kind, reply.received_at, too_late)
    task = NewTask(
        witness_id=witness.id,
        kind=TaskKind.CONTACT_WITNESS,
        title=title.format(initials=witness.initials),
        cause=cause_of_task(reply.id),
        due_at=reply.answer_by,
    )
    reply.task_id = open_task(session, task, now=now).id
    session.flush()


def _asks(kind: ReplyKind, asked: Message | None) -> str | None:
    """The title of the task that a text asks for; a yes asks for one where a call was promised."""
    if kind is ReplyKind.YES and asked is not None and asked.key in RUNG_AFTER_A_YES:
        return RING_TO_CHOOSE
    return ASKS.get(kind)


def _stop(session: WalledSession, witness_id: UUID, number: str, now: datetime) -> None:
    stop_texts(session, Stop(witness_id, number, SaidBy.THE_PERSON), now=now)


def _start(session: WalledSession, witness_id: UUID, number: str, now: datetime) -> None:
    start_texts(session, witness_id, number, now=now)


OF_THE_PHONE: dict[ReplyKind, Callable[[WalledSession, UUID, str, datetime], None]] = {
    ReplyKind.STOP: _stop,
    ReplyKind.START: _start,
}
"""What is said by the phone and not by a person: it holds for everybody who is reached at it."""
