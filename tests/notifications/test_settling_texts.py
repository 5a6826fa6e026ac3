"""Texts whose outcome is unknown, through the real client: the list, receipts, then a person."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import pytest

from ethical_walls.carrier_words.actions import (
    ReceiptThatCame,
    carrier_words_taken_in,
    receive_receipt,
)
from ethical_walls.viewers import NOBODY
from notifications.carriers.outgoing import OutgoingMessage, Standing
from notifications.carriers.twilio_codes import STOPPED
from notifications.carriers.twilio_sms import TwilioAccount, TwilioCarrier
from notifications.dispatch.receipts import take_in_receipts
from notifications.dispatch.rules import ATTEMPT_LASTS, BEING_ASKED, NO_TRACE, NOT_KNOWN, SETTLES_IN
from notifications.messages.models import Message
from notifications.messages.rules import MessageState
from tests import twilio_stub as stub
from tests.builders.notifications import DyingCarrier, Killed, Told
from tests.builders.telling import PLAIN, booked, first, hand_over, rung_about
from tests.moment import NOW
from tests.world import World

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])
STATES = MessageState
ONCE, TWICE = NOW + SETTLES_IN, NOW + 2 * SETTLES_IN


@dataclass
class Line:
    """The invented network, and the real client that talks to it."""

    twilio: stub.Twilio
    carrier: TwilioCarrier


@pytest.fixture
def line() -> Iterator[Line]:
    with stub.a_twilio(lambda: NOW) as twilio:
        account = TwilioAccount(stub.ACCOUNT, stub.API_KEY, stub.API_SECRET, stub.FROM)
        yield Line(twilio, TwilioCarrier(replace(account, base_url=twilio.base_url)))


def told_at(world: World, number: str) -> Told:
    return booked(world, replace(PLAIN, address=number))


def receipt(
    told: Told, standing: Standing, code: str = "", at: datetime = NOW, sid: str = "SM9"
) -> Message:
    """Let a receipt of the first message's latest attempt come, and its side's job take it in."""
    attempt = first(told).attempt_id
    assert attempt is not None
    with told.world.session(NOBODY) as session:
        said = ReceiptThatCame(attempt, standing, sid, code, at)
        receive_receipt(session, said, now=at)
        session.commit()
    told.act()(take_in_receipts, now=at)
    told.act()(carrier_words_taken_in, now=at)
    return first(told)


def test_a_text_taken_with_an_error_is_found_in_the_list_and_not_sent_again(
    world: World, line: Line
) -> None:
    told = told_at(world, stub.TAKEN_THEN_FAILING)
    hand_over(told, line.carrier)
    assert (first(told).state, first(told).reason) == (STATES.AMBIGUOUS, BEING_ASKED)
    assert rung_about(told) == []
    hand_over(told, line.carrier, ONCE - timedelta(seconds=1))
    assert first(told).state is STATES.AMBIGUOUS
    hand_over(told, line.carrier, ONCE)
    (text,) = line.twilio.texts
    assert (first(told).state, first(told).carrier_reference) == (STATES.SENT, text.sid)
    assert rung_about(told) == []


def test_a_text_of_which_there_is_no_trace_is_a_persons_and_is_never_sent_again(
    world: World, line: Line
) -> None:
    told = told_at(world, stub.FAILING)
    for at in (NOW, ONCE, TWICE, TWICE + SETTLES_IN):
        hand_over(told, line.carrier, at)
    assert (first(told).state, first(told).reason) == (STATES.AMBIGUOUS, NO_TRACE)
    assert len(rung_about(told)) == 1
    posts = [asked for asked in line.twilio.asked if asked.startswith("POST")]
    assert (len(posts), len(line.twilio.asked)) == (1, 3)


def test_a_list_that_lags_behind_is_asked_once_more(world: World, line: Line) -> None:
    told = told_at(world, stub.TAKEN_THEN_CUT)
    line.twilio.lags.append(stub.TAKEN_THEN_CUT)
    for at in (NOW, ONCE):
        hand_over(told, line.carrier, at)
    assert first(told).state is STATES.AMBIGUOUS
    line.twilio.lags.clear()
    hand_over(told, line.carrier, TWICE)
    assert first(told).state is STATES.SENT


def test_a_list_that_never_answers_leaves_it_to_a_person(world: World, line: Line) -> None:
    told = told_at(world, stub.TAKEN_THEN_CUT)
    line.twilio.list_fails.append(stub.TAKEN_THEN_CUT)
    for at in (NOW, ONCE, TWICE):
        hand_over(told, line.carrier, at)
    assert (first(told).state, first(told).reason) == (STATES.AMBIGUOUS, NOT_KNOWN)
    assert len(rung_about(told)) == 1


def test_two_texts_alike_and_one_taken_settle_as_one_sent_and_one_not(
    world: World, line: Line
) -> None:
    told, other = (told_at(world, stub.TAKEN_THEN_CUT) for _ in range(2))
    hand_over(told, line.carrier)
    line.twilio.texts.append(replace(line.twilio.texts[0], sid="SMother"))
    hand_over(other, line.carrier)
    line.twilio.texts[1:] = []
    for at in (ONCE, TWICE):
        hand_over(other, line.carrier, at)
        hand_over(told, line.carrier, at)
    assert {first(told).state, first(other).state} == {STATES.SENT, STATES.AMBIGUOUS}


def test_a_process_that_died_with_a_text_in_its_hands_asks_the_carrier(
    world: World, line: Line
) -> None:
    told = told_at(world, "+447700900321")

    class Dying(DyingCarrier):
        def send(self, outgoing: OutgoingMessage) -> None:  # type: ignore[override]
            line.carrier.send(outgoing)
            raise Killed

    with pytest.raises(Killed):
        hand_over(told, Dying())
    assert first(told).state is STATES.SENDING
    hand_over(told, line.carrier, NOW + ATTEMPT_LASTS)
    assert first(told).state is STATES.AMBIGUOUS
    hand_over(told, line.carrier, ONCE)
    assert first(told).state is STATES.SENT
    assert len(line.twilio.texts) == 1


def test_who_has_stopped_texts_is_not_written_to_and_another_way_is_agreed(
    world: World, line: Line
) -> None:
    told = told_at(world, stub.OPTED_OUT)
    hand_over(told, line.carrier)
    assert (first(told).state, first(told).reason) == (STATES.NOT_SENT, f"{STOPPED} (21610)")
    assert any(t.startswith("Agree another way to reach A.Y.") for t in rung_about(told))
    hand_over(told, line.carrier, NOW + timedelta(days=9))
    reminder = told.messages()[1]
    assert reminder.state is STATES.NOT_SENT
    assert reminder.reason == "The person asked for no more messages at this number"
    assert len([asked for asked in line.twilio.asked if asked.startswith("POST")]) == 1


def test_busy_means_not_taken_so_it_goes_again_later(world: World, line: Line) -> None:
    told = told_at(world, stub.BUSY)
    hand_over(told, line.carrier)
    assert (first(told).state, first(told).due_at) == (STATES.PENDING, NOW + timedelta(minutes=1))


def test_receipts_bring_a_text_to_delivered_and_never_back(world: World, line: Line) -> None:
    told = told_at(world, "+447700900321")
    hand_over(told, line.carrier)
    sid = line.twilio.texts[0].sid
    seen = [
        receipt(told, standing, at=NOW + timedelta(seconds=number), sid=sid).state
        for number, standing in enumerate(
            (Standing.DELIVERED, Standing.SENT, Standing.DELIVERED, Standing.FAILED)
        )
    ]
    assert set(seen) == {STATES.DELIVERED}
    assert first(told).delivered_at == NOW
    assert rung_about(told) == []


def test_a_receipt_settles_what_is_in_doubt_before_anybody_is_asked(
    world: World, line: Line
) -> None:
    told = told_at(world, stub.TAKEN_THEN_FAILING)
    hand_over(told, line.carrier)
    assert receipt(told, Standing.ON_ITS_WAY).state is STATES.SENT
    hand_over(told, line.carrier, ONCE)
    assert [asked for asked in line.twilio.asked if asked.startswith("GET")] == []
    assert first(told).carrier == "twilio"


@pytest.mark.parametrize(
    ("code", "also"),
    [("30003", []), ("21610", ["Agree another way to reach A.Y.: they want no more texts"])],
)
def test_a_text_that_could_not_be_delivered_is_said_by_voice(
    world: World, line: Line, code: str, also: list[str]
) -> None:
    told = told_at(world, "+447700900321")
    hand_over(told, line.carrier)
    message = receipt(told, Standing.FAILED, code)
    assert message.state is STATES.UNDELIVERED
    assert message.reason.endswith(f"({code})")
    assert [t for t in rung_about(told) if not t.startswith("Ring A.Y. about")] == also
