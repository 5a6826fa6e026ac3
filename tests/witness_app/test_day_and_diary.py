"""The day, the strip and the diary, from the first listing to a trial that moves."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy import event

from casework.assessments.actions import refuse_assessment
from casework.assessments.answers import Seen
from casework.witnesses.queries import witness_of, witnesses_in_my_care
from ethical_walls.accounts.models import Role
from ethical_walls.sessions import WalledSession
from ethical_walls.viewers import Viewer
from tests.builders.casework import (
    Case,
    MadeWitness,
    Person,
    Side,
    a_published_trial,
    a_witness,
    a_witness_to_contact,
)
from tests.builders.scheduling import a_court_with_windows, a_visit, in_six_weeks
from tests.moment import NOW
from tests.staff_client import StaffClient
from tests.staff_site import PASSWORD, a_staff_site, let_in
from tests.world import TestDatabase, World
from witness_app.care import care_of
from witness_app.clock import FixedClock
from witness_app.jobs import Means, tick
from witness_app.next_steps import StepKind
from witness_app.timeline import timeline

EMAIL = "asha.rowe@example.org"
CASE = Case()


@dataclass(frozen=True)
class Story:
    """One witness with a visit before a published trial, and their caseworker's browser."""

    made: MadeWitness
    visit_id: UUID
    client: StaffClient
    means: Means


@pytest.fixture(autouse=True)
def other(world: World) -> MadeWitness:
    """A witness of the other side of the same case."""
    return a_witness(world, side=Side.DEFENCE, person=Person(name="Noise Otherside"))


@pytest.fixture
def me(world: World) -> Viewer:
    return let_in(world, EMAIL, Role.CASEWORKER, name="Asha Rowe")


@pytest.fixture
def story(world: World, database: TestDatabase, clock: FixedClock, me: Viewer) -> Iterator[Story]:
    a_court_with_windows(world)
    a_published_trial(world, CASE, in_six_weeks())
    made = a_witness_to_contact(world, side=Side.PROSECUTION, caseworker=me)
    visit_id = a_visit(world, made)
    clock.advance(timedelta(hours=1))
    with a_staff_site(database, clock) as site:
        client = StaffClient(site)
        client.sign_in(EMAIL, PASSWORD)
        yield Story(made, visit_id, client, Means(world.database, {}, clock))


def test_the_strip_and_the_visits_say_what_is_true_before_and_after_the_trial_moves(
    world: World, story: Story
) -> None:
    client, made = story.client, story.made
    before = client.get(f"/witnesses/{made.id}/visits")
    assert "Monday 26 October 2026" in before.text
    assert "Fixture" in before.text
    assert [row["State"] for row in before.rows()] == ["Confirmed"]
    assert "Changed by the court" not in client.get("/day").text
    a_published_trial(world, CASE, date(2026, 10, 5))
    tick(story.means)
    after = client.get(f"/witnesses/{made.id}/visits")
    assert "Monday 5 October 2026" in after.text
    assert [row["State"] for row in after.rows()] == ["Date under review"]
    day = client.get("/day")
    assert "Changed by the court (1)" in day.text
    assert "Otherside" not in day.text
    replan = day.follow("The hearing moved: confirm the re-plan")
    assert replan.status == 200
    assert replan.path.startswith("/replans/")


def test_a_trial_that_moves_for_two_witnesses_is_one_line_of_the_day(
    world: World, story: Story, me: Viewer
) -> None:
    second = a_witness(world, side=Side.PROSECUTION, caseworker=me, person=Person(name="Bea Zhou"))
    a_visit(world, second)
    a_published_trial(world, CASE, date(2026, 10, 19))
    tick(story.means)
    day = story.client.get("/day")
    assert "Changed by the court (1)" in day.text
    assert "and 1 other" in day.text


def test_the_diary_is_composed_from_every_noun_newest_first(world: World, story: Story) -> None:
    a_published_trial(world, CASE, date(2026, 11, 2))
    tick(story.means)
    with world.session(story.made.caseworker) as session:
        lines = timeline(session, witness_of(session, story.made.id))
    said = [line.what for line in lines]
    for expected in (
        "Referral received",
        "Proposed as caseworker",
        "Accepted the witness",
        "Provisional contact plan from the referrer",
        "Spoke with the witness; contact plan confirmed",
        "Court visit booked",
        "Trial listed",
        "Trial moved",
        "Deadline moved",
    ):
        assert said.count(expected) == 1, expected
    assert [line.at for line in lines] == sorted((line.at for line in lines), reverse=True)
    by = {line.what: line.by for line in lines}
    assert by["Court visit booked"] == "Asha Rowe"
    assert by["Trial moved"] == ""


@pytest.mark.usefixtures("story")
def test_everybody_in_care_has_a_next_step_with_an_owner_and_a_date(
    world: World, me: Viewer, other: MadeWitness
) -> None:
    a_witness(world, side=Side.PROSECUTION, caseworker=me, person=Person(name="Bea Zhou"))
    with world.session(me) as session:
        cares = care_of(session, witnesses_in_my_care(session), now=NOW)
    assert [care.witness.name for care in cares] == ["Ada Yeo", "Bea Zhou"]
    assert all(care.step.whose == "Asha Rowe" and care.step.due_at for care in cares)
    assert [care.step.kind for care in cares] == [
        StepKind.ASSESS_NEEDS,
        StepKind.MAKE_CONTACT,
    ]
    assert other.id not in {care.witness.id for care in cares}


def test_with_a_visit_ahead_the_next_step_is_the_visit_and_no_other_is_asked_for(
    world: World, story: Story, me: Viewer
) -> None:
    with world.session(me) as session:
        refuse_assessment(session, story.made.id, Seen(uuid4(), 0, 0), now=NOW)
        (care,) = care_of(session, [witness_of(session, story.made.id)], now=NOW)
    assert [step.kind for step in care.steps] == [StepKind.VISIT]
    assert care.step.subject_id == story.visit_id
    assert care.step.what.startswith("Court visit: Invented")


def test_a_published_case_offers_its_parties_and_no_others(story: Story) -> None:
    page = story.client.get("/referrals/new").send("Continue", {"identifier": CASE.number})
    assert "R v Jordan Reed" in page.text
    assert "Defence of Jordan Reed" in page.text


@pytest.mark.usefixtures("story")
def test_a_day_is_gathered_in_a_fixed_number_of_queries(world: World, me: Viewer) -> None:
    with world.session(me) as session:
        one = _statements(session)
    for name in ("Bea Zhou", "Cy Abbot", "Di Marsh"):
        a_witness(world, side=Side.PROSECUTION, caseworker=me, person=Person(name=name))
    with world.session(me) as session:
        assert _statements(session) == one


def _statements(session: WalledSession) -> int:
    counted = 0

    def count(*_: object) -> None:
        nonlocal counted
        counted += 1

    engine = session.get_bind()
    event.listen(engine, "before_cursor_execute", count)
    try:
        care_of(session, witnesses_in_my_care(session), now=NOW)
    finally:
        event.remove(engine, "before_cursor_execute", count)
    return counted
