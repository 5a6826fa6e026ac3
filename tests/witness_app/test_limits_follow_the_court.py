"""What the court lists or moves sets the limit of each party's visit, job by job."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from casework.contact_plans.actions import confirm_contact_plan
from casework.deadlines.models import Deadline
from casework.deadlines.queries import deadlines_of, open_deadlines
from casework.deadlines.rules import DeadlineKind
from casework.tasks.queries import open_tasks
from casework.tasks.rules import TaskKind
from tests.builders.casework import (
    Case,
    MadeWitness,
    Person,
    Side,
    a_contact_plan,
    a_published_trial,
    a_witness,
)
from tests.moment import NOW
from tests.world import World
from witness_app.clock import FixedClock
from witness_app.jobs import Means, tick
from witness_app.perform import perform

CONTACTS = {DeadlineKind.FIRST_CONTACT, DeadlineKind.SHORT_WAY_CONTACT}


@pytest.fixture
def means(world: World, clock: FixedClock) -> Means:
    """The jobs' means, with nothing to send by."""
    return Means(world.database, {}, clock)


def visit_limits(world: World, made: MadeWitness) -> list[tuple[date, bool]]:
    """The days by which a visit was to be arranged, and whether each stands."""
    with world.session(made.caseworker) as session:
        found = [
            d for d in deadlines_of(session, made.id) if d.kind is DeadlineKind.VISIT_BEFORE_TRIAL
        ]
        return sorted((d.due_at.date(), d.superseded_at is None) for d in found)


def test_a_trial_listed_and_moved_sets_and_moves_every_partys_limit_apart(
    world: World, means: Means, clock: FixedClock
) -> None:
    case = Case()
    prosecution = a_witness(world, side=Side.PROSECUTION)
    defence = a_witness(world, side=Side.DEFENCE, person=Person(name="Dee Fence"))
    clock.advance(timedelta(hours=4))
    a_published_trial(world, case, date(2026, 11, 2))
    tick(means)
    assert visit_limits(world, prosecution) == [(date(2026, 10, 19), True)]
    assert visit_limits(world, defence) == [(date(2026, 10, 19), True)]
    a_published_trial(world, case, date(2026, 11, 16))
    tick(means)
    moved = [(date(2026, 10, 19), False), (date(2026, 11, 2), True)]
    assert visit_limits(world, prosecution) == moved
    assert visit_limits(world, defence) == moved
    with world.session(prosecution.caseworker) as session:
        assert {d.witness_id for d in session.scalars(select(Deadline))} == {prosecution.id}


def owed(world: World, made: MadeWitness) -> tuple[set[DeadlineKind], list[TaskKind]]:
    """The contacts that are owed now, and the tasks of the short way."""
    with world.session(made.caseworker) as session:
        contacts = {d.kind for d in open_deadlines(session, [made.id])} & CONTACTS
        tasks = [task.kind for task in open_tasks(session, [made.id])]
    return contacts, [kind for kind in tasks if kind is TaskKind.SHORT_WAY]


@pytest.mark.parametrize("side", Side)
def test_a_trial_that_is_listed_near_hastens_whoever_was_referred_before_it_was_known(
    world: World, means: Means, clock: FixedClock, side: Side
) -> None:
    made = a_witness(world, side=side)
    clock.advance(timedelta(hours=4))
    a_published_trial(world, Case(), date(2026, 11, 2))
    tick(means)
    assert owed(world, made) == ({DeadlineKind.FIRST_CONTACT}, [])
    for again in (date(2026, 9, 18), date(2026, 9, 21)):
        a_published_trial(world, Case(), again)
        tick(means)
        assert owed(world, made) == (CONTACTS, [TaskKind.SHORT_WAY])


def test_who_was_reached_already_is_not_owed_first_contact_again(
    world: World, means: Means, clock: FixedClock
) -> None:
    made = a_witness(world, side=Side.DEFENCE)
    with world.session(made.caseworker) as session:
        perform(session, confirm_contact_plan, made.id, 1, a_contact_plan(), now=NOW)
    clock.advance(timedelta(hours=4))
    a_published_trial(world, Case(), date(2026, 9, 18))
    tick(means)
    assert owed(world, made) == (set(), [TaskKind.SHORT_WAY])
