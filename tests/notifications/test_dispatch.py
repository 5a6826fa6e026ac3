import threading
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, time, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from casework.contact_plans.rules import Channel, Wording
from casework.tasks.models import Task
from ethical_walls.work import WorkKind, compartments_with_work
from notifications.carriers.outgoing import (
    Accepted,
    Answer,
    Carrier,
    Fault,
    OutgoingMessage,
    Refused,
    Unknown,
)
from notifications.carriers.recording import RecordingCarrier
from notifications.dispatch.actions import Checks, claim_next, dispatch_due, record_outcome
from notifications.dispatch.rules import ATTEMPT_LASTS, Outcome
from notifications.messages.actions import plan_visit_messages, supersede_messages_about
from notifications.messages.models import Message
from notifications.messages.rules import MessageKey, MessageState
from tests.builders.notifications import (
    BY_EMAIL,
    EVERYTHING_HOLDS,
    VISIT_AT,
    DyingCarrier,
    Killed,
    ObedientCarrier,
    Reached,
    Told,
    a_told_witness,
)
from tests.moment import NOW
from tests.world import World

PLAIN = Reached(wording=Wording.PLAIN)
REMINDED_AT = NOW + timedelta(days=9)
STATES = MessageState


def booked(world: World, reached: Reached = PLAIN) -> Told:
    told = a_told_witness(world, reached)
    told.act()(plan_visit_messages, told.visit(), now=NOW)
    return told


def send(
    told: Told,
    carrier: Carrier,
    now: datetime = NOW,
    checks: Checks = EVERYTHING_HOLDS,
) -> int:
    carriers = {Channel.SMS: carrier, Channel.EMAIL: carrier}
    return dispatch_due(told.act(), carriers, checks, clock=lambda: now)


def first(told: Told) -> Message:
    return told.messages()[0]


def rung_about(told: Told) -> list[str]:
    with told.world.job(told.compartment_id) as session:
        return list(session.scalars(select(Task.title).order_by(Task.title)))


def test_what_is_due_leaves_and_what_is_not_due_stays(world: World) -> None:
    told, carrier = booked(world), ObedientCarrier()
    assert send(told, carrier) == 1
    (handed,) = carrier.handed
    assert handed.text == first(told).text
    assert handed.to_address == "+447700900123"
    assert [m.state for m in told.messages()] == [STATES.SENT] + [STATES.PENDING] * 3
    assert (first(told).carrier, first(told).carrier_reference) == ("obedient", "taken")


def test_a_message_leaves_once_however_often_the_dispatcher_runs(world: World) -> None:
    told, carrier = booked(world), ObedientCarrier()
    assert [send(told, carrier) for _ in range(3)] == [1, 0, 0]


def test_where_no_carrier_is_set_up_the_row_itself_is_the_record(world: World) -> None:
    told = booked(world)
    send(told, RecordingCarrier())
    assert first(told).state is STATES.SENT
    assert first(told).carrier == "recorded"
    assert first(told).carrier_reference == f"recorded-{first(told).attempt_id}"


def test_one_compartments_dispatcher_never_sends_anothers_messages(world: World) -> None:
    told, other = booked(world), booked(world)
    send(told, ObedientCarrier())
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
    send(told, looking)
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
    send(told, ObedientCarrier(answer))
    assert (first(told).state, first(told).reason) == (state, reason)
    assert len(rung_about(told)) == (0 if state is STATES.PENDING else 1)


def test_a_refused_message_is_tried_again_later_and_then_sent_once(world: World) -> None:
    told = booked(world)
    send(told, ObedientCarrier(Refused(Fault.PASSING, "450 busy")))
    assert first(told).due_at == NOW + timedelta(minutes=1)
    later = ObedientCarrier()
    assert send(told, later, NOW + timedelta(seconds=59)) == 0
    assert send(told, later, NOW + timedelta(seconds=60)) == 1
    assert (first(told).state, first(told).attempts) == (STATES.SENT, 2)


def test_a_text_that_may_have_gone_is_never_sent_again(world: World) -> None:
    told = booked(world)
    send(told, ObedientCarrier(Unknown("dropped")))
    again = ObedientCarrier()
    for hours in (1, 2, 24):
        send(told, again, NOW + timedelta(hours=hours))
    assert again.handed == []
    assert rung_about(told) == [
        "Ring A.Y. about their visit: it is not known whether the message was sent"
    ]


def test_an_email_that_may_have_gone_is_sent_again_as_the_same_mail(world: World) -> None:
    told = booked(world, BY_EMAIL)
    lost, taken = ObedientCarrier(Unknown("dropped")), ObedientCarrier()
    send(told, lost)
    send(told, taken, NOW + timedelta(minutes=1))
    assert lost.handed[0].message_id == taken.handed[0].message_id
    assert lost.handed[0].invitation_ics == taken.handed[0].invitation_ics
    assert first(told).state is STATES.SENT


