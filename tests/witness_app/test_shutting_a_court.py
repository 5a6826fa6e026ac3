"""What follows when a court is shut: its slots on those days close, and open again if not."""

from datetime import date, datetime, time

from sqlalchemy import select

from courts.register.corrections import ClosureSaid, shut_court, withdraw_closure
from courts.register.rules import Half
from scheduling.slots.models import Slot
from scheduling.windows.actions import NewWindow, add_windows
from scheduling.windows.rules import Recurrence, Times
from tests.builders.courts import a_court
from tests.moment import NOW
from tests.world import World
from witness_app.perform import perform

MONDAYS = Recurrence(weekday=0, valid_from=date(2026, 9, 21), valid_until=date(2026, 10, 12))
WINDOWS = (
    NewWindow(MONDAYS, Times(time(9, 0), time(9, 30), 1)),
    NewWindow(MONDAYS, Times(time(16, 15), time(16, 45), 1)),
)
SHUT = ClosureSaid(date(2026, 9, 28), date(2026, 10, 5), Half.AM, "No heating")


def test_a_closure_closes_the_slots_it_covers_until_it_is_taken_back(world: World) -> None:
    with world.session(world.a_register_keeper()) as session:
        court_id = a_court(session).id
        perform(session, add_windows, court_id, WINDOWS, now=NOW)

        def shut_slots() -> list[datetime]:
            closed = select(Slot.starts_at).where(Slot.court_id == court_id, Slot.open.is_(False))
            return list(session.scalars(closed.order_by(Slot.starts_at)))

        assert shut_slots() == []
        closure_id = perform(session, shut_court, court_id, SHUT, now=NOW)
        assert [one.date() for one in shut_slots()] == [date(2026, 9, 28), date(2026, 10, 5)]
        perform(session, withdraw_closure, closure_id, "It was mended", now=NOW)
        assert shut_slots() == []
