"""Making slots twelve months ahead from the windows; doing it again changes nothing."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID, uuid4

from sqlalchemy import insert, select

from courts.london_time import london_day, london_instant
from courts.register.models import Court
from courts.register.rules import Half
from ethical_walls.sessions import WalledSession
from scheduling.slots.models import HalfDay, Slot
from scheduling.slots.queries import (
    counted,
    half_days_since,
    offers_of,
    slots_since,
    turn_of,
)
from scheduling.slots.rules import Offer, made_until, turns_for
from scheduling.windows.models import VisitWindow
from scheduling.windows.rules import monday_of


@dataclass(frozen=True)
class SlotsMade:
    """What making slots changed."""

    half_days: int = 0
    made: int = 0
    changed: int = 0
    opened: int = 0
    closed: int = 0


def make_all_slots(session: WalledSession, *, now: datetime) -> SlotsMade:
    """Make the slots of every court that has windows; the ticker runs it each night."""
    court_ids = session.scalars(
        select(VisitWindow.court_id).distinct().order_by(VisitWindow.court_id)
    ).all()
    made = [make_slots(session, court_id, now=now) for court_id in court_ids]
    return SlotsMade(
        half_days=sum(m.half_days for m in made),
        made=sum(m.made for m in made),
        changed=sum(m.changed for m in made),
        opened=sum(m.opened for m in made),
        closed=sum(m.closed for m in made),
    )


def make_slots(session: WalledSession, court_id: UUID, *, now: datetime) -> SlotsMade:
    """Make a court's slots twelve months ahead, and close those it no longer offers.

    Half-days get their turns when they are first made and keep them for ever. A slot with visits
    in it never changes its time: where its window has other times on that day it is closed, and
    the visits in it show that the time was withdrawn. No slot is ever deleted.
    """
    session.execute(select(Court.id).where(Court.id == court_id).with_for_update())
    today = london_day(now)
    offered = offers_of(session, court_id, (today, made_until(today)))
    half_days, new_half_days = _half_days(session, court_id, offered, today)
    known = {(s.window_id, s.day): s for s in slots_since(session, court_id, today)}
    wanted = {(o.window_id, o.day): o for o in offered}
    new = [
        _new_slot(court_id, offer, half_days[offer.day, offer.half])
        for key, offer in wanted.items()
        if key not in known
    ]
    if new:
        session.execute(insert(Slot), new)
    changed, opened, closed = _bring_up_to_date(known, wanted, half_days)
    session.flush()
    return SlotsMade(new_half_days, len(new), changed, opened, closed)


def _half_days(
    session: WalledSession, court_id: UUID, offered: list[Offer], today: date
) -> tuple[dict[tuple[date, Half], HalfDay], int]:
    known = half_days_since(session, court_id, monday_of(today))
    turns = turns_for(
        map(turn_of, known), {(o.day, o.half) for o in offered}, counted(session, court_id)
    )
    new = [
        HalfDay(
            id=uuid4(),
            court_id=court_id,
            day=turn.day,
            half=turn.half,
            turn=turn.turn,
            round=turn.round,
            place=turn.place,
            phase=turn.phase,
        )
        for turn in turns
    ]
    session.add_all(new)
    session.flush()
    return {(h.day, h.half): h for h in [*known, *new]}, len(new)


def _new_slot(court_id: UUID, offer: Offer, half_day: HalfDay) -> dict[str, object]:
    return {
        "id": uuid4(),
        "court_id": court_id,
        "window_id": offer.window_id,
        "half_day_id": half_day.id,
        "day": offer.day,
        "half": offer.half,
        "starts_at": london_instant(offer.day, offer.times.starts_at),
        "ends_at": london_instant(offer.day, offer.times.ends_at),
        "capacity": offer.times.capacity,
        "taken": 0,
        "open": True,
        "phase": half_day.phase,
        "turn": half_day.turn,
    }


def _bring_up_to_date(
    known: dict[tuple[UUID, date], Slot],
    wanted: dict[tuple[UUID, date], Offer],
    half_days: dict[tuple[date, Half], HalfDay],
) -> tuple[int, int, int]:
    """Open, close and change the slots there are; how many of each."""
    changed = opened = closed = 0
    for key, slot in known.items():
        offer = wanted.get(key)
        is_kept = offer is not None and _follows(slot, offer, half_days)
        changed += offer is not None and is_kept and _set_capacity(slot, offer)
        opened += is_kept and not slot.open
        closed += slot.open and not is_kept
        slot.open = is_kept
    return changed, opened, closed


def _follows(slot: Slot, offer: Offer, half_days: dict[tuple[date, Half], HalfDay]) -> bool:
    """Whether a slot is at the time offered, or can be put there because nobody is booked in it."""
    starts_at = london_instant(offer.day, offer.times.starts_at)
    ends_at = london_instant(offer.day, offer.times.ends_at)
    if (slot.starts_at, slot.ends_at) == (starts_at, ends_at):
        return True
    if slot.taken:
        return False
    half_day = half_days[offer.day, offer.half]
    slot.starts_at, slot.ends_at, slot.half = starts_at, ends_at, offer.half
    slot.half_day_id, slot.phase, slot.turn = half_day.id, half_day.phase, half_day.turn
    return True


def _set_capacity(slot: Slot, offer: Offer) -> bool:
    """Follow the window's capacity, but never below the places already taken."""
    capacity = max(offer.times.capacity, slot.taken)
    is_other, slot.capacity = capacity != slot.capacity, capacity
    return is_other
