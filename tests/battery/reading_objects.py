"""Ways to read through queries of objects and tables."""

import uuid

from sqlalchemy import (
    except_,
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
)

from casework.tasks.models import Task
from casework.witnesses.models import Witness
from ethical_walls.accounts.models import Account
from tests.battery.ground import Attempt, reads

TABLE = Witness.__table__


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
