"""A form that comes too late loses nothing that was typed, and is never sent by itself."""

import uuid
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import text

from ethical_walls.accounts.models import OrganisationKind, Role
from tests.builders.accounts import Employer
from tests.builders.casework import Person, Side, a_witness
from tests.builders.links import WORD, a_link
from tests.moment import NOW
from tests.public_site import a_public_site
from tests.staff_client import Page, StaffClient
from tests.staff_site import FIRM, a_staff_site, let_in
from tests.world import World
from witness_app.clock import FixedClock
from witness_app.sign_in.steps import local_address

UNIT = Employer("North unit", OrganisationKind.WITNESS_CARE_UNIT)
TYPED = {
    "name": "Sam Okafor",
    "reach": "07700 900123",
    "identifier": "01AB1234519",
    "victim": "witness",
    "urgency": "ordinary",
}
PEOPLE = {
    "solicitor": (Role.SOLICITOR, FIRM, "This page had closed"),
    "unit officer": (Role.WITNESS_CARE_UNIT_OFFICER, UNIT, "You had been signed out"),
}


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(NOW)


@pytest.fixture
def sites(world: World, clock: FixedClock) -> Iterator[dict[str, Flask]]:
    with ExitStack() as stack:
        yield {
            "solicitor": stack.enter_context(a_public_site(world.database, clock)),
            "unit officer": stack.enter_context(a_staff_site(world.database, clock)),
        }


def refer_form(world: World, sites: dict[str, Flask], who: str) -> tuple[Page, dict[str, str]]:
    role, employer, _ = PEOPLE[who]
    let_in(world, "rae@example.org", role, employer=employer)
    client = StaffClient(sites[who])
    client.sign_in("rae@example.org")
    named = {"client": "Jordan Reed"} if who == "solicitor" else {}
    return client.get("/refer"), TYPED | named


def typed_on(page: Page) -> str:
    shown = page.soup.select_one("textarea#typed")
    assert shown is not None, page.text
    return shown.get_text()


def waiting(world: World) -> int:
    with world.owner() as owner:
        return int(owner.execute(text("SELECT count(*) FROM sealed.intake")).scalar_one())


@pytest.mark.parametrize("who", PEOPLE)
def test_a_session_that_lapsed_shows_what_was_typed_and_leads_back_to_the_form(
    world: World, sites: dict[str, Flask], clock: FixedClock, who: str
) -> None:
    page, typed = refer_form(world, sites, who)
    clock.advance(timedelta(hours=2))
    lapsed = page.send("Send the referral", typed)
    assert (lapsed.status, lapsed.heading) == (403, PEOPLE[who][2])
    assert "Name: Sam Okafor\nReach: 07700 900123\n" in typed_on(lapsed)
    assert "Csrf" not in typed_on(lapsed)
    assert waiting(world) == 0
    assert "next=/refer" in str(lapsed.soup)


@pytest.mark.parametrize("who", PEOPLE)
def test_a_form_from_before_they_signed_in_again_shows_what_was_typed(
    world: World, sites: dict[str, Flask], who: str
) -> None:
    page, typed = refer_form(world, sites, who)
    page.client.sign_in("rae@example.org")
    stale = page.send("Send the referral", typed)
    assert (stale.status, stale.heading) == (400, "This page was open too long")
    assert "Sam Okafor" in typed_on(stale)
    assert waiting(world) == 0


@pytest.mark.parametrize("who", PEOPLE)
def test_pressed_twice_or_again_after_a_lost_answer_it_is_one(
    world: World, sites: dict[str, Flask], who: str
) -> None:
    page, typed = refer_form(world, sites, who)
    for _ in range(2):
        page.send("Send the referral", typed)
    assert waiting(world) == 1


def test_a_witness_whose_page_closed_reads_what_they_wrote_and_opens_their_link_again(
    world: World, sites: dict[str, Flask], clock: FixedClock
) -> None:
    sam = a_witness(world, side=Side.DEFENCE, person=Person(name="Sam Oduya"))
    client = StaffClient(sites["solicitor"])
    client.get(f"/open/{a_link(world, sam)}").send("Open", {"word": WORD})
    asked = client.get("/my-page/talk")
    clock.advance(timedelta(minutes=21))
    closed = asked.send("Yes, ring me", {"words": "After 4pm is easier"})
    assert (closed.status, closed.heading) == (403, "This page had closed")
    assert "After 4pm is easier" in typed_on(closed)
    assert "Open it again" in closed.text
    left = StaffClient(sites["solicitor"])
    token = a_link(world, sam)
    asked = left.get(f"/open/{token}").send("Open", {"word": WORD}).client.get("/my-page/talk")
    left.raw.get("/leave")
    after = asked.send("Yes, ring me", {"words": "After 4pm is easier"})
    assert "After 4pm" not in str(after.soup), "whoever left leaves nothing behind"


@pytest.mark.parametrize("who", PEOPLE)
def test_no_secret_and_nobody_elses_words_are_shown_back(
    sites: dict[str, Flask], world: World, who: str
) -> None:
    foreign = StaffClient(sites[who]).post("/refer", {"name": "Ring 0900 123 now"})
    assert "0900" not in str(foreign.soup)
    refer_form(world, sites, who)
    client = StaffClient(sites[who])
    client.sign_in("rae@example.org")
    secrets = {"password": "a long enough password", "code": "123456", "word": "Teasel 42"}
    page = client.post("/refer", {**secrets, "csrf_token": "old", "visit": str(uuid.uuid4())})
    assert page.status == 400
    assert not [secret for secret in secrets.values() if secret in str(page.soup)]
    assert page.soup.select_one("textarea") is None


def test_after_signing_in_nobody_is_led_to_an_address_that_only_takes_forms(
    sites: dict[str, Flask], world: World
) -> None:
    refer_form(world, sites, "unit officer")
    with sites["unit officer"].test_request_context("/"):
        assert local_address("/refer") == "/refer"
        assert local_address("/sign-out") == "/"
        assert local_address("/no/such/page") == "/no/such/page"
        assert local_address("//elsewhere.example") == "/"
