"""Sending a witness their link: the address alone, only where it is agreed, only while it opens."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlalchemy import select, text

from casework.contact_plans.actions import confirm_contact_plan
from casework.contact_plans.rules import CalendarWanted, Channel, Wording
from ethical_walls.accounts.models import Role
from ethical_walls.links.actions import revoke_link
from notifications.carriers.recording import RecordingCarrier
from notifications.messages.links import FORGOTTEN
from notifications.messages.models import Message
from notifications.messages.rules import MessageKey, MessageState
from tests.builders.casework import MadeWitness, Side, a_contact_plan, a_witness
from tests.builders.links import WORD
from tests.moment import NOW
from tests.staff_client import Page, StaffClient
from tests.staff_site import PASSWORD, a_staff_site, let_in
from tests.world import TestDatabase, World
from witness_app.clock import FixedClock
from witness_app.jobs import Means, tick
from witness_app.perform import perform

EMAIL = "asha.rowe@example.org"
SEND = "Make the link and send it"
BY_TEXT = {
    "channel": Channel.SMS,
    "address": "+447700900321",
    "calendar_wanted": CalendarWanted.NO,
}


@pytest.fixture
def mine(world: World) -> MadeWitness:
    me = let_in(world, EMAIL, Role.CASEWORKER, name="Asha Rowe")
    return a_witness(world, side=Side.PROSECUTION, caseworker=me)


@pytest.fixture
def client(database: TestDatabase, clock: FixedClock, mine: MadeWitness) -> Iterator[StaffClient]:
    assert mine.id
    with a_staff_site(database, clock) as site:
        client = StaffClient(site)
        client.sign_in(EMAIL, PASSWORD)
        yield client


def agree(world: World, mine: MadeWitness, version: int = 1, **plan: object) -> None:
    with world.session(mine.caseworker) as session:
        perform(session, confirm_contact_plan, mine.id, version, a_contact_plan(**plan), now=NOW)


def messages(world: World, mine: MadeWitness) -> list[Message]:
    with world.session(mine.caseworker) as session:
        wanted = select(Message).where(Message.key == MessageKey.YOUR_LINK)
        return list(session.scalars(wanted.order_by(Message.about_version)))


def shown(page: Page) -> str:
    address = page.soup.select_one(".app-breakable strong")
    assert address is not None
    return address.get_text()


def test_the_link_leaves_without_its_word_and_its_address_is_not_kept(
    client: StaffClient, world: World, clock: FixedClock, mine: MadeWitness
) -> None:
    agree(world, mine)
    page = client.get(f"/witnesses/{mine.id}/link").send(SEND, {"word": WORD})
    assert "Email to sam@example.org" in page.text
    (waiting,) = messages(world, mine)
    assert waiting.text.count(shown(page)) == 1
    assert WORD.casefold() not in f"{waiting.subject} {waiting.text} {waiting.fields}".casefold()
    carrier = RecordingCarrier()
    tick(Means(world.database, {Channel.EMAIL: carrier}, clock))
    (kept,) = messages(world, mine)
    assert kept.state is MessageState.SENT
    assert shown(page) not in f"{kept.text} {kept.fields}"
    assert FORGOTTEN in kept.text


@pytest.mark.parametrize(
    ("plan", "why"),
    [
        (None, "The contact plan is not confirmed yet"),
        (BY_TEXT, "A discreet text message never carries a link"),
    ],
)
def test_where_it_may_not_be_sent_the_page_says_why_and_it_is_given_by_hand(
    client: StaffClient, world: World, mine: MadeWitness, plan: dict[str, object] | None, why: str
) -> None:
    if plan is not None:
        agree(world, mine, **plan)
    page = client.get(f"/witnesses/{mine.id}/link")
    assert SEND not in page.text
    assert why in page.text
    made = page.send("Make the link", {"word": WORD})
    assert shown(made)
    assert messages(world, mine) == []


def test_a_page_shown_before_the_plan_changed_makes_the_link_and_says_it_was_not_sent(
    client: StaffClient, world: World, mine: MadeWitness
) -> None:
    agree(world, mine)
    page = client.get(f"/witnesses/{mine.id}/link")
    agree(world, mine, 2, **BY_TEXT)
    made = page.send(SEND, {"word": WORD})
    assert "It could not be sent. A discreet text message never carries a link." in made.text
    assert shown(made)
    assert messages(world, mine) == []


def states_once_due(world: World, clock: FixedClock, mine: MadeWitness) -> list[MessageState]:
    tick(Means(world.database, {Channel.EMAIL: RecordingCarrier()}, clock))
    return [message.state for message in messages(world, mine)]


def test_a_link_that_was_made_anew_or_is_locked_is_not_sent(
    client: StaffClient, world: World, clock: FixedClock, mine: MadeWitness
) -> None:
    agree(world, mine)
    page = client.get(f"/witnesses/{mine.id}/link")
    page.send(SEND, {"word": WORD})
    clock.advance(timedelta(minutes=1))
    page.send(SEND, {"word": WORD})
    assert states_once_due(world, clock, mine) == [MessageState.SUPERSEDED, MessageState.SENT]
    page.send(SEND, {"word": WORD})
    clock.advance(timedelta(minutes=1))
    page.send("Make the link", {"word": WORD})
    assert states_once_due(world, clock, mine)[-1] is MessageState.SUPERSEDED
    page.send(SEND, {"word": WORD})
    with world.owner() as owner:
        lock = text("UPDATE sealed.subject_link SET locked_at = :now WHERE revoked_at IS NULL")
        owner.execute(lock, {"now": NOW})
        owner.commit()
    assert states_once_due(world, clock, mine)[-1] is MessageState.SUPERSEDED


def test_a_link_that_another_has_taken_the_place_of_since_it_was_claimed_is_not_sent(
    client: StaffClient, world: World, clock: FixedClock, mine: MadeWitness
) -> None:
    agree(world, mine)
    client.get(f"/witnesses/{mine.id}/link").send(SEND, {"word": WORD})
    with world.owner() as owner:
        owner.execute(text("UPDATE sealed.subject_link SET made_at = made_at + interval '1 s'"))
        owner.commit()
    assert states_once_due(world, clock, mine) == [MessageState.SUPERSEDED]


def test_a_word_that_is_not_typed_is_asked_for(client: StaffClient, mine: MadeWitness) -> None:
    page = client.get(f"/witnesses/{mine.id}/link").send("Make the link", {"word": ""})
    assert (page.status, page.problems) == (422, ["Type the word you agreed"])


def test_only_the_link_that_opens_is_sent(
    client: StaffClient, world: World, clock: FixedClock, mine: MadeWitness
) -> None:
    agree(world, mine, **BY_TEXT, wording=Wording.PLAIN)
    page = client.get(f"/witnesses/{mine.id}/link")
    for _ in range(2):
        page.send(SEND, {"word": WORD})
    with world.session(mine.caseworker) as session:
        perform(session, revoke_link, mine.id, now=NOW)
    tick(Means(world.database, {Channel.SMS: RecordingCarrier()}, clock))
    assert [m.state for m in messages(world, mine)] == [MessageState.SUPERSEDED] * 2
    page.send(SEND, {"word": WORD})
    page.send("Make the link", {"word": WORD})
    tick(Means(world.database, {Channel.SMS: RecordingCarrier()}, clock))
    assert [m.state for m in messages(world, mine)] == [MessageState.SUPERSEDED] * 3
