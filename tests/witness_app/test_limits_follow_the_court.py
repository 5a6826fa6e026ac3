"""What the court lists or moves sets the limit of each party's visit, job by job."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from casework.deadlines.models import Deadline
from casework.deadlines.queries import deadlines_of
from casework.deadlines.rules import DeadlineKind
from tests.builders.casework import (
    Case,
    MadeWitness,
    Person,
    Side,
    a_published_trial,
    a_witness,
)
from tests.world import World
from witness_app.clock import FixedClock
from witness_app.jobs import Means, tick


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
