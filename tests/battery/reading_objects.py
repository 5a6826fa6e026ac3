"""Ways to read through objects, queries and the session's own memory."""

import pickle
import uuid
from concurrent.futures import ThreadPoolExecutor

from sqlalchemy import (
    except_,
    exists,
    func,
    lambda_stmt,
    lateral,
    literal,
    literal_column,
    select,
    text,
    tuple_,
    union_all,
)
from sqlalchemy.orm import (
    Bundle,
    aliased,
    defer,
    load_only,
    make_transient,
    make_transient_to_detached,
    undefer,
)

from casework.tasks.models import Task
from casework.witnesses.models import Witness
from ethical_walls.accounts.models import Account
from ethical_walls.accounts.service import service_viewer
from ethical_walls.viewers import Viewer
from notifications.messages.models import Message
from scheduling.visits.models import Visit
from tests.battery.ground import Attempt, reads, refused, tells

TABLE = Witness.__table__


def forged(a: Attempt) -> Witness:
    """An object that claims to have been read from the database."""
    made = Witness(compartment_id=a.target.compartment_id, id=a.target.witness_id)
    make_transient_to_detached(made)
    a.session.add(made)
    return made


@reads
def get_by_id(a: Attempt) -> object:
    return a.session.get(Witness, a.target.witness_id)


@reads
def get_one_by_id(a: Attempt) -> object:
    return a.session.get_one(Witness, a.target.witness_id)


@reads
def get_and_populate_what_is_there(a: Attempt) -> object:
    return a.session.get(Witness, a.target.witness_id, populate_existing=True)


@reads
def get_with_a_lock(a: Attempt) -> object:
    return a.session.get(Witness, a.target.witness_id, with_for_update=True)


@reads
def get_from_a_warm_identity_map(a: Attempt) -> object:
    a.session.scalars(select(Witness)).all()
    return a.session.get(Witness, a.target.witness_id)


@reads
def select_by_id(a: Attempt) -> object:
    return a.session.scalars(select(Witness).where(Witness.id == a.target.witness_id)).all()


@reads
def select_by_a_known_name(a: Attempt) -> object:
    return a.session.scalars(select(Witness).where(Witness.name == a.target.name)).all()


@reads
def select_by_compartment(a: Attempt) -> object:
    of = select(Witness).where(Witness.compartment_id == a.target.compartment_id)
    return a.session.scalars(of.order_by(Witness.id)).all()


@reads
def select_columns(a: Attempt) -> object:
    return a.session.execute(select(Witness.name).where(Witness.id == a.target.witness_id)).all()


@reads
def select_a_bundle(a: Attempt) -> object:
    both = Bundle("both", Witness.name, Witness.initials)
    return a.session.execute(select(both).where(Witness.id == a.target.witness_id)).all()


@reads
def legacy_query_get(a: Attempt) -> object:
    return a.session.query(Witness).get(a.target.witness_id)


@reads
def legacy_query_filter_by(a: Attempt) -> object:
    return a.session.query(Witness).filter_by(id=a.target.witness_id).all()


@reads
def legacy_query_with_text(a: Attempt) -> object:
    clause = text("id = :one").bindparams(one=a.target.witness_id)
    return a.session.query(Witness).filter(clause).all()


@reads
def an_alias(a: Attempt) -> object:
    other = aliased(Witness)
    return a.session.scalars(select(other).where(other.id == a.target.witness_id)).all()


@reads
def an_alias_of_a_subquery(a: Attempt) -> object:
    inner = select(Witness).subquery()
    other = aliased(Witness, inner)
    return a.session.scalars(select(other).where(other.id == a.target.witness_id)).all()


@reads
def a_subquery(a: Attempt) -> object:
    inner = select(Witness.id, Witness.name).subquery()
    return a.session.execute(select(inner).where(inner.c.id == a.target.witness_id)).all()


@reads
def a_common_table_expression(a: Attempt) -> object:
    inner = select(Witness.id, Witness.name).cte()
    return a.session.execute(select(inner).where(inner.c.id == a.target.witness_id)).all()


@reads
def a_recursive_expression(a: Attempt) -> object:
    first = select(Witness.id, Witness.name).where(Witness.id == a.target.witness_id)
    walk = first.cte(recursive=True)
    walk = walk.union(select(Witness.id, Witness.name).join(walk, walk.c.id == Witness.id))
    return a.session.execute(select(walk)).all()


