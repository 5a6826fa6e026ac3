"""What Twilio posts to the public site: believed by its signature, answered with nothing."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy import text
from werkzeug.test import TestResponse

from casework.contact_plans.rules import Channel
from notifications.carriers.recording import RecordingCarrier
from notifications.carriers.status_address import StatusAddresses
from notifications.messages.rules import MessageState
from notifications.replies.queries import replies_of
from tests import twilio_stub as stub
from tests.builders.telling import PLAIN, booked, first, rung_about, send
from tests.moment import NOW
from tests.staff_site import settings_for
from tests.world import World
from witness_app.clock import FixedClock
from witness_app.jobs import Means, tick
from witness_app.public import SiteParts, create_public_site
from witness_app.settings import TextSettings
from witness_app.site import current

HERE = "https://public.example.org"
TEXTS = TextSettings(
    account_sid=stub.ACCOUNT,
    auth_token=stub.AUTH_TOKEN,
    from_number=stub.FROM,
    callback_url=HERE,
)
INBOUND = "/callbacks/texts/inbound"


@dataclass
class Door:
    """The public site as Twilio reaches it."""

    site: Flask
    world: World
    means: Means

    def post(self, path: str, form: dict[str, str], **headers: str) -> TestResponse:
        """Post a form as it is, signed by nobody."""
        return self.site.test_client().post(path, data=form, headers=headers)

    def says(self, path: str, form: dict[str, str]) -> TestResponse:
        """Post a form as Twilio signs it, and let the jobs run."""
        client = self.site.test_client()
        answer = client.post(path, data=form, headers=stub.signed(HERE + path, form))
        tick(self.means)
        return answer

    def counted(self) -> int:
        """How much was ever handed in."""
        with self.world.owner() as owner:
            return int(
                owner.scalar(
                    text(
                        "SELECT (SELECT count(*) FROM sealed.inbound_text)"
                        " + (SELECT count(*) FROM sealed.left_message)"
                        " + (SELECT count(*) FROM sealed.receipt)"
                    )
                )
            )


@pytest.fixture
def door(world: World, clock: FixedClock) -> Iterator[Door]:
    settings = replace(settings_for(world.database), texts=TEXTS)
    site = create_public_site(settings, SiteParts(world.database.app_url, clock))
    carriers = {channel: RecordingCarrier() for channel in (Channel.SMS, Channel.EMAIL)}
    yield Door(site, world, Means(world.database, carriers, clock))
    current.close_site(site)


def status_path(door: Door, attempt_id: object) -> str:
    addresses = StatusAddresses("", door.site.config["SECRET_KEY"].encode())
    return addresses.address_of(attempt_id)  # type: ignore[arg-type]


def test_a_text_becomes_a_reply_and_whoever_sends_one_is_answered_alike(door: Door) -> None:
    told = booked(door.world, PLAIN)
    send(told)
    known = door.says(INBOUND, stub.Twilio.inbound("+447700900123", "Yes", "SM1"))
    unknown = door.says(INBOUND, stub.Twilio.inbound("+447700900555", "Yes", "SM2"))
    again = door.says(INBOUND, stub.Twilio.inbound("+447700900123", "Yes", "SM1"))
    assert {answer.data for answer in (known, unknown, again)} == {
        b'<?xml version="1.0" encoding="UTF-8"?><Response/>'
    }
    assert [answer.status_code for answer in (known, unknown, again)] == [200] * 3
    assert known.headers["Content-Type"].startswith("text/xml")
    with told.world.job(told.compartment_id) as session:
        assert [reply.kind for reply in replies_of(session, told.witness_id)] == ["yes"]


def test_a_status_moves_its_own_message_and_out_of_order_does_no_harm(door: Door) -> None:
    told = booked(door.world, PLAIN)
    send(told)
    message = first(told)
    path = status_path(door, message.attempt_id)
    twilio = stub.Twilio(lambda: NOW)
    taken = twilio.take({"To": message.to_address, "Body": message.text})
    for status in ("delivered", "sent", "delivered", "something new"):
        assert door.says(path, twilio.moves_to(taken, status)).status_code == 204
    assert first(told).state is MessageState.DELIVERED
    assert first(told).carrier_reference == taken.sid


def test_a_status_of_failure_is_a_call_to_make(door: Door) -> None:
    told = booked(door.world, PLAIN)
    send(told)
    twilio = stub.Twilio(lambda: NOW)
    taken = twilio.take({"To": "+447700900123", "Body": "x"})
    failed = twilio.moves_to(taken, "undelivered", 30005)
    door.says(status_path(door, first(told).attempt_id), failed)
    assert first(told).state is MessageState.UNDELIVERED
    assert rung_about(told) == [
        "Ring A.Y. about their visit: the network does not know this number (30005)"
    ]


def test_what_is_not_signed_for_us_is_answered_with_the_page_of_absence(door: Door) -> None:
    form = stub.Twilio.inbound("+447700900123", "Yes", "SM1")
    path = status_path(door, uuid4())
    stranger = form | {"AccountSid": "AC" + "9" * 32}
    refused = [
        door.post(INBOUND, form),
        door.post(INBOUND, form, **{"X-Twilio-Signature": "made up"}),
        door.post(INBOUND, form, **stub.signed(HERE + INBOUND, form, "another token")),
        door.post(INBOUND, form, **stub.signed("http://elsewhere.example.org" + INBOUND, form)),
        door.post(INBOUND, form | {"Body": "STOP"}, **stub.signed(HERE + INBOUND, form)),
        door.post(INBOUND, stranger, **stub.signed(HERE + INBOUND, stranger)),
        door.post(path[:-1], form, **stub.signed(HERE + path[:-1], form)),
    ]
    assert {answer.status_code for answer in refused} == {404}
    assert len({len(answer.data) for answer in refused}) == 1
    assert door.counted() == 0


def test_where_no_token_is_set_nothing_is_believed(world: World, clock: FixedClock) -> None:
    site = create_public_site(
        settings_for(world.database), SiteParts(world.database.app_url, clock)
    )
    form = stub.Twilio.inbound("+447700900123", "Yes", "SM1") | {"AccountSid": ""}
    answer = site.test_client().post(INBOUND, data=form, headers=stub.signed(INBOUND, form, ""))
    assert answer.status_code == 404
    current.close_site(site)


def test_forms_of_every_other_page_still_need_their_own_token(door: Door) -> None:
    assert door.post("/sign-in", {}).status_code == 400
