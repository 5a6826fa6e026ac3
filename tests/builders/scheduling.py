"""Windows, slots, trials and visits for tests, made by the product's own actions."""

import uuid
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import func, select, text

from courts.cases.rules import read_identifier
from courts.hearings.actions import HearingToRecord, record_hearing
from courts.hearings.rules import Certainty, HearingKind, Listing
from courts.register.models import Court
from ethical_walls.viewers import Viewer
from scheduling.slots.models import Slot
from scheduling.visits.actions import book_visit
from scheduling.visits.queries import find_times
from scheduling.visits.rules import OfferedTime
from scheduling.windows.actions import NewWindow, add_windows
from scheduling.windows.rules import Recurrence, Times
from tests.builders.casework import MadeWitness
from tests.builders.courts import CourtDetails, a_court
from tests.moment import NOW
from tests.world import World

MORNING = Times(time(9), time(9, 45), 2)
AFTERNOON = Times(time(16, 15), time(17), 2)
EVERY_DAY = tuple(range(5))
FIRST_DAY = date(2026, 9, 14)


def in_six_weeks() -> date:
    """A Monday far enough ahead for every party to have half-days of its own before it."""
    return FIRST_DAY + timedelta(weeks=6)


@dataclass(frozen=True)
class Offered:
    """Which windows a court has; two places each morning and afternoon unless a test says so."""

    weekdays: tuple[int, ...] = EVERY_DAY
    times: tuple[Times, ...] = (MORNING, AFTERNOON)
    facilities: tuple[str, ...] = ()


@dataclass(frozen=True)
class Trial:
    """The trial of a case as a test publishes it."""

    court_id: uuid.UUID
    on: date = field(default_factory=in_six_weeks)
    number: str = "01AB1234519"
    defendants: tuple[str, ...] = ("Jordan Reed",)
    certainty: Certainty = Certainty.FIXTURE
    published_after: timedelta = timedelta()


def a_court_with_windows(
    world: World, offered: Offered = Offered(), details: CourtDetails | None = None
) -> uuid.UUID:
    """A court with windows and its slots of twelve months, committed."""
    keeper = world.a_register_keeper()
    with world.session(keeper) as session:
        court_id = a_court(session, details).id
        session.commit()
    with world.session(keeper) as session:
        new = [
            NewWindow(Recurrence(weekday, FIRST_DAY), times, facilities=offered.facilities)
            for weekday in offered.weekdays
            for times in offered.times
        ]
        add_windows(session, court_id, new, now=NOW)
        session.commit()
    return court_id


def a_trial(world: World, trial: Trial) -> uuid.UUID:
    """Publish a trial, or publish it again on another day or in another building; its id."""
    published_at = NOW - timedelta(hours=2) + trial.published_after
    recorded = HearingToRecord(
        identifier=read_identifier(trial.number),
        defendants=trial.defendants,
        kind=HearingKind.TRIAL,
        description="For Trial",
        listing=Listing(
            court_id=trial.court_id,
            certainty=trial.certainty,
            starts_on=trial.on,
            published_at=published_at,
        ),
    )
    with world.session(world.a_list_operator()) as session:
        change = record_hearing(session, recorded, now=max(published_at, NOW))
        session.commit()
        return change.after.hearing_id


def times_for(
    world: World, witness: MadeWitness, *, now: datetime = NOW
) -> tuple[OfferedTime, ...]:
    """What the witness's caseworker is offered."""
    with world.session(witness.caseworker) as session:
        return find_times(session, witness.id, now=now).times


def a_visit(
    world: World, witness: MadeWitness, slot_id: uuid.UUID | None = None, *, now: datetime = NOW
) -> uuid.UUID:
    """A visit booked by the witness's caseworker: the first time offered, or a slot; its id."""
    chosen = slot_id or times_for(world, witness, now=now)[0].slot_id
    with world.session(witness.caseworker) as session:
        visit = book_visit(session, witness.id, chosen, uuid.uuid4(), now=now)
        session.commit()
        return visit.id


def taken_places(world: World) -> int:
    """How many places are taken in all slots together."""
    with world.owner() as owner:
        return owner.scalar(select(func.coalesce(func.sum(Slot.taken), 0))) or 0


def live_visits(world: World) -> int:
    """How many visits are still to be, on all sides: seen by the owner alone."""
    with world.owner() as owner:
        counted = owner.execute(
            text("SELECT count(*) FROM visit WHERE state IN ('booked', 'confirmed')")
        )
        return int(counted.scalar_one())


def utc(*parts: int) -> datetime:
    """An instant in UTC, spelt shortly."""
    return datetime(*parts, tzinfo=UTC)  # type: ignore[misc, arg-type]


def court_gap(world: World, court_id: uuid.UUID, minutes: int) -> None:
    """Change the court's least time between visits."""
    with world.owner() as owner:
        owner.get_one(Court, court_id).visit_gap_minutes = minutes
        owner.commit()


def slots_at(world: World, court_id: uuid.UUID, viewer: Viewer) -> list[Slot]:
    """Every slot of a court, in order of time."""
    with world.session(viewer) as session:
        found = session.scalars(
            select(Slot).where(Slot.court_id == court_id).order_by(Slot.starts_at)
        ).all()
        return list(found)
