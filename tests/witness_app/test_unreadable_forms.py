"""A NUL, which no database keeps, is answered in plain words on both sites, and loses nothing."""

from collections.abc import Iterator
from contextlib import ExitStack

import pytest
from flask import Flask

from ethical_walls.accounts.models import Role
from tests.builders.casework import Person, Side, a_witness
from tests.builders.links import WORD, a_link
from tests.moment import NOW
from tests.public_site import a_public_site
from tests.staff_client import Page, StaffClient
from tests.staff_site import a_staff_site, let_in
from tests.world import World
from witness_app.clock import FixedClock


@pytest.fixture
def sites(world: World) -> Iterator[dict[str, Flask]]:
    clock = FixedClock(NOW)
    with ExitStack() as stack:
        yield {
            "public": stack.enter_context(a_public_site(world.database, clock)),
            "staff": stack.enter_context(a_staff_site(world.database, clock)),
        }


def is_refused_plainly(page: Page, words: str = "") -> bool:
    typed = page.soup.select_one("textarea#typed")
    assert (page.status, page.heading) == (400, "We could not read that")
    return words in (typed.get_text() if typed else "")


@pytest.mark.parametrize("site", ["public", "staff"])
def test_at_sign_in_it_is_refused_plainly_and_the_password_is_not_shown(
    sites: dict[str, Flask], site: str
) -> None:
    asked = StaffClient(sites[site]).get("/sign-in")
    refused = asked.send("Sign in", {"email": "a\0@example.org", "password": "secret wo\0rd"})
    assert is_refused_plainly(refused, "Email: a@example.org")
    assert "secret" not in refused.text


@pytest.mark.parametrize("path", ["/sign-in?next=%00", "/no%00such", "/static/%00", "/open/%00"])
def test_in_an_address_it_is_refused_plainly_too(sites: dict[str, Flask], path: str) -> None:
    for site in sites.values():
        answer = StaffClient(site).raw.get(path, buffered=True)
        assert answer.status_code in {302, 400, 404}, path


def test_a_witness_loses_nothing_of_what_they_wrote(sites: dict[str, Flask], world: World) -> None:
    sam = a_witness(world, side=Side.DEFENCE, person=Person(name="Sam Oduya"))
    client = StaffClient(sites["public"])
    client.get(f"/open/{a_link(world, sam)}").send("Open", {"word": WORD})
    asked = client.get("/my-page/talk")
    refused = asked.send("Yes, ring me", {"words": "After 4pm\0 is easier"})
    assert is_refused_plainly(refused, "Words: After 4pm is easier")


def test_whoever_asks_for_help_keeps_their_answers(sites: dict[str, Flask]) -> None:
    page = StaffClient(sites["public"]).get("/ask-for-help").send("Start")
    page = page.send("Go on", {"who": "not_sure", "accused": "Jordan\0 Reed"})
    assert is_refused_plainly(page, "Jordan Reed")
    assert page.client.get("/ask-for-help/1").send("Go on", {"who": "not_sure"}).status == 200


def test_a_caseworkers_words_are_shown_back(sites: dict[str, Flask], world: World) -> None:
    let_in(world, "asha@example.org", Role.CASEWORKER)
    client = StaffClient(sites["staff"])
    client.sign_in("asha@example.org")
    page = client.get("/referrals/new")
    field = page.soup.select_one("main form [name=name], main form [name=identifier]")
    assert field is not None, page.text
    name = str(field["name"])
    button = page.soup.select_one("main form button")
    assert button is not None
    refused = page.send(button.get_text(strip=True), {name: "Sam\0 Oduya"})
    assert is_refused_plainly(refused, "Sam Oduya")