def test_a_carrier_that_fails_in_a_new_way_may_have_sent_the_message(world: World) -> None:
    told = booked(world)

    class Broken:
        name = "broken"

        def send(self, _outgoing: OutgoingMessage) -> Answer:
            raise KeyError("body")

    send(told, Broken())
    assert first(told).state is STATES.AMBIGUOUS


def test_a_text_in_a_dying_carriers_hands_is_found_on_restart_and_left_to_a_person(
    world: World,
) -> None:
    told, dying = booked(world), DyingCarrier()
    with pytest.raises(Killed):
        send(told, dying)
    assert first(told).state is STATES.SENDING
    restarted = ObedientCarrier()
    send(told, restarted, NOW + timedelta(minutes=1))
    assert first(told).state is STATES.SENDING
    send(told, restarted, NOW + ATTEMPT_LASTS)
    assert first(told).state is STATES.AMBIGUOUS
    assert restarted.handed == []
    assert len(rung_about(told)) == 1


def test_an_attempt_cut_off_keeps_its_compartment_on_the_list_of_work(world: World) -> None:
    told = booked(world)
    with pytest.raises(Killed):
        send(told, DyingCarrier())
    with world.job() as looking:
        due = compartments_with_work(looking, WorkKind.DISPATCH, NOW + ATTEMPT_LASTS)
    assert [item.compartment_id for item in due] == [told.compartment_id]


def test_an_email_in_a_dying_carriers_hands_goes_again(world: World) -> None:
    told, restarted = booked(world, BY_EMAIL), ObedientCarrier()
    with pytest.raises(Killed):
        send(told, DyingCarrier())
    send(told, restarted, NOW + ATTEMPT_LASTS)
    send(told, restarted, NOW + ATTEMPT_LASTS + timedelta(minutes=1))
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
    assert send(told, ObedientCarrier()) == 1


def test_an_answer_that_comes_after_the_attempt_was_given_up_still_counts_when_it_is_yes(
    world: World,
) -> None:
    told = booked(world)
    outgoing = told.act()(claim_next, EVERYTHING_HOLDS, now=NOW)
    late = NOW + ATTEMPT_LASTS
    send(told, ObedientCarrier(), late)
    assert first(told).state is STATES.AMBIGUOUS
    told.act()(record_outcome, Outcome(outgoing, "slow", Refused(Fault.PASSING, "?")), now=late)
    assert first(told).state is STATES.AMBIGUOUS
    told.act()(record_outcome, Outcome(outgoing, "slow", Accepted("at last")), now=late)
    assert first(told).state is STATES.SENT


def test_an_answer_to_an_older_attempt_changes_nothing(world: World) -> None:
    told = booked(world, BY_EMAIL)
    older = told.act()(claim_next, EVERYTHING_HOLDS, now=NOW)
    late = NOW + ATTEMPT_LASTS
    send(told, ObedientCarrier(), late)
    newer = told.act()(claim_next, EVERYTHING_HOLDS, now=late + timedelta(minutes=1))
    assert newer.attempt_id != older.attempt_id
    told.act()(record_outcome, Outcome(older, "slow", Refused(Fault.ADDRESS, "no")), now=late)
    assert first(told).state is STATES.SENDING


def test_nothing_leaves_while_sending_is_switched_off_and_nothing_is_lost(world: World) -> None:
    told, carrier = booked(world), ObedientCarrier()
    off = replace(EVERYTHING_HOLDS, sending_is_on=lambda: False)
    assert send(told, carrier, checks=off) == 0
    assert first(told).state is STATES.PENDING
    assert send(told, carrier) == 1


def test_what_no_longer_holds_of_a_visit_is_not_said(world: World) -> None:
    told, carrier = booked(world), ObedientCarrier()
    untrue = replace(EVERYTHING_HOLDS, is_still_true=lambda _session, _message: False)
    assert send(told, carrier, checks=untrue) == 0
    assert first(told).state is STATES.SUPERSEDED


def test_what_rests_on_an_older_version_of_the_hearing_is_not_said(world: World) -> None:
    told, carrier = booked(world), ObedientCarrier()
    told.hearing_is_now(2)
    assert send(told, carrier) == 0
    assert (first(told).state, first(told).reason) == (
        STATES.SUPERSEDED,
        "It is no longer true",
    )


