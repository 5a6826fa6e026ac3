"""A real Chromium for the tests, and the staff site served to it on this machine.

from tests.browser import chromium, served          # fixtures, put in the conftest that wants them

def test_…(chromium, served):
    page = chromium.page(Width.PHONE)
    page.goto(f"{served}/courts")
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import IntEnum, StrEnum
from pathlib import Path
from shutil import which

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from playwright.sync_api import Browser, Locator, Page, Request, sync_playwright
from werkzeug.serving import make_server

ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PROGRAMS = ("chromium", "chromium-browser", "google-chrome")
WHY_SKIPPED = "no Chromium on this machine: install the chromium package to run the browser tests"

GIVEN_UP = "net::ERR_ABORTED"
"""What a browser says of a request it no longer needs, because somebody went on to another page."""


SERVED: dict[str, Flask] = {}
"""The sites that tests are serving, by their addresses."""


def site_at(address: str) -> Flask:
    """The site that a test serves at an address."""
    return SERVED[address]


class Width(IntEnum):
    """The two widths at which every page is looked at, in CSS pixels."""

    PHONE = 375
    DESKTOP = 1280


class Scripts(StrEnum):
    """Whether the browser runs scripts; every page works without."""

    ON = "on"
    OFF = "off"


def chromium_program() -> Path | None:
    """The system's Chromium, or nothing."""
    return next((Path(p) for name in PROGRAMS if (p := which(name))), None)


@dataclass
class Chromium:
    """One running browser; each page is a visitor of its own, with no cookies of another."""

    browser: Browser
    complaints: list[str] = field(default_factory=list)

    def page(self, width: Width = Width.DESKTOP, scripts: Scripts = Scripts.ON) -> Page:
        """A new visitor's page. What its console complains of, and what failed to load, is kept."""
        context = self.browser.new_context(
            viewport={"width": int(width), "height": 900},
            java_script_enabled=scripts is Scripts.ON,
            reduced_motion="reduce",
        )
        page = context.new_page()
        page.set_default_timeout(10_000)
        page.on("console", lambda said: self._complain(said.type, said.text))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("requestfailed", self._complain_of_failure)
        return page

    def _complain_of_failure(self, request: Request) -> None:
        if request.failure != GIVEN_UP:
            self.complaints.append(f"failed: {request.url}")

    def _complain(self, kind: str, text: str) -> None:
        if kind in {"error", "warning"}:
            self.complaints.append(text)


def go_on(pressed: Locator) -> None:
    """Press something that leads to another page, and wait until that page is there."""
    with pressed.page.expect_navigation(wait_until="load"):
        pressed.click()


def accessibility_faults(page: Page) -> list[str]:
    """What axe finds on the page as it stands, a line each."""
    found = Axe().run(page).response["violations"]
    return [
        f"{fault['id']} ({fault['impact']}): {node['html'][:160]}"
        for fault in found
        for node in fault["nodes"]
    ]


def sticks_out(page: Page) -> list[str]:
    """The elements that make the page scroll sideways; none may."""
    found: list[str] = page.evaluate(
        """() => {
            const wide = document.documentElement.clientWidth;
            if (document.documentElement.scrollWidth <= wide) return [];
            return [...document.querySelectorAll("main *, header *, footer *")]
                .filter((e) => e.getBoundingClientRect().right > wide + 1)
                .map((e) => e.outerHTML.slice(0, 120));
        }""",
    )
    return found


@contextmanager
def serving(site: Flask) -> Iterator[str]:
    """Serve a site on this machine, at a port of the system's choosing, until the block ends."""
    server = make_server("127.0.0.1", 0, site, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    address = f"http://127.0.0.1:{server.server_port}"
    SERVED[address] = site
    try:
        yield address
    finally:
        del SERVED[address]
        server.shutdown()
        thread.join(timeout=10)
        server.server_close()


@contextmanager
def a_chromium() -> Iterator[Chromium]:
    """Start the system's Chromium for the length of a block."""
    program = chromium_program()
    if program is None:
        pytest.skip(WHY_SKIPPED)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=ARGUMENTS)
        try:
            yield Chromium(browser)
        finally:
            browser.close()


@pytest.fixture(scope="session")
def running_chromium() -> Iterator[Chromium]:
    """The one browser process of a test run."""
    with a_chromium() as chromium:
        yield chromium


@pytest.fixture
def chromium(running_chromium: Chromium) -> Iterator[Chromium]:
    """The browser, with nothing left open or complained of by another test."""
    yield Chromium(running_chromium.browser)
    for context in running_chromium.browser.contexts:
        context.close()
