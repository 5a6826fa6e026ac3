"""Finding the windows of a court and their exceptions."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import or_, select

from courts.register.rules import Half
from ethical_walls.sessions import WalledSession
from scheduling.windows.models import VisitWindow, WindowException
from scheduling.windows.rules import Recurrence, Times, WindowNotFound


@dataclass(frozen=True)
class WindowSummary:
    """A window in a line."""

    window_id: UUID
    court_id: UUID
    room: str
    half: Half
    times: Times
    recurrence: Recurrence
    facilities: tuple[str, ...]
    dates_out: tuple[date, ...]


def recurrence_of(window: VisitWindow) -> Recurrence:
    """On which days a window comes round."""
    return Recurrence(window.weekday, window.valid_from, window.valid_until, window.every_weeks)


def times_of(window: VisitWindow) -> Times:
    """The window's own times."""
    return Times(window.starts_at, window.ends_at, window.capacity)


def windows_of(session: WalledSession, court_id: UUID, since: date) -> list[VisitWindow]:
    """The windows of a court that are valid on this day or later, in the week's order."""
    return list(
        session.scalars(
            select(VisitWindow)
            .where(
                VisitWindow.court_id == court_id,
                or_(VisitWindow.valid_until.is_(None), VisitWindow.valid_until >= since),
            )
            .order_by(VisitWindow.weekday, VisitWindow.starts_at, VisitWindow.id)
        )
    )


def window_to_change(session: WalledSession, window_id: UUID) -> VisitWindow:
    """One window, locked until the transaction ends.

    Raises:
        WindowNotFound: There is none.
    """
    found = session.scalars(
        select(VisitWindow)
        .where(VisitWindow.id == window_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one_or_none()
    if found is None:
        raise WindowNotFound(window_id)
    return found


def exceptions_of(
    session: WalledSession, window_ids: Iterable[UUID], since: date
) -> list[WindowException]:
    """The exceptions of these windows on this day or later."""
    return list(
        session.scalars(
            select(WindowException)
            .where(WindowException.window_id.in_(set(window_ids)), WindowException.day >= since)
            .order_by(WindowException.day)
        )
    )


def exception_times(exception: WindowException) -> Times | None:
    """The times an exception gives its day; none where it takes the day away."""
    if exception.starts_at is None or exception.ends_at is None or exception.capacity is None:
        return None
    return Times(exception.starts_at, exception.ends_at, exception.capacity)


def window_summaries(session: WalledSession, court_id: UUID, today: date) -> list[WindowSummary]:
    """The windows of a court as they stand, with the dates taken out of them."""
    windows = windows_of(session, court_id, today)
    out: dict[UUID, list[date]] = {}
    for exception in exceptions_of(session, (w.id for w in windows), today):
        if exception_times(exception) is None:
            out.setdefault(exception.window_id, []).append(exception.day)
    return [
        WindowSummary(
            window_id=window.id,
            court_id=window.court_id,
            room=window.room,
            half=times_of(window).half,
            times=times_of(window),
            recurrence=recurrence_of(window),
            facilities=tuple(window.facilities),
            dates_out=tuple(out.get(window.id, ())),
        )
        for window in windows
    ]
