"""The real client against a loopback server that behaves like Twilio."""

import socket
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest

from casework.contact_plans.rules import Channel
from notifications.carriers.outgoing import (
    Accepted,
    Fault,
    Held,
    OutgoingMessage,
    Refused,
    Standing,
    Unknown,
)
from notifications.carriers.status_address import StatusAddresses
from notifications.carriers.twilio_codes import (
    NOT_A_MOBILE,
    NOT_DELIVERED,
    NOT_TAKEN_NOW,
    REFUSED,
    STOPPED,
    why_not_delivered,
)
from notifications.carriers.twilio_sms import TwilioAccount, TwilioCarrier, life_in_seconds
from tests import twilio_stub as stub
from tests.moment import NOW

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])

STATUSES = StatusAddresses("https://public.example.org", b"a key that only tests hold")
OUTGOING = OutgoingMessage(
    message_id=UUID("11111111-1111-4111-8111-111111111111"),
    attempt_id=UUID("abcdefab-2222-4222-8222-222222222222"),
    channel=Channel.SMS,
    from_name="Sam",
    from_address="appointments@standby.example.org",
    to_address="+447700900123",
    subject="",
    text="Sam: your appointment is on Wednesday. Reply YES.",
    invitation_ics=None,
    at=NOW,
    until=NOW + timedelta(hours=2),
)


@pytest.fixture
def twilio() -> Iterator[stub.Twilio]:
    with stub.a_twilio(lambda: NOW) as running:
        yield running


def carrier_to(base_url: str, timeout: float = 10.0) -> TwilioCarrier:
    account = TwilioAccount(
        account_sid=stub.ACCOUNT,
        username=stub.API_KEY,
        password=stub.API_SECRET,
        from_number=stub.FROM,
        base_url=base_url,
        timeout=timeout,
    )
    return TwilioCarrier(account, STATUSES)


def test_a_text_that_is_taken_goes_as_written_and_asks_for_its_receipts(
    twilio: stub.Twilio,
) -> None:
    answer = carrier_to(twilio.base_url).send(OUTGOING)
    (text,) = twilio.texts
    assert answer == Accepted(text.sid)
    assert text.asked == {
        "To": OUTGOING.to_address,
        "From": stub.FROM,
        "Body": OUTGOING.text,
        "StatusCallback": STATUSES.address_of(OUTGOING.attempt_id),
        "ValidityPeriod": "7200",
    }


def test_a_messaging_service_chooses_the_number_where_there_is_one(twilio: stub.Twilio) -> None:
    carrier = carrier_to(twilio.base_url)
    account = replace(carrier.account, messaging_service="MG1")
    replace(carrier, account=account, statuses=None).send(OUTGOING)
    asked = twilio.texts[0].asked
    assert asked["MessagingServiceSid"] == "MG1"
    assert not {"From", "StatusCallback"} & set(asked)


@pytest.mark.parametrize(
    ("number", "answer"),
    [
        (stub.OPTED_OUT, Refused(Fault.STOPPED, f"{STOPPED} (21610)")),
        (stub.NOT_A_NUMBER, Refused(Fault.ADDRESS, f"{NOT_A_MOBILE} (21211)")),
        (stub.NOT_A_MOBILE, Refused(Fault.ADDRESS, f"{NOT_A_MOBILE} (21614)")),
        (stub.BUSY, Refused(Fault.PASSING, f"{NOT_TAKEN_NOW} (20429)", timedelta(seconds=90))),
        (stub.NEVER_HEARD_OF, Refused(Fault.OURS, f"{REFUSED} (29999)")),
        (stub.FAILING, Unknown("It failed while answering (500)")),
        (stub.TAKEN_THEN_FAILING, Unknown("It failed while answering (502)")),
        (stub.TAKEN_THEN_SILENT, Unknown("No answer to the message: ReadTimeout")),
        (stub.TAKEN_THEN_CUT, Unknown("No answer to the message: ConnectionError")),
        (stub.TAKEN_THEN_NONSENSE, Unknown("Its answer could not be read: JSONDecodeError")),
    ],
)
def test_what_twilio_answers_decides_whether_it_certainly_was_not_taken(
    twilio: stub.Twilio, number: str, answer: Refused | Unknown
) -> None:
    carrier = carrier_to(twilio.base_url, 0.3 if number == stub.TAKEN_THEN_SILENT else 10.0)
    assert carrier.send(replace(OUTGOING, to_address=number)) == answer
    assert len(twilio.asked) == 1
    assert len(twilio.texts) == (1 if number in stub.TAKES_FIRST else 0)


