"""What is written when a hearing is listed, moved or off."""

from dataclasses import replace
from datetime import datetime, time, timedelta

from casework.contact_plans.rules import Wording
from courts.hearings.rules import Certainty, HearingKind, Listing
from notifications.messages.actions import (
    plan_hearing_messages,
)
from notifications.messages.facts import HearingFacts
from notifications.messages.rules import MessageKey, MessageState
from tests.builders.notifications import (
    SNARESBROOK,
    VISIT_AT,
    VOICE,
    Reached,
    Told,
    a_told_witness,
)
from tests.builders.telling import (
    send,
)
from tests.moment import NOW
from tests.world import World


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
