"""What follows when a court is shut: its slots on those days close, and open again if not."""

from datetime import date, datetime, time, timedelta

from sqlalchemy import func, select, update

from casework.witnesses.models import Witness
from courts.london_time import end_of_london_day
from courts.register.corrections import ClosureSaid, shut_court, withdraw_closure
from courts.register.rules import Half
from notifications.messages.actions import plan_visit_messages
from notifications.messages.models import Message
from scheduling.slots.models import Slot
from scheduling.windows.actions import NewWindow, add_windows
from scheduling.windows.rules import Recurrence, Times
from tests.builders.casework import Side, a_contact_plan, a_witness_to_contact
from tests.builders.courts import a_court
from tests.builders.scheduling import Trial, a_court_with_windows, a_trial, a_visit, in_six_weeks
from tests.moment import NOW
from tests.world import World
from witness_app.care import care_of
from witness_app.clock import FixedClock
from witness_app.jobs import DayKeeper, Means
from witness_app.next_steps import StepKind
from witness_app.perform import perform
from witness_app.reactions.facts import visit_facts
from witness_app.reactions.truth import is_still_true

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


def test_a_visit_whose_time_the_court_withdraws_is_its_caseworkers_next_step_that_day(
    world: World,
) -> None:
    court_id = a_court_with_windows(world)
    witness = a_witness_to_contact(world, side=Side.PROSECUTION, plan=a_contact_plan())
    a_trial(world, Trial(court_id, in_six_weeks()))
    visit_id = a_visit(world, witness)
    shut = ClosureSaid(date(2026, 9, 14), date(2026, 10, 23), None, "No heating")
    with world.session(world.a_register_keeper()) as session:
        perform(session, shut_court, court_id, shut, now=NOW)
    with world.session(witness.caseworker) as session:
        (care,) = care_of(session, [session.get_one(Witness, witness.id)], now=NOW)
    (step,) = [s for s in care.steps if s.kind is StepKind.MOVE_VISIT]
    assert (step.subject_id, step.due_at) == (visit_id, end_of_london_day(NOW.date()))


def test_a_message_about_a_withdrawn_time_is_not_true(world: World) -> None:
    court_id = a_court_with_windows(world)
    witness = a_witness_to_contact(world, side=Side.PROSECUTION, plan=a_contact_plan())
    a_trial(world, Trial(court_id, in_six_weeks()))
    visit_id = a_visit(world, witness)
    with world.session(witness.caseworker) as session:
        facts = visit_facts(session, visit_id)
        perform(session, plan_visit_messages, facts, now=NOW)
        message = session.scalars(select(Message)).first()
        assert message
        assert is_still_true(session, message)
    with world.owner() as owner:
        owner.execute(update(Slot).values(open=False))
        owner.commit()
    with world.session(witness.caseworker) as session:
        message = session.scalars(select(Message)).first()
        assert message
        assert not is_still_true(session, message)


def test_each_new_day_makes_the_slots_that_come_into_sight_once(
    world: World, clock: FixedClock
) -> None:
    court_id = a_court_with_windows(world)
    keeper = DayKeeper(Means(world.database, {}, clock))
    latest = select(func.max(Slot.day)).where(Slot.court_id == court_id)
    with world.owner() as owner:
        first = owner.scalar(latest)
    clock.advance(timedelta(weeks=4))
    keeper.keep()
    keeper.keep()
    with world.owner() as owner:
        assert owner.scalar(latest) == first + timedelta(weeks=4)
