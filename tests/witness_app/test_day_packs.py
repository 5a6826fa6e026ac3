"""The facts of a day at court: when to come, and that they go once the date may be spoken of."""

from dataclasses import replace
from datetime import date, time, timedelta
from uuid import uuid4

import pytest
from sqlalchemy import select

from casework.contact_plans.actions import confirm_contact_plan
from casework.contact_plans.rules import Channel
from casework.tellings.actions import say_told
from casework.tellings.queries import dates_owed
from casework.witnesses.queries import witness_of
from courts.hearings.rules import Certainty, Listing
from ethical_walls.viewers import Viewer
from notifications.carriers.recording import RecordingCarrier
from notifications.messages.models import Message
from notifications.messages.rules import MessageKey, MessageState
from tests.builders.casework import (
    Case,
    MadeWitness,
    Side,
    a_contact_plan,
    a_published_trial,
    a_referred_witness,
    a_witness_to_contact,
)
from tests.moment import NOW
from tests.world import World
from witness_app.clock import FixedClock
from witness_app.day_packs import NO_DATE, NOT_TOLD, come_at, come_words, day_pack, send_pack
from witness_app.jobs import Means, tick
from witness_app.perform import perform

THURSDAY, FRIDAY = date(2026, 9, 17), date(2026, 9, 18)
FIXTURE = Listing(uuid4(), Certainty.FIXTURE, THURSDAY, NOW)


@pytest.mark.parametrize(
    ("starts_at", "come"),
    [
        (None, time(9, 30)),
        (time(10), time(9, 30)),
        (time(10, 30), time(10)),
        (time(14), time(13, 30)),
        (time(9), time(8, 30)),
    ],
)
def test_a_witness_comes_half_an_hour_before_the_published_time(
    starts_at: time | None, come: time
) -> None:
    assert come_at(replace(FIXTURE, starts_at_time=starts_at)) == come


def test_who_is_in_a_warned_list_is_rung_the_working_day_before() -> None:
    warned = replace(FIXTURE, certainty=Certainty.WARNED_LIST, ends_on=FRIDAY)
    assert come_words(warned) == "We ring you the working day before, with the day and the time"
    assert come_words(FIXTURE) == "Please come at 9:30am"


def packs(world: World, made: MadeWitness) -> list[tuple[MessageState, str]]:
    with world.job(made.compartment_id) as session:
        found = session.scalars(select(Message).where(Message.key == MessageKey.YOUR_DAY))
        return [(message.state, message.text) for message in found.all()]


def send(world: World, made: MadeWitness) -> str | None:
    with world.session(made.caseworker) as session:
        return perform(session, send_pack, witness_of(session, made.id), now=NOW)


def run_jobs(world: World) -> None:
    tick(Means(world.database, {}, FixedClock(NOW + timedelta(hours=12))))


@pytest.mark.parametrize("side", Side)
def test_pressed_twice_they_go_once_and_a_trial_that_moves_takes_them_back(
    world: World, side: Side
) -> None:
    made = a_witness_to_contact(world, side=side)
    assert send(world, made) == NO_DATE
    a_published_trial(world, Case(), THURSDAY)
    assert [send(world, made), send(world, made)] == [None, None]
    ((state, words),) = packs(world, made)
    assert state is MessageState.PENDING
    assert "Thursday 17 September 2026" in words
    assert not {"court", "trial", "witness"} & set(words.casefold().split())
    a_published_trial(world, Case(), FRIDAY)
    run_jobs(world)
    ((state, _words),) = packs(world, made)
    assert state is MessageState.SUPERSEDED


def test_they_wait_for_whoever_tells_the_date(world: World) -> None:
    partner: Viewer = world.a_unit_officer()
    made = a_referred_witness(world, side=Side.PROSECUTION, typed_by=partner)
    a_published_trial(world, Case(), THURSDAY)
    run_jobs(world)
    with world.job(made.compartment_id) as session:
        witness = witness_of(session, made.id)
        perform(session, confirm_contact_plan, made.id, 1, a_contact_plan(), now=NOW)
        assert perform(session, send_pack, witness, now=NOW) == NOT_TOLD
    with world.session(partner) as session:
        (owed,) = dates_owed(session)
        perform(session, say_told, owed.id, now=NOW)
    with world.job(made.compartment_id) as session:
        assert perform(session, send_pack, witness_of(session, made.id), now=NOW) is None
    assert len(packs(world, made)) == 1
    carriers = {channel: RecordingCarrier() for channel in (Channel.SMS, Channel.EMAIL)}
    tick(Means(world.database, carriers, FixedClock(NOW + timedelta(hours=3))))
    ((state, _words),) = packs(world, made)
    assert state is MessageState.SENT


def test_the_sheet_says_nothing_of_the_case(world: World) -> None:
    made = a_witness_to_contact(world, side=Side.DEFENCE)
    a_published_trial(world, Case(), THURSDAY)
    with world.session(made.caseworker) as session:
        pack = day_pack(session, witness_of(session, made.id), now=NOW)
    assert pack is not None
    assert pack.when == "Thursday 17 September 2026, time to follow"
    assert "Jordan Reed" not in str(pack)
    assert "Defence" not in str(pack)
