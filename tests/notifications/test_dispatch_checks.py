"""What is asked again before a message leaves, and what becomes of one that may not."""

from dataclasses import replace
from datetime import time, timedelta

from casework.contact_plans.rules import Channel
from notifications.messages.rules import MessageState
from tests.builders.notifications import (
    EVERYTHING_HOLDS,
    VISIT_AT,
    ObedientCarrier,
    Reached,
)
from tests.builders.telling import (
    PLAIN,
    booked,
    first,
    hand_over,
    rung_about,
)
from tests.moment import NOW
from tests.world import World

REMINDED_AT = NOW + timedelta(days=9)
STATES = MessageState


def test_nothing_leaves_while_sending_is_switched_off_and_nothing_is_lost(world: World) -> None:
    told, carrier = booked(world), ObedientCarrier()
    off = replace(EVERYTHING_HOLDS, sending_is_on=lambda: False)
    assert hand_over(told, carrier, checks=off) == 0
    assert first(told).state is STATES.PENDING
    assert hand_over(told, carrier) == 1


def test_what_no_longer_holds_of_a_visit_is_not_said(world: World) -> None:
    told, carrier = booked(world), ObedientCarrier()
    untrue = replace(EVERYTHING_HOLDS, is_still_true=lambda _session, _message: False)
    assert hand_over(told, carrier, checks=untrue) == 0
    assert first(told).state is STATES.SUPERSEDED


def test_what_rests_on_an_older_version_of_the_hearing_is_not_said(world: World) -> None:
    told, carrier = booked(world), ObedientCarrier()
    told.hearing_is_now(2)
    assert hand_over(told, carrier) == 0
    assert (first(told).state, first(told).reason) == (
        STATES.SUPERSEDED,
        "It is no longer true",
    )


def test_a_message_goes_to_the_number_confirmed_last(world: World) -> None:
    told, carrier = booked(world), ObedientCarrier()
    told.reached_now(Reached(address="+447700900999"), version=2)
    hand_over(told, carrier)
    (handed,) = carrier.handed
    assert handed.to_address == "+447700900999"
    assert "court" not in handed.text.casefold()
    assert "discreet message is not enough" in rung_about(told)[0]


def test_a_contact_plan_no_longer_confirmed_stops_a_message_at_the_last_moment(
    world: World,
) -> None:
    told, carrier = booked(world), ObedientCarrier()
    told.reached_now(Reached(confirmed_at=None), version=2)
    assert hand_over(told, carrier) == 0
    assert first(told).state is STATES.NOT_SENT
    assert len(rung_about(told)) == 1


def test_a_reminder_whose_plan_was_confirmed_meanwhile_goes(world: World) -> None:
    told, carrier = booked(world, replace(PLAIN, confirmed_at=None)), ObedientCarrier()
    told.reached_now(PLAIN, version=2)
    assert hand_over(told, carrier, REMINDED_AT) == 1
    assert [m.state for m in told.messages()] == [
        STATES.NOT_SENT,
        STATES.SENT,
        STATES.PENDING,
        STATES.PENDING,
    ]


def test_a_channel_without_a_carrier_makes_a_message_a_call(world: World) -> None:
    told, carrier = booked(world), ObedientCarrier()
    by_mail_only = replace(EVERYTHING_HOLDS, channels=frozenset({Channel.EMAIL}))
    assert hand_over(told, carrier, checks=by_mail_only) == 0
    assert first(told).state is STATES.NOT_SENT
    assert rung_about(told) == [
        "Ring A.Y. about their visit: nothing is set up to send text messages"
    ]


def test_outside_the_persons_hours_a_message_waits_for_the_next_of_them(world: World) -> None:
    told, carrier = booked(world), ObedientCarrier()
    evening = NOW + timedelta(hours=12)
    assert hand_over(told, carrier, evening) == 0
    assert first(told).due_at == NOW + timedelta(days=1)
    assert hand_over(told, carrier, NOW + timedelta(days=1)) == 1


def test_after_days_of_silence_only_the_nearest_reminder_goes(world: World) -> None:
    told = booked(world)
    hand_over(told, ObedientCarrier())
    back_again, carrier = NOW + timedelta(days=15, hours=1), ObedientCarrier()
    hand_over(told, carrier, back_again)
    assert [m.state for m in told.messages()] == [
        STATES.SENT,
        STATES.SUPERSEDED,
        STATES.SUPERSEDED,
        STATES.SENT,
    ]
    assert len(carrier.handed) == 1


def test_two_overdue_reminders_of_three_leave_the_nearer_one(world: World) -> None:
    told = booked(world)
    hand_over(told, ObedientCarrier())
    carrier = ObedientCarrier()
    hand_over(told, carrier, NOW + timedelta(days=14))
    assert [m.state for m in told.messages()][1:] == [
        STATES.SUPERSEDED,
        STATES.SENT,
        STATES.PENDING,
    ]


def test_a_message_past_its_use_is_told_by_voice_while_there_is_time(world: World) -> None:
    told, carrier = booked(world), ObedientCarrier()
    assert hand_over(told, carrier, VISIT_AT - timedelta(hours=1)) == 0
    assert first(told).state is STATES.EXPIRED
    assert "Ring A.Y. about their visit: it could not leave in time" in rung_about(told)


def test_a_message_about_a_date_that_is_over_troubles_nobody(world: World) -> None:
    told, carrier = booked(world), ObedientCarrier()
    assert hand_over(told, carrier, VISIT_AT + timedelta(days=1)) == 0
    assert {m.state for m in told.messages()} == {STATES.EXPIRED, STATES.SUPERSEDED}
    assert rung_about(told) == []


def test_hours_that_open_too_late_make_a_message_a_call(world: World) -> None:
    told = booked(world, replace(PLAIN, hours=(time(9), time(12))))
    told.reached_now(replace(PLAIN, hours=(time(17), time(18))), version=2)
    morning_of_the_visit = VISIT_AT - timedelta(hours=3)
    hand_over(told, ObedientCarrier(), morning_of_the_visit)
    assert first(told).state is STATES.NOT_SENT