def test_where_no_conversation_began_nothing_was_taken() -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    answer = carrier_to(f"http://127.0.0.1:{port}").send(OUTGOING)
    assert answer == Refused(Fault.PASSING, "No conversation: ConnectionError")


def test_its_list_says_which_texts_of_these_words_it_took_since(twilio: stub.Twilio) -> None:
    carrier = carrier_to(twilio.base_url)
    twilio.now = lambda: NOW - timedelta(minutes=5)
    carrier.send(OUTGOING)
    twilio.now = lambda: NOW
    carrier.send(OUTGOING)
    carrier.send(replace(OUTGOING, text="Other words"))
    carrier.send(replace(OUTGOING, to_address="+447700900124"))
    twilio.moves_to(twilio.texts[1], "undelivered", 30003)
    assert carrier.held(OUTGOING) == (Held(twilio.texts[1].sid, Standing.FAILED, "30003"),)


def test_its_list_is_read_past_the_first_page_and_no_further_than_the_attempt(
    twilio: stub.Twilio,
) -> None:
    carrier = carrier_to(twilio.base_url)
    for number in range(60):
        twilio.take({"To": OUTGOING.to_address, "Body": OUTGOING.text if number < 2 else "Other"})
    assert [held.reference for held in carrier.held(OUTGOING) or ()] == [
        twilio.texts[0].sid,
        twilio.texts[1].sid,
    ]
    assert len([asked for asked in twilio.asked if asked.startswith("GET")]) == 2


def test_a_list_that_does_not_answer_says_nothing_of_what_was_taken(twilio: stub.Twilio) -> None:
    twilio.list_fails.append(OUTGOING.to_address)
    assert carrier_to(twilio.base_url).held(OUTGOING) is None


@pytest.mark.parametrize(
    ("minutes", "seconds"), [(0, 60), (5, 300), (60, 3600), (60 * 10, 36000), (60 * 11, 36000)]
)
def test_a_text_is_kept_waiting_until_its_hours_close(minutes: int, seconds: int) -> None:
    assert life_in_seconds(NOW, NOW + timedelta(minutes=minutes)) == seconds


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("30003", "The phone could not be reached: it may be off or out of signal (30003)"),
        ("30008", "The network could not deliver it and does not say why (30008)"),
        ("31999", f"{NOT_DELIVERED} (31999)"),
        ("", NOT_DELIVERED),
    ],
)
def test_a_receipts_code_is_said_in_words(code: str, words: str) -> None:
    assert why_not_delivered(code) == words


def test_a_status_address_names_its_attempt_and_none_can_be_made_up() -> None:
    address, _, signature = STATUSES.address_of(OUTGOING.attempt_id).partition("?s=")
    path = f"/callbacks/texts/status/{OUTGOING.attempt_id}"
    assert address == f"https://public.example.org{path}"
    assert STATUSES.is_ours(OUTGOING.attempt_id, signature)
    other = STATUSES.address_of(OUTGOING.message_id).partition("?s=")[2]
    elsewhere = StatusAddresses(STATUSES.public_url, b"a key of somebody else")
    for made_up in ("", other, signature[:-1], signature.upper(), f"{signature}0", "é"):
        assert not STATUSES.is_ours(OUTGOING.attempt_id, made_up)
    assert not elsewhere.is_ours(OUTGOING.attempt_id, signature)
    assert "a key" not in repr(STATUSES)
