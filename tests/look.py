"""Pictures of pages, to be looked at: each at the width of a telephone and of a desk.

    python -m tests.look --to FOLDER /sign-in /accessibility
    python -m tests.look --to FOLDER --password PASSWORD --as ADDRESS --as ADDRESS
    python -m tests.look --to FOLDER --password PASSWORD --as ADDRESS /courts /day

It opens the site that `make run` serves; --site says where another one is. Pages are seen by each
person named with --as in turn, or by somebody who has not signed in. Without paths, every page
that can be reached by links is pictured, one of each kind. A picture is of the whole page, in a
folder of each person's own. What axe finds, what sticks out sideways and what the console complains
of is printed.
"""

import argparse
import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page

from tests.browser import (
    WHY_SKIPPED,
    Chromium,
    Width,
    a_chromium,
    accessibility_faults,
    chromium_program,
    sticks_out,
)
from tests.crawling import Crawl

NOBODY = ""
HEIGHT = 900


@dataclass(frozen=True)
class Look:
    """Where to look, as whom, and where the pictures go."""

    site: str
    to: Path
    paths: Sequence[str] = ()
    people: Sequence[str] = (NOBODY,)
    password: str = ""


def sign_in(page: Page, look: Look, email: str) -> None:
    """Sign in at a demonstration, as a person would: its page shows the code."""
    page.goto(f"{look.site}/sign-in")
    page.get_by_label("Email address").fill(email)
    page.get_by_label("Password", exact=True).fill(look.password)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.get_by_label("Code").fill(page.locator("strong.app-demo__typed").inner_text())
    page.get_by_role("button", name="Continue").click()
    page.get_by_role("button", name="Sign out").wait_for()


def pictures_of(page: Page, path: str, folder: Path) -> list[str]:
    """Take the open page's picture at both widths, and give back what is wrong with it."""
    folder.mkdir(parents=True, exist_ok=True)
    name = re.sub(r"\W+", "-", path).strip("-")[:120] or "start"
    wrong = []
    for width in Width:
        page.set_viewport_size({"width": int(width), "height": HEIGHT})
        page.screenshot(path=folder / f"{name}-{int(width)}.png", full_page=True)
        faults = [*accessibility_faults(page), *(f"sticks out: {one}" for one in sticks_out(page))]
        wrong.extend(f"{path} at {int(width)}: {fault}" for fault in faults)
    return wrong


def take(chromium: Chromium, look: Look, email: str) -> list[str]:
    """Take every picture that one person can, and give back what is wrong, a line each."""
    wrong: list[str] = []
    folder = look.to / (email.partition("@")[0] or "nobody")
    page = chromium.page()
    if email:
        sign_in(page, look, email)
    if look.paths:
        for path in look.paths:
            page.goto(f"{look.site}{path}")
            wrong.extend(pictures_of(page, path, folder))
    else:
        Crawl().walk(
            page, f"{look.site}/", lambda at, path: wrong.extend(pictures_of(at, path, folder))
        )
    return wrong


def main() -> int:
    """Look, and say what is wrong."""
    asked = argparse.ArgumentParser(prog="python -m tests.look")
    asked.add_argument("paths", nargs="*")
    asked.add_argument("--site", default="http://127.0.0.1:8000")
    asked.add_argument("--to", type=Path, required=True)
    asked.add_argument("--as", dest="people", action="append", metavar="ADDRESS")
    asked.add_argument("--password", default="")
    given = vars(asked.parse_args())
    look = Look(**given | {"people": given["people"] or (NOBODY,)})
    if chromium_program() is None:
        sys.stderr.write(f"{WHY_SKIPPED}\n")
        return 1
    with a_chromium() as chromium:
        wrong = [line for email in look.people for line in take(chromium, look, email)]
        wrong += chromium.complaints
    sys.stdout.write("\n".join([*wrong, f"The pictures are in {look.to}.", ""]))
    return 1 if wrong else 0


if __name__ == "__main__":
    raise SystemExit(main())
