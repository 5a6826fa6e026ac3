"""Adding, ending and replacing windows, and changing single dates; the slots follow at once."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import select

from casework.acting import acting_account
from courts.london_time import london_day
from courts.register.models import Court
from ethical_walls.sessions import WalledSession
from scheduling.slots.actions import make_slots
from scheduling.windows.models import VisitWindow, WindowException
from scheduling.windows.queries import (
    exception_times,
    exceptions_of,
    recurrence_of,
    times_of,
    window_to_change,
    windows_of,
)
from scheduling.windows.rules import (
    Access,
    DayNotOffered,
    ExceptionKind,
    Recurrence,
    Times,
    WindowAlreadyEnded,
    WindowOutOfBounds,
    check_airlock,
    check_bounds,
    comes_round_on,
    half_of,
    may_meet,
)

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class NewWindow:
    """A window as somebody enters it."""

    recurrence: Recurrence
    times: Times
    room: str = ""
    facilities: tuple[str, ...] = ()
    access: Access = field(default=Access.STANDING)


@dataclass(frozen=True)
class DatedChange:
    """What one date does to a window; times where it is replaced or added."""

    day: date
    reason: str
    times: Times | None = None


def add_window(
    session: WalledSession, court_id: UUID, new: NewWindow, *, now: datetime
) -> VisitWindow:
    """Offer a court for visits at a time of the week, and make its slots.

    Raises:
        WindowOutOfBounds: It could never be used.
        WindowCrossesMidday: It lies in both halves of the day.
        AirlockTooShort: It is closer to a window of the other half than the court's gap.
    """
    (window,) = add_windows(session, court_id, [new], now=now)
    return window


def add_windows(
    session: WalledSession, court_id: UUID, new: Iterable[NewWindow], *, now: datetime
) -> list[VisitWindow]:
    """Offer a court for visits at several times of the week, and make the slots once.

    Raises:
        WindowOutOfBounds: One could never be used.
        WindowCrossesMidday: One lies in both halves of the day.
        AirlockTooShort: One is closer to a window of the other half than the court's gap.
    """
    court = session.scalars(select(Court).where(Court.id == court_id).with_for_update()).one()
    standing = windows_of(session, court_id, london_day(now))
    added = []
    for each in new:
        check_bounds(each.recurrence, each.times)
        near = [w for w in standing if may_meet(recurrence_of(w), each.recurrence)]
        check_airlock([each.times, *map(times_of, near)], court.visit_gap_minutes)
        window = _window(court_id, each, acting_account(session), now)
        standing.append(window)
        added.append(window)
    session.add_all(added)
    session.flush()
    make_slots(session, court_id, now=now)
    return added


def _window(court_id: UUID, new: NewWindow, recorded_by: UUID, now: datetime) -> VisitWindow:
    return VisitWindow(
        court_id=court_id,
        room=new.room,
        weekday=new.recurrence.weekday,
        starts_at=new.times.starts_at,
        ends_at=new.times.ends_at,
        capacity=new.times.capacity,
        every_weeks=new.recurrence.every_weeks,
        valid_from=new.recurrence.valid_from,
        valid_until=new.recurrence.valid_until,
        facilities=sorted(new.facilities),
        access=new.access,
        recorded_at=now,
        recorded_by=recorded_by,
    )


def end_window(
    session: WalledSession, window_id: UUID, last_on: date, *, now: datetime
) -> VisitWindow:
    """Let a window end after a day; its later slots are closed, never deleted.

    A window that ends before it began is one that never came round.

    Raises:
        WindowNotFound: There is none.
        WindowAlreadyEnded: Somebody was first.
        WindowOutOfBounds: The day is past.
    """
    window = window_to_change(session, window_id)
    if window.ended_at is not None:
        raise WindowAlreadyEnded(window_id, window.ended_at)
    if last_on < london_day(now) - ONE_DAY:
        raise WindowOutOfBounds("A window cannot end on a date that is past.")
    window.valid_until = max(last_on, window.valid_from)
    if last_on < window.valid_from:
        _take_out(session, window, window.valid_from, now)
    window.ended_at, window.ended_by = now, acting_account(session)
    session.flush()
    make_slots(session, window.court_id, now=now)
    return window


def _take_out(session: WalledSession, window: VisitWindow, day: date, now: datetime) -> None:
    if comes_round_on(recurrence_of(window), day):
        _record(session, window.id, ExceptionKind.REMOVED, DatedChange(day, "ended"), now)


def replace_window(
    session: WalledSession, window_id: UUID, new: NewWindow, *, now: datetime
) -> VisitWindow:
    """End a window the day before another begins in its place.

    Raises:
        WindowNotFound: There is none.
        WindowAlreadyEnded: Somebody was first.
        WindowOutOfBounds: The new window could never be used.
        AirlockTooShort: It is closer to a window of the other half than the court's gap.
    """
    old = end_window(session, window_id, new.recurrence.valid_from - ONE_DAY, now=now)
    window = add_window(session, old.court_id, new, now=now)
    window.replaces_id = old.id
    session.flush()
    return window


def remove_date(
    session: WalledSession, window_id: UUID, change: DatedChange, *, now: datetime
) -> None:
    """Take one date out of a window: its slot is closed, and any visit in it is looked at again.

    Raises:
        WindowNotFound: There is none.
        DayNotOffered: The window is not offered on that date.
    """
    window = window_to_change(session, window_id)
    if change.day < london_day(now) or not _is_offered(session, window, change.day):
        raise DayNotOffered(change.day)
    _record(session, window_id, ExceptionKind.REMOVED, change, now)
    make_slots(session, window.court_id, now=now)


def change_date(
    session: WalledSession, window_id: UUID, change: DatedChange, *, now: datetime
) -> None:
    """Offer a window at other times on one date, or on a date it does not come round on.

    Raises:
        WindowNotFound: There is none.
        WindowOutOfBounds: No times were given, or the date is past.
        AirlockTooShort: The times are closer to the other half's than the court's gap.
    """
    window = window_to_change(session, window_id)
    if change.times is None or change.day < london_day(now):
        raise WindowOutOfBounds("Give a date from today on, and its times.")
    half_of(change.times.starts_at, change.times.ends_at)
    court = session.get_one(Court, window.court_id)
    others = _times_on(session, window, change.day)
    check_airlock([change.times, *others], court.visit_gap_minutes)
    is_usual = comes_round_on(recurrence_of(window), change.day)
    kind = ExceptionKind.REPLACED if is_usual else ExceptionKind.ADDED
    _record(session, window_id, kind, change, now)
    make_slots(session, window.court_id, now=now)


def _times_on(session: WalledSession, window: VisitWindow, day: date) -> list[Times]:
    """The times of the court's other windows on a day."""
    others = [w for w in windows_of(session, window.court_id, day) if w.id != window.id]
    dated = {
        e.window_id: e for e in exceptions_of(session, (w.id for w in others), day) if e.day == day
    }
    usual = [
        times_of(w) for w in others if w.id not in dated and comes_round_on(recurrence_of(w), day)
    ]
    return usual + [times for e in dated.values() if (times := exception_times(e)) is not None]


def _is_offered(session: WalledSession, window: VisitWindow, day: date) -> bool:
    dated = [e for e in exceptions_of(session, [window.id], day) if e.day == day]
    if dated:
        return exception_times(dated[0]) is not None
    return comes_round_on(recurrence_of(window), day)


def _record(
    session: WalledSession,
    window_id: UUID,
    kind: ExceptionKind,
    change: DatedChange,
    now: datetime,
) -> None:
    """Write what a date does to its window, over what it did before."""
    exception = session.scalars(
        select(WindowException).where(
            WindowException.window_id == window_id, WindowException.day == change.day
        )
    ).one_or_none()
    if exception is None:
        exception = WindowException(window_id=window_id, day=change.day)
        session.add(exception)
    exception.kind, exception.reason = kind, change.reason
    exception.starts_at = change.times.starts_at if change.times else None
    exception.ends_at = change.times.ends_at if change.times else None
    exception.capacity = change.times.capacity if change.times else None
    exception.recorded_at, exception.recorded_by = now, acting_account(session)
    session.flush()
