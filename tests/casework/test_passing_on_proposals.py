"""A proposal that nobody answers goes to somebody else, by the job of its own compartment."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select

from casework.allocations.actions import accept_witness, decline_witness
from casework.allocations.queries import allocations_of, open_allocations
from casework.allocations.rules import NotProposedToYou, answer_due_at
from casework.witnesses.models import Witness
from casework.witnesses.queries import witness_of
from casework.witnesses.rules import WitnessNotFound
from ethical_walls.absences.actions import CoverAsked, arrange_cover, end_absence, team
from ethical_walls.accounts.models import Role
from ethical_walls.viewers import Viewer
from tests.builders.accounts import an_account
from tests.builders.casework import MadeWitness, Side, a_referred_witness, a_witness
from tests.moment import NOW
from tests.world import World
from witness_app.clock import FixedClock
from witness_app.jobs import Means, tick
from witness_app.perform import perform

HOUR = timedelta(hours=1)


def at(day: int, hour: int, minute: int = 0, month: int = 9) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=UTC)


@pytest.mark.parametrize(
    ("proposed_at", "answered_by"),
    [
        (at(14, 8), at(14, 12)),
        (at(14, 15), at(14, 19)),  # 4pm to 8pm in London, to the minute
        (at(14, 15, 1), at(15, 7, 1)),
        (at(14, 17), at(15, 9)),
        (at(14, 23), at(15, 11)),  # at night: from 8am
        (at(14, 3), at(14, 11)),
        (at(18, 17), at(19, 9)),  # Friday evening: the service is open on Saturday
        (at(24, 18, month=10), at(25, 11, month=10)),  # over the end of summer time
        (at(25, 8, month=12), at(25, 12, month=12)),  # Christmas Day
    ],
)
def test_a_proposal_is_answered_within_four_hours_of_the_service(
    proposed_at: datetime, answered_by: datetime
) -> None:
    assert answer_due_at(proposed_at) == answered_by


def test_three_people_can_be_asked_within_the_24_hours_of_naming_a_caseworker() -> None:
    for hour in range(24):
        asked = NOW + hour * HOUR
        third_asked_at = answer_due_at(answer_due_at(asked))
        assert third_asked_at - asked <= timedelta(hours=24)
        assert answer_due_at(third_asked_at) - asked <= timedelta(hours=24)


@dataclass(frozen=True)
class Asked:
    """A witness proposed to Asha; Ben and Cleo may, Dee belongs to the other side."""

    made: MadeWitness
    leader: Viewer
    ben: Viewer
    cleo: Viewer


@pytest.fixture
def means(world: World, clock: FixedClock) -> Means:
    return Means(world.database, {}, clock)


@pytest.fixture
def asked(world: World) -> Asked:
    with world.owner() as owner:
        leader = an_account(owner, Role.TEAM_LEADER, name="Imani Cole")
    a_witness(world, side=Side.DEFENCE, caseworker=world.a_caseworker("Dee Ford"))
    made = a_referred_witness(world, side=Side.PROSECUTION)
    return Asked(made, leader, world.a_caseworker("Ben Ito"), world.a_caseworker("Cleo Marsh"))


def proposed_to(world: World, made: MadeWitness) -> UUID:
    with world.job(made.compartment_id) as session:
        return open_allocations(session, [made.id])[made.id].caseworker_id


def sees(world: World, viewer: Viewer, made: MadeWitness) -> bool:
    with world.session(viewer) as session:
        return made.id in session.scalars(select(Witness.id)).all()


def is_away(world: World, asked: Asked, absent: Viewer, days: int = 2) -> UUID:
    cover = CoverAsked(uuid4(), absent.account_id, None, NOW + timedelta(days=days))
    with world.session(asked.leader) as session:
        perform(session, arrange_cover, cover, now=NOW)
    with world.session(asked.leader) as session:
        absences = {member.account_id: member.absence_id for member in team(session, NOW)}
    return absences[absent.account_id] or cover.request_id


def test_a_proposal_passes_to_somebody_else_after_its_time_and_not_before(
    world: World, means: Means, clock: FixedClock, asked: Asked
) -> None:
    asha = asked.made.caseworker
    clock.advance(4 * HOUR - timedelta(seconds=1))
    tick(means)
    assert proposed_to(world, asked.made) == asha.account_id
    clock.advance(timedelta(seconds=1))
    tick(means)
    second = proposed_to(world, asked.made)
    assert second in {asked.ben.account_id, asked.cleo.account_id}
    assert not sees(world, asha, asked.made)
    clock.advance(4 * HOUR)
    tick(means)
    assert {second, proposed_to(world, asked.made)} == {
        asked.ben.account_id,
        asked.cleo.account_id,
    }
    with world.job(asked.made.compartment_id) as session:
        asha_was, second_was, third_is = allocations_of(session, asked.made.id)
        assert (asha_was.passed_on_at, second_was.passed_on_at) == (
            NOW + 4 * HOUR,
            NOW + 8 * HOUR,
        )
        assert third_is.passed_on_at is None


def test_with_nobody_else_it_stays_with_whom_it_is_until_there_is_somebody(
    world: World, means: Means, clock: FixedClock
) -> None:
    made = a_referred_witness(world, side=Side.PROSECUTION)
    a_witness(world, side=Side.DEFENCE, caseworker=world.a_caseworker("Dee Ford"))
    clock.advance(4 * HOUR)
    tick(means)
    assert proposed_to(world, made) == made.caseworker.account_id
    assert sees(world, made.caseworker, made)
    new = world.a_caseworker("Cora Ives")
    clock.advance(HOUR)
    tick(means)
    assert proposed_to(world, made) == new.account_id


def test_whoever_did_not_answer_in_time_may_not_accept_and_belongs_to_that_side_for_ever(
    world: World, means: Means, clock: FixedClock, asked: Asked
) -> None:
    asha = asked.made.caseworker
    clock.advance(4 * HOUR)
    tick(means)
    with world.session(asha) as session, pytest.raises(WitnessNotFound):
        perform(session, accept_witness, asked.made.id, now=clock.now())
    other = a_referred_witness(world, side=Side.DEFENCE, typed_by=asked.ben)
    assert not sees(world, asha, other)
    other_side = world.a_caseworker("Fay Holt")
    a_witness(world, side=Side.DEFENCE, caseworker=other_side)
    late = a_referred_witness(world, side=Side.DEFENCE, typed_by=asha)
    assert proposed_to(world, late) != asha.account_id


def test_who_looks_after_somebody_else_there_looks_on_and_answers_as_one_not_asked(
    world: World, means: Means, clock: FixedClock, asked: Asked
) -> None:
    asha = asked.made.caseworker
    a_witness(world, side=Side.PROSECUTION, caseworker=asha)
    clock.advance(4 * HOUR)
    tick(means)
    assert sees(world, asha, asked.made)
    for answer in (accept_witness, decline_witness):
        with world.session(asha) as session, pytest.raises(NotProposedToYou):
            perform(session, answer, asked.made.id, now=clock.now())


def test_an_answer_in_time_ends_it(
    world: World, means: Means, clock: FixedClock, asked: Asked
) -> None:
    asha = asked.made.caseworker
    with world.session(asha) as session:
        perform(session, accept_witness, asked.made.id, now=NOW + HOUR)
    clock.advance(timedelta(days=1))
    tick(means)
    with world.session(asha) as session:
        assert witness_of(session, asked.made.id).caseworker_id == asha.account_id
        assert len(allocations_of(session, asked.made.id)) == 1


def test_who_is_away_is_asked_no_longer_from_the_next_tick(
    world: World, means: Means, asked: Asked
) -> None:
    asha = asked.made.caseworker
    is_away(world, asked, asha)
    tick(means)
    chosen = proposed_to(world, asked.made)
    assert chosen in {asked.ben.account_id, asked.cleo.account_id}
    assert not sees(world, asha, asked.made)
    accepts = asked.ben if chosen == asked.ben.account_id else asked.cleo
    with world.session(accepts) as session:
        perform(session, accept_witness, asked.made.id, now=NOW)


def test_where_everybody_else_is_away_or_conflicted_it_waits_for_whoever_comes_back(
    world: World, means: Means, clock: FixedClock, asked: Asked
) -> None:
    asha = asked.made.caseworker
    is_away(world, asked, asked.ben)
    cleos = is_away(world, asked, asked.cleo)
    is_away(world, asked, asha)
    tick(means)
    assert proposed_to(world, asked.made) == asha.account_id
    clock.advance(4 * HOUR)
    tick(means)
    assert proposed_to(world, asked.made) == asha.account_id
    with world.session(asked.leader) as session:
        perform(session, end_absence, cleos, now=clock.now())
    clock.advance(HOUR)
    tick(means)
    assert proposed_to(world, asked.made) == asked.cleo.account_id


def test_who_let_it_pass_once_is_asked_again_when_nobody_else_can_answer(
    world: World, means: Means, clock: FixedClock, asked: Asked
) -> None:
    asha = asked.made.caseworker
    is_away(world, asked, asked.cleo)
    clock.advance(4 * HOUR)
    tick(means)
    assert proposed_to(world, asked.made) == asked.ben.account_id
    with world.session(asked.ben) as session:
        perform(session, decline_witness, asked.made.id, now=clock.now())
    tick(means)
    assert proposed_to(world, asked.made) == asha.account_id
    with world.session(asha) as session:
        perform(session, accept_witness, asked.made.id, now=clock.now())
