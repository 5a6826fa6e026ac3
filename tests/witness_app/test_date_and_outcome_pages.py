"""The caseworker's pages of dates, of how the case ended, and of what may be shared."""

from collections.abc import Iterator
from datetime import date, timedelta
from uuid import uuid4

import pytest
from sqlalchemy import select

from casework.partners.queries import referred_by_my_organisation
from casework.reported_hearings.actions import report_hearing
from casework.reported_hearings.rules import Report
from casework.witnesses.rules import WitnessRole
from courts.hearings.rules import Certainty, HearingKind
from courts.register.models import Court
from courts.register.queries import court_by_slug
from ethical_walls.accounts.models import Role
from ethical_walls.viewers import Viewer
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
from tests.builders.courts import CourtDetails, a_court
from tests.moment import NOW
from tests.staff_client import StaffClient
from tests.staff_site import PASSWORD, a_staff_site, let_in
from tests.world import TestDatabase, World
from witness_app.clock import FixedClock
from witness_app.jobs import Means, tick
from witness_app.perform import perform

EMAIL = "asha.rowe@example.org"
COMPLAINANT = Person(name="Sam Okafor", role=WitnessRole.COMPLAINANT)


@pytest.fixture(autouse=True)
def other(world: World) -> MadeWitness:
    """A witness of the other side of the same case."""
    return a_witness(world, side=Side.DEFENCE, person=Person(name="Noise Otherside"))


@pytest.fixture
def me(world: World) -> Viewer:
    return let_in(world, EMAIL, Role.CASEWORKER, name="Asha Rowe")


@pytest.fixture
def client(database: TestDatabase, me: Viewer, clock: FixedClock) -> Iterator[StaffClient]:
    assert me.is_somebody
    with a_staff_site(database, clock) as site:
        client = StaffClient(site)
        client.sign_in(EMAIL, PASSWORD)
        yield client


@pytest.fixture
def unit(world: World) -> Viewer:
    return world.a_unit_officer()


@pytest.fixture
def mine(world: World, me: Viewer, unit: Viewer) -> MadeWitness:
    """A witness whom a unit referred and I look after."""
    made = a_referred_witness(world, side=Side.PROSECUTION, typed_by=unit, person=COMPLAINANT)
    world.clear(me, made.compartment_id)
    accepted_by(world, me, made)
    return made


def run_jobs(world: World) -> None:
    """Later that day, so that what the court did in the meantime is due too."""
    tick(Means(world.database, {}, FixedClock(NOW + timedelta(hours=12))))


def test_a_reported_date_stands_tagged_beside_the_published_one(
    world: World, client: StaffClient, mine: MadeWitness, unit: Viewer
) -> None:
    with world.owner() as owner:
        a_court(owner, CourtDetails(name="Snaresbrook Crown Court"))
        owner.commit()
    with world.session(unit) as session:
        court = court_by_slug(session, "snaresbrook-crown-court")
        (record,) = referred_by_my_organisation(session)
        assert court is not None
        says = Report(
            uuid4(), court.court_id, HearingKind.TRIAL, Certainty.FIXTURE, date(2026, 11, 9)
        )
        perform(session, report_hearing, record.id, says, now=NOW)
    run_jobs(world)
    words = "Trial: Monday 9 November 2026, Snaresbrook Crown Court"
    page = client.get(f"/witnesses/{mine.id}")
    assert f"{words} Reported" in page.text
    assert f"{words} Reported" in client.get("/day").text
    assert "The unit reports a new date" in page.follow("Tasks").text
    a_published_trial(world, Case(), date(2026, 11, 10))
    run_jobs(world)
    assert f"{words} Differs" in client.get(f"/witnesses/{mine.id}").text
    a_published_trial(world, Case(), date(2026, 11, 9))
    run_jobs(world)
    assert words not in client.get("/day").text


