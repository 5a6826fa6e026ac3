"""Putting times to a witness, as a strict browser reads the pages, and what then leaves."""

from collections.abc import Iterator
from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import select

from casework.contact_plans.actions import confirm_contact_plan
from casework.contact_plans.rules import Channel
from ethical_walls.accounts.models import Role
from notifications.carriers.recording import RecordingCarrier
from notifications.messages.models import Message
from notifications.messages.rules import MessageKey, MessageState
from scheduling.offers.actions import offer_places, take_offered_place
from scheduling.offers.queries import find_places_to_offer, open_offers_of
from scheduling.offers.rules import lapses_at
from tests.builders.casework import MadeWitness, Side, a_contact_plan, a_witness
from tests.builders.scheduling import Trial, a_court_with_windows, a_trial, taken_places
from tests.moment import NOW
from tests.staff_client import StaffClient
from tests.staff_site import PASSWORD, a_staff_site, let_in
from tests.world import TestDatabase, World
from witness_app.clock import FixedClock
from witness_app.jobs import Means, tick
from witness_app.perform import perform

EMAIL = "asha.rowe@example.org"


@pytest.fixture
def mine(world: World) -> MadeWitness:
    a_trial(world, Trial(a_court_with_windows(world)))
    me = let_in(world, EMAIL, Role.CASEWORKER, name="Asha Rowe")
    made = a_witness(world, side=Side.PROSECUTION, caseworker=me)
    with world.session(me) as session:
        plan = a_contact_plan(channel=Channel.EMAIL, address="ada@example.org")
        confirm_contact_plan(session, made.id, 1, plan, now=NOW)
        session.commit()
    return made


@pytest.fixture
def client(database: TestDatabase, clock: FixedClock, mine: MadeWitness) -> Iterator[StaffClient]:
    assert mine.id
    with a_staff_site(database, clock) as site:
        client = StaffClient(site)
        client.sign_in(EMAIL, PASSWORD)
        yield client


def told(world: World, witness: MadeWitness) -> list[tuple[MessageKey, MessageState]]:
    with world.session(witness.caseworker) as session:
        rows = session.execute(
            select(Message.key, Message.state)
            .where(Message.key.in_((MessageKey.VISIT_OFFERED, MessageKey.VISIT_BOOKED)))
            .order_by(Message.recorded_at, Message.key)
        )
        return [(row.key, row.state) for row in rows]


def test_times_are_chosen_checked_and_offered(
    client: StaffClient, world: World, mine: MadeWitness
) -> None:
    page = client.get(f"/witnesses/{mine.id}/visits").follow("Offer the witness times")
    slots = [str(box["value"]) for box in page.soup.select("input[name=slot]")]
    address = f"/witnesses/{mine.id}/visits/offer"
    asked = "&".join(f"slot={slot}" for slot in slots[:4])
    page = client.get(f"{address}?step=check&{asked}")
    assert page.status == 422
    assert "Choose 1, 2 or 3 times." in page.text
    assert len(page.soup.select("input[name=slot][checked]")) == 4
    asked = "&".join(f"slot={slot}" for slot in slots[:2])
    page = client.get(f"{address}?step=check&{asked}")
    assert "They are kept for you until the end of Wednesday 16 September 2026" in page.text
    page = page.send("Offer these times")
    assert (
        "The times are held for Ada Yeo until the end of Wednesday 16 September 2026" in page.text
    )
    assert len(page.soup.select("main ul.govuk-list--bullet li")) == 2
    assert taken_places(world) == 2
    assert "Times offered" in client.get(f"/witnesses/{mine.id}").text


def test_times_that_are_held_are_said_to_be_to_choose(
    world: World, clock: FixedClock, mine: MadeWitness
) -> None:
    with world.session(mine.caseworker) as session:
        times = find_places_to_offer(session, mine.id, now=NOW).times
        perform(session, offer_places, mine.id, (times[0].slot_id,), uuid4(), now=NOW)
    clock.advance(timedelta(hours=3))
    tick(Means(world.database, {Channel.EMAIL: RecordingCarrier()}, clock))
    assert told(world, mine) == [(MessageKey.VISIT_OFFERED, MessageState.SENT)]


def test_what_is_taken_declined_or_over_is_not_said_to_be_to_choose(
    world: World, clock: FixedClock, mine: MadeWitness
) -> None:
    means = Means(world.database, {Channel.EMAIL: RecordingCarrier()}, clock)
    with world.session(mine.caseworker) as session:
        times = find_places_to_offer(session, mine.id, now=NOW).times
        perform(session, offer_places, mine.id, (times[0].slot_id,), uuid4(), now=NOW)
        (offer,) = open_offers_of(session, mine.id, now=NOW)
        assert told(world, mine) == [(MessageKey.VISIT_OFFERED, MessageState.PENDING)]
    with world.job(mine.compartment_id) as session:
        perform(session, take_offered_place, offer.offer_id, now=NOW)
    assert told(world, mine) == [
        (MessageKey.VISIT_BOOKED, MessageState.PENDING),
        (MessageKey.VISIT_OFFERED, MessageState.SUPERSEDED),
    ]
    with world.session(mine.caseworker) as session:
        chosen = (times[1].slot_id, times[2].slot_id)
        perform(session, offer_places, mine.id, chosen, uuid4(), now=NOW)
    clock.at = lapses_at(NOW) - timedelta(minutes=1)
    tick(means)
    assert taken_places(world) == 3
    clock.advance(timedelta(minutes=1))
    tick(means)
    assert taken_places(world) == 1
