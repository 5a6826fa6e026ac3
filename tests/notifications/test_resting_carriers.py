"""A carrier that refuses everybody, or asks for time, is left alone; nothing is lost or doubled."""

import logging
from dataclasses import replace
from datetime import timedelta

import pytest

from casework.contact_plans.rules import Channel
from notifications.carriers.outgoing import Accepted, Answer, Fault, Refused, Unknown
from notifications.dispatch.resting import Rests
from notifications.dispatch.rules import rests_until
from notifications.messages.rules import MessageState
from tests.builders.notifications import EVERYTHING_HOLDS, VISIT_AT, ObedientCarrier
from tests.builders.telling import BOOKED, PLAIN, book, booked, hand_over, in_state
from tests.moment import NOW
from tests.world import World

OURS = Refused(Fault.OURS, "401 who are you")
BUSY = Refused(Fault.PASSING, "busy", timedelta(seconds=90))


@pytest.mark.parametrize(
    ("answer", "wait"),
    [
        (Accepted("1"), None),
        (Unknown("dropped"), None),
        (Refused(Fault.ADDRESS, "nobody"), None),
        (Refused(Fault.STOPPED, "stop"), None),
        (Refused(Fault.PASSING, "busy"), None),
        (OURS, timedelta(minutes=15)),
        (BUSY, timedelta(seconds=90)),
        (replace(BUSY, wait=timedelta(days=2)), timedelta(hours=1)),
    ],
)
def test_a_carrier_rests_after_what_would_meet_every_message_alike(
    answer: Answer, wait: timedelta | None
) -> None:
    assert rests_until(answer, NOW) == (NOW + wait if wait else None)


def test_the_longer_rest_stands_and_each_channel_has_its_own() -> None:
    rests = Rests()
    rests.begin(Channel.SMS, NOW + timedelta(minutes=15))
    rests.begin(Channel.SMS, NOW + timedelta(minutes=1))
    assert rests.resting(NOW + timedelta(minutes=14)) == {Channel.SMS}
    assert rests.resting(NOW + timedelta(minutes=15)) == frozenset()


def test_one_message_and_not_each_finds_out_that_our_settings_are_wrong(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    told = booked(world)
    book(told, told.visit(VISIT_AT + timedelta(days=1)))
    checks = replace(EVERYTHING_HOLDS, rests=Rests())
    refusing = ObedientCarrier(OURS)
    with caplog.at_level(logging.ERROR):
        assert hand_over(told, refusing, checks=checks) == 1
    assert "it rests until Monday 14 September 2026, 9:15am" in caplog.text
    assert in_state(told, MessageState.PENDING).count(BOOKED) == 2
    assert hand_over(told, refusing, NOW + timedelta(minutes=14), checks) == 0
    mended = ObedientCarrier()
    assert hand_over(told, mended, NOW + timedelta(minutes=15), checks) == 2
    assert in_state(told, MessageState.SENT) == [BOOKED, BOOKED]
    ids = [handed.message_id for handed in mended.handed]
    assert len(set(ids)) == len(ids)


def test_a_busy_carrier_is_given_the_time_that_it_asks_for(world: World) -> None:
    told = booked(world)
    checks = replace(EVERYTHING_HOLDS, rests=Rests())
    assert hand_over(told, ObedientCarrier(BUSY), checks=checks) == 1
    again = ObedientCarrier()
    assert hand_over(told, again, NOW + timedelta(seconds=89), checks) == 0
    assert hand_over(told, again, NOW + timedelta(seconds=90), checks) == 1


def test_what_a_resting_carrier_leaves_too_late_is_a_persons(world: World) -> None:
    told = booked(world, PLAIN)
    checks = replace(EVERYTHING_HOLDS, rests=Rests())
    checks.rests.begin(Channel.SMS, VISIT_AT)
    assert hand_over(told, ObedientCarrier(), VISIT_AT - timedelta(hours=1), checks) == 0
    assert BOOKED in in_state(told, MessageState.EXPIRED)
