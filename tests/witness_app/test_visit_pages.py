"""Booking, cancelling and re-planning visits, as a strict browser reads the pages."""

from collections.abc import Iterator
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select

from casework.contact_plans.actions import confirm_contact_plan
from casework.handovers.actions import offer_handover, take_back_for_hearing
from casework.handovers.rules import Day, HandoverKind, HandoverState, Pack, PackField
from casework.tasks.actions import finish_task
from casework.tasks.models import Task
from courts.london_time import spoken_day
from courts.register.models import Court, CourtFacility
from courts.register.rules import Facility, FacilityStanding, FacilityTerms
from ethical_walls.accounts.models import Role
from ethical_walls.viewers import Viewer
from scheduling.replans.actions import open_replan
from scheduling.slots.models import Slot
from scheduling.visits.queries import visits_of
from tests.builders.casework import MadeWitness, Side, a_contact_plan, a_witness
from tests.builders.scheduling import (
    Trial,
    a_court_with_windows,
    a_trial,
    a_visit,
    in_six_weeks,
    live_visits,
    taken_places,
)
from tests.moment import NOW
from tests.staff_client import StaffClient
from tests.staff_site import PASSWORD, a_staff_site, let_in
from tests.world import TestDatabase, World
from witness_app.clock import FixedClock
from witness_app.perform import perform

NOT_THERE = UUID("5b0a3f6e-8f3c-4b21-9b3e-0d6a52e1c7aa")
EMAIL = "asha.rowe@example.org"
FIXED_LINE = (
    "Times are offered by a fixed plan for each case, so that people who should not meet never do."
)


@pytest.fixture
def court_id(world: World) -> UUID:
    return a_court_with_windows(world)


@pytest.fixture
def hearing_id(world: World, court_id: UUID) -> UUID:
    return a_trial(world, Trial(court_id))


@pytest.fixture
def me(world: World) -> Viewer:
    return let_in(world, EMAIL, Role.CASEWORKER, name="Asha Rowe")


@pytest.fixture
def mine(world: World, me: Viewer, hearing_id: UUID) -> MadeWitness:
    assert hearing_id
    made = a_witness(world, side=Side.PROSECUTION, caseworker=me)
    with world.session(me) as session:
        confirm_contact_plan(session, made.id, 1, a_contact_plan(), now=NOW)
        session.commit()
    return made


@pytest.fixture(autouse=True)
def other(world: World, hearing_id: UUID) -> MadeWitness:
    """A witness of the other side of the same case, who has a visit."""
    assert hearing_id
    made = a_witness(world, side=Side.DEFENCE)
    a_visit(world, made)
    return made


@pytest.fixture
def client(database: TestDatabase, clock: FixedClock, mine: MadeWitness) -> Iterator[StaffClient]:
    assert mine.id
    with a_staff_site(database, clock) as site:
        client = StaffClient(site)
        client.sign_in(EMAIL, PASSWORD)
        yield client


def test_a_visit_is_booked_in_ten_clicks_from_the_day(
    client: StaffClient, world: World, mine: MadeWitness
) -> None:
    client.get("/day").follow("Ada Yeo")
    page = client.get(f"/witnesses/{mine.id}/visits").follow("Book a visit")
    assert "step 1 of 3" in page.text
    page = page.follow("Go on to the times")
    assert FIXED_LINE in page.text
    slot = page.soup.select("input[name=slot]")[-1]
    page = client.get(f"/witnesses/{mine.id}/visits/book?step=check&slot={slot['value']}")
    assert "What will be sent" in page.text
    assert "Reminder, the day before" in page.text
    page = page.send("Book the visit")
    assert "is booked for" in page.text
    assert live_visits(world) == 2


def test_the_needs_of_the_first_step_are_recorded(client: StaffClient, mine: MadeWitness) -> None:
    page = client.get(f"/witnesses/{mine.id}/visits/book")
    page = page.send("Record and look for times", {"needs": ["step_free"]})
    assert "not known to have what the witness needs" in page.text


@pytest.mark.parametrize(
    ("standing", "is_warned"),
    [(FacilityStanding.LISTED, True), (FacilityStanding.CONFIRMED, False)],
)
def test_what_is_only_listed_is_to_be_asked_before_it_is_promised(
    client: StaffClient,
    world: World,
    mine: MadeWitness,
    standing: FacilityStanding,
    is_warned: object,
) -> None:
    with world.owner() as owner:
        (court_id,) = owner.scalars(select(Court.id))
        owner.add(
            CourtFacility(
                court_id=court_id,
                facility=Facility.STEP_FREE,
                standing=standing,
                terms=FacilityTerms.PROVIDED,
            )
        )
        owner.commit()
    page = client.get(f"/witnesses/{mine.id}/visits/book")
    page = page.send("Record and look for times", {"needs": ["step_free"]})
    slot = str(page.soup.select("input[name=slot]")[0]["value"])
    checked = page.send("Check this time", {"slot": slot})
    assert ("Ring the court before you promise: step-free access" in checked.text) is is_warned


