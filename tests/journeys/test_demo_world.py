"""The demo world: everybody signs in and finds something to do, and its links open."""

import logging

import pytest
from flask import Flask
from sqlalchemy import func, select

from casework.witnesses.models import Witness
from tests.journeys.demo import DemoWorld
from tests.moment import NOW
from tests.public_site import a_public_site
from tests.staff_client import StaffClient
from tests.staff_site import a_staff_site
from witness_app.clock import FixedClock
from witness_app.demo.people import COLLEAGUES, PASSWORD, demo_sign_ins
from witness_app.demo.witnesses import WITNESSES, Plot
from witness_app.site.parts import SiteName

pytestmark = pytest.mark.xdist_group("every page")

ASKED_THEMSELVES = 1
FEWEST_CASES = 12
FINDS = {
    "asha@example.org": ("Priya Sethi", "Yusuf Demir", "Sam Carter"),
    "daniel@example.org": (
        "Mia Brooks",
        "Joan Ellery",
        "Grace Obi",
        "What became of the day at court",
    ),
    "meera@example.org": ("Omar Haddad", "Nina Kaur", "Hana Suzuki"),
    "bea@example.org": ("Sam Carter", "Grace Obi", "Gave evidence"),
    "noor@example.org": ("Mia Brooks", "Stood down"),
    "ruth@example.org": ("Omar Haddad", "Frank Tully", "To be said"),
    "nia@example.org": ("Have it agreed again",),
    "ines@example.org": ("Safeguarding concern",),
    "owen@example.org": ("Answered in the last 10 working days", "How the case stands"),
    "pilar@example.org": ("No enquiry waits for you",),
}
SITES = {SiteName.STAFF: a_staff_site, SiteName.PUBLIC: a_public_site}


def test_every_role_of_the_demo_signs_in_and_finds_what_waits(demo_world: DemoWorld) -> None:
    for name, a_site in SITES.items():
        with a_site(demo_world.database, FixedClock(NOW)) as site:
            for person in (one for one in demo_sign_ins() if one.site is name):
                found = first_page(site, person.email)
                assert [word for word in FINDS.get(person.email, ()) if word not in found] == []


def first_page(site: Flask, email: str) -> str:
    client = StaffClient(site)
    page = client.sign_in(email, PASSWORD)
    assert client.get("/").text
    return page.text


def test_each_side_of_the_demos_case_has_a_caseworker_of_its_own(demo_world: DemoWorld) -> None:
    names = {}
    for colleague in COLLEAGUES:
        with demo_world.stage.looking(colleague) as session:
            names[colleague.name] = set(session.scalars(select(Witness.name)))
    assert {"Sam Carter", "Alex Moore"} <= names["Asha Rowe"]
    assert "Mia Brooks" in names["Daniel Osei"]
    assert "Omar Haddad" in names["Meera Shah"]
    assert names["Imani Cole"] == set()


def test_a_dozen_cases_at_every_stage_are_taken_in(demo_world: DemoWorld) -> None:
    with demo_world.database.owner_session() as owner:
        cases, people = owner.execute(
            select(func.count(Witness.group_id.distinct()), func.count())
        ).one()
    assert people >= len(WITNESSES) + ASKED_THEMSELVES
    assert cases >= FEWEST_CASES
    assert {one.plot for one in WITNESSES} == set(Plot)


def test_the_links_of_the_demo_open_with_their_word(demo_world: DemoWorld) -> None:
    with a_public_site(demo_world.database, FixedClock(NOW)) as site:
        opened = {
            StaffClient(site).get(link.path).send("Open", {"word": link.word}).path
            for link in demo_world.played.links
        }
    assert opened == {"/my-page", "/handover"}


def test_no_job_of_the_demo_fails(demo_world: DemoWorld, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR):
        demo_world.stage.let_jobs_run()
    assert caplog.messages == []
