"""How a message leaves, what an answer means for it, and what a crash leaves behind."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from notifications.carriers.outgoing import (
    Accepted,
    Answer,
    Fault,
    OutgoingMessage,
    Refused,
    Unknown,
)
from notifications.carriers.recording import RecordingCarrier
from notifications.dispatch.actions import Checks, claim_next, record_outcome
from notifications.dispatch.rules import ATTEMPT_LASTS, Outcome
from notifications.messages.models import Message
from notifications.messages.rules import MessageKey, MessageState
from tests.builders.notifications import (
    BY_EMAIL,
    EVERYTHING_HOLDS,
    DyingCarrier,
    Killed,
    ObedientCarrier,
)
from tests.builders.telling import (
    booked,
    first,
    hand_over,
    rung_about,
)
from tests.moment import NOW
from tests.world import World

REMINDED_AT = NOW + timedelta(days=9)
STATES = MessageState


def test_what_is_due_leaves_and_what_is_not_due_stays(world: World) -> None:
    told, carrier = booked(world), ObedientCarrier()
    assert hand_over(told, carrier) == 1
    (handed,) = carrier.handed
    assert handed.text == first(told).text
    assert handed.to_address == "+447700900123"
    assert [m.state for m in told.messages()] == [STATES.SENT] + [STATES.PENDING] * 3
    assert (first(told).carrier, first(told).carrier_reference) == ("obedient", "taken")


def test_a_message_leaves_once_however_often_the_dispatcher_runs(world: World) -> None:
    told, carrier = booked(world), ObedientCarrier()
    assert [hand_over(told, carrier) for _ in range(3)] == [1, 0, 0]


def test_where_no_carrier_is_set_up_the_row_itself_is_the_record(world: World) -> None:
    told = booked(world)
    hand_over(told, RecordingCarrier())
    assert first(told).state is STATES.SENT
    assert first(told).carrier == "recorded"
    assert first(told).carrier_reference == f"recorded-{first(told).attempt_id}"


def test_one_compartments_dispatcher_never_sends_anothers_messages(world: World) -> None:
    told, other = booked(world), booked(world)
    hand_over(told, ObedientCarrier())
    assert first(other).state is STATES.PENDING


def test_the_carrier_is_called_outside_any_transaction(world: World) -> None:
    told = booked(world)

    @dataclass
    class Looking:
        name: str = "looking"
        seen: list[MessageState] = field(default_factory=list)

        def send(self, outgoing: OutgoingMessage) -> Answer:
            with world.job(told.compartment_id) as session:
                row = session.scalars(
                    select(Message)
                    .where(Message.id == outgoing.message_id)
                    .with_for_update(nowait=True)
                ).one()
                self.seen.append(row.state)
            return Accepted("")

    looking = Looking()
    hand_over(told, looking)
    assert looking.seen == [STATES.SENDING]


@pytest.mark.parametrize(
    ("answer", "state", "reason"),
    [
        (Refused(Fault.PASSING, "450 busy"), STATES.PENDING, "450 busy"),
        (Refused(Fault.OURS, "535 who"), STATES.PENDING, "535 who"),
        (Refused(Fault.ADDRESS, "550 nobody"), STATES.NEEDS_PERSON, "550 nobody"),
        (Unknown("dropped"), STATES.AMBIGUOUS, "It is not known whether the message was sent"),
    ],
)
def test_what_a_carrier_answers_about_a_text_decides_what_becomes_of_it(
    world: World, answer: Answer, state: MessageState, reason: str
) -> None:
    told = booked(world)
    hand_over(told, ObedientCarrier(answer))
    assert (first(told).state, first(told).reason) == (state, reason)
    assert len(rung_about(told)) == (0 if state is STATES.PENDING else 1)


def test_a_refused_message_is_tried_again_later_and_then_sent_once(world: World) -> None:
    told = booked(world)
    hand_over(told, ObedientCarrier(Refused(Fault.PASSING, "450 busy")))
    assert first(told).due_at == NOW + timedelta(minutes=1)
    later = ObedientCarrier()
    assert hand_over(told, later, NOW + timedelta(seconds=59)) == 0
    assert hand_over(told, later, NOW + timedelta(seconds=60)) == 1
    assert (first(told).state, first(told).attempts) == (STATES.SENT, 2)


def test_a_text_that_may_have_gone_is_never_sent_again(world: World) -> None:
    told = booked(world)
    hand_over(told, ObedientCarrier(Unknown("dropped")))
    again = ObedientCarrier()
    for hours in (1, 2, 24):
        hand_over(told, again, NOW + timedelta(hours=hours))
    assert again.handed == []
    assert rung_about(told) == [
        "Ring A.Y. about their visit: it is not known whether the message was sent"
    ]


def test_an_email_that_may_have_gone_is_sent_again_as_the_same_mail(world: World) -> None:
    told = booked(world, BY_EMAIL)
    lost, taken = ObedientCarrier(Unknown("dropped")), ObedientCarrier()
    hand_over(told, lost)
    hand_over(told, taken, NOW + timedelta(minutes=1))
    assert lost.handed[0].message_id == taken.handed[0].message_id
    assert lost.handed[0].invitation_ics == taken.handed[0].invitation_ics
    assert first(told).state is STATES.SENT


def test_a_carrier_that_fails_in_a_new_way_may_have_sent_the_message(world: World) -> None:
    told = booked(world)

    class Broken:
        name = "broken"

        def send(self, _outgoing: OutgoingMessage) -> Answer:
            raise KeyError("body")

    hand_over(told, Broken())
    assert first(told).state is STATES.AMBIGUOUS


def test_a_text_in_a_dying_carriers_hands_is_found_on_restart_and_left_to_a_person(
    world: World,
) -> None:
    told, dying = booked(world), DyingCarrier()
    with pytest.raises(Killed):
        hand_over(told, dying)
    assert first(told).state is STATES.SENDING
    restarted = ObedientCarrier()
    hand_over(told, restarted, NOW + timedelta(minutes=1))
    assert first(told).state is STATES.SENDING
    hand_over(told, restarted, NOW + ATTEMPT_LASTS)
    assert first(told).state is STATES.AMBIGUOUS
    assert restarted.handed == []
    assert len(rung_about(told)) == 1


def test_an_email_in_a_dying_carriers_hands_goes_again(world: World) -> None:
    told, restarted = booked(world, BY_EMAIL), ObedientCarrier()
    with pytest.raises(Killed):
        hand_over(told, DyingCarrier())
    hand_over(told, restarted, NOW + ATTEMPT_LASTS)
    hand_over(told, restarted, NOW + ATTEMPT_LASTS + timedelta(minutes=1))
    assert len(restarted.handed) == 1
    assert first(told).state is STATES.SENT


def test_a_process_killed_before_the_claim_commits_leaves_the_message_as_it_was(
    world: World,
) -> None:
    told = booked(world)

    def dies(session: Any, checks: Checks, *, now: datetime) -> None:  # noqa: ANN401
        assert claim_next(session, checks, now=now) is not None
        raise Killed

    with pytest.raises(Killed):
        told.act()(dies, EVERYTHING_HOLDS, now=NOW)
    assert first(told).state is STATES.PENDING
    assert hand_over(told, ObedientCarrier()) == 1


def test_an_answer_that_comes_after_the_attempt_was_given_up_still_counts_when_it_is_yes(
    world: World,
) -> None:
    told = booked(world)
    outgoing = told.act()(claim_next, EVERYTHING_HOLDS, now=NOW)
    late = NOW + ATTEMPT_LASTS
    hand_over(told, ObedientCarrier(), late)
    assert first(told).state is STATES.AMBIGUOUS
    told.act()(record_outcome, Outcome(outgoing, "slow", Refused(Fault.PASSING, "?")), now=late)
    assert first(told).state is STATES.AMBIGUOUS
    told.act()(record_outcome, Outcome(outgoing, "slow", Accepted("at last")), now=late)
    assert first(told).state is STATES.SENT


def test_an_answer_to_an_older_attempt_changes_nothing(world: World) -> None:
    told = booked(world, BY_EMAIL)
    older = told.act()(claim_next, EVERYTHING_HOLDS, now=NOW)
    late = NOW + ATTEMPT_LASTS
    hand_over(told, ObedientCarrier(), late)
    newer = told.act()(claim_next, EVERYTHING_HOLDS, now=late + timedelta(minutes=1))
    assert newer.attempt_id != older.attempt_id
    told.act()(record_outcome, Outcome(older, "slow", Refused(Fault.ADDRESS, "no")), now=late)
    assert first(told).state is STATES.SENDING


def test_which_message_leaves_first_is_the_one_due_longest(world: World) -> None:
    told = booked(world)
    with world.job(told.compartment_id) as session:
        reminder = session.scalars(
            select(Message).where(Message.key == MessageKey.VISIT_REMINDER_1_DAY)
        ).one()
        reminder.due_at = NOW - timedelta(hours=1)
        session.commit()
    carrier = ObedientCarrier()
    hand_over(told, carrier)
    assert ["very soon" in handed.text for handed in carrier.handed] == [True, False]
