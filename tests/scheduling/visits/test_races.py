"""Two people at once, on two real connections."""

import threading
import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import select

from scheduling.slots.models import Slot
from scheduling.turns.rules import turns_of
from scheduling.visits.actions import book_visit
from scheduling.visits.rules import PlaceNotAvailable
from tests.builders.casework import MadeWitness, Person, Side, a_witness
from tests.builders.scheduling import (
    Trial,
    a_court_with_windows,
    a_trial,
    live_visits,
    taken_places,
    times_for,
)
from tests.moment import NOW
from tests.world import World


@pytest.fixture
def court_id(world: World) -> UUID:
    court_id = a_court_with_windows(world)
    a_trial(world, Trial(court_id))
    return court_id


def at_once(*acts: Callable[[], object]) -> list[object]:
    """Run acts at the same moment, each on its own connection; answers or refusals, in order."""
    ready = threading.Barrier(len(acts))

    def run(act: Callable[[], object]) -> object:
        ready.wait()
        try:
            return act()
        except PlaceNotAvailable as refused:
            return refused

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def booking(
    world: World, witness: MadeWitness, slot_id: UUID, request_id: UUID | None = None
) -> Callable[[], UUID]:
    def act() -> UUID:
        with world.session(witness.caseworker) as session:
            visit = book_visit(session, witness.id, slot_id, request_id or uuid.uuid4(), now=NOW)
            session.commit()
            return visit.id

    return act


def test_two_people_booking_the_last_place_get_it_once(world: World, court_id: UUID) -> None:
    witnesses = [
        a_witness(world, side=Side.PROSECUTION, person=Person(name))
        for name in ("Ada Yeo", "Sol Okoro", "Kim Lund")
    ]
    slot_id = times_for(world, witnesses[0])[0].slot_id
    answers = at_once(*(booking(world, witness, slot_id) for witness in witnesses))
    assert court_id
    assert sum(isinstance(answer, PlaceNotAvailable) for answer in answers) == 1
    assert taken_places(world) == live_visits(world) == 2


def test_a_double_click_on_two_connections_books_once(world: World, court_id: UUID) -> None:
    witness = a_witness(world, side=Side.PROSECUTION)
    slot_id, request_id = times_for(world, witness)[0].slot_id, uuid.uuid4()
    answers = at_once(*[booking(world, witness, slot_id, request_id)] * 2)
    assert court_id
    assert answers[0] == answers[1]
    assert taken_places(world) == live_visits(world) == 1


def test_opposing_sides_booking_neighbouring_times_at_once_do_not_both_get_them(
    world: World, court_id: UUID
) -> None:
    prosecution = a_witness(world, side=Side.PROSECUTION)
    defence = a_witness(world, side=Side.DEFENCE)
    one, other = _neighbours_of_both_sides(world, court_id, prosecution, defence)
    answers = at_once(booking(world, prosecution, one), booking(world, defence, other))
    assert sum(isinstance(answer, PlaceNotAvailable) for answer in answers) == 1
    assert taken_places(world) == live_visits(world) == 1


def _neighbours_of_both_sides(
    world: World, court_id: UUID, prosecution: MadeWitness, defence: MadeWitness
) -> tuple[UUID, UUID]:
    """Two slots closer than the gap, one in each side's turn, as a fault in the plan would."""
    with world.owner() as owner:
        one = owner.get_one(Slot, times_for(world, prosecution)[0].slot_id)
        other = owner.scalars(
            select(Slot).where(Slot.court_id == court_id, Slot.day == one.day, Slot.id != one.id)
        ).one()
        other.phase = turns_of(2, 1, defence.group_id).phases[0]
        other.starts_at = one.ends_at + timedelta(minutes=10)
        other.ends_at = one.ends_at + timedelta(minutes=55)
        found = one.id, other.id
        owner.commit()
    return found
