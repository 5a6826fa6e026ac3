"""Every page that links lead to, opened by each kind of person: readable by all, none too wide.

Nothing here names a page: a new one is opened as soon as something links to it. The world is the
demo's, and the list that moves its trial is applied, so that there is something on most pages.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Page, Route

from courts.lists.actions import ListFile, apply_list, preview_list
from ethical_walls.sign_in.rules import site_of
from tests.browser import (
    Chromium,
    Scripts,
    Width,
    accessibility_faults,
    sticks_out,
)
from tests.builders.lists import NOWHERE, Accused, Listed, a_crown_daily_list, as_file
from tests.builders.scheduling import in_six_weeks
from tests.crawling import Crawl
from tests.journeys.demo import DemoWorld, Served, both_served
from tests.journeys.person import Person
from tests.moment import NOW
from witness_app.demo.people import COLLEAGUES, LEE
from witness_app.site.parts import SiteName

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("every page")]

HEIGHT = 900
FEWEST_PAGES = 2
AXE_READS_AT = {Scripts.ON: Width.DESKTOP, Scripts.OFF: Width.PHONE}
SCRIPT = re.compile(r"<script\b.*?</script>", re.DOTALL)
MADE_ANEW = re.compile(r'name="(csrf_token|request_id)"[^>]*>')
LOOKED_AT: set[tuple[Scripts, str]] = set()
"""What was looked at in this run already, with scripts and without: many pages are everybody's."""
NOBODY = ""
FIRST_PREVIEW = 1
SOMEWHERE_HARMLESS = (
    "<!doctype html><html lang=en><title>Weather</title><main><h1>Weather</h1></main></html>"
)
A_LIST_OF_AN_UNKNOWN_COURT = as_file(
    a_crown_daily_list(
        in_six_weeks(),
        NOW,
        [Listed("T20267123", [Accused("Robin Vale")], court=NOWHERE), Listed("T2026712")],
    )
)
AT_THE_STAFF_SITE, AT_THE_PUBLIC_SITE = (
    [
        NOBODY,
        *{
            one.roles[0]: one.email
            for one in reversed(COLLEAGUES)
            if site_of(one.employer.kind) == site
        }.values(),
    ]
    for site in SiteName
)
"""One of each kind: of several, whoever the demo names first and gives most to do."""


@pytest.fixture(scope="module")
def demo(demo_world: DemoWorld) -> Iterator[Served]:
    """The demo's sites, its trial moved."""
    stage, file = demo_world.stage, demo_world.played.list_file
    moved = stage.act(LEE, preview_list, ListFile(file.name, file.read_bytes()))
    stage.act(LEE, apply_list, moved, preview_number=FIRST_PREVIEW)
    stage.act(LEE, preview_list, ListFile("held.json", A_LIST_OF_AN_UNKNOWN_COURT))
    stage.let_jobs_run()
    with both_served(demo_world) as served:
        yield served


@dataclass(frozen=True)
class Reader:
    """Looks at each page as it stands, at both widths, for whoever can use no more than it shows.

    axe is a script itself, and waits for ever in a browser that runs none; it reads the page that
    such a browser shows in a second one, the page's own scripts taken out. It reads each page at
    the desk with its scripts and on the telephone without: how wide the page is changes where
    things stand, not what they say.
    """

    axe: Page
    scripts: Scripts
    faults: dict[str, list[str]] = field(default_factory=dict)
    met: list[str] = field(default_factory=list)

    def look(self, page: Page, path: str) -> None:
        """Keep what is wrong with the page, unless somebody has been shown the very same."""
        said = (self.scripts, what_is_shown(page))
        is_new = not self.met or said not in LOOKED_AT
        self.met.append(path)
        LOOKED_AT.add(said)
        if is_new:
            self._read(page, path)

    def _read(self, page: Page, path: str) -> None:
        if self.scripts is Scripts.OFF:
            self._take_over(page)
        wrong = [f"out of reach: {one}" for one in out_of_reach(page)]
        for width in Width:
            for shown in {page, self.axe}:
                shown.set_viewport_size({"width": int(width), "height": HEIGHT})
            found = sticks_out(page)
            if width is AXE_READS_AT[self.scripts]:
                found += accessibility_faults(self.axe)
            wrong += [f"at {int(width)}: {one}" for one in found]
        if wrong:
            self.faults[path] = wrong

    def _take_over(self, page: Page) -> None:
        shown = SCRIPT.sub("", page.content())
        self.axe.unroute_all()
        self.axe.route(page.url, lambda it: it.fulfill(body=shown, content_type="text/html"))
        self.axe.goto(page.url)


def what_is_shown(page: Page) -> str:
    """What a page says, without what is made anew for each form.

    What stands round it is the same on every page of one person, and looked at on their first.
    """
    said: str = page.evaluate("document.querySelector('main').innerHTML")
    return MADE_ANEW.sub("", said)


def out_of_reach(page: Page) -> list[str]:
    """Links, fields and buttons that are on the page and that nobody can see to press."""
    found: list[str] = page.evaluate(
        """() => [...document.querySelectorAll("a[href], button[type=submit], select, textarea,"
                + "input:not([type=hidden]), summary")]
            .filter(e => !e.closest("details:not([open]) > :not(summary)") && !e.checkVisibility())
            .map(e => e.outerHTML.slice(0, 120))""",
    )
    return found


def elsewhere(route: Route) -> None:
    """Stand in for the harmless place to which *exit this page* goes: no test goes out."""
    route.fulfill(body=SOMEWHERE_HARMLESS, content_type="text/html")


@pytest.mark.parametrize("scripts", list(Scripts))
@pytest.mark.parametrize("email", AT_THE_STAFF_SITE)
def test_every_page_that_links_lead_to_is_readable_by_all(
    chromium: Chromium, demo: Served, email: str, scripts: Scripts
) -> None:
    everything_is_readable(chromium, demo.staff, email, scripts)


@pytest.mark.parametrize("scripts", list(Scripts))
@pytest.mark.parametrize("email", AT_THE_PUBLIC_SITE)
def test_every_page_of_the_public_site_is_readable_by_all(
    chromium: Chromium, demo: Served, email: str, scripts: Scripts
) -> None:
    everything_is_readable(chromium, demo.public, email, scripts)


def everything_is_readable(chromium: Chromium, site: str, email: str, scripts: Scripts) -> None:
    page = chromium.page(scripts=scripts)
    page.route("**/leave", elsewhere)
    if email:
        Person(page, site, email).sign_in()
    reader = Reader(page if scripts is Scripts.ON else chromium.page(), scripts)
    opened = Crawl().walk(page, f"{site}/", reader.look)
    assert reader.faults == {}
    assert len(opened) >= FEWEST_PAGES
    assert not chromium.complaints
