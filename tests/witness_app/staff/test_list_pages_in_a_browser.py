"""The list operator's pages in a real Chromium: accessible, within both widths, without scripts."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Page

from ethical_walls.accounts.models import Role
from tests.browser import Chromium, Scripts, Width, accessibility_faults, go_on, serving, sticks_out
from tests.builders.courts import the_register
from tests.builders.lists import NOWHERE, Accused, Listed, a_crown_daily_list, as_file
from tests.moment import NOW
from tests.signing_in import sign_in_at
from tests.staff_site import a_staff_site, let_in
from tests.world import TestDatabase, World
from witness_app.clock import FixedClock

LEE = "lee@example.org"
ROWS = [
    Listed("T20267123", [Accused("Jordan Reed", urn="01AB1234526"), Accused("Ali Khan")]),
    Listed("T20267124", [Accused("Sam Okoro")], court=NOWHERE),
    Listed("T2026712", [Accused("Jo Day")]),
]


@pytest.fixture
def site(database: TestDatabase, world: World, clock: FixedClock) -> Iterator[Flask]:
    with world.session(world.a_register_keeper()) as session:
        the_register(session)
        session.commit()
    let_in(world, LEE, Role.LIST_OPERATOR, name="Lee Osei")
    with a_staff_site(database, clock) as made:
        yield made


@pytest.fixture
def address(site: Flask) -> Iterator[str]:
    with serving(site) as served_at:
        yield served_at


@pytest.fixture
def file(tmp_path: Path) -> Path:
    made = tmp_path / "snaresbrook-daily.json"
    made.write_bytes(as_file(a_crown_daily_list(date(2026, 10, 8), NOW - timedelta(hours=1), ROWS)))
    return made


def sign_in(page: Page, address: str) -> None:
    sign_in_at(page, address, LEE)


def looked_at(page: Page, name: str, seen: dict[str, object]) -> None:
    faults = (accessibility_faults(page), sticks_out(page))
    if any(faults):
        seen[name] = faults


@pytest.mark.parametrize("width", list(Width))
def test_every_page_of_a_list_is_accessible_and_nothing_sticks_out(
    chromium: Chromium, address: str, file: Path, width: Width
) -> None:
    page = chromium.page(width)
    faults: dict[str, object] = {}
    sign_in(page, address)
    page.goto(f"{address}/lists")
    looked_at(page, "lists, empty", faults)
    page.get_by_label("Court list").set_input_files(file)
    go_on(page.get_by_role("button", name="Preview the list"))
    looked_at(page, "preview", faults)
    go_on(page.get_by_role("link", name="Cannot be read"))
    looked_at(page, "unreadable", faults)
    go_on(page.get_by_role("button", name=f"Save for {NOWHERE.name}"))
    looked_at(page, "building not chosen", faults)
    go_on(page.get_by_role("button", name="Apply 1 row"))
    looked_at(page, "applied", faults)
    go_on(page.get_by_role("link", name="Trial of T20267123"))
    looked_at(page, "hearing", faults)
    go_on(page.get_by_role("button", name="Record that it was vacated"))
    go_on(page.get_by_role("button", name="Record as vacated"))
    looked_at(page, "vacate, with mistakes", faults)
    for path in ("/hearings/record", "/hearings/find?number=T20267123", "/lists"):
        page.goto(f"{address}{path}")
        looked_at(page, path, faults)
    assert not faults


def test_a_list_is_applied_without_scripts(chromium: Chromium, address: str, file: Path) -> None:
    page = chromium.page(Width.DESKTOP, Scripts.OFF)
    sign_in(page, address)
    page.goto(f"{address}/lists")
    page.get_by_label("Court list").set_input_files(file)
    go_on(page.get_by_role("button", name="Preview the list"))
    page.get_by_label("Which building is this?").select_option(label="Wood Green Crown Court")
    go_on(page.get_by_role("button", name=f"Save for {NOWHERE.name}"))
    go_on(page.get_by_role("button", name="Apply 2 rows"))
    page.get_by_text("2 hearings are new or changed").wait_for()
