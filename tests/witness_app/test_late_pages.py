"""A trial that is near, on its one page: as a caseworker of either side goes down it in a call."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from courts.hearings.rules import Certainty
from courts.register.models import Court
from ethical_walls.accounts.models import Role
from tests.builders.casework import Case, MadeWitness, Side, a_published_trial, a_witness
from tests.builders.scheduling import Trial, a_trial
from tests.staff_client import StaffClient
from tests.staff_site import PASSWORD, a_staff_site, let_in
from tests.world import TestDatabase, World
from witness_app.clock import FixedClock

EMAIL = "asha.rowe@example.org"
THURSDAY = date(2026, 9, 17)
DAY = timedelta(days=1)
ANSWERS = {
    "consent": "given",
    "safe": "safe",
    "channel": "email",
    "address": "sam@example.org",
    "seen_by": "nobody",
    "wording": "plain",
    "agreed_sender": "Mel",
    "place_word": "the usual place",
    "interpreter": "not_needed",
    "needs": ["breaks"],
    "attendance_risk": "low",
    "measures_asked": ["screens"],
    "companion": "family_or_friend",
    "travel": "public_transport",
}


@pytest.fixture
def mine(world: World, request: pytest.FixtureRequest) -> MadeWitness:
    """A witness referred on Monday for a trial on Thursday, by whichever side."""
    a_published_trial(world, Case(), THURSDAY)
    asha = let_in(world, EMAIL, Role.CASEWORKER, name="Asha Rowe")
    return a_witness(world, side=getattr(request, "param", Side.DEFENCE), caseworker=asha)


@pytest.fixture
def client(database: TestDatabase, clock: FixedClock, mine: MadeWitness) -> Iterator[StaffClient]:
    assert mine.id
    with a_staff_site(database, clock) as site:
        client = StaffClient(site)
        client.sign_in(EMAIL, PASSWORD)
        yield client


@pytest.mark.parametrize("mine", list(Side), indirect=True)
def test_from_the_day_to_the_last_of_the_five(client: StaffClient, mine: MadeWitness) -> None:
    day = client.get("/day")
    assert "Trial within five working days (1)" in day.text
    assert "Late referral" in day.text
    assert "0 of 5" in day.text
    strip = client.get(f"/witnesses/{mine.id}")
    assert "Trial in 3 working days, Thursday 17 September 2026" in strip.text
    assert strip.follow("Speak with the witness").path.endswith("/late#ring")
    page = strip.follow("Everything before the day, in its order")

    page = page.send("Note this call")
    assert "Choose what came of the call" in page.text
    page = page.send("Note this call", {"came_of": "no_answer"})
    assert "try at least 2 more times" in page.text

    page = page.send("Record the ten answers", ANSWERS | {"companion": "", "days": "next week"})
    assert "Choose who comes with them" in page.text
    assert "This cannot be read: next week" in page.text
    assert "sam@example.org" in str(page.soup)
    empty = client.get(f"/witnesses/{mine.id}/late").send("Record the ten answers").text
    assert empty.index("Choose whether they agree") < empty.index("Choose who else might see it")
    page = page.send("Record the ten answers", {"companion": "nobody", "days": ""})
    assert "The ten answers are recorded" in page.text

    page = page.send("Record the offer", {"way": "video"})
    page = page.follow("Record it").send("Keep the record", {"came_of_it": "yes"})
    assert "Read them the rule first" in page.text
    assert "Choose what they were shown" in page.text
    shown = {"rule_read": "yes", "shown": ["courtroom", "way_in"]}
    page = page.send("Keep the record", shown | {"evidence": "stopped_and_warned"})
    assert "Enter a time, like 14:15" in page.text
    page = page.send("Keep the record", {"evidence": "not_discussed"})
    assert "The courtroom; The way in, and the way out" in page.text

    pack = page.follow("Open the facts of the day, to print or to send")
    assert "Please come at 9:30am" in pack.text
    assert "Jordan Reed" not in pack.text
    pack = pack.send("Send the facts of the day")
    assert "The facts of the day will be sent" in pack.text
    page = client.get(f"/witnesses/{mine.id}/late")
    assert "To be sent By message" in page.text
    assert "3 of 5" in client.get("/day").text
    consent = client.get(f"/witnesses/{mine.id}/handovers/for-the-day")
    assert "By train, Underground or bus" in str(consent.soup)
    diary = client.get(f"/witnesses/{mine.id}").text
    assert "Rang the witness" in diary
    assert "The court was shown by video" in diary


def test_where_they_do_not_agree_nothing_but_that_is_kept(
    client: StaffClient, mine: MadeWitness
) -> None:
    page = client.get(f"/witnesses/{mine.id}/late")
    page = page.send("Record the ten answers", {"consent": "refused", "risks": ["threatened"]})
    assert "they were asked and did not agree" in page.text
    assert "They were threatened" not in client.get(f"/witnesses/{mine.id}/assessment").text
    assert "Provisional" in client.get(f"/witnesses/{mine.id}/contact-plan").text


def test_a_stale_page_says_so_and_keeps_what_was_typed(
    client: StaffClient, mine: MadeWitness
) -> None:
    first = client.get(f"/witnesses/{mine.id}/late")
    second = client.get(f"/witnesses/{mine.id}/late")
    first.send("Record the ten answers", ANSWERS)
    page = second.send("Record the ten answers", ANSWERS | {"agreed_sender": "Alex"})
    assert "Somebody recorded the contact plan" in page.text
    page = page.send("Record the ten answers")
    assert "The ten answers are recorded" in page.text
    assert "Alex" in client.get(f"/witnesses/{mine.id}/contact-plan").text


def test_a_trial_with_time_enough_says_nothing_of_it(
    client: StaffClient, world: World, mine: MadeWitness
) -> None:
    a_published_trial(world, Case(), THURSDAY + timedelta(weeks=5))
    assert "Trial within five" not in client.get("/day").text
    page = client.get(f"/witnesses/{mine.id}/late")
    assert "No trial is within five working days" in page.text


def test_a_warned_list_is_a_window_and_not_a_day(
    client: StaffClient, world: World, mine: MadeWitness
) -> None:
    with world.owner() as owner:
        court_id = owner.scalars(select(Court.id)).first()
    assert court_id
    a_trial(
        world, Trial(court_id, on=THURSDAY, certainty=Certainty.WARNED_LIST, published_after=DAY)
    )
    page = client.get(f"/witnesses/{mine.id}")
    assert "The trial may be called on any day from Thursday 17 September 2026" in page.text
