from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

import pytest
from sqlalchemy import select

from casework.contact_plans.rules import CalendarWanted, Channel, Wording
from casework.tasks.models import Task
from casework.tasks.rules import TaskKind
from courts.hearings.rules import Certainty, HearingKind, Listing
from ethical_walls.work import WorkKind, compartments_with_work
from notifications.calendar_invitations.rules import read
from notifications.dispatch.actions import dispatch_due
from notifications.messages.actions import (
    plan_hearing_messages,
    plan_visit_messages,
    supersede_messages_about,
    supersede_messages_of_hearing,
    tell_visit_cancelled,
    tell_visit_moved,
    tell_visit_stands,
    write_pending_again,
)
from notifications.messages.facts import EarlierDate, HearingFacts, VisitFacts
from notifications.messages.models import Message
from notifications.messages.rules import MessageKey, MessageState
from tests.builders.notifications import (
    BY_EMAIL,
    EVERYTHING_HOLDS,
    SNARESBROOK,
    SOUTHWARK,
    VISIT_AT,
    VOICE,
    ObedientCarrier,
    Reached,
    Told,
    a_told_witness,
)
from tests.moment import NOW
from tests.world import World

LATER = VISIT_AT + timedelta(days=7)
BOOKED, MOVED, OFF = MessageKey.VISIT_BOOKED, MessageKey.VISIT_MOVED, MessageKey.VISIT_CANCELLED
REMINDERS = [
    MessageKey.VISIT_REMINDER_7_DAYS,
    MessageKey.VISIT_REMINDER_3_DAYS,
    MessageKey.VISIT_REMINDER_1_DAY,
]


def london(day: int, hour: int) -> datetime:
    return datetime(2026, 9, day, tzinfo=UTC) + timedelta(hours=hour - 1)


def book(told: Told, facts: VisitFacts, now: datetime = NOW) -> None:
    told.act()(plan_visit_messages, facts, now=now)


def move(told: Told, facts: VisitFacts, now: datetime = NOW) -> None:
    told.act()(tell_visit_moved, facts, now=now)


def cancel(told: Told, facts: VisitFacts, now: datetime = NOW) -> None:
    told.act()(tell_visit_cancelled, facts, now=now)


def send(told: Told, now: datetime = NOW) -> ObedientCarrier:
    carrier = ObedientCarrier()
    carriers = {Channel.SMS: carrier, Channel.EMAIL: carrier}
    dispatch_due(told.act(), carriers, EVERYTHING_HOLDS, clock=lambda: now)
    return carrier


def in_state(told: Told, state: MessageState) -> list[MessageKey]:
    return [message.key for message in told.messages() if message.state is state]


def tasks(told: Told) -> list[Task]:
    with told.world.job(told.compartment_id) as session:
        found = session.scalars(select(Task).order_by(Task.due_at, Task.id)).all()
        session.expunge_all()
        return list(found)


def moved(facts: VisitFacts, **changes: object) -> VisitFacts:
    earlier = EarlierDate("Wednesday 30 September 2026, 12:45pm", facts.place.court_name)
    changed = {"starts_at": LATER, "ends_at": LATER + timedelta(minutes=30)} | changes
    return replace(facts, version=facts.version + 1, earlier=earlier, **changed)


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


def invitations(told: Told) -> list[tuple[MessageKey, str, int, datetime]]:
    found = [(m, read(m.invitation_ics)) for m in told.messages() if m.invitation_ics]
    return [(m.key, entry.method, entry.sequence, entry.starts_at) for m, entry in found]


def test_an_invitation_keeps_its_uid_and_raises_its_sequence_with_every_change(
    world: World,
) -> None:
    told = a_told_witness(world, BY_EMAIL)
    facts = told.visit()
    book(told, facts)
    send(told)
    move(told, moved(facts), now=NOW + timedelta(hours=1))
    send(told, now=NOW + timedelta(hours=1))
    last = replace(moved(facts), version=3)
    cancel(told, last, now=NOW + timedelta(hours=2))
    assert invitations(told) == [
        (BOOKED, "REQUEST", 0, VISIT_AT),
        (MOVED, "REQUEST", 1, LATER),
        (OFF, "CANCEL", 2, LATER),
    ]
    assert len({read(m.invitation_ics).uid for m in told.messages() if m.invitation_ics}) == 1


