"""Slots are made a year ahead from windows, exceptions and closures, and made again unchanged."""

from datetime import date, time, timedelta
from uuid import UUID

import pytest
from sqlalchemy import func, select

from courts.london_time import in_london, london_instant
from courts.register.models import CourtClosure
from courts.register.rules import Half
from courts.working_days import is_working_day
from scheduling.slots.actions import SlotsMade, make_all_slots, make_slots
from scheduling.slots.models import HalfDay, Slot
from scheduling.slots.rules import made_until
from scheduling.visits.queries import visit_summary
from scheduling.windows.actions import DatedChange, change_date, end_window, remove_date
from scheduling.windows.models import VisitWindow
from scheduling.windows.rules import Times
from tests.builders.casework import Side, a_witness
from tests.builders.scheduling import (
    MORNING,
    Offered,
    Trial,
    a_court_with_windows,
    a_trial,
    a_visit,
    times_for,
    utc,
)
from tests.moment import NOW
from tests.world import World

TODAY = date(2026, 9, 14)
TUESDAY = date(2026, 9, 22)


@pytest.fixture
def court_id(world: World) -> UUID:
    return a_court_with_windows(world)


def slot_on(world: World, court_id: UUID, day: date, half: Half) -> Slot | None:
    with world.owner() as owner:
        found = owner.scalars(
            select(Slot).where(Slot.court_id == court_id, Slot.day == day, Slot.half == half)
        ).one_or_none()
        if found is not None:
            owner.expunge(found)
        return found


def turns(world: World) -> list[tuple[date, Half, int, int]]:
    with world.owner() as owner:
        rows = owner.execute(
            select(HalfDay.day, HalfDay.half, HalfDay.turn, HalfDay.phase).order_by(HalfDay.turn)
        )
        return [(row.day, row.half, row.turn, row.phase) for row in rows]


def made_again(world: World, court_id: UUID, *, days: int = 0) -> SlotsMade:
    with world.session(world.a_register_keeper()) as session:
        made = make_slots(session, court_id, now=NOW + timedelta(days=days))
        session.commit()
        return made


def close(world: World, court_id: UUID, day: date, half: Half | None = None) -> None:
    keeper = world.a_register_keeper()
    with world.session(keeper) as session:
        session.add(
            CourtClosure(
                court_id=court_id,
                from_on=day,
                until_on=day,
                half=half,
                reason="Lift works",
                closed_at=NOW,
                closed_by=keeper.account_id,
            )
        )
        session.commit()


def test_slots_are_made_for_twelve_months_of_working_days(world: World, court_id: UUID) -> None:
    with world.owner() as owner:
        first, last = owner.execute(
            select(func.min(Slot.day), func.max(Slot.day)).where(Slot.court_id == court_id)
        ).one()
        days = set(owner.scalars(select(Slot.day)))
    assert first == TODAY
    assert made_until(TODAY) - timedelta(days=6) <= last <= made_until(TODAY)
    assert last >= TODAY + timedelta(days=364)
    assert all(is_working_day(day) for day in days)
    assert date(2026, 12, 25) not in days


def test_making_slots_again_changes_nothing(world: World, court_id: UUID) -> None:
    before = turns(world)
    assert made_again(world, court_id) == SlotsMade()
    assert turns(world) == before


def test_a_later_night_adds_a_week_and_renumbers_nothing(world: World, court_id: UUID) -> None:
    before = turns(world)
    made = made_again(world, court_id, days=7)
    assert made.made == 10
    assert turns(world)[: len(before)] == before


def test_every_court_with_windows_is_made_in_one_go(world: World, court_id: UUID) -> None:
    another = a_court_with_windows(world, Offered(weekdays=(2,)))
    assert another != court_id
    with world.session(world.a_register_keeper()) as session:
        assert make_all_slots(session, now=NOW + timedelta(days=7)).made == 12


@pytest.mark.parametrize(
    ("day", "starts_at"),
    [
        (date(2026, 10, 23), utc(2026, 10, 23, 8)),  # the last Friday of summer time
        (date(2026, 10, 26), utc(2026, 10, 26, 9)),  # the Monday after the clocks went back
        (date(2027, 3, 26) + timedelta(days=5), utc(2027, 3, 31, 8)),  # summer time again
    ],
)
def test_nine_in_the_morning_is_nine_in_london_whatever_the_clocks_do(
    world: World, court_id: UUID, day: date, starts_at: object
) -> None:
    slot = slot_on(world, court_id, day, Half.AM)
    assert slot is not None
    assert slot.starts_at == starts_at
    assert in_london(slot.starts_at).time() == time(9)


