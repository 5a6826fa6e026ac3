"""Texts that wait while what came from their number waits to be read (decision 16)."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

from casework.tasks.actions import finish_task
from casework.witnesses.models import Witness
from notifications.messages.rules import HELD, MessageKey, MessageState
from notifications.replies.actions import answer_reply
from notifications.replies.words import ReplyKind
from tests.builders.notifications import VISIT_AT, Told, a_plan
from tests.builders.telling import (
    BOOKED,
    PLAIN,
    REMINDERS,
    book,
    booked,
    in_state,
    rung_about,
    send,
)
from tests.moment import NOW
from tests.notifications.test_replies import texts
from tests.world import World

OTHER_HANDS = "he has my phone help me"
READ = "Read a text from the phone of A.Y. at once: texts to it wait"
WEEK_BEFORE = VISIT_AT.replace(hour=8, minute=0) - timedelta(days=7)
DAY_BEFORE = VISIT_AT.replace(hour=8, minute=0) - timedelta(days=1)


def reminder(told: Told, key: MessageKey) -> tuple[MessageState, str]:
    (found,) = [message for message in told.messages() if message.key is key]
    return found.state, found.reason


def test_what_waits_for_a_number_is_held_until_somebody_has_read_what_came_from_it(
    world: World,
) -> None:
    told = booked(world)
    send(told)
    (reply,) = texts(told, OTHER_HANDS)
    assert (reply.kind, reply.words, reply.holds) == (
        ReplyKind.HOLDING,
        OTHER_HANDS,
        PLAIN.address,
    )
    assert reply.answer_by == reply.received_at
    assert rung_about(told) == [READ]
    assert send(told, WEEK_BEFORE).handed == []
    assert reminder(told, REMINDERS[0]) == (MessageState.PENDING, HELD)
    told.act()(answer_reply, reply.id, now=WEEK_BEFORE + timedelta(hours=1))
    assert len(send(told, WEEK_BEFORE + timedelta(hours=1)).handed) == 1
    assert reminder(told, REMINDERS[0]) == (MessageState.SENT, "")


def test_a_hold_that_one_text_ends_stands_while_another_holds_too(world: World) -> None:
    told = booked(world)
    send(told)
    texts(told, OTHER_HANDS)
    texts(told, "wrong number", hours=2)
    send(told, WEEK_BEFORE)
    _, other, _ = sorted(texts(told, "Thanks", hours=3), key=lambda reply: reply.received_at)
    told.act()(finish_task, other.task_id, now=WEEK_BEFORE)
    assert send(told, WEEK_BEFORE + timedelta(hours=1)).handed == []
    assert reminder(told, REMINDERS[0]) == (MessageState.PENDING, HELD)


def test_the_day_befores_is_not_sent_and_a_person_is_asked_at_once(world: World) -> None:
    told = booked(world)
    send(told)
    texts(told, OTHER_HANDS)
    assert send(told, DAY_BEFORE).handed == []
    assert reminder(told, REMINDERS[2]) == (MessageState.NOT_SENT, HELD)
    assert any("about their visit: what came from this number" in t for t in rung_about(told))


def test_what_is_held_past_its_use_is_told_by_voice(world: World) -> None:
    told = booked(world)
    texts(told, OTHER_HANDS)
    assert send(told, NOW + timedelta(hours=2)).handed == []
    assert BOOKED in in_state(told, MessageState.PENDING)
    send(told, VISIT_AT - timedelta(hours=1))
    assert BOOKED in in_state(told, MessageState.EXPIRED)
    assert any("it could not leave in time" in title for title in rung_about(told))


def test_what_is_written_while_a_number_is_held_is_told_by_voice(world: World) -> None:
    told = booked(world)
    texts(told, OTHER_HANDS)
    book(told, told.visit(), NOW + timedelta(hours=2))
    assert [m.reason for m in told.messages() if m.state is MessageState.NOT_SENT] == [HELD]


def test_another_number_is_not_held(world: World) -> None:
    told = booked(world)
    texts(told, OTHER_HANDS)
    told.reached_now(replace(PLAIN, address="+447700900888"), version=2)
    (handed,) = send(told, NOW + timedelta(hours=2)).handed
    assert handed.to_address == "+447700900888"


def test_a_phone_that_two_of_one_side_share_is_held_for_both(world: World) -> None:
    told = booked(world)
    send(told)
    with world.job(told.compartment_id) as session:
        one = session.get_one(Witness, told.witness_id)
        same = {c.key: getattr(one, c.key) for c in Witness.__table__.columns}
        another = Witness(**same | {"id": uuid4(), "request_id": uuid4(), "initials": "B.Z."})
        session.add(another)
        session.flush()
        session.add(a_plan(told.compartment_id, another.id, PLAIN, 1))
        session.commit()
    texts(told, OTHER_HANDS)
    assert len([title for title in rung_about(told) if title.startswith("Read a text")]) == 2
    assert send(told, WEEK_BEFORE).handed == []