@reads
def a_union(a: Attempt) -> object:
    one = select(Witness.name).where(Witness.id == a.target.witness_id)
    return a.session.execute(union_all(one, one)).all()


@reads
def a_difference(a: Attempt) -> object:
    mine = select(Witness.name).where(Witness.id != a.target.witness_id)
    return a.session.execute(except_(select(Witness.name), mine)).all()


@reads
def a_scalar_subquery(a: Attempt) -> object:
    one = select(Witness.name).where(Witness.id == a.target.witness_id).scalar_subquery()
    return a.session.execute(select(one)).all()


@reads
def a_subquery_on_a_public_row(a: Attempt) -> object:
    one = select(Witness.name).where(Witness.id == a.target.witness_id).scalar_subquery()
    known = Account.id == a.session.viewer.account_id
    return a.session.execute(select(one).select_from(Account).where(known)).all()


@reads
def a_lateral_join(a: Attempt) -> object:
    of = lateral(select(Witness.name).where(Witness.id == Task.witness_id))
    known = Task.id == a.target.task_id
    return a.session.execute(
        select(of).select_from(Task).join(of, literal(value=True)).where(known)
    ).all()


@reads
def joined_by_hand_from_a_task(a: Attempt) -> object:
    joined = select(Witness.name).join(Task, Task.witness_id == Witness.id)
    return a.session.execute(joined.where(Task.id == a.target.task_id)).all()


@reads
def joined_from_a_public_row(a: Attempt) -> object:
    joined = select(Witness.name).join(Account, Account.id == Witness.caseworker_id)
    return a.session.execute(joined.where(Witness.id == a.target.witness_id)).all()


@reads
def outer_joined_to_values(a: Attempt) -> object:
    return a.sql(
        "SELECT w.name FROM (VALUES (cast(:witness_id AS uuid))) given(one)"
        " LEFT JOIN witness w ON w.id = given.one"
    )


@reads
def a_whole_row_as_json(a: Attempt) -> object:
    return a.sql("SELECT to_jsonb(w) FROM witness w WHERE id = :witness_id")


@reads
def many_ids_at_once(a: Attempt) -> object:
    ids = [a.target.witness_id, uuid.uuid4()]
    return a.session.scalars(select(Witness).where(Witness.id.in_(ids))).all()


@reads
def a_row_value_compared(a: Attempt) -> object:
    pair = tuple_(Witness.compartment_id, Witness.id)
    known = (a.target.compartment_id, a.target.witness_id)
    return a.session.scalars(select(Witness).where(pair == known)).all()


@reads
def the_table_instead_of_the_class(a: Attempt) -> object:
    return a.session.execute(select(TABLE).where(TABLE.c.id == a.target.witness_id)).all()


@reads
def a_column_by_its_letters(a: Attempt) -> object:
    named = select(literal_column("witness.name")).select_from(text("witness"))
    return a.session.execute(named.where(text("id = :o").bindparams(o=a.target.witness_id))).all()


@reads
def objects_from_text(a: Attempt) -> object:
    words = text("SELECT * FROM witness WHERE id = :one").bindparams(one=a.target.witness_id)
    return a.session.scalars(select(Witness).from_statement(words)).all()


@reads
def a_cached_lambda(a: Attempt) -> object:
    one = a.target.witness_id
    return a.session.scalars(lambda_stmt(lambda: select(Witness).where(Witness.id == one))).all()


@reads
def rows_one_after_another(a: Attempt) -> object:
    of = select(Witness).where(Witness.id == a.target.witness_id)
    return a.session.scalars(of.execution_options(yield_per=1)).all()


@reads
def a_stream_of_rows(a: Attempt) -> object:
    of = select(Witness).where(Witness.id == a.target.witness_id)
    return a.session.execute(of.execution_options(stream_results=True)).scalars().all()


@reads
def ordered_by_somebody_elses_words(a: Attempt) -> object:
    one = select(Witness.name).where(Witness.id == a.target.witness_id).scalar_subquery()
    return a.session.execute(select(func.max(one))).all()


@reads
def gathered_into_one_value(a: Attempt) -> object:
    of = select(func.string_agg(Witness.name, "|")).where(Witness.id == a.target.witness_id)
    return a.session.scalar(of)


@reads
def a_window_over_everybody(a: Attempt) -> object:
    ranked = select(
        Witness.id, func.first_value(Witness.name).over(partition_by=Witness.id).label("n")
    )
    inner = ranked.subquery()
    return a.session.execute(select(inner.c.n).where(inner.c.id == a.target.witness_id)).all()


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