@pytest.mark.parametrize("slot", ["", "not-a-slot", "5b0a3f6e-8f3c-4b21-9b3e-0d6a52e1c7aa"])
def test_a_time_that_is_not_there_leads_back_to_the_times(
    client: StaffClient, mine: MadeWitness, slot: str
) -> None:
    page = client.get(f"/witnesses/{mine.id}/visits/book?step=check&slot={slot}")
    assert page.status == 422
    assert "There is a problem" in page.text
    assert "step 2 of 3" in page.text


def test_a_place_taken_meanwhile_is_said_beside_the_times(
    client: StaffClient, world: World, mine: MadeWitness
) -> None:
    page = client.get(f"/witnesses/{mine.id}/visits/book?step=times")
    slot = page.soup.select_one("input[name=slot]")
    assert slot is not None
    page = client.get(f"/witnesses/{mine.id}/visits/book?step=check&slot={slot['value']}")
    with world.owner() as owner:
        for row in owner.scalars(select(Slot)):
            row.taken = row.capacity
        owner.commit()
    page = page.send("Book the visit")
    assert page.status == 422
    assert "This time is not available any more. Choose another." in page.text
    assert live_visits(world) == 1


def test_a_visit_is_cancelled_with_a_reason(
    client: StaffClient, world: World, mine: MadeWitness
) -> None:
    visit_id = a_visit(world, mine)
    page = client.get(f"/visits/{visit_id}/cancel")
    assert "What will be sent" in page.text
    page = page.send("Cancel the visit")
    assert page.status == 422
    assert "Choose why it is cancelled" in page.text
    page = page.send("Cancel the visit", {"reason": "witness_cannot_come"})
    assert "is cancelled" in page.text
    assert taken_places(world) == 1


def test_a_visit_of_the_other_side_is_not_there(
    client: StaffClient, world: World, other: MadeWitness
) -> None:
    with world.session(other.caseworker) as session:
        (visit,) = visits_of(session, [other.id])
    for address in (
        f"/visits/{visit.visit_id}/cancel",
        f"/witnesses/{other.id}/visits/book",
        f"/visits/{NOT_THERE}/cancel",
        f"/replans/{NOT_THERE}",
    ):
        assert client.get(address).status == 404


def test_a_replan_is_previewed_and_confirmed_once(
    client: StaffClient, world: World, court_id: UUID, hearing_id: UUID, mine: MadeWitness
) -> None:
    a_visit(world, mine)
    sooner = in_six_weeks() - timedelta(weeks=5)
    a_trial(world, Trial(court_id, on=sooner, published_after=timedelta(hours=1)))
    with world.job(mine.compartment_id) as session:
        replan_id = open_replan(session, hearing_id, 2, now=NOW).id
        session.commit()
    page = client.get("/replans").follow("R v Jordan Reed")
    assert "The court has moved the hearing" in page.heading
    assert "Ada Yeo" in page.text
    assert f"It was listed for {spoken_day(in_six_weeks())}" in page.text
    assert f"It is now listed for {spoken_day(sooner)}" in page.text
    page = page.send("Confirm this plan")
    assert "The plan is carried out" in page.text
    assert "Who still believes the old date" in page.text
    assert client.get(f"/replans/{replan_id}").heading


def test_a_receiver_of_the_old_day_believes_it_until_somebody_has_rung(
    client: StaffClient, world: World, court_id: UUID, hearing_id: UUID, mine: MadeWitness
) -> None:
    a_visit(world, mine)
    fields = {PackField.NAME: "Ada Yeo"}
    day = Day(court_id, in_six_weeks(), hearing_id, 1)
    pack = Pack(uuid4(), HandoverKind.IN_COURT_SERVICE, "Witness Service", fields, day)
    with world.session(mine.caseworker) as session:
        handover = perform(session, offer_handover, mine.id, pack, now=NOW)
        handover.state = HandoverState.ACCEPTED
        session.commit()
    sooner = in_six_weeks() - timedelta(weeks=5)
    a_trial(world, Trial(court_id, on=sooner, published_after=timedelta(hours=1)))
    with world.job(mine.compartment_id) as session:
        replan_id = perform(session, open_replan, hearing_id, 2, now=NOW).id
        perform(session, take_back_for_hearing, hearing_id, 2, now=NOW)
    page = client.get(f"/replans/{replan_id}")
    assert "Witness Service , of the handover" in page.text
    with world.session(mine.caseworker) as session:
        ring = session.scalars(select(Task).where(Task.title.startswith("Ring Witness"))).one()
        perform(session, finish_task, ring.id, now=NOW)
    assert "of the handover" not in client.get(f"/replans/{replan_id}").text
