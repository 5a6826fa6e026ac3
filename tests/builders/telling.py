"""Booking, moving and sending in tests of messages, and what became of each."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from casework.contact_plans.rules import Channel, Wording
from casework.tasks.models import Task
from notifications.carriers.outgoing import Carrier
from notifications.dispatch.actions import Checks, dispatch_due
from notifications.dispatch.resting import Rests
from notifications.messages.actions import (
    plan_visit_messages,
    tell_visit_cancelled,
    tell_visit_moved,
)
from notifications.messages.facts import EarlierDate, VisitFacts
from notifications.messages.models import Message
from notifications.messages.rules import MessageKey, MessageState
from tests.builders.notifications import (
    EVERYTHING_HOLDS,
    VISIT_AT,
    ObedientCarrier,
    Reached,
    Told,
    a_told_witness,
)
from tests.moment import NOW
from tests.world import World

PLAIN = Reached(wording=Wording.PLAIN)
LATER = VISIT_AT + timedelta(days=7)
BOOKED, MOVED, OFF = MessageKey.VISIT_BOOKED, MessageKey.VISIT_MOVED, MessageKey.VISIT_CANCELLED
REMINDERS = [
    MessageKey.VISIT_REMINDER_7_DAYS,
    MessageKey.VISIT_REMINDER_3_DAYS,
    MessageKey.VISIT_REMINDER_1_DAY,
]


def book(told: Told, facts: VisitFacts, now: datetime = NOW) -> None:
    """Tell of a visit just booked."""
    told.act()(plan_visit_messages, facts, now=now)


def move(told: Told, facts: VisitFacts, now: datetime = NOW) -> None:
    """Tell of a visit just moved."""
    told.act()(tell_visit_moved, facts, now=now)


def cancel(told: Told, facts: VisitFacts, now: datetime = NOW) -> None:
    """Tell of a visit just cancelled."""
    told.act()(tell_visit_cancelled, facts, now=now)


def booked(world: World, reached: Reached = PLAIN) -> Told:
    """A witness whose visit was just booked; in plain words, so that nobody need ring."""
    told = a_told_witness(world, reached)
    book(told, told.visit())
    return told


def moved(facts: VisitFacts, **changes: Any) -> VisitFacts:  # noqa: ANN401
    """The same visit a week later, or as a test says."""
    earlier = EarlierDate("Wednesday 30 September 2026, 12:45pm", facts.place.court_name)
    changed = {"starts_at": LATER, "ends_at": LATER + timedelta(minutes=30)} | changes
    return replace(facts, version=facts.version + 1, earlier=earlier, **changed)


def hand_over(
    told: Told, carrier: Carrier, now: datetime = NOW, checks: Checks | None = None
) -> int:
    """Let a dispatcher just started hand what is due to a carrier; how many it handed over."""
    checks = checks or replace(EVERYTHING_HOLDS, rests=Rests())
    carriers = {Channel.SMS: carrier, Channel.EMAIL: carrier}
    return dispatch_due(told.act(), carriers, checks, clock=lambda: now)


def send(told: Told, now: datetime = NOW) -> ObedientCarrier:
    """Let what is due leave, through a carrier that takes everything."""
    carrier = ObedientCarrier()
    hand_over(told, carrier, now)
    return carrier


def first(told: Told) -> Message:
    """The message that tells of the booking."""
    return told.messages()[0]


def in_state(told: Told, state: MessageState) -> list[MessageKey]:
    """Which messages are in a state."""
    return [message.key for message in told.messages() if message.state is state]


def tasks(told: Told) -> list[Task]:
    """What somebody was asked to do, soonest first."""
    with told.world.job(told.compartment_id) as session:
        found = session.scalars(select(Task).order_by(Task.due_at, Task.id)).all()
        session.expunge_all()
        return list(found)


def rung_about(told: Told) -> list[str]:
    """The titles of what somebody was asked to do."""
    return sorted(task.title for task in tasks(told))
