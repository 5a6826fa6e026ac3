"""Two dispatchers at the same moment, and a cancellation in the midst of a claim."""

import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from notifications.dispatch.actions import claim_next
from notifications.messages.actions import plan_visit_messages, supersede_messages_about
from notifications.messages.rules import MessageState
from tests.builders.notifications import (
    EVERYTHING_HOLDS,
    ObedientCarrier,
    Told,
    a_told_witness,
)
from tests.builders.telling import (
    PLAIN,
    first,
    hand_over,
)
from tests.moment import NOW
from tests.world import World

REMINDED_AT = NOW + timedelta(days=9)
STATES = MessageState


def in_threads(*works: Callable[[], object]) -> list[object]:
    """Run these at the same moment, each on a connection of its own."""
    ready, results = threading.Barrier(len(works)), []

    def run(work: Callable[[], object]) -> None:
        ready.wait()
        results.append(work())

    threads = [threading.Thread(target=run, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def test_two_dispatchers_at_once_send_every_message_once(world: World) -> None:
    told = a_told_witness(world, PLAIN)
    for _ in range(12):
        told.act()(plan_visit_messages, told.visit(), now=NOW)
    carrier = ObedientCarrier()
    sent = in_threads(lambda: hand_over(told, carrier), lambda: hand_over(told, carrier))
    assert sum(int(str(n)) for n in sent) == 12
    assert len({handed.message_id for handed in carrier.handed}) == 12


def test_a_claim_and_a_cancellation_at_once_never_both_win(world: World) -> None:
    for _ in range(10):
        told = a_told_witness(world, PLAIN)
        facts = told.visit()
        told.act()(plan_visit_messages, facts, now=NOW)
        carrier = ObedientCarrier()

        def take_back(told: Told = told, visit: Any = facts.visit_id) -> object:  # noqa: ANN401
            return told.act()(supersede_messages_about, visit, "It is off", now=NOW)

        def go(told: Told = told, carrier: ObedientCarrier = carrier) -> object:
            return hand_over(told, carrier)

        in_threads(go, take_back)
        went_out = first(told).state is STATES.SENT
        assert len(carrier.handed) == (1 if went_out else 0)
        assert first(told).state in {STATES.SENT, STATES.SUPERSEDED}


def test_a_cancellation_waits_for_a_claim_under_way_and_then_reports_it(world: World) -> None:
    told = a_told_witness(world, PLAIN)
    facts = told.visit()
    told.act()(plan_visit_messages, facts, now=NOW)
    reports: list[Any] = []
    with world.job(told.compartment_id) as claiming:
        outgoing = claim_next(claiming, EVERYTHING_HOLDS, now=NOW)
        assert outgoing is not None
        cancelling = threading.Thread(
            target=lambda: reports.append(
                told.act()(supersede_messages_about, facts.visit_id, "It is off", now=NOW)
            )
        )
        cancelling.start()
        cancelling.join(timeout=0.3)
        assert cancelling.is_alive()
        claiming.commit()
        cancelling.join()
    assert reports[0].already_going_out == (outgoing.message_id,)
    assert first(told).state is STATES.SENDING
