"""Ways to change, add, move, lock and collide with rows that are not one's own."""

import uuid

from sqlalchemy import Executable, bindparam, delete, insert, select, update
from sqlalchemy.dialects import postgresql

from casework.tasks.models import Task
from casework.witnesses.models import Witness
from scheduling.visits.models import Visit
from tests.battery.ground import Attempt, refused, tells
from tests.battery.remembering import forged
from tests.builders.rows import a_row_of, value_for

WITNESS, TASK, VISIT = (model.__table__ for model in (Witness, Task, Visit))
QUIET = "Asked for nothing."


def a_witness_row(a: Attempt, **given: object) -> dict[str, object]:
    """A row of one's own compartment, but for what is given."""
    own = a.ground.own
    named = {"compartment_id": own.compartment_id, "referral_id": own.referral_id}
    return a_row_of(WITNESS, **(named | given))


def tried(a: Attempt, adding: Executable) -> object:
    """What adding a row of one's own under a known id comes to; the row itself is not kept."""
    added = a.session.connection().execute(adding)
    came_to = list(added) if added.returns_rows else added.rowcount
    a.session.rollback()
    return came_to


def a_task_row(a: Attempt, **given: object) -> dict[str, object]:
    """A task of one's own witness, but for what is given."""
    named = {"compartment_id": a.ground.own.compartment_id, "witness_id": a.ground.own.witness_id}
    return a_row_of(TASK, **(named | {"cause": str(uuid.uuid4())} | given))


@tells
def an_update_by_id(a: Attempt) -> object:
    change = update(Witness).where(Witness.id == a.target.witness_id).values(needs_note=QUIET)
    return a.session.execute(change).rowcount  # type: ignore[attr-defined]


@tells
def an_update_that_returns(a: Attempt) -> object:
    change = update(Witness).where(Witness.id == a.target.witness_id).values(needs_note=QUIET)
    return a.session.execute(change.returning(Witness.name)).all()


@tells
def an_update_of_the_table(a: Attempt) -> object:
    change = update(WITNESS).where(WITNESS.c.id == a.target.witness_id).values(needs_note=QUIET)
    return a.session.execute(change).rowcount  # type: ignore[attr-defined]


@tells
def an_update_of_a_compartment(a: Attempt) -> object:
    return a.sql("UPDATE witness SET needs_version = 7 WHERE compartment_id = :compartment_id")


@tells
def a_legacy_update(a: Attempt) -> object:
    return a.session.query(Witness).filter_by(id=a.target.witness_id).update({"needs_version": 7})


@tells
def a_bulk_update_by_key(a: Attempt) -> object:
    row = {"compartment_id": a.target.compartment_id, "id": a.target.witness_id, "needs_version": 7}
    a.session.execute(update(Witness), [row])
    return "done"


@tells
def bulk_mappings_updated(a: Attempt) -> object:
    row = {"compartment_id": a.target.compartment_id, "id": a.target.witness_id, "needs_version": 7}
    a.session.bulk_update_mappings(Witness, [row])  # type: ignore[arg-type]
    return "done"


@tells
def bulk_objects_saved(a: Attempt) -> object:
    made = forged(a)
    a.session.expunge(made)
    made.needs_version = 7
    a.session.bulk_save_objects([made])
    return "done"


@tells
def many_updates_in_one_call(a: Attempt) -> object:
    change = update(WITNESS).where(WITNESS.c.id == bindparam("one")).values(needs_version=7)
    rows = [{"one": a.target.witness_id}, {"one": uuid.uuid4()}]
    return a.session.connection().execute(change, rows).rowcount


@tells
def a_forged_object_changed(a: Attempt) -> object:
    forged(a).needs_version = 7
    a.session.flush()
    return "done"


@tells
def an_object_merged_with_a_change(a: Attempt) -> object:
    given = a_witness_row(a, compartment_id=a.target.compartment_id, id=a.target.witness_id)
    merged = a.session.merge(Witness(**given | {"referral_id": a.target.referral_id}))
    a.session.flush()
    return merged.state


@refused
def a_forged_object_deleted(a: Attempt) -> object:
    a.session.delete(forged(a))
    a.session.flush()
    return "done"


@refused
def a_delete_by_id(a: Attempt) -> object:
    return a.session.execute(delete(Witness).where(Witness.id == a.target.witness_id)).rowcount  # type: ignore[attr-defined]


@refused
def a_delete_that_returns(a: Attempt) -> object:
    return a.sql("DELETE FROM witness WHERE id = :witness_id RETURNING name")


@refused
def a_table_emptied(a: Attempt) -> object:
    return a.sql("TRUNCATE witness CASCADE")


@tells
def an_update_from_another_table(a: Attempt) -> object:
    return a.sql(
        "UPDATE task SET title = w.needs_note FROM witness w"
        " WHERE w.id = task.witness_id AND w.id = :witness_id"
    )


@tells
def somebodys_words_copied_into_ones_own_row(a: Attempt) -> object:
    mine = a.ground.own.witness_id
    return a.sql(
        "UPDATE witness SET needs_note = coalesce("
        "(SELECT name FROM witness WHERE id = :witness_id), needs_note) WHERE id = :mine"
        " RETURNING needs_note = :name",
        mine=mine,
    )


@tells
def rows_inserted_from_rows(a: Attempt) -> object:
    columns = [
        c.name for c in TASK.columns if c.name not in {"id", "audience_id", "unit_id", "cause"}
    ]
    listed = ", ".join(columns)
    return a.sql(
        f"INSERT INTO task (id, cause, {listed}) SELECT gen_random_uuid(), gen_random_uuid()::text,"  # noqa: S608
        f" {listed} FROM task WHERE id = :task_id"
    )


