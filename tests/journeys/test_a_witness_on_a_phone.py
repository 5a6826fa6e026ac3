"""A witness on their phone: opens the link, answers, asks, keeps the date, and leaves at once."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

import icalendar
import pytest
from playwright.sync_api import Page, Route
from sqlalchemy import select

from casework.tasks.models import Task
from tests.browser import (
    Chromium,
    Scripts,
    Width,
    accessibility_faults,
    go_on,
    serving,
    sticks_out,
)
from tests.builders.casework import MadeWitness, Person, Side, a_witness
from tests.builders.links import WORD, a_link
from tests.builders.scheduling import Trial, a_court_with_windows, a_trial, a_visit
from tests.moment import NOW
from tests.public_site import a_public_site
from tests.world import World
from witness_app.clock import FixedClock
from witness_app.jobs import Means, tick
from witness_app.public.everyone.about import HARMLESS

pytestmark = pytest.mark.browser

SMALLEST = {"width": 320, "height": 640}


@dataclass(frozen=True)
class Phone:
    """The public site, a witness with a visit, and their link."""

    site: str
    link: str
    sam: MadeWitness
    world: World
    clock: FixedClock


@pytest.fixture
def phone(world: World) -> Iterator[Phone]:
    clock = FixedClock(NOW)
    means = Means(world.database, {}, clock)
    a_trial(world, Trial(a_court_with_windows(world)))
    asha = world.a_caseworker()
    sam = a_witness(world, side=Side.PROSECUTION, caseworker=asha, person=Person(name="Sam Oduya"))
    a_visit(world, sam)
    made = a_public_site(world.database, clock, lambda: tick(means))
    with made as site, serving(site) as address:
        yield Phone(address, f"{address}/open/{a_link(world, sam)}", sam, world, clock)


def elsewhere(route: Route) -> None:
    """Let the site forget who was here, and stand in for the harmless place: no test goes out."""
    answer = route.fetch(max_redirects=0)
    assert answer.headers["location"] == HARMLESS
    route.fulfill(body="<h1>Weather</h1>", content_type="text/html")


def press(page: Page, words: str) -> None:
    go_on(page.locator("main").get_by_role("button", name=words, exact=True))


def follow(page: Page, words: str) -> None:
    go_on(page.locator("main a", has_text=words))


def opened(page: Page, phone: Phone) -> None:
    page.goto(phone.link)
    page.get_by_label("What is your word or number?").fill(WORD)
    press(page, "Open")
    assert page.locator("h1").inner_text() == "Hello Sam."


def look_at(page: Page) -> None:
    """Nothing for axe to find, and nothing sticks out of the smallest phone."""
    assert accessibility_faults(page) == []
    was = page.viewport_size
    page.set_viewport_size(SMALLEST)  # type: ignore[arg-type]
    assert sticks_out(page) == []
    page.set_viewport_size(was)  # type: ignore[arg-type]


def test_a_witness_answers_asks_and_leaves(phone: Phone, chromium: Chromium) -> None:
    page = chromium.page(Width.PHONE)
    page.route("**/leave", elsewhere)
    page.goto(phone.link)
    look_at(page)
    opened(page, phone)
    look_at(page)
    press(page, "Yes, I can come")
    assert "Today at 9am you told us: yes, you can come." in page.locator("main").inner_text()
    phone.clock.advance(timedelta(minutes=2))
    follow(page, "I need another time")
    look_at(page)
    page.get_by_label("A different day or time").check()
    press(page, "Send")
    assert "you need another time" in page.locator("main").inner_text()
    with page.expect_download() as taken:
        page.locator("main a", has_text="Put it in my calendar").click()
    (entry,) = icalendar.Calendar.from_ical(taken.value.path().read_bytes()).walk("VEVENT")
    assert str(entry["SUMMARY"]) == "Appointment"
    for link in ("How we reach you", "Getting there"):
        follow(page, link)
        look_at(page)
        page.go_back()
    page.locator("h1").click()
    for _ in range(3):
        page.keyboard.press("Shift")
    page.get_by_role("heading", name="Weather").wait_for()
    page.goto(f"{phone.site}/my-page")
    assert page.locator("h1").inner_text() == "This page has closed"
    with phone.world.session(phone.sam.caseworker) as session:
        titles = session.scalars(select(Task.title)).all()
    assert [title for title in titles if "asked for another time" in title]


def test_everything_works_without_scripts(phone: Phone, chromium: Chromium) -> None:
    page = chromium.page(Width.PHONE, Scripts.OFF)
    page.route("**/leave", elsewhere)
    opened(page, phone)
    follow(page, "I need to talk")
    press(page, "Yes, ring me")
    assert "you need to talk" in page.locator("main").inner_text()
    go_on(page.get_by_role("button", name="Exit this page"))
    assert page.locator("h1").inner_text() == "Weather"


def test_somebody_asks_for_support_by_keyboard_alone(phone: Phone, chromium: Chromium) -> None:
    page = chromium.page(Width.PHONE)
    page.goto(f"{phone.site}/")
    look_at(page)
    page.goto(f"{phone.site}/ask-for-help")
    look_at(page)
    press(page, "Start")
    for typed in (
        "who",
        "",
        "urgency",
        "home",
        "age",
        "victim",
        "Sam Oduya",
        "sam@example.org",
        "",
    ):
        look_at(page)
        if typed and page.locator("main input[type=radio]").count():
            page.locator("main input[type=radio]").first.focus()
            page.keyboard.press("ArrowUp")
            page.keyboard.press("Space")
        if " " in typed or "@" in typed:
            page.locator("main input[type=text]").last.fill(typed)
        page.locator("main button[type=submit]").focus()
        with page.expect_navigation(wait_until="load"):
            page.keyboard.press("Enter")
    look_at(page)
    page.get_by_label("I agree that you keep this to support me").check()
    press(page, "Send")
    assert page.locator("h1").inner_text() == "We have received it"
    look_at(page)
