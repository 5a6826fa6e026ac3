"""`log_overhead`: a page of three small walled questions, its look noted, over the same without.

Bound 1.5 is what the product promised itself. The look is one more statement, its own transaction,
that waits for the disk (fsync is on); both hands read through a session of their own.
"""

import uuid

from sqlalchemy import Table, select

from bench.crowd import a_crowd
from bench.ground import a_ground, interleaved_ratio
from casework.contact_plans.models import ContactPlan
from casework.tasks.models import Task
from casework.witnesses.models import Witness
from ethical_walls.access_log.actions import Subject, looked
from ethical_walls.access_log.models import Outcome
from ethical_walls.records import Record
from tests.moment import NOW

ROUNDS = 400


def measure() -> dict[str, float]:
    """The ratio of the two reads, in turn, on one connection pool."""
    table: Table = Record.metadata.tables["witness"]
    with a_ground() as ground:
        crowd = a_crowd(ground)
        turn = iter(range(10**9))

        def read() -> uuid.UUID:
            asked = crowd.witnesses[next(turn) % len(crowd.witnesses)]
            with ground.database.session_for(crowd.viewer) as session:
                assert session.scalars(select(Witness).where(Witness.id == asked)).one()
                for model in (ContactPlan, Task):
                    assert session.scalars(select(model).where(model.witness_id == asked)).all()
            return asked

        def read_and_note() -> None:
            subject = Subject(read(), table)
            with ground.database.session_for(crowd.viewer) as session:
                looked(session, "witnesses.show_timeline", subject, Outcome.SHOWN, now=NOW)

        return {"log_overhead": interleaved_ratio(read_and_note, read, rounds=ROUNDS)}
