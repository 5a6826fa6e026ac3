"""What witnesses text back: read, answered, sealed, stopped, and shown beside the date."""

from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select

from casework.tasks.actions import finish_task
from casework.tasks.models import Task
from casework.witnesses.models import Witness
from courts.london_time import end_of_london_day
from ethical_walls.sessions import WalledSession
from ethical_walls.viewers import NOBODY
from notifications.messages.rules import MessageState
from notifications.opt_outs.models import OptOut
from notifications.replies.actions import answer_reply, seal_reply
from notifications.replies.models import Reply
from notifications.replies.queries import acknowledgements, replies_of
from notifications.replies.rules import (
    Acknowledgement,
    NothingToSeal,
    answer_by,
)
from notifications.replies.words import ReplyKind
from tests.builders.notifications import PLAIN_EMAIL, Told, a_plan, a_told_witness
from tests.builders.telling import PLAIN, book, booked, first, move, moved, rung_about, send
from tests.moment import NOW
from tests.world import World
from witness_app.carrier_words import take_in_carrier_words, text_came

NUMBER = "+447700900123"
ASKED = Acknowledgement


DAY_AFTER = end_of_london_day((NOW + timedelta(days=1)).date())
TODAY = end_of_london_day(NOW.date())


@pytest.mark.parametrize(
    ("kind", "of_use_until", "by"),
    [
        (ReplyKind.WORDS, [], DAY_AFTER),
        (ReplyKind.WORDS, [NOW + timedelta(hours=30)], NOW + timedelta(hours=30)),
        (
            ReplyKind.WORDS,
            [NOW + timedelta(days=3), NOW + timedelta(hours=2)],
            NOW.replace(hour=10),
        ),
        (ReplyKind.WORDS, [NOW - timedelta(hours=1)], DAY_AFTER),
        (ReplyKind.WORDS, [NOW], NOW),
        (ReplyKind.YES, [NOW + timedelta(hours=5)], NOW + timedelta(hours=5)),
        (ReplyKind.NO, [], TODAY),
        (ReplyKind.HELP, [], TODAY),
        (ReplyKind.UNSURE, [], TODAY),
        (ReplyKind.PRESSING, [], TODAY),
        (ReplyKind.PRESSING, [NOW + timedelta(hours=5)], NOW + timedelta(hours=5)),
        (ReplyKind.HOLDING, [NOW + timedelta(hours=5)], NOW),
    ],
)
def test_a_text_is_answered_in_its_time_and_never_after_an_answer_is_of_use(
    kind: ReplyKind, of_use_until: list[datetime], by: datetime
) -> None:
    assert answer_by(kind, NOW, of_use_until) == by


def texts(told: Told, words: str, hours: int = 1, number: str = NUMBER) -> list[Reply]:
    """Let a text come, and its side's job take it in; what the witness has texted by then."""
    at = NOW + timedelta(hours=hours)
    with told.world.session(NOBODY) as session:
        text_came(session, f"SM{words}{hours}", number, words, now=at)
        session.commit()
    told.act()(take_in_carrier_words, now=at)
    with told.world.job(told.compartment_id) as session:
        found = replies_of(session, told.witness_id)
        session.expunge_all()
        return found


def stands(told: Told, about_id: UUID) -> Acknowledgement | None:
    with told.world.job(told.compartment_id) as session:
        found = acknowledgements(session, [about_id]).get(about_id)
        return found.standing if found else None


def test_a_yes_and_a_no_answer_what_was_asked_last_and_the_latest_counts(world: World) -> None:
    told = booked(world)
    about_id = first(told).about_id
    assert stands(told, about_id) is None
    send(told)
    assert stands(told, about_id) is ASKED.NOT_YET
    (reply,) = texts(told, "Yes")
    assert (reply.kind, reply.message_id) == (ReplyKind.YES, first(told).id)
    assert (reply.task_id, reply.answer_by) == (None, None)
    assert stands(told, about_id) is ASKED.ACKNOWLEDGED
    assert rung_about(told) == []
    texts(told, "No", hours=2)
    assert stands(told, about_id) is ASKED.CANNOT_COME
    assert rung_about(told) == ["Ring A.Y.: they texted no to what they were last asked"]


def test_a_date_told_by_email_is_rung_and_waits_for_no_reply_to_the_email(world: World) -> None:
    told = booked(world, PLAIN_EMAIL)
    about_id = first(told).about_id
    send(told)
    assert "reply" not in first(told).text.replace("Nobody reads replies", "").lower()
    assert stands(told, about_id) is ASKED.NOT_YET


