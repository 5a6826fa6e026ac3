"""Pictures of pages, to be looked at: each at the width of a telephone and of a desk.

    python -m tests.look --to FOLDER --email ADDRESS --password PASSWORD /courts /accessibility

It opens the site that `make run` serves; --site says where another one is. A picture is of the
whole page. What axe finds, what sticks out sideways and what the console complains of is printed.
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


@dataclass(frozen=True)
class Look:
    """Where to look, as whom, and where the pictures go."""

    site: str
    paths: Sequence[str]
    to: Path
    email: str = ""
    password: str = ""


def sign_in(page: Page, look: Look) -> None:
    """Sign in as a person would."""
    page.goto(f"{look.site}/sign-in")
    page.get_by_label("Email address").fill(look.email)
    page.get_by_label("Password", exact=True).fill(look.password)
    page.get_by_role("button", name="Sign in", exact=True).click()


def picture_of(page: Page, width: Width, path: str, look: Look) -> list[str]:
    """Take one picture, and give back what is wrong with the page."""
    page.goto(f"{look.site}{path}")
    name = re.sub(r"\W+", "-", path).strip("-") or "start"
    page.screenshot(path=look.to / f"{name}-{int(width)}.png", full_page=True)
    return [*accessibility_faults(page), *(f"sticks out: {one}" for one in sticks_out(page))]


def take(chromium: Chromium, look: Look) -> list[str]:
    """Take every picture at both widths, and give back what is wrong, a line each."""
    look.to.mkdir(parents=True, exist_ok=True)
    wrong: list[str] = []
    for width in Width:
        page = chromium.page(width)
        if look.email:
            sign_in(page, look)
        for path in look.paths:
            faults = picture_of(page, width, path, look)
            wrong.extend(f"{path} at {int(width)}: {fault}" for fault in faults)
    return [*wrong, *chromium.complaints]


def main() -> int:
    """Look, and say what is wrong."""
    asked = argparse.ArgumentParser(prog="python -m tests.look")
    asked.add_argument("paths", nargs="+")
    asked.add_argument("--site", default="http://127.0.0.1:8000")
    asked.add_argument("--to", type=Path, required=True)
    asked.add_argument("--email", default="")
    asked.add_argument("--password", default="")
    look = Look(**vars(asked.parse_args()))
    if chromium_program() is None:
        sys.stderr.write(f"{WHY_SKIPPED}\n")
        return 1
    with a_chromium() as chromium:
        wrong = take(chromium, look)
    sys.stdout.write("\n".join([*wrong, f"The pictures are in {look.to}.", ""]))
    return 1 if wrong else 0


if __name__ == "__main__":
    raise SystemExit(main())
