"""`availability_vs_raw`, `availability_10x`: the next ten lawful times over all open courts.

Bound 15 over the raw query: that one is the first ten free rows of the partial index, read by the
driver alone in a transaction on an open connection. Ours signs the viewer and sets it (one more
round trip), reads through SQLAlchemy, keeps to the party's own phases, and looks past the wall
whether the witness or the caseworker is elsewhere then. Bound 3 for ten times the visits: the
search reads slots from the index until it has ten and looks up each person's clashes by an index
that leads with the person, so what else is booked hardly matters.
"""

import itertools
import random
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import psycopg
from sqlalchemy.dialects.postgresql import Range

from bench.ground import Ground, a_ground, interleaved_ratio
from courts.london_time import london_instant
from courts.register.models import Court
from courts.register.rules import CourtStatus, Half, Sitting
from courts.working_days import is_working_day
from ethical_walls.viewers import Viewer
from scheduling.slots.models import HalfDay, Slot
from scheduling.slots.rules import Counted, turns_for
from scheduling.turns.rules import turns_of
from scheduling.visits.lawful import next_lawful
from scheduling.visits.models import Visit
from scheduling.visits.rules import Terms, VisitState, Where
from scheduling.windows.models import VisitWindow
from tests.builders.scheduling import AFTERNOON, MORNING
from tests.moment import NOW

COURTS = 26
VISITS = 30_000
TIMES_MORE = 10
AHEAD = timedelta(days=90)
YEAR = timedelta(days=365)
COMPARTMENTS = 200
WITNESSES = 60
TEN = 10
ROUNDS = 300
GAP = timedelta(minutes=30)

RAW = """
    SELECT id, court_id, starts_at, ends_at FROM slot
    WHERE open AND taken < capacity AND starts_at >= %s AND starts_at < %s
    ORDER BY starts_at, court_id LIMIT 10
"""


@dataclass(frozen=True)
class Filled:
    """What a filled database has to ask with."""

    viewer: Viewer
    terms: tuple[Terms, ...]


def fill(ground: Ground, times: int, chance: random.Random) -> Filled:
    """Courts with windows each day, a year of visits behind and a quarter of the places ahead."""
    courts = ground.fill(
        Court.__table__,
        ({"status": CourtStatus.OPEN, "sitting": Sitting.SITTING} for _ in range(COURTS)),
    )
    slots = [slot for court in courts for slot in _slots_of(ground, court, times)]
    visits, taken = _visits(slots, VISITS * times, chance)
    for slot in slots:
        slot["taken"] = taken.get(slot["id"], 0)
    ground.fill(Slot.__table__, slots)
    ground.fill(Visit.__table__, visits)
    viewer = ground.world.a_caseworker("Bench Caseworker")
    for visit in visits[:COMPARTMENTS]:
        ground.world.clear(viewer, visit["compartment_id"])
    ground.settle()
    where = Where(tuple(courts))
    return Filled(viewer, tuple(_terms(viewer, where) for _ in range(WITNESSES)))


def _slots_of(ground: Ground, court_id: uuid.UUID, times: int) -> Iterator[dict[str, object]]:
    """The slots of one court, a year behind and a year ahead, a morning and an afternoon a day."""
    first = NOW.date() - YEAR
    days = [first + timedelta(days=d) for d in range(2 * YEAR.days)]
    offered = [(day, half) for day in days if is_working_day(day) for half in Half]
    turns = turns_for([], offered, Counted())
    cells = [(weekday, half) for weekday in range(5) for half in Half]
    windows = dict(
        zip(cells, ground.fill(VisitWindow.__table__, _windows(court_id, cells)), strict=True)
    )
    half_days = [
        {"court_id": court_id, "day": t.day, "half": t.half, "turn": t.turn, "phase": t.phase}
        for t in turns
    ]
    ids = ground.fill(HalfDay.__table__, half_days)
    for turn, half_day_id in zip(turns, ids, strict=True):
        starts_at, ends_at = _when(turn.day, turn.half)
        yield {
            "id": uuid.uuid4(),
            "court_id": court_id,
            "window_id": windows[turn.day.weekday(), turn.half],
            "half_day_id": half_day_id,
            "day": turn.day,
            "half": turn.half,
            "starts_at": starts_at,
            "ends_at": ends_at,
            "capacity": 3 * times,
            "phase": turn.phase,
            "turn": turn.turn,
        }


