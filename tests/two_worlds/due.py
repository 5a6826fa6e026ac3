"""Doing what is due in a play: a tick of the ticker that asks for no kind of work that is not."""

from sqlalchemy import text

from ethical_walls.left_messages.actions import take_messages_round
from ethical_walls.work import compartments_with_work
from tests.world import World
from witness_app.jobs import JOBS, Means
from witness_app.perform import perform
from witness_app.replanning import open_what_was_ceded

DUE = text(
    "SELECT kind FROM sealed.work WHERE due_at <= :now"
    " UNION SELECT 'a message' FROM sealed.left_message"
    " WHERE looked_at IS NULL AND settled_at IS NULL"
    " UNION SELECT 'a change' FROM parties_change WHERE answered_at IS NULL"
)


def do_what_is_due(world: World, means: Means) -> bool:
    """What `tick` does, in its order; a job that fails is a failure. Whether there was anything."""
    now = means.clock.now()
    if not _due(world, means):
        return False
    with means.database.service_session() as session:
        perform(session, take_messages_round, now=now)
    due = _due(world, means)
    for kind, job in JOBS.items():
        if kind in due:
            with means.database.service_session() as session:
                waiting = compartments_with_work(session, kind, now)
            for item in waiting:
                job(means, item)
            due = _due(world, means)
    with means.database.service_session() as session:
        perform(session, open_what_was_ceded, now=now)
    return True


def _due(world: World, means: Means) -> set[str]:
    with world.database.owner_engine.connect() as connection:
        return set(connection.execute(DUE, {"now": means.clock.now()}).scalars())
