"""The page of messages, and each message as its reader would see it."""

from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import select

from casework.contact_plans.rules import Channel
from ethical_walls.viewers import Viewer
from notifications.dispatch.actions import dispatch_due
from notifications.messages.actions import plan_visit_messages
from notifications.messages.models import Message
from notifications.messages.queries import PAGE
from notifications.messages.rules import MessageKey
from tests.builders.notifications import (
    BY_EMAIL,
    EVERYTHING_HOLDS,
    PLAIN_EMAIL,
    ObedientCarrier,
    Reached,
    Told,
    a_told_witness,
)
from tests.moment import NOW
from tests.staff_client import StaffClient
from tests.world import World


def seen_by(priya: Viewer, world: World, reached: Reached | None = None) -> Told:
    """A witness whom Priya may see, told of a visit."""
    told = a_told_witness(world, reached)
    world.clear(priya, told.compartment_id)
    told.act()(plan_visit_messages, told.visit(), now=NOW)
    return told


def the_booking(told: Told) -> UUID:
    return next(m.id for m in told.messages() if m.key is MessageKey.VISIT_BOOKED)


@pytest.fixture
def elsewhere(world: World) -> Told:
    """A witness of another compartment, with as many messages."""
    told = a_told_witness(world, BY_EMAIL)
    told.act()(plan_visit_messages, told.visit(), now=NOW)
    return told


def test_the_page_says_what_would_be_here_while_nothing_is(client: StaffClient) -> None:
    assert "No messages yet" in client.get("/messages").text


def test_messages_stand_newest_first_with_their_states_and_only_ones_own(
    client: StaffClient, priya: Viewer, world: World, elsewhere: Told
) -> None:
    told = seen_by(priya, world)
    page = client.get("/messages")
    first_column = [cell.a.contents[0] for cell in page.soup.select("tbody th")]
    assert first_column == [
        "Reminder, the day before",
        "Reminder, 3 days before",
        "Reminder, 7 days before",
        "The visit is booked",
    ]
    assert [tag.get_text(strip=True) for tag in page.soup.select("tbody .govuk-tag")] == [
        "To be sent"
    ] * 4
    for message in elsewhere.messages():
        assert str(message.id) not in str(page.soup)
    for message in told.messages():
        assert str(message.id) in str(page.soup)


def test_a_message_of_the_other_side_is_not_found_like_one_that_never_was(
    client: StaffClient, elsewhere: Told
) -> None:
    hidden = client.get(f"/messages/{the_booking(elsewhere)}")
    never = client.get("/messages/5b6f5d0a-3a39-4d58-9a54-0d4f3c1a2b6e")
    assert (hidden.status, hidden.text) == (never.status, never.text)
    assert hidden.status == 404


def test_a_text_is_shown_as_on_a_telephone(
    client: StaffClient, priya: Viewer, world: World
) -> None:
    told = seen_by(priya, world)
    page = client.get(f"/messages/{the_booking(told)}")
    (bubble,) = page.soup.select(".app-phone__bubble")
    assert bubble.get_text() == told.messages()[0].text
    assert "Adaeze" not in page.text


def test_an_email_is_shown_with_its_sender_subject_words_and_invitation(
    client: StaffClient, priya: Viewer, world: World
) -> None:
    told = seen_by(priya, world, PLAIN_EMAIL)
    page = client.get(f"/messages/{the_booking(told)}")
    (mail,) = page.soup.select(".app-mail")
    assert "appointments@standby.example.org" in mail.get_text()
    assert "Your visit to the court on Wednesday 30 September 2026" in mail.get_text()
    (card,) = page.soup.select(".app-invitation")
    said = card.get_text(" ", strip=True)
    assert "Wednesday 30 September 2026, 12:45pm to 1:15pm" in said
    assert "METHOD REQUEST" in said
    assert "SEQUENCE 0" in said
    assert told.messages()[0].invitation_ics
    (uid,) = page.soup.select(".app-invitation__uid")
    assert f"UID:{uid.get_text()}" in str(told.messages()[0].invitation_ics)


def test_words_for_a_call_are_shown_as_words_to_say(
    client: StaffClient, priya: Viewer, world: World
) -> None:
    told = seen_by(priya, world, Reached(channel=Channel.PHONE_CALL))
    page = client.get(f"/messages/{the_booking(told)}")
    assert "these are words to say" in page.text
    assert "The witness asked to be rung, not written to" in page.text


def test_messages_can_be_shown_by_their_state(
    client: StaffClient, priya: Viewer, world: World
) -> None:
    told = seen_by(priya, world)
    carrier = ObedientCarrier()
    dispatch_due(told.act(), {Channel.SMS: carrier}, EVERYTHING_HOLDS, clock=lambda: NOW)
    sent = client.get("/messages?state=sent")
    assert "The visit is booked" in sent.text
    assert "Reminder, 7 days before" not in sent.text
    assert "No message is in this state" in client.get("/messages?state=ambiguous").text
    assert "Reminder, 7 days before" in client.get("/messages?state=nonsense").text


def test_fifty_messages_stand_on_a_page_and_the_next_goes_on_after_them(
    client: StaffClient, priya: Viewer, world: World
) -> None:
    told = a_told_witness(world)
    world.clear(priya, told.compartment_id)
    for minutes in range(15):
        now = NOW + timedelta(minutes=minutes)
        told.act()(plan_visit_messages, told.visit(), now=now)
    first = client.get("/messages")
    second = first.follow("Next page")
    rows = [len(page.soup.select("tbody tr")) for page in (first, second)]
    assert rows == [PAGE, 60 - PAGE]
    links = {a["href"] for page in (first, second) for a in page.soup.select("tbody a")}
    assert len(links) == 60
    assert "Next page" not in second.text


@pytest.mark.parametrize("after", ["nonsense", "5b6f5d0a-3a39-4d58-9a54-0d4f3c1a2b6e"])
def test_a_page_that_begins_after_nothing_known_is_the_first(
    client: StaffClient, priya: Viewer, world: World, after: str
) -> None:
    seen_by(priya, world)
    assert "The visit is booked" in client.get(f"/messages?after={after}").text


def test_looking_changes_no_message(client: StaffClient, priya: Viewer, world: World) -> None:
    told = seen_by(priya, world)
    client.get(f"/messages/{the_booking(told)}")
    with world.owner() as owner:
        states = set(owner.scalars(select(Message.state)))
    assert states == {"pending"}