def test_a_message_goes_to_the_number_confirmed_last(world: World) -> None:
    told, carrier = booked(world), ObedientCarrier()
    told.reached_now(Reached(address="+447700900999"), version=2)
    send(told, carrier)
    (handed,) = carrier.handed
    assert handed.to_address == "+447700900999"
    assert "court" not in handed.text.casefold()
    assert "discreet message is not enough" in rung_about(told)[0]


def test_a_contact_plan_no_longer_confirmed_stops_a_message_at_the_last_moment(
    world: World,
) -> None:
    told, carrier = booked(world), ObedientCarrier()
    told.reached_now(Reached(confirmed_at=None), version=2)
    assert send(told, carrier) == 0
    assert first(told).state is STATES.NOT_SENT
    assert len(rung_about(told)) == 1


def test_a_reminder_whose_plan_was_confirmed_meanwhile_goes(world: World) -> None:
    told, carrier = booked(world, replace(PLAIN, confirmed_at=None)), ObedientCarrier()
    told.reached_now(PLAIN, version=2)
    assert send(told, carrier, REMINDED_AT) == 1
    assert [m.state for m in told.messages()] == [
        STATES.NOT_SENT,
        STATES.SENT,
        STATES.PENDING,
        STATES.PENDING,
    ]


def test_a_channel_without_a_carrier_makes_a_message_a_call(world: World) -> None:
    told, carrier = booked(world), ObedientCarrier()
    by_mail_only = replace(EVERYTHING_HOLDS, channels=frozenset({Channel.EMAIL}))
    assert send(told, carrier, checks=by_mail_only) == 0
    assert first(told).state is STATES.NOT_SENT
    assert rung_about(told) == [
        "Ring A.Y. about their visit: nothing is set up to send text messages"
    ]


def test_outside_the_persons_hours_a_message_waits_for_the_next_of_them(world: World) -> None:
    told, carrier = booked(world), ObedientCarrier()
    evening = NOW + timedelta(hours=12)
    assert send(told, carrier, evening) == 0
    assert first(told).due_at == NOW + timedelta(days=1)
    assert send(told, carrier, NOW + timedelta(days=1)) == 1


def test_after_days_of_silence_only_the_nearest_reminder_goes(world: World) -> None:
    told = booked(world)
    send(told, ObedientCarrier())
    back_again, carrier = NOW + timedelta(days=15, hours=1), ObedientCarrier()
    send(told, carrier, back_again)
    assert [m.state for m in told.messages()] == [
        STATES.SENT,
        STATES.SUPERSEDED,
        STATES.SUPERSEDED,
        STATES.SENT,
    ]
    assert len(carrier.handed) == 1


def test_two_overdue_reminders_of_three_leave_the_nearer_one(world: World) -> None:
    told = booked(world)
    send(told, ObedientCarrier())
    carrier = ObedientCarrier()
    send(told, carrier, NOW + timedelta(days=14))
    assert [m.state for m in told.messages()][1:] == [
        STATES.SUPERSEDED,
        STATES.SENT,
        STATES.PENDING,
    ]


def test_a_message_past_its_use_is_told_by_voice_while_there_is_time(world: World) -> None:
    told, carrier = booked(world), ObedientCarrier()
    assert send(told, carrier, VISIT_AT - timedelta(hours=1)) == 0
    assert first(told).state is STATES.EXPIRED
    assert "Ring A.Y. about their visit: it could not leave in time" in rung_about(told)


def test_a_message_about_a_date_that_is_over_troubles_nobody(world: World) -> None:
    told, carrier = booked(world), ObedientCarrier()
    assert send(told, carrier, VISIT_AT + timedelta(days=1)) == 0
    assert {m.state for m in told.messages()} == {STATES.EXPIRED, STATES.SUPERSEDED}
    assert rung_about(told) == []


def test_hours_that_open_too_late_make_a_message_a_call(world: World) -> None:
    told = booked(world, replace(PLAIN, hours=(time(9), time(12))))
    told.reached_now(replace(PLAIN, hours=(time(17), time(18))), version=2)
    morning_of_the_visit = VISIT_AT - timedelta(hours=3)
    send(told, ObedientCarrier(), morning_of_the_visit)
    assert first(told).state is STATES.NOT_SENT


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
    sent = in_threads(lambda: send(told, carrier), lambda: send(told, carrier))
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
            return send(told, carrier)

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


def test_which_message_leaves_first_is_the_one_due_longest(world: World) -> None:
    told = booked(world)
    with world.job(told.compartment_id) as session:
        reminder = session.scalars(
            select(Message).where(Message.key == MessageKey.VISIT_REMINDER_1_DAY)
        ).one()
        reminder.due_at = NOW - timedelta(hours=1)
        session.commit()
    carrier = ObedientCarrier()
    send(told, carrier)
    assert ["very soon" in handed.text for handed in carrier.handed] == [True, False]
