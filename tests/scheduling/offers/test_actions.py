"""Places put to a witness: held like a booking's, taken once, given back when the time is over."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from casework.tasks.queries import open_tasks
from scheduling.offers.actions import (
    decline_offers,
    free_ceded_offers,
    lapse_offers,
    offer_places,
    take_offered_place,
)
from scheduling.offers.events import OffersDeclined, OffersLapsed, OfferTaken, VisitOffered
from scheduling.offers.queries import find_places_to_offer, offers_of, open_offers_of
from scheduling.offers.rules import (
    NotOneToThreePlaces,
    OfferNotFound,
    OfferOver,
    OfferState,
    lapses_at,
)
from scheduling.slots.models import Slot
from scheduling.visits.rules import NOTICE, PlaceNotAvailable, VisitState
from tests.builders.casework import MadeWitness, Side, a_witness
from tests.builders.scheduling import (
    Trial,
    a_court_with_windows,
    a_trial,
    live_visits,
    taken_places,
    times_for,
    utc,
)
from tests.moment import NOW
from tests.world import World

OVER = lapses_at(NOW)


@pytest.fixture
def court_id(world: World) -> UUID:
    return a_court_with_windows(world)


@pytest.fixture
def witness(world: World, court_id: UUID) -> MadeWitness:
    a_trial(world, Trial(court_id))
    return a_witness(world, side=Side.PROSECUTION)


def put_to(world: World, witness: MadeWitness, count: int = 3) -> tuple[list[UUID], list[object]]:
    """Offer the first places; their ids by time, and what was announced."""
    with world.session(witness.caseworker) as session:
        found = find_places_to_offer(session, witness.id, now=NOW).times[:count]
        offer_places(session, witness.id, tuple(t.slot_id for t in found), uuid4(), now=NOW)
        announced = [e for e in session.taken_events() if isinstance(e, VisitOffered)]
        session.commit()
        return [o.offer_id for o in open_offers_of(session, witness.id, now=NOW)], announced


def states(world: World, witness: MadeWitness) -> list[OfferState]:
    with world.session(witness.caseworker) as session:
        return [offer.state for offer in offers_of(session, witness.id, now=NOW)]


def titles(world: World, witness: MadeWitness) -> list[str]:
    with world.session(witness.caseworker) as session:
        return [task.title for task in open_tasks(session, [witness.id])]


def test_places_are_held_two_working_days_and_lie_beyond_them(
    world: World, witness: MadeWitness
) -> None:
    offers, announced = put_to(world, witness)
    assert len(offers) == len(set(offers)) == 3
    assert len(announced) == 1
    assert utc(2026, 9, 16, 22, 59) == OVER
    with world.session(witness.caseworker) as session:
        found = open_offers_of(session, witness.id, now=NOW)
        assert all(offer.starts_at >= OVER + NOTICE for offer in found)
        assert open_offers_of(session, witness.id, now=OVER) == []
    assert taken_places(world) == 3


def test_what_is_held_is_offered_to_nobody_else_once_it_is_full(
    world: World, witness: MadeWitness
) -> None:
    put_to(world, witness)
    other = a_witness(world, side=Side.PROSECUTION, caseworker=witness.caseworker)
    put_to(world, other)
    with world.session(witness.caseworker) as session:
        held = {o.slot_id for o in open_offers_of(session, witness.id, now=NOW)}
        assert held == {o.slot_id for o in open_offers_of(session, other.id, now=NOW)}
    assert not held & {time.slot_id for time in times_for(world, other)}


def test_the_place_that_is_taken_becomes_the_visit_and_the_others_are_free(
    world: World, witness: MadeWitness
) -> None:
    offers, _ = put_to(world, witness)
    with world.job(witness.compartment_id) as session:
        visit = take_offered_place(session, offers[1], now=NOW)
        announced = [e for e in session.taken_events() if isinstance(e, OfferTaken)]
        session.commit()
        assert visit.state is VisitState.CONFIRMED
        assert [event.visit_id for event in announced] == [visit.id]
        assert take_offered_place(session, offers[1], now=NOW).id == visit.id
        with pytest.raises(OfferOver):
            take_offered_place(session, offers[0], now=NOW)
    assert states(world, witness) == [OfferState.FREED, OfferState.TAKEN, OfferState.FREED]
    assert taken_places(world) == live_visits(world) == 1


def test_a_place_that_is_not_lawful_any_more_is_refused_and_the_others_stay(
    world: World, witness: MadeWitness
) -> None:
    offers, _ = put_to(world, witness)
    with world.owner() as owner:
        with world.session(witness.caseworker) as session:
            slot_id = open_offers_of(session, witness.id, now=NOW)[0].slot_id
        owner.get_one(Slot, slot_id).open = False
        owner.commit()
    with world.job(witness.compartment_id) as session:
        with pytest.raises(PlaceNotAvailable):
            take_offered_place(session, offers[0], now=NOW)
        session.rollback()
        take_offered_place(session, offers[2], now=NOW)
        session.commit()
    assert taken_places(world) == live_visits(world) == 1


def test_declining_frees_every_place_and_asks_the_caseworker(
    world: World, witness: MadeWitness
) -> None:
    offers, _ = put_to(world, witness)
    with world.job(witness.compartment_id) as session:
        decline_offers(session, witness.id, now=NOW)
        decline_offers(session, witness.id, now=NOW)
        assert sum(isinstance(e, OffersDeclined) for e in session.taken_events()) == 1
        with pytest.raises(OfferOver):
            take_offered_place(session, offers[0], now=NOW)
        session.commit()
    assert states(world, witness) == [OfferState.DECLINED] * 3
    assert taken_places(world) == 0
    assert "Talk about the visit: none of the times offered suits" in titles(world, witness)


def test_an_offer_is_over_at_its_time_whether_or_not_its_job_has_run(
    world: World, witness: MadeWitness
) -> None:
    offers, _ = put_to(world, witness)
    with world.job(witness.compartment_id) as session:
        assert lapse_offers(session, now=OVER - timedelta(seconds=1)) == []
        with pytest.raises(OfferOver):
            take_offered_place(session, offers[0], now=OVER)
        session.rollback()
        assert len(lapse_offers(session, now=OVER)) == 3
        assert sum(isinstance(e, OffersLapsed) for e in session.taken_events()) == 1
        session.commit()
    assert states(world, witness) == [OfferState.LAPSED] * 3
    assert taken_places(world) == 0
    assert "Offer other times: the witness has not chosen" in titles(world, witness)


def test_offering_again_frees_what_was_offered_before(world: World, witness: MadeWitness) -> None:
    put_to(world, witness)
    put_to(world, witness, 1)
    assert sorted(states(world, witness)) == [*[OfferState.FREED] * 3, OfferState.HELD]
    assert taken_places(world) == 1


def test_a_double_click_holds_once_and_four_places_are_too_many(
    world: World, witness: MadeWitness
) -> None:
    with world.session(witness.caseworker) as session:
        slots = [t.slot_id for t in find_places_to_offer(session, witness.id, now=NOW).times]
        request_id = uuid4()
        for _ in range(2):
            assert len(offer_places(session, witness.id, (slots[0],), request_id, now=NOW)) == 1
        for wrong in ((), tuple(slots[:4])):
            with pytest.raises(NotOneToThreePlaces):
                offer_places(session, witness.id, wrong, uuid4(), now=NOW)
        session.commit()
    assert taken_places(world) == 1


def test_the_other_side_sees_no_offer_and_takes_none(world: World, witness: MadeWitness) -> None:
    offers, _ = put_to(world, witness)
    other = a_witness(world, side=Side.DEFENCE)
    with world.session(other.caseworker) as session:
        assert offers_of(session, witness.id, now=NOW) == []
        with pytest.raises(OfferNotFound):
            take_offered_place(session, offers[0], now=NOW)


def test_places_held_in_half_days_that_are_ceded_are_given_back(
    world: World, court_id: UUID, witness: MadeWitness
) -> None:
    put_to(world, witness)
    named = ("Jordan Reed", *(f"Alex Moss {n}" for n in range(6)))
    a_trial(world, Trial(court_id, defendants=named, published_after=timedelta(hours=1)))
    with world.job(witness.compartment_id) as session:
        assert len(free_ceded_offers(session, now=NOW)) == 3
        session.commit()
    assert taken_places(world) == 0