def test_which_of_two_dates_is_right_is_asked_on_the_dates_page_and_asked_once(
    world: World, client: StaffClient, mine: MadeWitness, unit: Viewer
) -> None:
    a_published_trial(world, Case(), date(2026, 11, 10))
    with world.session(unit) as session:
        court_id = session.scalars(select(Court.id)).one()
        (record,) = referred_by_my_organisation(session)
        says = Report(uuid4(), court_id, HearingKind.TRIAL, Certainty.FIXTURE, date(2026, 11, 23))
        perform(session, report_hearing, record.id, says, now=NOW)
    run_jobs(world)
    dates = client.get(f"/witnesses/{mine.id}/dates")
    missing = dates.send("Record which is right", {})
    assert "Choose which date is right" in missing.text
    done = missing.send("Record which is right", {"right": "reported"})
    assert "Recorded which date is right" in done.text
    assert "Two dates differ" not in done.text
    again = dates.send("Record which is right", {"right": "published"})
    assert "Nothing was recorded" in again.text


def test_the_caseworker_tells_where_the_witness_chose_so_and_notes_it_in_one_press(
    world: World, client: StaffClient, mine: MadeWitness
) -> None:
    a_published_trial(world, Case(), date(2026, 11, 9))
    run_jobs(world)
    dates = client.get(f"/witnesses/{mine.id}").follow("At court")
    assert "The unit or solicitor who calls them" in dates.text
    assert "I have told them" not in dates.text
    chosen = dates.send("Record who tells them", {"teller": "caseworker"})
    told = chosen.send("I have told them", {})
    assert "Noted as told" in told.text
    assert "The witness was told" in client.get(f"/witnesses/{mine.id}").text


def test_the_sentence_says_whether_the_scheme_may_be_offered_and_both_limits_are_kept(
    world: World, client: StaffClient, mine: MadeWitness
) -> None:
    page = client.get(f"/witnesses/{mine.id}").follow("At court").follow("How it ended")
    convicted = page.send(
        "Record the outcome", {"outcome": "convicted", "decided_on": ["11", "9", "2026"]}
    )
    assert "Convicted, not sentenced yet" in convicted.text
    assert "No sentence is reported yet" in convicted.text
    ended = {"outcome": "convicted", "decided_on": ["11", "9", "2026"], "months": "24"}
    wrong = convicted.send("Record the outcome", ended | {"sentence": "imprisonment"})
    assert "Choose what kind of offence it was" in wrong.text
    done = wrong.send("Record the outcome", {"offence": "violent"})
    assert "The Victim Contact Scheme may be offered" in done.text
    run_jobs(world)
    limits = client.get(f"/witnesses/{mine.id}/outcome")
    assert "Friday 25 September 2026" in limits.text
    future = limits.send("The unit has referred them", {"referred_on": ["15", "9", "2026"]})
    assert "Enter today or a day that is past" in future.text
    early = future.send("The unit has referred them", {"referred_on": ["10", "9", "2026"]})
    assert "Enter the day of sentence, Friday 11 September 2026, or a day after it" in early.text
    referred = early.send("The unit has referred them", {"referred_on": ["14", "9", "2026"]})
    assert "Monday 12 October 2026" in referred.text
    met = referred.send("Probation has been in touch with them", {})
    assert "Recorded that the scheme has been in touch" in met.text
    assert "How the case ended" in client.get(f"/witnesses/{mine.id}").text


def test_only_needs_that_are_ticked_and_live_are_shown_to_whoever_calls_the_witness(
    world: World, client: StaffClient, mine: MadeWitness, unit: Viewer
) -> None:
    page = client.get(f"/witnesses/{mine.id}").follow("Support").follow("Needs")
    needs = page.send("Record as talked through", {"needs": ["breaks", "quiet_place"]})
    needs.send("Record what may be shared", {"shared": ["breaks"]})

    def seen() -> str:
        with world.session(unit) as session:
            (record,) = referred_by_my_organisation(session)
            return record.needs_shared

    assert seen() == "Regular breaks"
    again = client.get(f"/witnesses/{mine.id}/needs")
    again.send("Record as talked through", {"needs": ["quiet_place"]})
    assert seen() == ""
