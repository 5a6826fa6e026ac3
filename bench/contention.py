"""`contention_violations`: four processes on forty slots, both sides of twenty cases.

Bound 0: a place given twice, two opposing visits closer than the gap, or a booking that was said to
done and is not there, is somebody in danger or let down. There is no small number of it.
"""

import multiprocessing
import random
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import time, timedelta

from sqlalchemy import create_engine, text

from bench.ground import SIGNER, Ground, a_ground
from ethical_walls.sessions import WalledSession
from scheduling.turns.rules import OwnTurns
from scheduling.visits.actions import take_place
from scheduling.visits.models import Visit
from scheduling.visits.rules import PlaceNotAvailable, Terms, VisitState, Where
from scheduling.windows.rules import Times
from tests.builders.casework import Case, MadeWitness, Side, a_witness
from tests.builders.scheduling import (
    AFTERNOON,
    MORNING,
    Offered,
    Trial,
    a_court_with_windows,
    a_trial,
)
from tests.moment import NOW

PROCESSES = 4
ATTEMPTS = 150
SLOTS = 40
CASES = 20
EVERY_PHASE = OwnTurns(tuple(range(60)))
"""The turns are left out, so that only the counter and the constraints stand in the way."""

CLOSE = (MORNING, Times(time(10), time(10, 45), 3), AFTERNOON)
"""Two of the windows are fifteen minutes apart, so that the gap is tried as well as the overlap."""

OVERBOOKED = """
    SELECT count(*) FROM slot s
    WHERE s.taken > s.capacity OR s.taken <> (SELECT count(*) FROM visit v WHERE v.slot_id = s.id)
"""
TOO_CLOSE = """
    SELECT count(*) FROM visit a JOIN visit b ON a.group_id = b.group_id
        AND a.court_id = b.court_id AND a.compartment_id < b.compartment_id
        AND a.starts_at < b.ends_at + interval '30 minutes'
        AND b.starts_at < a.ends_at + interval '30 minutes'
"""


@dataclass(frozen=True)
class Booker:
    """What one process needs to book: where, as whom, for whom."""

    url: str
    seed: int
    court_id: uuid.UUID
    hearings: tuple[uuid.UUID, ...]
    witnesses: tuple[MadeWitness, ...]
    slot_ids: tuple[uuid.UUID, ...]


def book_many(booker: Booker) -> list[uuid.UUID]:
    """One process's attempts; answers the ids it was told were booked."""
    chance = random.Random(booker.seed)
    engine = create_engine(booker.url, pool_size=1)
    booked = []
    for _ in range(ATTEMPTS):
        number = chance.randrange(len(booker.witnesses))
        witness = booker.witnesses[number]
        visit_id = uuid.uuid4()
        visit = _visit(visit_id, witness, booker.hearings[number // len(Side)])
        session = WalledSession(engine, viewer=witness.caseworker, signer=SIGNER)
        if _try(session, visit, booker, chance):
            booked.append(visit_id)
    engine.dispose()
    return booked


def _try(session: WalledSession, visit: Visit, booker: Booker, chance: random.Random) -> bool:
    terms = Terms(
        witness_id=visit.witness_id,
        caseworker_id=None,
        turns=EVERY_PHASE,
        where=Where((booker.court_id,)),
        earliest=NOW,
        latest=NOW + timedelta(days=120),
    )
    with session:
        try:
            take_place(session, visit, chance.choice(booker.slot_ids), terms)
        except PlaceNotAvailable:
            session.rollback()
            return False
        session.commit()
    return True


def _visit(visit_id: uuid.UUID, witness: MadeWitness, hearing_id: uuid.UUID) -> Visit:
    return Visit(
        compartment_id=witness.compartment_id,
        id=visit_id,
        witness_id=witness.id,
        group_id=witness.group_id,
        party=witness.party,
        state=VisitState.BOOKED,
        hearing_id=hearing_id,
        hearing_version=1,
        needs=[],
        request_id=uuid.uuid4(),
        booked_at=NOW,
        booked_by=witness.caseworker.account_id,
        version=1,
    )


def prepare(ground: Ground) -> list[Booker]:
    """Twenty cases with a witness of each side, and the first forty slots of one court."""
    world = ground.world
    court_id = a_court_with_windows(world, Offered(times=CLOSE))
    numbers = [f"01AB12345{number:02}" for number in range(CASES)]
    hearings = tuple(a_trial(world, Trial(court_id, number=number)) for number in numbers)
    witnesses = tuple(
        a_witness(world, side=side, case=Case(number)) for number in numbers for side in Side
    )
    with world.owner() as owner:
        found = owner.execute(
            text("SELECT id FROM slot WHERE starts_at > :now ORDER BY starts_at LIMIT :many"),
            {"now": NOW, "many": SLOTS},
        )
        slot_ids = tuple(found.scalars())
    url = ground.database.app_url
    return [Booker(url, seed, court_id, hearings, witnesses, slot_ids) for seed in range(PROCESSES)]


def violations(ground: Ground, booked: Iterable[uuid.UUID]) -> int:
    """Places overbooked or miscounted, opposing visits too close, bookings lost."""
    promised = set(booked)
    with ground.world.owner() as owner:
        overbooked = owner.execute(text(OVERBOOKED)).scalar_one()
        too_close = owner.execute(text(TOO_CLOSE)).scalar_one()
        there = set(owner.execute(text("SELECT id FROM visit")).scalars())
    return int(overbooked) + int(too_close) + len(promised ^ there)


def measure() -> dict[str, float]:
    """How many violations there are after every process has made its attempts."""
    with a_ground() as ground:
        bookers = prepare(ground)
        ground.database.engine.dispose()
        with multiprocessing.get_context("spawn").Pool(PROCESSES) as pool:
            booked = [visit_id for ids in pool.map(book_many, bookers) for visit_id in ids]
        assert booked, "nothing was booked, so nothing was proved"
        return {"contention_violations": float(violations(ground, booked))}
