"""What a change of a case's parties takes from one party: given back at once, and planned again."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import OperationalError

from courts.cases.actions import CasePublication, publish_cases
from courts.cases.queries import case_of_group
from courts.cases.rules import read_identifier
from courts.hearings.models import Hearing
from scheduling.replans.actions import confirm_replan, open_replan, open_replans_of_parties
from scheduling.replans.queries import preview_replan
from scheduling.replans.rules import Outcome, ReplanCause, ReplanState
from scheduling.slots.models import Slot
from scheduling.turns.rules import turns_of
from scheduling.visits.actions import book_visit, cancel_visit
from scheduling.visits.ceding import NoCompartment, release_ceded_visits
from scheduling.visits.models import Visit
from scheduling.visits.queries import visit_summary
from scheduling.visits.rules import CancelReason, VisitState
from tests.builders.casework import Case, MadeWitness, Person, Side, a_witness
from tests.builders.scheduling import (
    Trial,
    a_court_with_windows,
    a_trial,
    a_visit,
    live_visits,
    taken_places,
    times_for,
)
from tests.moment import NOW
from tests.world import World


@pytest.fixture
def court_id(world: World) -> UUID:
    return a_court_with_windows(world)


@pytest.fixture
def hearing_id(world: World, court_id: UUID) -> UUID:
    return a_trial(world, Trial(court_id))


@pytest.fixture
def witness(world: World, hearing_id: UUID) -> MadeWitness:
    assert hearing_id
    return a_witness(world, side=Side.PROSECUTION)


def test_a_new_defendant_moves_only_the_visits_in_ceded_half_days(
    world: World, court_id: UUID, hearing_id: UUID, witness: MadeWitness
) -> None:
    before, after = (turns_of(n, 0, witness.group_id) for n in (2, 3))
    ceded, kept = _visits_in(world, court_id, witness, (before.phases, after.phases))
    parties = ("Jordan Reed", "Alex Moss")
    a_trial(world, Trial(court_id, defendants=parties, published_after=timedelta(hours=1)))
    with world.job(witness.compartment_id) as session:
        assert [v.id for v in release_ceded_visits(session, now=NOW)] == [ceded]
        assert release_ceded_visits(session, now=NOW) == []
        case_id = session.get_one(Hearing, hearing_id).case_id
        (replan,) = open_replans_of_parties(session, case_id, now=NOW)
        session.commit()
        replan_id, cause = replan.id, replan.cause
    assert cause is ReplanCause.PARTIES_CHANGED
    with world.session(witness.caseworker) as session:
        shown = preview_replan(session, replan_id, now=NOW)
    outcomes = {line.visit_id: line.outcome for line in shown.lines}
    assert outcomes == {ceded: Outcome.MOVED, kept: Outcome.KEPT}
    with world.session(witness.caseworker) as session:
        summary = visit_summary(session, ceded)
        assert (summary.state, summary.version) == (VisitState.RELEASED, 2)
        assert summary.is_under_review
    assert taken_places(world) == live_visits(world) == 1
    with world.session(witness.caseworker) as session:
        confirm_replan(session, replan_id, shown.digest, now=NOW)
        session.commit()
        assert visit_summary(session, ceded).state is VisitState.CONFIRMED
    assert taken_places(world) == live_visits(world) == 2


def test_a_visit_that_was_released_is_cancelled_without_giving_its_place_back_twice(
    world: World, court_id: UUID, hearing_id: UUID, witness: MadeWitness
) -> None:
    assert hearing_id
    before, after = (turns_of(n, 0, witness.group_id) for n in (2, 3))
    ceded, _ = _visits_in(world, court_id, witness, (before.phases, after.phases))
    parties = ("Jordan Reed", "Alex Moss")
    a_trial(world, Trial(court_id, defendants=parties, published_after=timedelta(hours=1)))
    with world.job(witness.compartment_id) as session:
        release_ceded_visits(session, now=NOW)
        session.commit()
    with world.session(witness.caseworker) as session:
        cancel_visit(session, ceded, 2, CancelReason.NO_LONGER_NEEDED, now=NOW)
        session.commit()
    assert taken_places(world) == live_visits(world) == 1


def test_a_visit_too_soon_for_anybody_else_to_book_beside_it_stands(
    world: World, court_id: UUID, hearing_id: UUID, witness: MadeWitness
) -> None:
    before, after = (turns_of(n, 0, witness.group_id) for n in (2, 3))
    ceded, _ = _visits_in(world, court_id, witness, (before.phases, after.phases))
    with world.owner() as owner:
        eve = owner.get_one(Visit, ceded).starts_at - timedelta(hours=2)
    parties = ("Jordan Reed", "Alex Moss")
    a_trial(world, Trial(court_id, defendants=parties, published_after=eve - NOW))
    with world.job(witness.compartment_id) as session:
        assert release_ceded_visits(session, now=eve) == []
        version = session.get_one(Hearing, hearing_id).current_version
        assert open_replan(session, hearing_id, version, now=eve).state is (
            ReplanState.NOTHING_TO_DO
        )


def test_cases_that_are_joined_share_one_plan_and_one_constraint(
    world: World, court_id: UUID, hearing_id: UUID, witness: MadeWitness
) -> None:
    assert hearing_id
    a_trial(world, Trial(court_id, number="T20267009", defendants=("Alex Moss",)))
    theirs = a_witness(world, side=Side.DEFENCE, case=Case("T20267009", "Alex Moss"))
    visits = [a_visit(world, each) for each in (witness, theirs, theirs, theirs)]
    together = tuple(read_identifier(number) for number in ("01AB1234519", "T20267009"))
    with world.session(world.a_list_operator()) as session:
        publish_cases(session, [CasePublication(together, ())], now=NOW)
        session.commit()
    for each in (witness, theirs):
        with world.job(each.compartment_id) as session:
            release_ceded_visits(session, now=NOW)
            session.commit()
    with world.owner() as owner:
        found = {v: owner.get_one(Visit, v) for v in visits}
        assert len({visit.group_id for visit in found.values()}) == 1
        case = case_of_group(owner, theirs.group_id)
        assert case is not None
        turns = turns_of(3, 2 if case.group_id == witness.group_id else 1, case.group_id)
        for visit in (found[v] for v in visits[1:]):
            slot = owner.get_one(Slot, visit.slot_id)
            assert (visit.state is VisitState.RELEASED) != turns.own(slot.turn, slot.phase)


def _visits_in(
    world: World,
    court_id: UUID,
    witness: MadeWitness,
    phases: tuple[tuple[int, ...], tuple[int, ...]],
) -> tuple[UUID, UUID]:
    """A visit in a half-day that a third party takes, and one in a half-day that stays."""
    before, after = (set(p) for p in phases)
    other = a_witness(
        world, side=Side.PROSECUTION, caseworker=witness.caseworker, person=Person("Sol Okoro")
    )
    with world.owner() as owner:
        slots = owner.scalars(
            select(Slot)
            .where(Slot.court_id == court_id, Slot.starts_at > NOW + timedelta(days=2))
            .order_by(Slot.starts_at)
        ).all()
        ceded = next(s.id for s in slots if s.phase in before - after)
        kept = next(s.id for s in slots if s.phase in after)
    return a_visit(world, witness, ceded), a_visit(world, other, kept)


def test_whoever_takes_a_place_comes_before_or_after_a_change_of_parties(
    world: World, court_id: UUID, witness: MadeWitness
) -> None:
    """Else a place could be taken by the old plan once the jobs of the new one had looked."""
    slot_id = times_for(world, witness)[0].slot_id
    operator = world.a_list_operator()
    named = CasePublication((read_identifier("01AB1234519"),), ("Jordan Reed", "Alex Moss"))
    with world.session(witness.caseworker) as booking, world.session(operator) as court:
        book_visit(booking, witness.id, slot_id, uuid4(), now=NOW)
        court.execute(text("SET LOCAL lock_timeout = '200ms'"))
        with pytest.raises(OperationalError, match="lock timeout"):
            publish_cases(court, [named], now=NOW)
        court.rollback()
        booking.commit()
        publish_cases(court, [named], now=NOW)
        court.commit()
    assert court_id


def test_only_a_job_in_one_compartment_gives_places_back(
    world: World, witness: MadeWitness
) -> None:
    with world.session(witness.caseworker) as session, pytest.raises(NoCompartment):
        release_ceded_visits(session, now=NOW)
