"""Asking the desks by the caseworker's pages, and answering by the desks' own."""

from datetime import timedelta

import pytest
from flask import Flask

from ethical_walls.accounts.models import Role
from ethical_walls.enquiries.models import Desk
from tests.builders.casework import MadeWitness, Side, a_witness
from tests.builders.enquiries import ROLE_OF_DESK, ask_desk
from tests.builders.scheduling import Trial, a_court_with_windows, a_trial
from tests.moment import NOW
from tests.staff_client import Page, StaffClient
from tests.staff_site import PASSWORD, let_in
from tests.world import World
from witness_app.clock import FixedClock
from witness_app.jobs import Means, tick

ASHA, BEN = "asha.rowe@example.org", "ben.ito@example.org"
LEAD, OFFICER, SEPARATION = "lead@example.org", "officer@example.org", "desk@example.org"
DESKS = {LEAD: Desk.SAFEGUARDING, OFFICER: Desk.CASE_PROGRESSION, SEPARATION: Desk.SEPARATION}
SUMMARY = ".govuk-error-summary"


@pytest.fixture
def mine(world: World) -> MadeWitness:
    asha = let_in(world, ASHA, Role.CASEWORKER, name="Asha Rowe")
    return a_witness(world, side=Side.PROSECUTION, caseworker=asha)


@pytest.fixture
def theirs(world: World) -> MadeWitness:
    ben = let_in(world, BEN, Role.CASEWORKER, name="Ben Ito")
    return a_witness(world, side=Side.DEFENCE, caseworker=ben)


@pytest.fixture
def asha(site: Flask, mine: MadeWitness) -> StaffClient:
    assert mine.id
    return signed_in(site, ASHA)


@pytest.fixture
def desks(world: World, site: Flask) -> dict[Desk, StaffClient]:
    for email, desk in DESKS.items():
        let_in(world, email, ROLE_OF_DESK[desk], name=email.partition("@")[0].title())
    return {desk: signed_in(site, email) for email, desk in DESKS.items()}


@pytest.fixture
def means(world: World, clock: FixedClock) -> Means:
    return Means(world.database, {}, clock)


def signed_in(site: Flask, email: str) -> StaffClient:
    client = StaffClient(site)
    client.sign_in(email, PASSWORD)
    return client


def enquiries_page(client: StaffClient, witness: MadeWitness) -> Page:
    return client.get(f"/witnesses/{witness.id}/enquiries")


def asked(world: World, witness: MadeWitness, desk: Desk) -> None:
    with world.session(witness.caseworker) as session:
        ask_desk(session, witness.id, desk, now=NOW)


def the_enquiry(client: StaffClient) -> Page:
    page = client.get("/enquiries")
    (link,) = page.soup.select("tbody a")
    return page.follow(link.get_text())


def test_a_concern_reaches_the_lead_who_answers_and_the_caseworker_reads_it(
    means: Means, asha: StaffClient, mine: MadeWitness, desks: dict[Desk, StaffClient]
) -> None:
    page = enquiries_page(asha, mine)
    said = {"risk": "domestic_abuse", "how_soon": "danger_now", "words": "Ring before 5pm"}
    page = page.send("Send the concern", said)
    assert "The safeguarding lead has it" in page.text
    assert "Waits for the safeguarding lead" in asha.get("/day").text
    page = the_enquiry(desks[Desk.SAFEGUARDING])
    assert "Domestic abuse" in page.text
    assert "Ring before 5pm" in page.text
    assert "Asha Rowe" in page.text
    assert "Ada" not in page.text
    told = {"authority": "police_now", "words": "They are on their way"}
    page = page.send("Send the answer", told)
    assert "The answer is sent" in page.text
    tick(means)
    page = asha.get("/day").follow("The safeguarding lead answered: read it for Ada Yeo")
    assert "Told: The police, on 999" in page.text
    assert "They are on their way" in page.text
    page = asha.get(f"/witnesses/{mine.id}")
    assert "Asked the safeguarding lead" in page.text
    assert "The safeguarding lead answered" in page.text


def test_what_must_be_mended_is_said_beside_its_field_and_keeps_what_was_typed(
    asha: StaffClient, mine: MadeWitness
) -> None:
    page = enquiries_page(asha, mine).send(
        "Send the concern", {"risk": "child", "words": "Ring me"}
    )
    assert page.status == 422
    assert "Choose how soon" in page.soup.select_one(SUMMARY).get_text()
    assert page.soup.select_one("#words").get_text(strip=True) == "Ring me"
    page = enquiries_page(asha, mine).send("Ask how the case stands", {"note": "By Friday"})
    assert "Choose what you need to know" in page.soup.select_one(SUMMARY).get_text()
    assert page.soup.select_one("#note").get_text(strip=True) == "By Friday"


