"""A court's team at the staff site: the day, its visits, and what is handed over for it."""

import uuid
from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from flask import Flask
from sqlalchemy import select, text

from casework.access_needs.rules import AccessNeedKind
from casework.handovers.actions import offer_handover
from casework.handovers.rules import Day, HandoverKind, Pack, PackField
from casework.partners.actions import share_needs
from courts.hearings.models import Hearing
from courts.register.models import Court
from ethical_walls.access_log.models import Look
from ethical_walls.accounts.models import OrganisationKind, Role
from scheduling.visits.actions import book_visit
from scheduling.visits.models import Visit
from scheduling.visits.queries import find_times
from tests.builders.accounts import Employer
from tests.builders.casework import MadeWitness, Person, Side, a_witness
from tests.builders.courts import CourtDetails
from tests.builders.hosting import let_host
from tests.builders.scheduling import Offered, Trial, a_court_with_windows, a_trial, in_six_weeks
from tests.moment import NOW
from tests.staff_client import StaffClient
from tests.staff_site import PASSWORD, a_staff_site, let_in
from tests.world import World
from witness_app.clock import FixedClock
from witness_app.jobs import Means, tick
from witness_app.perform import perform

TEAM = Employer("Snaresbrook team", OrganisationKind.COURT_TEAM)
TRIAL_ON = NOW.date() + timedelta(days=9)
"""Soon enough for the day of the trial to be among the days of the page."""
AGREED = {PackField.NAME: "Sam Oduya", PackField.ARRIVAL: "9am, side entrance"}
PEARL, COLIN = "pearl@example.org", "colin@example.org"


@pytest.fixture
def site(world: World) -> Iterator[Flask]:
    with a_staff_site(world.database, FixedClock(NOW)) as site:
        yield site


@pytest.fixture
def made(world: World) -> MadeWitness:
    details = CourtDetails(name="Snaresbrook Crown Court")
    court_id = a_court_with_windows(world, Offered(facilities=("step_free",)), details=details)
    pearl = let_in(world, PEARL, Role.IN_COURT_WITNESS_SERVICE, name="Pearl Abara", employer=TEAM)
    let_in(world, COLIN, Role.COURT_VISITS_CONTACT, name="Colin Frost", employer=TEAM)
    let_host(world, pearl, [court_id])
    a_trial(world, Trial(court_id, on=TRIAL_ON))
    person = Person(name="Sam Oduya", needs=(AccessNeedKind.STEP_FREE,))
    return a_witness(world, side=Side.PROSECUTION, person=person)


def booked(world: World, made: MadeWitness) -> date:
    with world.session(made.caseworker) as session:
        time = find_times(session, made.id, now=NOW).times[0]
        perform(session, share_needs, made.id, [AccessNeedKind.STEP_FREE], now=NOW)
        perform(session, book_visit, made.id, time.slot_id, uuid.uuid4(), now=NOW)
    return time.starts_at.date()


def handed_over(world: World, made: MadeWitness) -> uuid.UUID:
    with world.session(made.caseworker) as session:
        court_id, hearing_id = session.scalar(select(Court.id)), session.scalar(select(Hearing.id))
        assert court_id
        assert hearing_id
        day = Day(court_id, TRIAL_ON, hearing_id, 1)
        pack = Pack(uuid.uuid4(), HandoverKind.IN_COURT_SERVICE, "Witness Service", AGREED, day)
        return perform(session, offer_handover, made.id, pack, now=NOW).id


def client(site: Flask, email: str) -> StaffClient:
    client = StaffClient(site)
    client.sign_in(email, PASSWORD)
    return client


def address(day: date) -> str:
    return f"/at-court?day={day.isoformat()}"


def test_the_day_of_a_team_starts_at_court_and_an_empty_one_says_what_would_be_there(
    site: Flask, made: MadeWitness
) -> None:
    assert made.id
    home = client(site, PEARL).get("/")
    assert home.path == "/at-court"
    assert "No visit on this day" in home.text
    assert "Nobody is handed over for this day" in home.text
    contact = client(site, COLIN).get("/").text
    assert "No visit on this day" in contact
    assert "handed over" not in contact.lower()


def test_a_visit_is_shown_by_day_with_what_was_shared_and_no_name(
    world: World, site: Flask, made: MadeWitness
) -> None:
    day = booked(world, made)
    for email in (PEARL, COLIN):
        shown = client(site, email).get("/")
        assert f"At court: {day:%A} {day.day}" in shown.text
        for words in ("Snaresbrook Crown Court", "Expected", "Step-free way in and seating"):
            assert words in shown.text
        assert "Sam" not in shown.text
        assert made.caseworker.name not in shown.text
        other = client(site, email).get(address(NOW.date()))
        assert "No visit on this day" in other.text


def test_a_visit_whose_hearing_moved_is_not_shown_as_expected(
    world: World, site: Flask, made: MadeWitness
) -> None:
    day = booked(world, made)
    with world.session(made.caseworker) as session:
        court_id = session.scalars(select(Visit.court_id)).one()
    a_trial(world, Trial(court_id, on=in_six_weeks(), published_after=timedelta(hours=1)))
    shown = client(site, COLIN).get(address(day)).text
    assert "Date under review" in shown
    assert "Expected" not in shown


