"""`wall_page`: a witness's page through the wall, over the same page with the predicate by hand.

Bound 2.5: the page pays for signing the viewer, one more round trip to set it, and resolving two
hundred compartments in the database; more than that would be a policy that is planned badly.
"""

import uuid
from collections.abc import Sequence

from sqlalchemy import ARRAY, Select, Uuid, bindparam, create_engine, func, select
from sqlalchemy.orm import Session

from bench.ground import Ground, a_ground, interleaved_ratio
from casework.access_needs.models import AccessNeed
from casework.contact_plans.models import ContactPlan
from casework.deadlines.models import Deadline
from casework.tasks.models import Task
from casework.witnesses.models import Witness
from ethical_walls.records import Walled
from ethical_walls.viewers import Viewer
from notifications.messages.models import Message
from scheduling.visits.models import Visit

WITNESSES = 50_000
COMPARTMENTS = 25_000
OF_THE_VIEWER = 200
BELONGING: tuple[type[Walled], ...] = (ContactPlan, AccessNeed, Task, Deadline, Visit, Message)
ROUNDS = 300


def fill(ground: Ground) -> tuple[Viewer, list[uuid.UUID], list[uuid.UUID]]:
    """Fifty thousand witnesses, two a compartment, and a caseworker of two hundred compartments."""
    compartments = [uuid.uuid4() for _ in range(COMPARTMENTS)]
    where = [compartments[i % COMPARTMENTS] for i in range(WITNESSES)]
    witnesses = ground.fill(Witness.__table__, ({"compartment_id": c} for c in where))
    for model in BELONGING:
        ground.fill(
            model.__table__,
            (
                {"compartment_id": c, "witness_id": w}
                for c, w in zip(where, witnesses, strict=True)
            ),
        )
    viewer = ground.world.a_caseworker("Bench Caseworker")
    mine = compartments[:OF_THE_VIEWER]
    for compartment in mine:
        ground.world.clear(viewer, compartment)
    ground.settle()
    return viewer, mine, witnesses[:OF_THE_VIEWER]


def page(witness: uuid.UUID) -> list[Select[tuple[Walled]]]:
    """What a witness's page asks: the witness, and everything that belongs to them."""
    return [
        select(Witness).where(Witness.id == witness),
        *(select(model).where(model.witness_id == witness) for model in BELONGING),  # type: ignore[attr-defined]
    ]


def by_hand(
    statement: Select[tuple[Walled]], compartments: Sequence[uuid.UUID]
) -> Select[tuple[Walled]]:
    """The same question with the compartments typed into it."""
    (model,) = (d["entity"] for d in statement.column_descriptions)
    mine = bindparam("mine", list(compartments), type_=ARRAY(Uuid()))
    return statement.where(model.compartment_id == func.any(mine))


def measure() -> dict[str, float]:
    """The ratio of the two pages, each in one transaction, on one connection pool."""
    with a_ground() as ground:
        viewer, mine, witnesses = fill(ground)
        turn = iter(range(10**9))
        pooled_owner = create_engine(ground.database.owner_url)

        def through_the_wall() -> None:
            asked = witnesses[next(turn) % len(witnesses)]
            with ground.database.session_for(viewer) as session:
                for statement in page(asked):
                    assert session.scalars(statement).all()

        def past_it() -> None:
            asked = witnesses[next(turn) % len(witnesses)]
            with Session(pooled_owner) as session:
                for statement in page(asked):
                    assert session.scalars(by_hand(statement, mine)).all()

        try:
            return {"wall_page": interleaved_ratio(through_the_wall, past_it, rounds=ROUNDS)}
        finally:
            pooled_owner.dispose()