def test_a_yes_to_the_old_day_is_none_to_the_new(world: World) -> None:
    told = a_told_witness(world, PLAIN)
    visit = told.visit()
    book(told, visit)
    send(told)
    texts(told, "Yes")
    later = NOW + timedelta(hours=2)
    move(told, moved(visit), later)
    assert stands(told, visit.visit_id) is ASKED.ACKNOWLEDGED
    send(told, later)
    assert stands(told, visit.visit_id) is ASKED.NOT_YET
    texts(told, "Ok", hours=3)
    assert stands(told, visit.visit_id) is ASKED.ACKNOWLEDGED


def test_a_yes_to_nothing_is_words_for_a_person(world: World) -> None:
    told = a_told_witness(world, PLAIN)
    (reply,) = texts(told, "Yes")
    assert reply.kind is ReplyKind.WORDS
    assert rung_about(told) == ["Answer A.Y.: they sent a text"]


def test_words_wait_for_an_answer_until_their_task_is_done(world: World) -> None:
    told = booked(world)
    (reply,) = texts(told, "Can I bring my sister?")
    assert (reply.words, reply.kind) == ("Can I bring my sister?", ReplyKind.WORDS)
    assert reply.answer_by == answer_by(ReplyKind.WORDS, reply.received_at, [])
    assert all("sister" not in title for title in rung_about(told))
    later = NOW + timedelta(hours=5)
    told.act()(answer_reply, reply.id, now=later)
    (answered,) = texts(told, "", number="+447700900999")
    assert answered.answered_at == later


def test_who_does_the_task_has_answered_the_text(world: World) -> None:
    told = booked(world)
    (reply,) = texts(told, "Where is it?")
    told.act()(finish_task, reply.task_id, now=NOW + timedelta(hours=2))
    with told.world.job(told.compartment_id) as session:
        assert session.get_one(Reply, reply.id).answered_at == NOW + timedelta(hours=2)


def test_the_same_text_told_twice_is_one(world: World) -> None:
    told = booked(world)
    texts(told, "Hello")
    assert len(texts(told, "Hello")) == 1
    assert len(rung_about(told)) == 1


def test_stop_holds_for_the_number_until_start_or_another_number(world: World) -> None:
    told = booked(world)
    texts(told, "STOP")
    texts(told, "stop", hours=2)
    asked = "Agree another way to reach A.Y.: they want no more texts"
    assert rung_about(told) == [asked]
    carrier = send(told, NOW + timedelta(hours=3))
    assert carrier.handed == []
    assert first(told).state is MessageState.NOT_SENT
    assert first(told).reason == "The person asked for no more messages at this number"
    texts(told, "START", hours=4)
    with world.job(told.compartment_id) as session:
        (opt_out,) = session.scalars(select(OptOut)).all()
        assert (opt_out.stopped_at, opt_out.ended_at) == (
            NOW + timedelta(hours=1),
            NOW + timedelta(hours=4),
        )
    assert len(send(told, NOW + timedelta(days=9)).handed) == 1


def test_another_number_is_not_stopped(world: World) -> None:
    told = booked(world)
    texts(told, "STOP")
    told.reached_now(replace(PLAIN, address="+447700900888"), version=2)
    (handed,) = send(told, NOW + timedelta(hours=2)).handed
    assert handed.to_address == "+447700900888"


def test_two_of_one_side_at_one_phone_are_both_rung_and_neither_is_thought_to_have_answered(
    world: World,
) -> None:
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
    assert [reply.kind for reply in texts(told, "Yes")] == [ReplyKind.UNSURE]
    assert rung_about(told) == [
        "Ring A.Y.: a text came from a phone that they share",
        "Ring B.Z.: a text came from a phone that they share",
    ]
    assert stands(told, first(told).about_id) is ASKED.NOT_YET


def test_sealed_words_leave_the_page_for_good(world: World) -> None:
    told = booked(world)
    (reply,) = texts(told, "I saw him do it")
    told.act()(seal_reply, reply.id, now=NOW + timedelta(hours=2))
    with told.world.job(told.compartment_id) as session:
        sealed = session.get_one(Reply, reply.id)
        assert (sealed.words, sealed.sealed_at) == ("", NOW + timedelta(hours=2))
    with pytest.raises(NothingToSeal):
        told.act()(seal_reply, reply.id, now=NOW + timedelta(hours=3))


def test_a_text_for_one_side_is_nothing_to_the_other(world: World) -> None:
    told = booked(world)
    other = booked(world, replace(PLAIN, address="+447700900777"))
    before = rows_of(other)
    for words in ("Yes", "STOP", "I need to talk"):
        texts(told, words)
        other.act()(take_in_carrier_words, now=NOW)
    assert rows_of(other) == before


def rows_of(told: Told) -> list[str]:
    def read(session: WalledSession) -> list[str]:
        tasks = session.scalars(select(Task.title)).all()
        replies = session.scalars(select(Reply.words)).all()
        return [*tasks, *replies, *(m.state for m in told.messages())]

    with told.world.job(told.compartment_id) as session:
        return read(session)