@pytest.mark.parametrize(
    ("half", "morning"), [(None, "closed"), (Half.AM, "closed"), (Half.PM, "open")]
)
def test_a_closure_beats_a_window(
    world: World, court_id: UUID, half: Half | None, morning: str
) -> None:
    close(world, court_id, TUESDAY, half)
    made_again(world, court_id)
    slot = slot_on(world, court_id, TUESDAY, Half.AM)
    assert slot is not None
    assert ("open" if slot.open else "closed") == morning


def test_a_removed_date_closes_its_slot_and_keeps_the_row(world: World, court_id: UUID) -> None:
    before = turns(world)
    with world.session(world.a_register_keeper()) as session:
        window_id = _window(world, court_id)
        remove_date(session, window_id, DatedChange(TUESDAY, "Judges' training"), now=NOW)
        session.commit()
    slot = slot_on(world, court_id, TUESDAY, Half.AM)
    assert slot is not None
    assert not slot.open
    assert turns(world) == before


def test_a_visit_in_a_closed_slot_keeps_its_place_and_is_under_review(
    world: World, court_id: UUID
) -> None:
    a_trial(world, Trial(court_id))
    witness = a_witness(world, side=Side.PROSECUTION)
    visit_id = a_visit(world, witness)
    with world.session(witness.caseworker) as session:
        starts_at = visit_summary(session, visit_id).starts_at
    close(world, court_id, in_london(starts_at).date())
    made_again(world, court_id)
    with world.session(witness.caseworker) as session:
        summary = visit_summary(session, visit_id)
    assert summary.is_time_withdrawn
    assert summary.is_under_review
    assert summary.starts_at == starts_at
    assert starts_at not in {t.starts_at for t in times_for(world, witness)}


def test_another_time_on_one_date_moves_an_empty_slot(world: World, court_id: UUID) -> None:
    change = DatedChange(TUESDAY, "Late start", Times(time(10), time(10, 45), 1))
    with world.session(world.a_register_keeper()) as session:
        change_date(session, _window(world, court_id), change, now=NOW)
        session.commit()
    slot = slot_on(world, court_id, TUESDAY, Half.AM)
    assert slot is not None
    assert (slot.starts_at, slot.capacity) == (london_instant(TUESDAY, time(10)), 1)


def test_a_slot_with_a_visit_never_changes_its_time(world: World, court_id: UUID) -> None:
    with world.owner() as owner:
        slot = owner.scalars(select(Slot).where(Slot.day == TUESDAY, Slot.half == Half.AM)).one()
        slot.taken = 1
        owner.commit()
    change = DatedChange(TUESDAY, "Late start", Times(time(10), time(10, 45), 2))
    with world.session(world.a_register_keeper()) as session:
        change_date(session, _window(world, court_id), change, now=NOW)
        session.commit()
    kept = slot_on(world, court_id, TUESDAY, Half.AM)
    assert kept is not None
    assert (kept.starts_at, kept.open) == (london_instant(TUESDAY, MORNING.starts_at), False)


def test_an_ended_window_closes_its_later_slots_only(world: World, court_id: UUID) -> None:
    with world.session(world.a_register_keeper()) as session:
        end_window(session, _window(world, court_id), TUESDAY, now=NOW)
        session.commit()
    on_the_day = slot_on(world, court_id, TUESDAY, Half.AM)
    after = slot_on(world, court_id, TUESDAY + timedelta(weeks=1), Half.AM)
    assert on_the_day is not None
    assert after is not None
    assert (on_the_day.open, after.open) == (True, False)


def _window(world: World, court_id: UUID) -> UUID:
    """The Tuesday morning window."""
    with world.owner() as owner:
        return owner.scalars(
            select(VisitWindow.id).where(
                VisitWindow.court_id == court_id,
                VisitWindow.weekday == 1,
                VisitWindow.starts_at == MORNING.starts_at,
            )
        ).one()