def test_two_witnesses_have_two_entries_that_share_nothing(world: World) -> None:
    one, other = a_told_witness(world, BY_EMAIL), a_told_witness(world, BY_EMAIL)
    visit = one.visit()
    book(one, visit)
    book(other, other.visit(visit_id=visit.visit_id))
    uids = {read(told.messages()[0].invitation_ics or "").uid for told in (one, other)}
    assert len(uids) == 2


def test_a_date_nobody_was_invited_to_is_not_cancelled_in_a_calendar(world: World) -> None:
    told = a_told_witness(world, BY_EMAIL)
    facts = told.visit()
    book(told, facts)
    cancel(told, replace(facts, version=2))
    assert [key for key, *_ in invitations(told)] == [BOOKED]
    assert in_state(told, MessageState.SUPERSEDED) == [BOOKED, *REMINDERS]


@pytest.mark.parametrize(
    "reached",
    [
        replace(BY_EMAIL, calendar=CalendarWanted.NO),
        Reached(calendar=CalendarWanted.YES),
        replace(BY_EMAIL, confirmed_at=None),
    ],
)
def test_nobody_is_invited_who_did_not_ask_for_it_by_email(world: World, reached: Reached) -> None:
    told = a_told_witness(world, reached)
    book(told, told.visit())
    assert invitations(told) == []


def a_hearing(told: Told, version: int = 1, **changes: object) -> HearingFacts:
    listing = Listing(
        court_id=told.hearing_id,
        certainty=Certainty.FIXTURE,
        starts_on=VISIT_AT.date() + timedelta(days=5),
        published_at=NOW,
        starts_at_time=time(10),
    )
    return HearingFacts(
        hearing_id=told.hearing_id,
        witness_id=told.witness_id,
        version=version,
        kind=HearingKind.TRIAL,
        listing=replace(listing, **changes),
        place=SNARESBROOK,
        voice=VOICE,
    )


def tell(told: Told, key: MessageKey, facts: HearingFacts) -> None:
    def write(session: object, *, now: datetime) -> None:
        plan_hearing_messages(session, key, facts, now=now)  # type: ignore[arg-type]

    told.act()(write, now=NOW)


def test_a_witness_is_told_when_the_trial_is_listed_moved_and_off(world: World) -> None:
    told = a_told_witness(world, Reached(wording=Wording.PLAIN))
    tell(told, MessageKey.HEARING_LISTED, a_hearing(told))
    send(told)
    told.hearing_is_now(2)
    later = VISIT_AT.date() + timedelta(days=12)
    tell(told, MessageKey.HEARING_MOVED, a_hearing(told, 2, starts_on=later))
    send(told)
    told.hearing_is_now(3)
    tell(told, MessageKey.HEARING_VACATED, a_hearing(told, 3, starts_on=later))
    send(told)
    messages = sorted(told.messages(), key=lambda message: message.about_version)
    assert [(m.key, m.state) for m in messages] == [
        (MessageKey.HEARING_LISTED, MessageState.SENT),
        (MessageKey.HEARING_MOVED, MessageState.SENT),
        (MessageKey.HEARING_VACATED, MessageState.SENT),
    ]
    assert "Monday 5 October 2026, 10am" in messages[0].text
    assert "Monday 12 October 2026, 10am" in messages[1].text


def test_a_hearing_moved_and_moved_back_before_anyone_was_told_tells_nobody(
    world: World,
) -> None:
    told = a_told_witness(world, Reached(wording=Wording.PLAIN))
    tell(told, MessageKey.HEARING_LISTED, a_hearing(told))
    send(told)
    told.hearing_is_now(3)
    tell(told, MessageKey.HEARING_MOVED, a_hearing(told, 3))
    assert [m.key for m in told.messages()] == [MessageKey.HEARING_LISTED]


def test_a_warned_list_witness_is_told_a_window_not_a_day(world: World) -> None:
    told = a_told_witness(world, Reached(wording=Wording.PLAIN))
    first = VISIT_AT.date() + timedelta(days=5)
    window = {"certainty": Certainty.WARNED_LIST, "ends_on": first + timedelta(days=4)}
    tell(told, MessageKey.HEARING_LISTED, a_hearing(told, **window))
    assert "between Monday 5 October and Friday 9 October 2026" in told.messages()[0].text
