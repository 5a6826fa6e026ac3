"""Finding what a court offers and where its counts stand."""

from datetime import date
from uuid import UUID

from sqlalchemy import func, select

from courts.register.queries import closures_between
from ethical_walls.sessions import WalledSession
from scheduling.slots.models import HalfDay, Slot
from scheduling.slots.rules import (
    Closure,
    Counted,
    DatedException,
    Offer,
    OfferedWindow,
    Turn,
    offers,
)
from scheduling.windows.queries import (
    exception_times,
    exceptions_of,
    recurrence_of,
    times_of,
    windows_of,
)


def offers_of(session: WalledSession, court_id: UUID, days: tuple[date, date]) -> list[Offer]:
    """Every time a court offers on these days, exceptions and closures counted."""
    first, last = days
    windows = windows_of(session, court_id, first)
    exceptions = exceptions_of(session, (w.id for w in windows), first)
    closures = closures_between(session, [court_id], first, last)[court_id]
    return offers(
        [OfferedWindow(w.id, recurrence_of(w), times_of(w)) for w in windows],
        [DatedException(e.window_id, e.day, e.kind, exception_times(e)) for e in exceptions],
        [Closure(c.from_on, c.until_on, c.half) for c in closures],
        days,
    )


def half_days_since(session: WalledSession, court_id: UUID, since: date) -> list[HalfDay]:
    """The half-days of a court that have their turns, from a day on."""
    return list(
        session.scalars(
            select(HalfDay)
            .where(HalfDay.court_id == court_id, HalfDay.day >= since)
            .order_by(HalfDay.turn)
        )
    )


def turn_of(half_day: HalfDay) -> Turn:
    """A half-day's turn as the rules know it."""
    return Turn(half_day.day, half_day.half, half_day.turn, half_day.round, half_day.place)


def counted(session: WalledSession, court_id: UUID) -> Counted:
    """Where a court's running counts stand."""
    turn, round_ = session.execute(
        select(func.max(HalfDay.turn), func.max(HalfDay.round)).where(HalfDay.court_id == court_id)
    ).one()
    return Counted(*(0 if last is None else last + 1 for last in (turn, round_)))


def slots_since(session: WalledSession, court_id: UUID, since: date) -> list[Slot]:
    """The slots of a court from a day on, locked until the transaction ends, as they stand."""
    return list(
        session.scalars(
            select(Slot)
            .where(Slot.court_id == court_id, Slot.day >= since)
            .order_by(Slot.id)
            .with_for_update()
            .execution_options(populate_existing=True)
        )
    )
