"""A complainant's steps are drafted as they are taken in and move with the court, side by side."""

from datetime import date, timedelta

from sqlalchemy import select

from casework.referrals.actions import refer_witness
from casework.statements.queries import live_steps
from casework.statements.rules import StatementStep
from casework.witnesses.models import Witness
from casework.witnesses.queries import witness_of
from casework.witnesses.rules import WitnessRole
from ethical_walls.viewers import Viewer
from tests.builders.casework import Case, Person, Side, a_published_trial, a_referral
from tests.moment import NOW
from tests.world import World
from witness_app.clock import FixedClock
from witness_app.jobs import Means, tick
from witness_app.perform import perform

CASE = Case()


def refer(world: World, side: Side) -> Viewer:
    """Somebody of one side refers the complainant as the product does."""
    writer = world.a_caseworker(name=f"Caseworker of the {side}")
    person = Person(name="Cleo Plain", role=WitnessRole.COMPLAINANT)
    with world.session(writer) as session:
        perform(session, refer_witness, a_referral(side, CASE, person), now=NOW)
    return writer


def days(world: World, writer: Viewer) -> dict[StatementStep, tuple[str, str]]:
    """The day of each step of the writer's one witness, and the day it had before."""
    with world.session(writer) as session:
        witness = witness_of(session, session.scalars(select(Witness.id)).one())
        return {
            task.step: (str(task.due_at)[:10], str(task.previous_due_at)[:10])
            for task in live_steps(session, witness.id)
        }


def test_both_sides_steps_are_drafted_and_moved_alike_by_each_sides_own_job(
    world: World, clock: FixedClock
) -> None:
    means = Means(world.database, {}, clock)
    writers = [refer(world, side) for side in Side]
    tick(means)
    drafted = [days(world, writer) for writer in writers]
    assert drafted[0] == drafted[1]
    assert drafted[0][StatementStep.OFFER] == ("2026-09-21", "None")
    clock.advance(timedelta(hours=4))
    for on in (date(2026, 11, 2), date(2026, 11, 16)):
        a_published_trial(world, CASE, on)
        tick(means)
    moved = [days(world, writer) for writer in writers]
    assert moved[0] == moved[1]
    assert moved[0][StatementStep.REVIEW] == ("2026-11-09", "2026-10-26")
