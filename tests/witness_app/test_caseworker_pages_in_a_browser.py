"""The caseworker's pages in a real Chromium: readable by all, and nothing sticks out."""

import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Page

from casework.access_needs.rules import AccessNeedKind
from casework.referrals.rules import HomeAtReferral
from ethical_walls.accounts.models import Role
from ethical_walls.viewers import Viewer
from tests.browser import (
    Chromium,
    Width,
    accessibility_faults,
    go_on,
    serving,
    sticks_out,
)
from tests.builders.casework import (
    Case,
    Person,
    Side,
    a_published_trial,
    a_referred_witness,
    a_witness,
    a_witness_to_contact,
)
from tests.signing_in import sign_in_at
from tests.staff_site import a_staff_site, let_in
from tests.world import TestDatabase, World
from witness_app.clock import FixedClock

EMAIL = "asha.rowe@example.org"
LOOK = os.environ.get("LOOK_AT_PAGES", "")
"""A folder to keep pictures in, for whoever wants to look at them."""


@pytest.fixture
def me(world: World) -> Viewer:
    return let_in(world, EMAIL, Role.CASEWORKER, name="Asha Rowe")


@pytest.fixture
def address(database: TestDatabase, clock: FixedClock, me: Viewer) -> Iterator[str]:
    assert me.is_somebody
    with a_staff_site(database, clock) as site, serving(site) as served_at:
        yield served_at


def sign_in(page: Page, address: str) -> None:
    sign_in_at(page, address, EMAIL)


def look(page: Page, name: str, width: Width) -> None:
    if LOOK:
        page.screenshot(path=Path(LOOK) / f"{name}-{int(width)}.png", full_page=True)


@pytest.mark.parametrize("width", list(Width))
def test_every_page_of_a_caseworker_is_accessible_and_nothing_sticks_out(
    world: World, chromium: Chromium, address: str, me: Viewer, width: Width
) -> None:
    a_published_trial(world, Case(), date(2026, 9, 29))
    long = Person(
        name="Bartholomew Featherstonehaugh-Cholmondeley",
        needs=(AccessNeedKind.STEP_FREE, AccessNeedKind.SEPARATE_ENTRANCE),
        practical_note="Works nights; ring after two in the afternoon, never before.",
        home=HomeAtReferral.ELSEWHERE,
    )
    a_referred_witness(world, side=Side.PROSECUTION, typed_by=me)
    made = a_witness(world, side=Side.PROSECUTION, caseworker=me, person=long)
    settled = a_witness_to_contact(world, side=Side.PROSECUTION, caseworker=me)
    asked = a_referred_witness(world, side=Side.PROSECUTION, typed_by=me)
    paths = {
        "day": "/day",
        "refer": "/referrals/new",
        "received": "/referrals/received",
        "proposed": f"/witnesses/{asked.id}",
        "timeline": f"/witnesses/{made.id}",
        "visits": f"/witnesses/{made.id}/visits",
        "plan": f"/witnesses/{settled.id}/contact-plan",
        "plan-form": f"/witnesses/{made.id}/contact-plan/new",
        "needs": f"/witnesses/{made.id}/needs",
        "tasks": f"/witnesses/{made.id}/tasks",
    }
    page = chromium.page(width)
    sign_in(page, address)
    faults = {}
    for name, path in paths.items():
        page.goto(f"{address}{path}")
        faults[name] = accessibility_faults(page) + sticks_out(page)
        look(page, name, width)
    assert faults == {name: [] for name in paths}
    assert not chromium.complaints


@pytest.mark.parametrize("width", list(Width))
def test_the_form_of_a_referral_and_its_errors_are_accessible(
    chromium: Chromium, address: str, width: Width
) -> None:
    page = chromium.page(width)
    sign_in(page, address)
    page.goto(f"{address}/referrals/new")
    go_on(page.get_by_role("button", name="Continue"))
    look(page, "refer-error", width)
    assert accessibility_faults(page) + sticks_out(page) == []
    page.get_by_label("Case number").fill("01AB1234519")
    go_on(page.get_by_role("button", name="Continue"))
    look(page, "refer-witness", width)
    assert accessibility_faults(page) + sticks_out(page) == []
    go_on(page.get_by_role("button", name="Send the referral"))
    look(page, "refer-witness-errors", width)
    assert accessibility_faults(page) + sticks_out(page) == []
    page.get_by_role("link", name="Choose who calls the witness").click()
    assert page.evaluate("document.activeElement.name") == "party"