def _windows(court_id: uuid.UUID, cells: list[tuple[int, Half]]) -> list[dict[str, object]]:
    times = {Half.AM: MORNING, Half.PM: AFTERNOON}
    return [
        {
            "court_id": court_id,
            "weekday": weekday,
            "starts_at": times[half].starts_at,
            "ends_at": times[half].ends_at,
        }
        for weekday, half in cells
    ]


def _when(day: date, half: Half) -> tuple[datetime, datetime]:
    times = MORNING if half is Half.AM else AFTERNOON
    return london_instant(day, times.starts_at), london_instant(day, times.ends_at)


def _visits(
    slots: list[dict[str, object]], number: int, chance: random.Random
) -> tuple[list[dict[str, object]], dict[object, int]]:
    """Visits spread over the places of a year behind and ninety days ahead, none overbooked."""
    near = [s for s in slots if s["starts_at"] < NOW + AHEAD]  # type: ignore[operator]
    places = [slot for slot in near for _ in range(slot["capacity"])]  # type: ignore[call-overload]
    taken: dict[object, int] = {}
    visits = []
    for slot in sorted(chance.sample(places, number), key=lambda s: s["starts_at"]):  # type: ignore[arg-type, return-value]
        taken[slot["id"]] = taken.get(slot["id"], 0) + 1
        visits.append(
            {
                "compartment_id": uuid.uuid4(),
                "slot_id": slot["id"],
                "court_id": slot["court_id"],
                "starts_at": slot["starts_at"],
                "ends_at": slot["ends_at"],
                "padded": Range(slot["starts_at"], slot["ends_at"] + GAP),  # type: ignore[operator, type-var]
                "state": VisitState.CONFIRMED,
                "caseworker_id": uuid.uuid4(),
            }
        )
    return visits, taken


def _terms(viewer: Viewer, where: Where) -> Terms:
    return Terms(
        witness_id=uuid.uuid4(),
        caseworker_id=viewer.account_id,
        turns=turns_of(2, 0, uuid.uuid4()),
        where=where,
        earliest=NOW + timedelta(hours=24),
        latest=NOW + AHEAD,
    )


def measure() -> dict[str, float]:
    """The two ratios, each of pairs run in turn, so that a busy machine slows both hands alike."""
    chance = random.Random(7)
    with a_ground() as small, a_ground() as large:
        once, ten_times = fill(small, 1, chance), fill(large, TIMES_MORE, chance)
        turn = itertools.count()
        return {
            "availability_vs_raw": _against_raw(small, once),
            "availability_10x": interleaved_ratio(
                lambda: _search(large, ten_times, turn),
                lambda: _search(small, once, turn),
                rounds=ROUNDS,
            ),
        }


def _search(ground: Ground, found: Filled, turn: Iterator[int]) -> None:
    terms = found.terms[next(turn) % len(found.terms)]
    with ground.database.session_for(found.viewer) as session:
        assert len(next_lawful(session, terms, TEN)) == TEN


def _against_raw(ground: Ground, found: Filled) -> float:
    turn = itertools.count()
    url = ground.database.app_url.replace("postgresql+psycopg", "postgresql")
    with psycopg.connect(url) as connection:

        def raw() -> None:
            window = (NOW + timedelta(hours=24), NOW + AHEAD)
            assert len(connection.execute(RAW, window).fetchall()) == TEN
            connection.rollback()

        return interleaved_ratio(lambda: _search(ground, found, turn), raw, rounds=ROUNDS)
