from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import func, select

from casework.contact_plans.rules import Channel, Wording
from casework.referrals.actions import refer_witness
from casework.witnesses.models import Witness
from ethical_walls.sessions import WalledSession
from ethical_walls.work import WorkItem, WorkKind, compartments_with_work
from notifications.carriers.outgoing import Carrier
from notifications.dispatch.rules import ATTEMPT_LASTS
from notifications.messages.actions import plan_visit_messages
from notifications.messages.rules import MessageState
from tests.builders.casework import Side, a_referral
from tests.builders.notifications import (
    EVERYTHING_HOLDS,
    DyingCarrier,
    Killed,
    ObedientCarrier,
    Reached,
    Told,
    a_told_witness,
)
from tests.moment import NOW
from tests.world import World
from witness_app import jobs
from witness_app.clock import FixedClock
from witness_app.jobs import Means, tick
from witness_app.perform import perform

WITNESS_NAME = "Adaeze Yeo"
PLAIN = Reached(wording=Wording.PLAIN)


class BelievingMeans(Means):
    """Means whose messages speak of visits that only these tests know."""

    @property
    def checks(self) -> jobs.Checks:
        return replace(EVERYTHING_HOLDS, sending_is_on=super().checks.sending_is_on)


def means(world: World, clock: FixedClock, carrier: Carrier | None = None) -> Means:
    taking = carrier or ObedientCarrier()
    carriers: Mapping[Channel, Carrier] = {Channel.SMS: taking, Channel.EMAIL: taking}
    return BelievingMeans(world.database, carriers, clock)


def booked(world: World) -> Told:
    told = a_told_witness(world, PLAIN)
    told.act()(plan_visit_messages, told.visit(), now=NOW)
    return told


def waiting(world: World, kind: WorkKind, days: int = 0) -> list[UUID]:
    with world.job() as session:
        found = compartments_with_work(session, kind, NOW + timedelta(days=days))
        return [item.compartment_id for item in found]


def test_a_tick_takes_in_what_was_referred(world: World, clock: FixedClock) -> None:
    with world.session(world.a_caseworker()) as session:
        perform(session, refer_witness, a_referral(Side.PROSECUTION), now=NOW)
    assert len(waiting(world, WorkKind.INTAKE)) == 1
    tick(means(world, clock))
    assert waiting(world, WorkKind.INTAKE) == []
    with world.owner() as owner:
        assert owner.scalar(select(func.count()).select_from(Witness)) == 1


def test_a_tick_sends_what_is_due_and_leaves_the_rest_on_the_list(
    world: World, clock: FixedClock
) -> None:
    told = booked(world)
    carrier = ObedientCarrier()
    tick(means(world, clock, carrier))
    assert len(carrier.handed) == 1
    assert waiting(world, WorkKind.DISPATCH) == []
    assert waiting(world, WorkKind.DISPATCH, days=9) == [told.compartment_id]


def test_a_tick_after_a_tick_does_nothing_more(world: World, clock: FixedClock) -> None:
    booked(world)
    carrier = ObedientCarrier()
    assert tick(means(world, clock, carrier)) == 1
    assert tick(means(world, clock, carrier)) == 0
    assert len(carrier.handed) == 1


def test_an_attempt_cut_off_is_found_again_after_its_work_was_taken_off_the_list(
    world: World, clock: FixedClock
) -> None:
    told = booked(world)
    with pytest.raises(Killed):
        tick(means(world, clock, DyingCarrier()))
    clock.advance(timedelta(minutes=1))
    tick(means(world, clock))
    assert waiting(world, WorkKind.DISPATCH) == []
    clock.advance(ATTEMPT_LASTS)
    tick(means(world, clock))
    assert told.messages()[0].state is MessageState.AMBIGUOUS


def test_days_later_a_tick_catches_up(world: World, clock: FixedClock) -> None:
    told = booked(world)
    tick(means(world, clock))
    clock.advance(timedelta(days=9))
    carrier = ObedientCarrier()
    tick(means(world, clock, carrier))
    assert [m.state for m in told.messages()] == [MessageState.SENT] * 2 + [
        MessageState.PENDING
    ] * 2


def test_a_job_that_fails_in_one_compartment_stops_no_other_and_is_not_forgotten(
    world: World,
    clock: FixedClock,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    one, other = booked(world), booked(world)

    def fails_in_one(given: Means, item: WorkItem) -> None:
        if item.compartment_id == one.compartment_id:
            raise ValueError(one.messages()[0].text, WITNESS_NAME)
        jobs.send_messages(given, item)

    monkeypatch.setitem(jobs.JOBS, WorkKind.DISPATCH, fails_in_one)
    assert tick(means(world, clock)) == 1
    assert one.messages()[0].state is MessageState.PENDING
    assert other.messages()[0].state is MessageState.SENT
    assert waiting(world, WorkKind.DISPATCH) == [one.compartment_id]
    assert "a job of kind dispatch failed: ValueError" in caplog.text
    for unsaid in (WITNESS_NAME, str(one.compartment_id), str(other.compartment_id)):
        assert unsaid not in caplog.text


def test_a_job_of_one_action_is_taken_off_the_list_with_what_it_did_or_not_at_all(
    world: World, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = booked(world)

    def dies_halfway(session: WalledSession, *, now: object) -> None:
        session.get_one(Witness, told.witness_id).name = f"Changed at {now}"
        session.flush()
        raise Killed

    monkeypatch.setitem(
        jobs.JOBS,
        WorkKind.DISPATCH,
        jobs._in_one_transaction(dies_halfway),  # noqa: SLF001 - the shape of most jobs
    )
    with pytest.raises(Killed):
        tick(means(world, clock))
    assert waiting(world, WorkKind.DISPATCH) == [told.compartment_id]
    with world.owner() as owner:
        assert owner.get_one(Witness, told.witness_id).name == "Adaeze Yeo"


def test_while_sending_is_off_work_stays_on_the_list(world: World, clock: FixedClock) -> None:
    told = booked(world)
    carrier = ObedientCarrier()
    tick(replace(means(world, clock, carrier), sending="off"))
    assert carrier.handed == []
    assert waiting(world, WorkKind.DISPATCH) == [told.compartment_id]
    tick(means(world, clock, carrier))
    assert len(carrier.handed) == 1


def test_every_kind_of_work_has_its_job() -> None:
    assert set(jobs.JOBS) == set(WorkKind)


def test_what_waits_for_a_carrier_that_rests_stays_on_the_list(
    world: World, clock: FixedClock
) -> None:
    told = booked(world)
    carrier = ObedientCarrier()
    resting = Means(world.database, {Channel.SMS: carrier}, clock)
    resting.rests.begin(Channel.SMS, NOW + timedelta(minutes=15))
    tick(resting)
    assert waiting(world, WorkKind.DISPATCH) == [told.compartment_id]
    assert resting.checks.rests is resting.rests
    clock.advance(timedelta(minutes=15))
    tick(resting)
    assert waiting(world, WorkKind.DISPATCH) == []
