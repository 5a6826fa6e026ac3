"""Who somebody is in the case: said, put right, and what follows from it for either side alike."""

import uuid
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from casework.assessments.actions import assess_needs
from casework.assessments.answers import Seen
from casework.assessments.queries import live_assessment
from casework.assessments.rules import Offence, Priority
from casework.particulars.actions import say_who_they_are
from casework.particulars.queries import particulars_now, particulars_versions
from casework.particulars.rules import Particulars, ParticularsChanged
from casework.referrals.queries import referral_of
from casework.referrals.rules import AgeAtOffence, HomeAtReferral
from casework.statements.queries import live_steps
from casework.statements.rules import EndedBecause, StatementStep
from casework.tasks.models import Task
from casework.witnesses.queries import witness_of
from casework.witnesses.rules import WitnessRole
from tests.builders.assessing import some_answers
from tests.builders.casework import MadeWitness, Person, Side, a_witness, put_right
from tests.moment import NOW
from tests.world import World
from witness_app.perform import perform

UNKNOWN = Person(
    role=WitnessRole.NOT_KNOWN, home=HomeAtReferral.NOT_KNOWN, age=AgeAtOffence.NOT_KNOWN
)
LATER = NOW + timedelta(hours=1)
FIND_OUT = "Find out whether they are a victim in this case, and say so in Who they are"
CHILDREN = "Under 18 at the time: the children's service leads; agree who does what"


def waiting(world: World, made: MadeWitness) -> set[str]:
    with world.session(made.caseworker) as session:
        return set(session.scalars(select(Task.title).where(Task.done_at.is_(None))))


def steps(world: World, made: MadeWitness) -> dict[StatementStep, EndedBecause | None]:
    with world.session(made.caseworker) as session:
        return {task.step: task.ended_because for task in live_steps(session, made.id)}


@pytest.mark.parametrize("side", Side)
def test_whoever_is_found_to_be_a_victim_is_offered_a_statement(world: World, side: Side) -> None:
    made = a_witness(world, side=side, person=UNKNOWN)
    assert FIND_OUT in waiting(world, made)
    assert steps(world, made) == {}
    put_right(world, made, role=WitnessRole.COMPLAINANT)
    assert FIND_OUT not in waiting(world, made)
    assert steps(world, made) == dict.fromkeys(StatementStep)
    with world.session(made.caseworker) as session:
        (kept,) = particulars_versions(session, made.id)
        assert (kept.previous_role, kept.role) == (WitnessRole.NOT_KNOWN, WitnessRole.COMPLAINANT)


def test_a_mistake_ends_the_steps_and_putting_it_right_takes_them_up_again(world: World) -> None:
    made = a_witness(world, side=Side.DEFENCE)
    put_right(world, made, role=WitnessRole.COMPLAINANT)
    put_right(world, made, role=WitnessRole.WITNESS)
    assert set(steps(world, made).values()) == {EndedBecause.NO_VICTIM}
    put_right(world, made, role=WitnessRole.COMPLAINANT)
    assert steps(world, made) == dict.fromkeys(StatementStep)


@pytest.mark.parametrize("side", Side)
def test_under_18_at_the_offence_the_childrens_service_leads(world: World, side: Side) -> None:
    made = a_witness(world, side=side, person=UNKNOWN)
    put_right(world, made, age=AgeAtOffence.UNDER_18, home=HomeAtReferral.LONDON)
    found = waiting(world, made)
    assert CHILDREN in found
    assert not any("lives in London" in title for title in found)
    put_right(world, made, age=AgeAtOffence.ADULT)
    assert CHILDREN not in waiting(world, made)


def test_what_was_found_of_their_needs_is_worked_out_anew(world: World) -> None:
    made = a_witness(world, side=Side.PROSECUTION)
    answers = replace(some_answers("", NOW.date()), offences=frozenset({Offence.SEXUAL}))
    with world.session(made.caseworker) as session:
        perform(session, assess_needs, made.id, Seen(uuid.uuid4(), 0, 0), answers, now=NOW)
    put_right(world, made, role=WitnessRole.COMPLAINANT)
    with world.session(made.caseworker) as session:
        found = live_assessment(session, made.id)
        assert found is not None
        assert found.version == 2
        assert Priority.MOST_SERIOUS in found.priorities
        assert found.offences == [Offence.SEXUAL]
    put_right(world, made, home=HomeAtReferral.NOT_KNOWN)
    with world.session(made.caseworker) as session:
        again = live_assessment(session, made.id)
        assert again is not None
        assert again.version == 2


def test_what_somebody_else_said_meanwhile_is_not_overwritten(world: World) -> None:
    made = a_witness(world, side=Side.DEFENCE, person=UNKNOWN)
    with world.session(made.caseworker) as session:
        witness = witness_of(session, made.id)
        stand = particulars_now(witness, referral_of(session, witness))
        ours = replace(stand, role=WitnessRole.WITNESS)
        perform(session, say_who_they_are, made.id, stand, ours, now=LATER)
        perform(session, say_who_they_are, made.id, stand, ours, now=LATER)
        assert len(particulars_versions(session, made.id)) == 1
        theirs = Particulars(WitnessRole.COMPLAINANT, stand.home, stand.age)
        with pytest.raises(ParticularsChanged):
            say_who_they_are(session, made.id, stand, theirs, now=LATER)
