"""Another caseworker, at any time and without a reason; the present one stays until one accepts."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from casework.allocations.actions import accept_witness, ask_for_another, decline_witness
from casework.allocations.models import CaseworkerChange
from casework.allocations.rules import NoCaseworkerToChange
from casework.tasks.models import Task
from casework.witnesses.models import Witness
from casework.witnesses.queries import witness_of, witnesses_in_my_care
from casework.witnesses.rules import WitnessNotFound
from ethical_walls.accounts.models import Role
from ethical_walls.viewers import Viewer
from tests.builders.casework import MadeWitness, Side, a_referred_witness, a_witness
from tests.moment import NOW
from tests.staff_client import StaffClient
from tests.staff_site import PASSWORD, a_staff_site, let_in
from tests.world import World
from witness_app.care import care_of
from witness_app.clock import FixedClock
from witness_app.jobs import Means, tick
from witness_app.next_steps import StepKind
from witness_app.perform import perform

EMAIL = "asha.rowe@example.org"


@pytest.fixture
def means(world: World, clock: FixedClock) -> Means:
    return Means(world.database, {}, clock)


@pytest.fixture
def mine(world: World) -> MadeWitness:
    asha = let_in(world, EMAIL, Role.CASEWORKER, name="Asha Rowe")
    return a_witness(world, side=Side.PROSECUTION, caseworker=asha)


@pytest.fixture
def ben(world: World, mine: MadeWitness) -> Viewer:
    """The one colleague who may; Dee belongs to the other side."""
    assert mine.id
    a_witness(world, side=Side.DEFENCE, caseworker=world.a_caseworker("Dee Ford"))
    return world.a_caseworker("Ben Ito")


def ask(world: World, made: MadeWitness) -> None:
    with world.session(made.caseworker) as session:
        perform(session, ask_for_another, made.id, now=NOW)


def sees(world: World, viewer: Viewer, made: MadeWitness) -> bool:
    with world.session(viewer) as session:
        return made.id in session.scalars(select(Witness.id)).all()


def test_the_present_one_stays_until_another_accepts_and_then_looks_no_longer(
    world: World, means: Means, mine: MadeWitness, ben: Viewer
) -> None:
    ask(world, mine)
    ask(world, mine)
    tick(means)
    assert sees(world, mine.caseworker, mine)
    with world.session(ben) as session:
        (care,) = care_of(session, witnesses_in_my_care(session), now=NOW)
        assert care.proposed_to == "Ben Ito"
        step = next(s for s in care.steps if s.kind is StepKind.ANSWER_PROPOSAL)
        assert (step.whose, step.due_at) == ("Ben Ito", NOW + timedelta(hours=4))
        perform(session, accept_witness, mine.id, now=NOW)
        titles = set(session.scalars(select(Task.title)))
    assert "Tell them that you are their caseworker now" in titles
    tick(means)
    assert not sees(world, mine.caseworker, mine)
    with world.session(ben) as session:
        assert witness_of(session, mine.id).caseworker_id == ben.account_id
        assert session.scalars(select(CaseworkerChange.settled_at)).one() == NOW


def test_whoever_says_no_is_not_asked_again_and_the_present_one_stays(
    world: World, means: Means, mine: MadeWitness, ben: Viewer
) -> None:
    ask(world, mine)
    tick(means)
    with world.session(ben) as session:
        perform(session, decline_witness, mine.id, now=NOW)
    tick(means)
    assert not sees(world, ben, mine)
    with world.session(mine.caseworker) as session:
        assert witness_of(session, mine.id).caseworker_id == mine.caseworker.account_id


def test_another_side_cannot_ask_and_without_a_caseworker_there_is_none_to_change(
    world: World, mine: MadeWitness, ben: Viewer
) -> None:
    with world.session(ben) as session, pytest.raises(WitnessNotFound):
        perform(session, ask_for_another, mine.id, now=NOW)
    waiting = a_referred_witness(world, side=Side.DEFENCE)
    with world.session(waiting.caseworker) as session, pytest.raises(NoCaseworkerToChange):
        perform(session, ask_for_another, waiting.id, now=NOW)


def test_it_is_asked_from_the_witness_page_and_stands_in_the_diary(
    world: World, clock: FixedClock, mine: MadeWitness
) -> None:
    with a_staff_site(world.database, clock) as site:
        client = StaffClient(site)
        client.sign_in(EMAIL, PASSWORD)
        page = client.get(f"/witnesses/{mine.id}").follow("Change caseworker")
        page = page.send("Look for another caseworker")
    assert "Another caseworker is being looked for" in page.text
    assert "Asked for another caseworker" in page.text