@pytest.mark.parametrize("asked", ["", "nonsense", "1999-01-01", "2030-01-01"])
def test_a_day_that_cannot_be_chosen_shows_the_first_with_somebody_expected(
    world: World, site: Flask, made: MadeWitness, asked: str
) -> None:
    day = booked(world, made)
    assert f"{day:%A} {day.day}" in client(site, COLIN).get(f"/at-court?day={asked}").text


def test_each_court_of_a_team_is_shown_and_a_team_of_none_is_told_so(
    world: World, site: Flask, made: MadeWitness
) -> None:
    booked(world, made)
    details = CourtDetails(name="Wood Green Crown Court", number=2)
    second = a_court_with_windows(world, details=details)
    of_two = let_in(
        world,
        "two@example.org",
        Role.COURT_VISITS_CONTACT,
        employer=Employer("Team of two", OrganisationKind.COURT_TEAM),
    )
    assert "Your team hosts no court yet" in client(site, "two@example.org").get("/").text
    with world.owner() as owner:
        first = owner.scalars(select(Court.id).where(Court.id != second)).one()
    let_host(world, of_two, [first, second])
    shown = client(site, "two@example.org").get("/").text
    assert shown.index("Snaresbrook Crown Court") < shown.index("Wood Green Crown Court")


def test_a_day_counts_who_is_handed_over_for_those_who_receive_them_and_opens_first(
    world: World, site: Flask, made: MadeWitness
) -> None:
    handed_over(world, made)
    for email, expected in ((PEARL, 1), (COLIN, 0)):
        home = client(site, email).get("/")
        counts = [link.get_text() for link in home.soup.select(".app-pages__link")]
        assert [words for words in counts if f"{TRIAL_ON.day} {TRIAL_ON:%b}" in words] == [
            f"{TRIAL_ON:%a} {TRIAL_ON.day} {TRIAL_ON:%b}, expected: ({expected})"
        ]
        assert (f"{TRIAL_ON:%A} {TRIAL_ON.day}" in home.text) is bool(expected)


def test_a_handover_is_answered_from_the_teams_page_and_opens(
    world: World, site: Flask, made: MadeWitness
) -> None:
    handed_over(world, made)
    pearl = client(site, PEARL)
    day = pearl.get(address(TRIAL_ON))
    assert "Offered" in day.text
    assert "Nothing is open" in day.text
    (reference,) = [a.get_text(strip=True) for a in day.soup.select('a[href*="/handovers/"]')]
    page = day.follow(reference)
    assert "Sam" not in page.text
    wrong = page.send("Send the answer", {"kind": "queried"})
    assert "Say in a few words what you ask, or why not" in wrong.text
    assert "Choose your answer" in page.send("Send the answer", {}).text
    done = page.send("Send the answer", {"kind": "accepted"})
    assert "Accepted. Thank you." in done.text
    assert "We have your answer" in done.text
    tick(Means(world.database, {}, FixedClock(NOW)))
    assert "Sam Oduya" in done.follow("show it").text
    assert "Sam Oduya" in pearl.get(address(TRIAL_ON)).text


def test_a_double_click_is_one_answer_and_a_stale_page_is_said_plainly(
    world: World, site: Flask, made: MadeWitness
) -> None:
    handover_id = handed_over(world, made)
    pearl = client(site, PEARL)
    page, older = (pearl.get(f"/at-court/handovers/{handover_id}") for _ in range(2))
    for _ in range(2):
        page.send("Send the answer", {"kind": "accepted"})
    with world.owner() as owner:
        assert owner.scalar(text("SELECT count(*) FROM handover_answer")) == 1
    tick(Means(world.database, {}, FixedClock(NOW)))
    stale = older.send("Send the answer", {"kind": "refused", "words": "Nobody is here"})
    assert "This has changed since you opened the page." in stale.text
    assert "Your answer was not sent." in stale.text


def test_a_visits_contact_and_strangers_find_no_handover(
    world: World, site: Flask, made: MadeWitness
) -> None:
    handover_id = handed_over(world, made)
    let_in(world, "asha@example.org", Role.CASEWORKER)
    for email in (COLIN, "asha@example.org"):
        for one in (handover_id, uuid.uuid4()):
            assert client(site, email).get(f"/at-court/handovers/{one}").status == 404
    assert client(site, "asha@example.org").get("/at-court").status == 404


def test_whoever_is_shown_a_handover_stands_in_its_witness_s_list_of_looks(
    world: World, site: Flask, made: MadeWitness
) -> None:
    handover_id = handed_over(world, made)
    client(site, PEARL).get(f"/at-court/handovers/{handover_id}")
    client(site, COLIN).get(f"/at-court/handovers/{handover_id}")
    with world.owner() as owner:
        seen_in = owner.scalars(
            select(Look.compartment_id).where(Look.subject_id == handover_id).order_by(Look.id)
        ).all()
    assert seen_in == [made.compartment_id, None]
