"""The pictures of docs/tour.md: `make tour` loads the demo world at the tests' moment, and looks.

The world is a database of its own, gone afterwards; the date in the pictures is always the same,
so that a picture changes only where a page has.
"""

import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page

from tests.browser import WHY_SKIPPED, Chromium, Width, a_chromium, chromium_program, go_on
from tests.databases import a_database, a_template
from tests.journeys.demo import DemoWorld, Served, a_demo_world, both_served
from tests.server import tests_cluster
from tests.signing_in import sign_in_at
from witness_app.demo.people import ASHA, BEA, DANIEL, IMANI, LEE, NOOR, PEARL, Colleague
from witness_app.settings import CHECKOUT

FOLDER = CHECKOUT / "docs" / "tour"
TALLEST = 1100
"""Pixels of a page that a picture shows: what somebody sees before they scroll far."""


@dataclass(frozen=True)
class Stop:
    """One picture: whose screen, where they begin, and which links they follow to get there."""

    name: str
    who: Colleague
    begins: str
    follows: tuple[str, ...] = ()
    width: Width = Width.DESKTOP


STAFF_STOPS = (
    Stop("04-a-caseworkers-day", ASHA, "/day"),
    Stop("05-a-witness", ASHA, "/day", ("Sam Carter",)),
    Stop("06-an-assessment", ASHA, "/day", ("Sam Carter", "Support")),
    Stop("09-the-re-plan", ASHA, "/day", ("confirm the re-plan",)),
    Stop("10-a-message-as-it-was-read", ASHA, "/messages", ("A.M.",)),
    Stop("11-before-the-day", ASHA, "/day", ("Yusuf Demir", "Everything before the day")),
    Stop("13-dates-to-tell", BEA, "/to-tell"),
    Stop("14-somebody-is-away", IMANI, "/team"),
    Stop("15-at-court", PEARL, "/at-court"),
    Stop("16-what-became-of-the-day", DANIEL, "/day", ("What became of the day at court",)),
)
PUBLIC_STOPS = (
    Stop("02-a-solicitor-refers", NOOR, "/refer"),
    Stop("03-a-solicitor-follows", NOOR, "/referred", ("Mia Brooks",)),
)


@dataclass(frozen=True)
class Tour:
    """The demo, served, and the browser that is led round it."""

    chromium: Chromium
    world: DemoWorld
    served: Served

    def take(self) -> None:
        """Every picture, in no order."""
        self.sign_in_page()
        for site, stops in ((self.served.staff, STAFF_STOPS), (self.served.public, PUBLIC_STOPS)):
            for stop in stops:
                self.stop(site, stop)
        self.list_preview()
        self.links()

    def sign_in_page(self) -> None:
        """Where everybody begins."""
        page = self.chromium.page()
        page.goto(f"{self.served.staff}/sign-in")
        keep(page, "01-signing-in")

    def stop(self, site: str, stop: Stop) -> None:
        """One person's page."""
        page = self.signed_in(site, stop.who, stop.width)
        page.goto(f"{site}{stop.begins}")
        for words in stop.follows:
            go_on(page.locator("main a", has_text=words).first)
        keep(page, stop.name)

    def list_preview(self) -> None:
        """The list that moves the trial, previewed and not applied."""
        page = self.signed_in(self.served.staff, LEE)
        page.goto(f"{self.served.staff}/lists")
        page.get_by_label("Court list").set_input_files(self.world.played.list_file)
        go_on(page.get_by_role("button", name="Preview the list"))
        keep(page, "08-a-list-before-it-counts")

    def links(self) -> None:
        """What people outside see when they open their links."""
        for link, name, width in zip(
            self.world.played.links,
            ("07-a-witness-on-a-phone", "12-a-handover-before-it-is-accepted"),
            (Width.PHONE, Width.DESKTOP),
            strict=True,
        ):
            page = self.chromium.page(width)
            page.goto(f"{self.served.public}{link.path}")
            page.get_by_label("What is your word or number?").fill(link.word)
            go_on(page.get_by_role("button", name="Open"))
            keep(page, name)

    def signed_in(self, site: str, who: Colleague, width: Width = Width.DESKTOP) -> Page:
        """A browser of somebody's own."""
        page = self.chromium.page(width)
        sign_in_at(page, site, who.email)
        return page


def keep(page: Page, name: str) -> None:
    """Keep the picture of what is open."""
    tall = min(TALLEST, page.evaluate("document.documentElement.scrollHeight"))
    page.set_viewport_size({"width": page.viewport_size["width"], "height": tall})  # type: ignore[index]
    page.screenshot(path=FOLDER / f"{name}.png")


@contextmanager
def a_world() -> Iterator[DemoWorld]:
    """The demo on a database of its own, on the tests' PostgreSQL."""
    cluster = tests_cluster()
    cluster.start()
    cluster.ensure_roles()
    with (
        tempfile.TemporaryDirectory() as folder,
        a_database(cluster, a_template(cluster)) as database,
    ):
        yield a_demo_world(database, Path(folder))


def main() -> int:
    """Take every picture of the tour."""
    if chromium_program() is None:
        sys.stderr.write(f"{WHY_SKIPPED}\n")
        return 1
    FOLDER.mkdir(exist_ok=True)
    with a_world() as world, both_served(world) as served, a_chromium() as chromium:
        Tour(chromium, world, served).take()
    sys.stdout.write(f"The pictures are in {FOLDER.relative_to(CHECKOUT)}.\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
