"""The staff shell in a real Chromium, at both widths, with and without scripts."""

from collections.abc import Iterator

import pytest
from flask import Flask
from playwright.sync_api import Page

from ethical_walls.viewers import Viewer
from tests.browser import (
    Chromium,
    Scripts,
    Width,
    accessibility_faults,
    serving,
    sticks_out,
)
from tests.signing_in import sign_in_at
from tests.staff_site import a_staff_site
from tests.witness_app.staff import specimens
from tests.witness_app.staff.conftest import DEMO, PRIYA
from tests.world import TestDatabase
from witness_app.clock import FixedClock

OPEN_PAGES = ("/sign-in", "/accessibility")
SIGNED_IN_PAGES = ("/specimen", "/specimen?sort=when&direction=descending", "/no/such/page")


@pytest.fixture
def site(database: TestDatabase, clock: FixedClock) -> Iterator[Flask]:
    """A demonstration's staff site, with the specimens on it."""
    with a_staff_site(database, clock, (DEMO,)) as made:
        specimens.add_to(made)
        yield made


@pytest.fixture
def address(site: Flask, priya: Viewer) -> Iterator[str]:
    """Where it is served; Priya has an account."""
    assert priya.is_somebody
    with serving(site) as served_at:
        yield served_at


def sign_in(page: Page, address: str) -> None:
    sign_in_at(page, address, PRIYA)


@pytest.mark.parametrize("width", list(Width))
def test_every_piece_is_accessible_and_nothing_sticks_out(
    chromium: Chromium, address: str, width: Width
) -> None:
    page = chromium.page(width)
    faults = {}
    for path in OPEN_PAGES:
        page.goto(f"{address}{path}")
        faults[path] = accessibility_faults(page) + sticks_out(page)
    assert not chromium.complaints
    sign_in(page, address)
    for path in SIGNED_IN_PAGES:
        page.goto(f"{address}{path}")
        faults[path] = accessibility_faults(page) + sticks_out(page)
    assert faults == {path: [] for path in (*OPEN_PAGES, *SIGNED_IN_PAGES)}


@pytest.mark.parametrize("scripts", list(Scripts))
def test_a_form_is_mended_and_sent_with_scripts_and_without(
    chromium: Chromium, address: str, scripts: Scripts
) -> None:
    page = chromium.page(Width.PHONE, scripts)
    sign_in(page, address)
    page.goto(f"{address}/specimen")
    page.get_by_role("button", name="Book the visit").click()
    page.get_by_role("link", name="Enter a note").click()
    page.locator("#note").fill("Side entrance")
    page.get_by_label("Text", exact=True).check()
    page.get_by_role("button", name="Book the visit").click()
    banner = page.locator(".govuk-notification-banner--success")
    banner.wait_for()
    assert "The visit for A.Y. at Snaresbrook Crown Court is booked." in banner.inner_text()
    page.get_by_role("button", name="Sign out").click()
    page.get_by_role("heading", name="Sign in", exact=True).wait_for()


def test_the_policy_lets_our_own_scripts_run_and_the_console_is_quiet(
    chromium: Chromium, address: str
) -> None:
    page = chromium.page()
    sign_in(page, address)
    page.goto(f"{address}/specimen")
    assert "govuk-frontend-supported" in (page.locator("body").get_attribute("class") or "")
    assert page.locator("[data-govuk-button-init]").count()
    assert [c for c in chromium.complaints if "/courts" not in c] == []


def test_a_row_reads_as_a_list_on_a_narrow_screen(chromium: Chromium, address: str) -> None:
    page = chromium.page(Width.PHONE)
    sign_in(page, address)
    page.set_viewport_size({"width": 320, "height": 900})
    page.goto(f"{address}/specimen")
    cells = page.locator("tbody tr").first.locator("th, td")
    lefts = {round(cells.nth(n).bounding_box()["x"]) for n in range(cells.count())}  # type: ignore[index]
    label = "getComputedStyle(document.querySelector('tbody td'), '::before').content"
    assert len(lefts) == 1
    assert page.evaluate(label) == '"When"'
    assert sticks_out(page) == []


def test_print_leaves_out_what_is_pressed(chromium: Chromium, address: str) -> None:
    page = chromium.page()
    sign_in(page, address)
    page.goto(f"{address}/specimen")
    page.emulate_media(media="print")
    assert not page.get_by_role("button", name="Book the visit").is_visible()
    assert not page.get_by_role("link", name="My day").is_visible()
    assert page.get_by_role("heading", name="Every piece").is_visible()


def test_a_demonstration_is_entered_with_two_presses(chromium: Chromium, address: str) -> None:
    page = chromium.page()
    page.goto(f"{address}/sign-in")
    page.get_by_role("button", name="Sign in as Priya Nair").click()
    page.get_by_role("button", name="Continue").click()
    page.get_by_role("button", name="Sign out").wait_for()
