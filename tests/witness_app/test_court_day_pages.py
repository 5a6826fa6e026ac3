"""What became of a day at court, on the caseworker's pages and on those of whoever called."""

from contextlib import ExitStack
from datetime import date, time

import pytest
from flask import Flask

from courts.london_time import london_instant
from ethical_walls.accounts.models import OrganisationKind, Role
from ethical_walls.viewers import Viewer
from tests.builders.accounts import Employer
from tests.builders.casework import (
    Case,
    MadeWitness,
    Person,
    Side,
    a_published_trial,
    a_referred_witness,
    a_witness,
    accepted_by,
)
from tests.public_site import a_public_site
from tests.staff_client import Page, StaffClient
from tests.staff_site import PASSWORD, a_staff_site, let_in
from tests.world import World
from witness_app.clock import FixedClock
from witness_app.jobs import DayKeeper, Means, tick

TRIAL_ON = date(2026, 9, 17)
AT_COURT, NEXT_DAY = (london_instant(day, time(17)) for day in (TRIAL_ON, date(2026, 9, 18)))
EMAIL, PARTNER = "asha.rowe@example.org", "partner@example.org"
FIRM = Employer("Aziz and Webb", OrganisationKind.SOLICITORS_FIRM)
UNIT = Employer("North unit", OrganisationKind.WITNESS_CARE_UNIT)
REFERRERS = {
    Side.DEFENCE: (Role.SOLICITOR, FIRM),
    Side.PROSECUTION: (Role.WITNESS_CARE_UNIT_OFFICER, UNIT),
}


@pytest.fixture(autouse=True)
def noise(world: World) -> list[MadeWitness]:
    """Witnesses of each side of another case with a trial on the same day."""
    case = Case("T20267002", "Alex Vine")
    made = [a_witness(world, side=side, case=case, person=Person(name="Noise")) for side in Side]
    a_published_trial(world, case, TRIAL_ON)
    return made


@pytest.fixture
def me(world: World) -> Viewer:
    return let_in(world, EMAIL, Role.CASEWORKER, name="Asha Rowe")


def on(world: World, clock: FixedClock) -> Means:
    """The work of the day that the clock says."""
    means = Means(world.database, {}, clock)
    DayKeeper(means).keep_and_tick()
    return means


def signed_in(site: Flask, email: str) -> StaffClient:
    client = StaffClient(site)
    client.sign_in(email, PASSWORD)
    return client


def words(page: Page) -> str:
    return " ".join(page.text.split())


def test_the_caseworker_says_what_became_of_the_day_and_corrects_it(
    world: World, me: Viewer, clock: FixedClock
) -> None:
    made = a_witness(world, side=Side.PROSECUTION, caseworker=me)
    a_published_trial(world, Case(), TRIAL_ON)
    clock.at = NEXT_DAY
    on(world, clock)
    with a_staff_site(world.database, clock) as site:
        client = signed_in(site, EMAIL)
        assert "What became of the day at court" in client.get("/day").text
        tasks = client.get(f"/witnesses/{made.id}/tasks")
        days = tasks.follow("Record what became of it")
        assert "To be said" in days.text
        asked, elsewhere = days.follow("Record"), days.follow("Record")
        assert "nothing about what happened or what was said in court" in asked.text
        wrong = asked.send("Record the day", {"became": "did_not_attend", "words": "A taxi"})
        assert "Choose why, or not known" in wrong.text
        assert "A taxi" in wrong.text
        done = wrong.send("Record the day", {"reason": "travel"})
        assert "Did not attend Travel. A taxi" in words(done)
        tasks = client.get(f"/witnesses/{made.id}/tasks")
        assert "ring, and ask what would help next time" in tasks.text
        stale = elsewhere.send("Record the day", {"became": "cracked"})
        assert "Somebody has said what became of this day since" in stale.text
        came = {"became": "gave_evidence", "reason": "unwell"}
        corrected = stale.follow("Correct").send("Correct it", came)
        assert "Unwell" not in corrected.text
        assert "Before: Did not attend: travel" in words(corrected)
        diary = words(client.get(f"/witnesses/{made.id}"))
    assert "What became of the day at court" in diary
    assert "Attended and gave evidence" in diary
    assert "A taxi" not in diary


@pytest.mark.parametrize("side", Side)
def test_whoever_called_them_says_what_became_of_the_day_on_their_own_pages(
    world: World, me: Viewer, clock: FixedClock, side: Side
) -> None:
    role, employer = REFERRERS[side]
    partner = let_in(world, PARTNER, role, name="Noor Aziz", employer=employer)
    made = a_referred_witness(world, side=side, typed_by=partner, person=Person(name="Sam Okafor"))
    world.clear(me, made.compartment_id)
    accepted_by(world, me, made)
    a_published_trial(world, Case(), TRIAL_ON)
    clock.at = AT_COURT
    means = on(world, clock)
    with ExitStack() as stack:
        staff = stack.enter_context(a_staff_site(world.database, clock))
        public = stack.enter_context(a_public_site(world.database, clock))
        client = signed_in({Side.DEFENCE: public}.get(side, staff), PARTNER)
        listed = client.get("/referred")
        assert "Thursday 17 September 2026" in listed.text
        assert "To be said" in listed.text
        one = listed.follow("Sam Okafor")
        asked = one.follow("Say what became of the day")
        wrong = asked.send("Tell the caseworker", {})
        assert "Choose what became of the day" in wrong.text
        told = wrong.send("Tell the caseworker", {"became": "did_not_attend", "reason": "afraid"})
        assert "Told us what became of the day" in told.text
        assert "Did not attend: afraid" in words(told)
        tick(means)
        assert "Did not attend" in client.get("/referred").text
        caseworker = signed_in(staff, EMAIL)
        days = caseworker.get(f"/witnesses/{made.id}/court-days")
        assert "Did not attend Afraid Thursday 17 September 2026" in words(days)
        days.follow("Correct").send("Correct it", {"became": "not_called", "words": "Back Friday"})
        one = client.get("/referred").follow("Sam Okafor")
    assert "Not called" in one.text
    assert "Back Friday" not in one.text
