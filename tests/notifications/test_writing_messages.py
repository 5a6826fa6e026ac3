"""What is written when a visit is booked, moved, cancelled or stands after all."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

from sqlalchemy import select

from casework.contact_plans.rules import Channel, Wording
from casework.tasks.rules import TaskKind
from ethical_walls.work import WorkKind, compartments_with_work
from notifications.messages.actions import (
    supersede_messages_about,
    supersede_messages_of_hearing,
    tell_visit_stands,
    write_pending_again,
)
from notifications.messages.models import Message
from notifications.messages.rules import MessageState
from tests.builders.notifications import (
    SOUTHWARK,
    Reached,
    a_told_witness,
)
from tests.builders.telling import (
    BOOKED,
    MOVED,
    OFF,
    REMINDERS,
    book,
    cancel,
    in_state,
    move,
    moved,
    send,
    tasks,
)
from tests.moment import NOW
from tests.world import World


def london(day: int, hour: int) -> datetime:
    return datetime(2026, 9, day, tzinfo=UTC) + timedelta(hours=hour - 1)


def test_booking_a_visit_tells_of_it_at_once_and_reminds_three_times(world: World) -> None:
    told = a_told_witness(world)
    book(told, told.visit())
    assert [(m.key, m.due_at, m.state) for m in told.messages()] == [
        (BOOKED, NOW, MessageState.PENDING),
        (REMINDERS[0], london(23, 9), MessageState.PENDING),
        (REMINDERS[1], london(27, 9), MessageState.PENDING),
        (REMINDERS[2], london(29, 9), MessageState.PENDING),
    ]
    assert {m.to_address for m in told.messages()} == {"+447700900123"}


def test_each_message_waits_for_a_job_in_its_own_compartment(world: World) -> None:
    told, _noise = a_told_witness(world), a_told_witness(world)
    book(told, told.visit())
    with world.job() as nobody_in_particular:
        due = compartments_with_work(nobody_in_particular, WorkKind.DISPATCH, NOW)
    assert [item.compartment_id for item in due] == [told.compartment_id]


def test_the_same_booking_told_twice_is_written_once(world: World) -> None:
    told = a_told_witness(world)
    facts = told.visit()
    book(told, facts)
    book(told, facts)
    assert [m.key for m in told.messages()] == [BOOKED, *REMINDERS]


def test_a_booking_late_in_the_evening_is_told_in_the_persons_hours(world: World) -> None:
    told = a_told_witness(world)
    book(told, told.visit(), now=london(14, 22))
    assert told.messages()[0].due_at == london(15, 9)


def test_a_discreet_first_date_is_also_told_by_voice(world: World) -> None:
    told = a_told_witness(world)
    book(told, told.visit())
    (task,) = tasks(told)
    assert task.kind is TaskKind.TELL_WITNESS
    assert task.title.startswith("Ring A.Y. about their visit: a discreet message is not enough")
    assert told.messages()[0].state is MessageState.PENDING


def test_a_plain_first_date_needs_no_voice(world: World) -> None:
    told = a_told_witness(world, Reached(wording=Wording.PLAIN))
    book(told, told.visit())
    assert tasks(told) == []
    assert "Snaresbrook Crown Court" in told.messages()[0].text


def test_an_unconfirmed_plan_makes_the_booking_a_call_and_leaves_its_reminders_waiting(
    world: World,
) -> None:
    told = a_told_witness(world, Reached(confirmed_at=None))
    book(told, told.visit())
    first, *later = told.messages()
    assert (first.state, first.reason) == (
        MessageState.NOT_SENT,
        "The contact plan is not confirmed yet",
    )
    assert {m.state for m in later} == {MessageState.PENDING}
    (task,) = tasks(told)
    assert task.kind is TaskKind.MESSAGE_NOT_SENT
    assert "contact plan is not confirmed" in task.title
    assert "Adaeze" not in task.title
    assert NOW <= task.due_at <= london(15, 0)


def test_who_asked_to_be_rung_is_rung(world: World) -> None:
    told = a_told_witness(world, Reached(channel=Channel.PHONE_CALL))
    book(told, told.visit())
    assert told.messages()[0].state is MessageState.NOT_SENT
    assert [task.kind for task in tasks(told)] == [TaskKind.MESSAGE_NOT_SENT]


def test_words_that_would_tell_a_wrong_reader_never_become_a_text(world: World) -> None:
    told = a_told_witness(world, Reached(place_word="outside Snaresbrook station"))
    book(told, told.visit())
    first = told.messages()[0]
    assert first.state is MessageState.NOT_SENT
    assert first.reason == "A discreet message would name a person or the building"
    assert len(tasks(told)) == 1


def test_a_visit_too_near_for_the_agreed_hours_is_told_by_voice(world: World) -> None:
    told = a_told_witness(world, Reached(hours=(time(18), time(20))))
    book(told, told.visit(starts_at=NOW + timedelta(hours=5)))
    (only,) = told.messages()
    assert only.state is MessageState.NOT_SENT
    assert only.reason == "None of the hours agreed is left before it is too late"
    assert tasks(told)[0].due_at == NOW + timedelta(hours=3)


def test_moving_a_visit_takes_back_every_word_of_the_old_date(world: World) -> None:
    told = a_told_witness(world)
    facts = told.visit()
    book(told, facts)
    send(told)
    move(told, moved(facts))
    assert in_state(told, MessageState.SUPERSEDED) == REMINDERS
    assert in_state(told, MessageState.PENDING) == [MOVED, *REMINDERS]
    pending = [m for m in told.messages() if m.state is MessageState.PENDING]
    assert all("7 October 2026" in m.text for m in pending)
    assert not any("30 September" in m.text for m in pending)


def test_moved_and_moved_back_before_anyone_was_told_tells_nobody(world: World) -> None:
    told = a_told_witness(world)
    facts = told.visit()
    book(told, facts)
    send(told)
    move(told, moved(facts))
    back = moved(facts, starts_at=facts.starts_at, ends_at=facts.ends_at)
    move(told, replace(back, version=3))
    assert in_state(told, MessageState.PENDING) == REMINDERS
    assert [m.key for m in told.messages() if m.about_version == 3] == REMINDERS


def test_a_visit_moved_back_after_the_move_was_told_is_told_again(world: World) -> None:
    told = a_told_witness(world)
    facts = told.visit()
    book(told, facts)
    send(told)
    move(told, moved(facts))
    send(told)
    back = moved(facts, starts_at=facts.starts_at, ends_at=facts.ends_at)
    move(told, replace(back, version=3))
    assert in_state(told, MessageState.PENDING) == [MOVED, *REMINDERS]


def test_a_new_building_is_told_by_voice_as_well_as_by_a_discreet_text(world: World) -> None:
    told = a_told_witness(world)
    facts = told.visit()
    book(told, facts)
    send(told)
    before = len(tasks(told))
    move(told, moved(facts, place=SOUTHWARK))
    text = next(m.text for m in told.messages() if m.key is MOVED)
    assert "at a new place" in text
    assert "the usual place" not in text
    assert len(tasks(told)) == before + 1


def test_cancelling_a_visit_takes_back_its_reminders_and_says_it_is_off(world: World) -> None:
    told = a_told_witness(world)
    facts = told.visit()
    book(told, facts)
    send(told)
    cancel(told, replace(facts, version=2))
    assert in_state(told, MessageState.PENDING) == [OFF]
    assert in_state(told, MessageState.SUPERSEDED) == REMINDERS


def test_a_message_going_out_while_its_visit_is_cancelled_is_reported_and_corrected(
    world: World,
) -> None:
    told = a_told_witness(world)
    facts = told.visit()
    book(told, facts)
    with world.job(told.compartment_id) as session:
        first = session.scalars(select(Message).where(Message.key == BOOKED)).one()
        first.state = MessageState.SENDING
        going_out = first.id
        session.commit()
    taken_back = told.act()(supersede_messages_about, facts.visit_id, "It is off", now=NOW)
    assert taken_back.already_going_out == (going_out,)
    assert taken_back.superseded == 3


def test_messages_that_rest_on_an_older_version_of_the_hearing_are_taken_back(
    world: World,
) -> None:
    told, noise = a_told_witness(world), a_told_witness(world)
    book(told, told.visit())
    book(noise, noise.visit())
    told.act()(supersede_messages_of_hearing, told.hearing_id, 2, now=NOW)
    assert {m.state for m in told.messages()} == {MessageState.SUPERSEDED}
    assert {m.state for m in noise.messages()} == {MessageState.PENDING}


def test_that_a_visit_is_off_stays_true_when_its_hearing_moves(world: World) -> None:
    told = a_told_witness(world)
    cancel(told, told.visit())
    told.act()(supersede_messages_of_hearing, told.hearing_id, 2, now=NOW)
    assert in_state(told, MessageState.PENDING) == [OFF]


def test_a_visit_kept_on_a_newer_hearing_is_reminded_of_again_and_not_told_again(
    world: World,
) -> None:
    told = a_told_witness(world)
    facts = told.visit()
    book(told, facts)
    send(told)
    told.act()(supersede_messages_of_hearing, told.hearing_id, 2, now=NOW)
    told.act()(tell_visit_stands, replace(facts, hearing_version=2), now=NOW)
    assert in_state(told, MessageState.PENDING) == REMINDERS
    assert in_state(told, MessageState.SENT) == [BOOKED]


def test_a_visit_that_stands_before_it_was_told_of_is_still_told_of_once(world: World) -> None:
    told = a_told_witness(world)
    facts = told.visit()
    book(told, facts)
    for version in (2, 3):
        told.act()(tell_visit_stands, replace(facts, hearing_version=version), now=NOW)
    told.hearing_is_now(3)
    assert in_state(told, MessageState.PENDING) == [BOOKED, *REMINDERS]
    assert len(send(told).handed) == 1


def test_a_visit_taken_back_before_it_was_told_of_is_told_of_when_it_stands_after_all(
    world: World,
) -> None:
    told = a_told_witness(world)
    facts = told.visit()
    book(told, facts)
    told.act()(supersede_messages_of_hearing, told.hearing_id, 2, now=NOW)
    told.act()(tell_visit_stands, replace(facts, hearing_version=3), now=NOW)
    assert in_state(told, MessageState.PENDING) == [BOOKED, *REMINDERS]


def test_a_visit_given_to_a_person_to_tell_is_not_given_to_them_again_when_it_stands(
    world: World,
) -> None:
    told = a_told_witness(world, Reached(confirmed_at=None))
    facts = told.visit()
    book(told, facts)
    told.act()(tell_visit_stands, replace(facts, hearing_version=2), now=NOW)
    assert in_state(told, MessageState.NOT_SENT) == [BOOKED]
    assert len(tasks(told)) == 1


def test_a_new_contact_plan_changes_every_message_that_still_waits(world: World) -> None:
    told = a_told_witness(world, Reached(wording=Wording.PLAIN))
    book(told, told.visit())
    send(told)
    told.reached_now(Reached(address="+447700900999", hours=(time(12), time(14))), version=2)
    told.act()(write_pending_again, told.witness_id, now=NOW)
    sent, *waiting = told.messages()
    assert sent.to_address == "+447700900123"
    assert {m.to_address for m in waiting} == {"+447700900999"}
    assert not any("court" in m.text.casefold() for m in waiting)
    assert {m.due_at for m in waiting} == {london(23, 12), london(27, 12), london(29, 12)}