def test_the_officer_chases_and_answers_and_never_learns_who_asks(
    world: World,
    means: Means,
    asha: StaffClient,
    mine: MadeWitness,
    desks: dict[Desk, StaffClient],
) -> None:
    a_trial(world, Trial(a_court_with_windows(world)))
    page = enquiries_page(asha, mine)
    page = page.send("Ask how the case stands", {"wanted": "sentence"})
    page = the_enquiry(desks[Desk.CASE_PROGRESSION])
    assert "01AB1234519" in page.text
    assert "Trial:" in page.text
    assert "Asha" not in page.text
    assert "rosecution" not in page.text.replace("Crown Prosecution Service", "")
    page = page.send("Note it, now", {})
    assert "Choose whom you chased" in page.soup.select_one(SUMMARY).get_text()
    page = page.send("Note it, now", {"agency": "cps"})
    assert "It is noted" in page.text
    tick(means)
    assert "The Crown Prosecution Service, Monday" in enquiries_page(asha, mine).text
    page = page.send("Send the answer", {})
    assert "Enter the date, or what the agency said" in page.text
    page.send("Send the answer", {"stage_on": ["2", "11", "2026"]})
    tick(means)
    assert "Monday 2 November 2026" in enquiries_page(asha, mine).text


def test_with_too_few_times_the_separation_desk_is_asked_by_one_press(
    means: Means, asha: StaffClient, mine: MadeWitness, desks: dict[Desk, StaffClient]
) -> None:
    times = f"/witnesses/{mine.id}/visits/book?step=times"
    page = asha.get(times).send("Ask the separation desk")
    assert "The separation desk has it" in page.text
    assert "Ask the separation desk" not in [
        button.get_text(strip=True) for button in asha.get(times).soup.select("button")
    ]
    page = the_enquiry(desks[Desk.SEPARATION])
    assert "Not published yet" in page.text
    page = page.send("Send the answer", {"suggestion": "times_later"})
    assert "Enter below the day from which more times open" in page.text
    page = page.send("Send the answer", {"suggestion": "another_court"})
    assert "Choose the other court" in page.text
    page.send("Send the answer", {"suggestion": "ring_me"})
    tick(means)
    assert "Please ring me" in enquiries_page(asha, mine).text


def test_the_separation_desk_chooses_among_courts_that_have_times(
    world: World,
    means: Means,
    asha: StaffClient,
    mine: MadeWitness,
    desks: dict[Desk, StaffClient],
) -> None:
    court_id = a_court_with_windows(world)
    a_trial(world, Trial(court_id))
    assert (
        "Ask the separation desk"
        not in asha.get(f"/witnesses/{mine.id}/visits/book?step=times").text
    )
    asked(world, mine, Desk.SEPARATION)
    page = the_enquiry(desks[Desk.SEPARATION])
    assert "Parties of the case" in page.text
    page.send("Send the answer", {"suggestion": "another_court", "court": str(court_id)})
    tick(means)
    assert "Visit another court: " in enquiries_page(asha, mine).text


def test_a_stale_page_is_told_that_it_was_answered(
    world: World, mine: MadeWitness, desks: dict[Desk, StaffClient]
) -> None:
    asked(world, mine, Desk.SAFEGUARDING)
    lead = desks[Desk.SAFEGUARDING]
    stale, page = the_enquiry(lead), the_enquiry(lead)
    page.send("Send the answer", {"authority": "marac", "words": "First"})
    page = stale.send("Send the answer", {"authority": "health", "words": "Second"})
    assert "This enquiry was answered already." in page.text
    assert "First" in page.text
    assert "Second" not in page.text


def test_no_authority_needs_a_reason(
    world: World, mine: MadeWitness, desks: dict[Desk, StaffClient]
) -> None:
    asked(world, mine, Desk.SAFEGUARDING)
    page = the_enquiry(desks[Desk.SAFEGUARDING])
    page = page.send("Send the answer", {"authority": "none_needed"})
    assert "Say why no authority need be told" in page.text


def test_what_is_late_is_said_to_be_on_both_pages(
    world: World,
    site: Flask,
    clock: FixedClock,
    mine: MadeWitness,
    desks: dict[Desk, StaffClient],
) -> None:
    assert desks
    asked(world, mine, Desk.SEPARATION)
    clock.advance(timedelta(hours=3))
    assert "Late" in signed_in(site, SEPARATION).get("/enquiries").text
    assert "Late" in enquiries_page(signed_in(site, ASHA), mine).text


def test_another_side_and_another_desk_see_nothing(
    world: World,
    site: Flask,
    mine: MadeWitness,
    theirs: MadeWitness,
    desks: dict[Desk, StaffClient],
) -> None:
    asked(world, mine, Desk.SAFEGUARDING)
    ben = signed_in(site, BEN)
    assert "Nothing was asked yet" in enquiries_page(ben, theirs).text
    assert ben.get(f"/witnesses/{mine.id}/enquiries").status == 404
    assert ben.get("/enquiries").status == 404
    address = the_enquiry(desks[Desk.SAFEGUARDING]).path
    assert desks[Desk.SEPARATION].get(address).status == 404
    assert "No enquiry waits for you" in desks[Desk.SEPARATION].get("/enquiries").text


def test_only_case_progression_has_somebody_to_chase(
    world: World, mine: MadeWitness, desks: dict[Desk, StaffClient]
) -> None:
    asked(world, mine, Desk.SAFEGUARDING)
    lead = desks[Desk.SAFEGUARDING]
    page = the_enquiry(lead)
    sent = {"agency": "cps", "csrf_token": page.value_of("csrf_token")}
    assert lead.post(f"{page.path}/chased", sent).status == 404
