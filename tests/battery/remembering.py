"""Ways to read through the session's own memory, other threads, and other viewers."""

import pickle
import uuid
from concurrent.futures import ThreadPoolExecutor

from sqlalchemy import (
    exists,
    select,
)
from sqlalchemy.orm import (
    defer,
    load_only,
    make_transient,
    make_transient_to_detached,
    undefer,
)

from casework.tasks.models import Task
from casework.witnesses.models import Witness
from ethical_walls.accounts.service import service_viewer
from ethical_walls.viewers import Viewer
from notifications.messages.models import Message
from scheduling.visits.models import Visit
from tests.battery.ground import Attempt, reads, refused, tells


def forged(a: Attempt) -> Witness:
    """An object that claims to have been read from the database."""
    made = Witness(compartment_id=a.target.compartment_id, id=a.target.witness_id)
    make_transient_to_detached(made)
    a.session.add(made)
    return made


@reads
def loading_only_some_columns(a: Attempt) -> object:
    of = select(Witness).where(Witness.id == a.target.witness_id).options(load_only(Witness.id))
    return [witness.name for witness in a.session.scalars(of)]


@reads
def a_column_put_off_and_asked_for(a: Attempt) -> object:
    of = select(Witness).where(Witness.id == a.target.witness_id).options(defer(Witness.name))
    return [witness.name for witness in a.session.scalars(of)]


@reads
def a_column_asked_for_again(a: Attempt) -> object:
    options = [undefer(Witness.name)]
    return a.session.get(Witness, a.target.witness_id, options=options, populate_existing=True)


@reads
def a_forged_object_read(a: Attempt) -> object:
    return forged(a).name


@reads
def a_forged_object_refreshed(a: Attempt) -> object:
    made = forged(a)
    a.session.refresh(made)
    return made.name


@reads
def a_forged_object_refreshed_in_one_column(a: Attempt) -> object:
    made = forged(a)
    a.session.refresh(made, ["name"])
    return made.name


@reads
def a_forged_object_refreshed_under_a_lock(a: Attempt) -> object:
    made = forged(a)
    a.session.refresh(made, with_for_update=True)
    return made.name


@reads
def a_forged_object_expired_and_read(a: Attempt) -> object:
    made = forged(a)
    a.session.expire(made)
    return made.name


@reads
def a_forged_object_read_after_a_commit(a: Attempt) -> object:
    made = forged(a)
    a.session.commit()
    return made.name


@reads
def a_forged_object_out_of_a_pickle(a: Attempt) -> object:
    made = Witness(compartment_id=a.target.compartment_id, id=a.target.witness_id)
    make_transient_to_detached(made)
    thawed = pickle.loads(pickle.dumps(made))  # noqa: S301 - our own
    a.session.add(thawed)
    return thawed.name


@reads
def an_object_merged_by_its_id(a: Attempt) -> object:
    made = Witness(compartment_id=a.target.compartment_id, id=a.target.witness_id)
    with a.session.no_autoflush:
        merged = a.session.merge(made)
        a.session.refresh(merged)
        return merged.name


@refused
def an_object_merged_without_reading(a: Attempt) -> object:
    made = Witness(compartment_id=a.target.compartment_id, id=a.target.witness_id)
    make_transient_to_detached(made)
    return a.session.merge(made, load=False).name


@reads
def an_object_that_left_and_came_back(a: Attempt) -> object:
    made = forged(a)
    a.session.expunge(made)
    make_transient(made)
    make_transient_to_detached(made)
    a.session.add(made)
    return made.name


@reads
def the_message_of_a_known_id(a: Attempt) -> object:
    return a.session.get(Message, a.target.message_id)


@reads
def the_task_of_a_known_id(a: Attempt) -> object:
    return a.session.get(Task, a.target.task_id)


@reads
def what_hangs_on_a_known_witness(a: Attempt) -> object:
    of = select(Task.title).where(Task.witness_id == a.target.witness_id).order_by(Task.id)
    return a.session.execute(of).all()


@tells
def existence_beside_a_row_of_ones_own(a: Attempt) -> object:
    there = exists().where(Witness.id == a.target.witness_id)
    mine = select(Witness.name).where(Witness.id == a.ground.own.witness_id, there)
    return a.session.execute(mine).all()


@reads
def a_savepoint_rolled_back_before_reading(a: Attempt) -> object:
    with a.session.begin_nested() as savepoint:
        savepoint.rollback()
    return a.session.get(Witness, a.target.witness_id)


@reads
def reading_after_a_rollback(a: Attempt) -> object:
    a.session.rollback()
    return a.session.get(Witness, a.target.witness_id)


@reads
def reading_after_an_error(a: Attempt) -> object:
    try:
        a.sql("SELECT 1/0")
    except Exception:  # noqa: BLE001 - any error will do
        a.session.rollback()
    return a.session.get(Witness, a.target.witness_id)


@reads
def another_thread(a: Attempt) -> object:
    def read() -> object:
        with a.world.session(a.session.viewer) as session:
            return session.scalar(select(Witness.name).where(Witness.id == a.target.witness_id))

    with ThreadPoolExecutor(1) as pool:
        return pool.submit(read).result()


@reads
def the_viewer_narrowed_to_the_target(a: Attempt) -> object:
    narrowed = Viewer(a.session.viewer.account_id, compartment_id=a.target.compartment_id)
    with a.world.session(narrowed) as session:
        return session.scalars(select(Witness).order_by(Witness.id)).all()


@reads
def a_job_of_ones_own_compartment(a: Attempt) -> object:
    with a.world.session(service_viewer(a.ground.own.compartment_id)) as session:
        return session.get(Witness, a.target.witness_id)


@refused
def a_job_of_no_compartment(a: Attempt) -> object:
    with a.world.session(service_viewer()) as session:
        return session.get(Witness, a.target.witness_id)


@refused
def nobody_at_all(a: Attempt) -> object:
    with a.world.session(Viewer()) as session:
        return session.get(Witness, a.target.witness_id)


@refused
def an_account_that_is_not_there(a: Attempt) -> object:
    with a.world.session(Viewer(uuid.uuid4(), compartment_id=a.target.compartment_id)) as session:
        return session.get(Witness, a.target.witness_id)


@refused
def roles_that_the_process_claims(a: Attempt) -> object:
    claimed = Viewer(uuid.uuid4(), roles=a.session.viewer.roles, organisation_id=uuid.uuid4())
    with a.world.session(claimed) as session:
        return session.get(Visit, a.target.visit_id)
