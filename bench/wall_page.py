"""`wall_page`: a witness's page through the wall, over the same page with the predicate by hand.

Bound 2.5: the page pays for signing the viewer, one more round trip to set it, and resolving two
hundred compartments in the database; more than that would be a policy that is planned badly.
"""

import uuid

from sqlalchemy import Select, create_engine, select
from sqlalchemy.orm import Session

from bench.crowd import BELONGING, a_crowd
from bench.ground import a_ground, interleaved_ratio
from casework.witnesses.models import Witness
from ethical_walls.compartments.models import Clearance
from ethical_walls.records import Walled
from ethical_walls.viewers import Viewer

ROUNDS = 300


def page(witness: uuid.UUID) -> list[Select[tuple[Walled]]]:
    """What a witness's page asks: the witness, and everything that belongs to them."""
    return [
        select(Witness).where(Witness.id == witness),
        *(select(model).where(model.witness_id == witness) for model in BELONGING),  # type: ignore[attr-defined]
    ]


def by_hand(statement: Select[tuple[Walled]], viewer: Viewer) -> Select[tuple[Walled]]:
    """The same question with the viewer's clearances typed into it, as a careful person would."""
    (model,) = (d["entity"] for d in statement.column_descriptions)
    cleared = select(Clearance.compartment_id).where(
        Clearance.account_id == viewer.account_id, Clearance.ended_at.is_(None)
    )
    return statement.where(model.compartment_id.in_(cleared))


def measure() -> dict[str, float]:
    """The ratio of the two pages, each in one transaction, on one connection pool."""
    with a_ground() as ground:
        crowd = a_crowd(ground)
        turn = iter(range(10**9))
        pooled_owner = create_engine(ground.database.owner_url)

        def through_the_wall() -> None:
            asked = crowd.witnesses[next(turn) % len(crowd.witnesses)]
            with ground.database.session_for(crowd.viewer) as session:
                for statement in page(asked):
                    assert session.scalars(statement).all()

        def past_it() -> None:
            asked = crowd.witnesses[next(turn) % len(crowd.witnesses)]
            with Session(pooled_owner) as session:
                for statement in page(asked):
                    assert session.scalars(by_hand(statement, crowd.viewer)).all()

        try:
            return {"wall_page": interleaved_ratio(through_the_wall, past_it, rounds=ROUNDS)}
        finally:
            pooled_owner.dispose()