@tells
def one_statement_that_writes_and_reads(a: Attempt) -> object:
    return a.sql(
        "WITH changed AS (UPDATE witness SET needs_version = 7 WHERE id = :witness_id"
        " RETURNING name) SELECT * FROM changed"
    )


@tells
def a_merge_statement(a: Attempt) -> object:
    return a.sql(
        "MERGE INTO witness w USING (SELECT cast(:witness_id AS uuid) AS id) g ON w.id = g.id"
        " WHEN MATCHED THEN UPDATE SET needs_version = 7"
    )


@refused
def a_row_moved_across(a: Attempt) -> object:
    mine = a.ground.own.witness_id
    return a.sql("UPDATE witness SET compartment_id = :compartment_id WHERE id = :mine", mine=mine)


@refused
def a_row_given_to_an_audience(a: Attempt) -> object:
    mine = a.ground.own.witness_id
    return a.sql("UPDATE witness SET audience_id = :compartment_id WHERE id = :mine", mine=mine)


@refused
def a_row_given_to_a_unit_as_it_is_added(a: Attempt) -> object:
    row = a_task_row(a, unit_id=a.target.compartment_id)
    return a.session.execute(insert(TASK).values(row)).rowcount  # type: ignore[attr-defined]


@tells
def a_row_added_to_a_compartment(a: Attempt) -> object:
    row = a_task_row(a, compartment_id=a.target.compartment_id, witness_id=a.target.witness_id)
    return a.session.execute(insert(TASK).inline().values(row)).rowcount  # type: ignore[attr-defined]


@tells
def a_posted_key_followed_after_a_flush(a: Attempt) -> object:
    made = Task(**a_task_row(a, witness_id=a.target.witness_id))
    a.session.add(made)
    a.session.flush()
    return a.session.scalar(select(Witness.name).where(Witness.id == made.witness_id))


@tells
def a_key_to_a_row_of_anothers(a: Attempt) -> object:
    row = a_task_row(a, witness_id=a.target.witness_id)
    return a.session.execute(insert(TASK).inline().values(row)).rowcount  # type: ignore[attr-defined]


@tells
def a_key_changed_to_a_row_of_anothers(a: Attempt) -> object:
    return a.sql(
        "UPDATE task SET witness_id = :witness_id WHERE id = :mine", mine=a.ground.own.task_id
    )


@tells
def an_id_that_is_taken(a: Attempt) -> object:
    row = a_witness_row(a, id=a.target.witness_id)
    return tried(a, insert(WITNESS).inline().values(row))


@tells
def a_request_that_is_known(a: Attempt) -> object:
    row = a_witness_row(a, request_id=a.target.request_id)
    return tried(a, insert(WITNESS).inline().values(row))


@tells
def a_conflict_that_does_nothing(a: Attempt) -> object:
    row = a_witness_row(a, id=a.target.witness_id)
    adding = postgresql.insert(WITNESS).inline().values(row).on_conflict_do_nothing()
    return tried(a, adding.returning(WITNESS.c.needs_version))


@refused
def a_conflict_in_anothers_compartment(a: Attempt) -> object:
    row = a_witness_row(a, id=a.target.witness_id, compartment_id=uuid.uuid4())
    adding = postgresql.insert(WITNESS).inline().values(row).on_conflict_do_nothing()
    return a.session.execute(adding).rowcount  # type: ignore[attr-defined]


@tells
def a_conflict_that_updates(a: Attempt) -> object:
    row = a_witness_row(
        a,
        id=a.target.witness_id,
        compartment_id=a.target.compartment_id,
        referral_id=a.target.referral_id,
    )
    adding = postgresql.insert(WITNESS).inline().values(row)
    changed = adding.on_conflict_do_update(
        index_elements=["compartment_id", "id"], set_={"needs_version": 7}
    )
    return a.session.execute(changed.returning(WITNESS.c.needs_version)).all()


@tells
def a_row_locked(a: Attempt) -> object:
    return a.sql("SELECT id FROM witness WHERE id = :witness_id FOR UPDATE NOWAIT")


@tells
def a_row_locked_or_passed_over(a: Attempt) -> object:
    return a.sql("SELECT id FROM witness WHERE id = :witness_id FOR NO KEY UPDATE SKIP LOCKED")


@tells
def a_row_shared(a: Attempt) -> object:
    return a.sql("SELECT id FROM witness WHERE id = :witness_id FOR KEY SHARE")


@refused
def rows_copied_in(a: Attempt) -> object:
    return a.sql("COPY witness FROM STDIN")


@tells
def a_savepoint_that_hides_a_refusal(a: Attempt) -> object:
    try:
        with a.session.begin_nested():
            a.session.execute(
                insert(TASK).inline().values(a_task_row(a, witness_id=a.target.witness_id))
            )
    except Exception as refused_here:  # noqa: BLE001 - its words are the outcome
        return type(refused_here).__name__
    return "added"


@tells
def a_constraint_put_off(a: Attempt) -> object:
    a.sql("SET CONSTRAINTS ALL DEFERRED")
    changed = a.sql(
        "UPDATE task SET witness_id = :witness_id WHERE id = :m", m=a.ground.own.task_id
    )
    a.sql("SET CONSTRAINTS ALL IMMEDIATE")
    return changed


@tells
def a_check_of_every_column_at_once(a: Attempt) -> object:
    column = next(c for c in VISIT.columns if c.name == "version")
    change = update(VISIT).where(VISIT.c.id == a.target.visit_id).values(version=value_for(column))
    return a.session.connection().execute(change).rowcount
