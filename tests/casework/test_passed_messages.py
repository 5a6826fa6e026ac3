"""A message passed on finds its witness, tells its writer nothing, or waits on duty."""

from uuid import uuid4

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import ProgrammingError

from casework.partners.rules import reference_of
from casework.passed_messages.models import PassedMessage
from casework.tasks.models import Task
from casework.witnesses.models import Witness
from ethical_walls.accounts.models import Membership, Role
from ethical_walls.left_messages.actions import (
    MessageToPass,
    WaitingMessage,
    pass_on_message,
    settle_message,
    try_again,
    unplaced_messages,
)
from ethical_walls.viewers import Viewer
from tests.builders.accounts import an_account
from tests.builders.casework import MadeWitness, Side, a_witness
from tests.moment import NOW
from tests.world import World
from witness_app.clock import FixedClock
from witness_app.jobs import Means, tick
from witness_app.perform import perform

WORDS = "Please ring after 4pm"


@pytest.fixture
def means(world: World, clock: FixedClock) -> Means:
    return Means(world.database, {}, clock)


@pytest.fixture
def mine(world: World) -> MadeWitness:
    return a_witness(world, side=Side.PROSECUTION, caseworker=world.a_caseworker("Asha Rowe"))


@pytest.fixture
def theirs(world: World) -> MadeWitness:
    return a_witness(world, side=Side.DEFENCE, caseworker=world.a_caseworker("Ben Ito"))


def passed(world: World, about: str, caseworker: Viewer | None = None) -> None:
    message = MessageToPass(uuid4(), about, caseworker.account_id if caseworker else None, WORDS)
    with world.session(world.a_list_operator()) as session:
        perform(session, pass_on_message, message, now=NOW)


def reference(world: World, made: MadeWitness) -> str:
    with world.owner() as owner:
        return reference_of(owner.get_one(Witness, made.id).request_id)


def seen_by(world: World, viewer: Viewer) -> list[str]:
    with world.session(viewer) as session:
        return list(session.scalars(select(PassedMessage.words)))


def on_duty(world: World) -> Viewer:
    with world.owner() as owner:
        return an_account(owner, Role.DUTY_CASEWORKER, name="Rhys Vaughan")


def waiting(world: World, duty: Viewer) -> list[WaitingMessage]:
    with world.session(duty) as session:
        return unplaced_messages(session)


def test_a_reference_finds_its_witness_and_no_other_side(
    world: World, means: Means, mine: MadeWitness, theirs: MadeWitness
) -> None:
    passed(world, reference(world, theirs).lower())
    tick(means)
    assert seen_by(world, theirs.caseworker) == [WORDS]
    assert seen_by(world, mine.caseworker) == []
    with world.session(theirs.caseworker) as session:
        assert "A message was passed on: read it" in session.scalars(select(Task.title)).all()
    assert waiting(world, on_duty(world)) == []


@pytest.mark.parametrize(("about", "is_found"), [("ada  YEO", True), ("Ada", False)])
def test_a_name_finds_the_witness_of_the_caseworker_who_was_named(
    world: World, means: Means, mine: MadeWitness, about: str, is_found: object
) -> None:
    theirs = a_witness(world, side=Side.DEFENCE)
    passed(world, about, mine.caseworker)
    tick(means)
    assert seen_by(world, mine.caseworker) == ([WORDS] if is_found else [])
    assert seen_by(world, theirs.caseworker) == []
    assert len(waiting(world, on_duty(world))) == (0 if is_found else 1)


def test_what_finds_nobody_waits_on_duty_and_goes_round_again(
    world: World, means: Means, mine: MadeWitness
) -> None:
    duty = on_duty(world)
    passed(world, "Ada Yeo")
    assert waiting(world, duty) == []
    tick(means)
    (message,) = waiting(world, duty)
    assert message.words == WORDS
    with world.session(duty) as session:
        perform(session, try_again, message.id, "Ada Yeo", mine.caseworker.account_id, now=NOW)
    tick(means)
    assert seen_by(world, mine.caseworker) == [WORDS]
    assert waiting(world, duty) == []


def test_whoever_is_on_a_side_of_any_case_reads_nothing_that_found_nobody_and_moves_none(
    world: World, means: Means, mine: MadeWitness, theirs: MadeWitness
) -> None:
    of_a_side, apart = theirs.caseworker, on_duty(world)
    with world.owner() as owner:
        owner.add(
            Membership(account_id=of_a_side.account_id, role=Role.DUTY_CASEWORKER, began_at=NOW)
        )
        owner.commit()
    passed(world, "Ada Yeoh", mine.caseworker)
    tick(means)
    (message,) = waiting(world, apart)
    assert waiting(world, of_a_side) == []
    with world.session(of_a_side) as session:
        perform(session, try_again, message.id, "Ada Yeo", mine.caseworker.account_id, now=NOW)
        perform(session, settle_message, message.id, now=NOW)
    tick(means)
    assert waiting(world, apart) == [message]
    assert seen_by(world, mine.caseworker) == []


def test_whoever_passed_a_message_on_never_sees_whether_it_found_somebody(
    world: World, means: Means, mine: MadeWitness
) -> None:
    duty = on_duty(world)
    for about in ("Ada Yeo", "Nobody Known"):
        message = MessageToPass(uuid4(), about, mine.caseworker.account_id, WORDS)
        with world.session(duty) as session:
            perform(session, pass_on_message, message, now=NOW)
    tick(means)
    assert waiting(world, duty) == []
    assert [m.about for m in waiting(world, on_duty(world))] == ["Nobody Known"]


def test_what_is_settled_leaves_no_words(world: World, means: Means) -> None:
    duty = on_duty(world)
    passed(world, "Nobody Known")
    tick(means)
    (message,) = waiting(world, duty)
    with world.session(duty) as session:
        perform(session, settle_message, message.id, now=NOW)
    assert waiting(world, duty) == []
    with world.owner() as owner:
        assert owner.execute(text("SELECT about, words FROM sealed.left_message")).all() == [
            ("", "")
        ]


def test_passing_on_gives_no_allegiance_and_no_sight(
    world: World, means: Means, mine: MadeWitness, theirs: MadeWitness
) -> None:
    writer = theirs.caseworker
    message = MessageToPass(uuid4(), reference(world, mine), mine.caseworker.account_id, WORDS)
    with world.session(writer) as session:
        perform(session, pass_on_message, message, now=NOW)
        perform(session, pass_on_message, message, now=NOW)
    tick(means)
    assert seen_by(world, mine.caseworker) == [WORDS]
    assert seen_by(world, writer) == []
    with world.owner() as owner:
        held = owner.scalar(
            text("SELECT count(*) FROM sealed.allegiance WHERE account_id = :who"),
            {"who": writer.account_id},
        )
    assert held == 1


def test_the_same_request_of_somebody_else_is_another_message(
    world: World, means: Means, mine: MadeWitness, theirs: MadeWitness
) -> None:
    request_id = uuid4()
    for writer, words in ((theirs.caseworker, "Bring a coat"), (mine.caseworker, WORDS)):
        message = MessageToPass(request_id, "Ada Yeo", mine.caseworker.account_id, words)
        with world.session(writer) as session:
            perform(session, pass_on_message, message, now=NOW)
    tick(means)
    assert sorted(seen_by(world, mine.caseworker)) == sorted(["Bring a coat", WORDS])


def test_partners_and_people_not_on_duty_are_refused(world: World, mine: MadeWitness) -> None:
    message = MessageToPass(uuid4(), "Ada Yeo", None, WORDS)
    with (
        world.session(world.a_solicitor()) as session,
        pytest.raises(ProgrammingError, match="not allowed"),
    ):
        perform(session, pass_on_message, message, now=NOW)
    with pytest.raises(ProgrammingError, match="not allowed"):
        waiting(world, mine.caseworker)


def test_a_namesake_of_the_same_side_is_another_caseworkers(
    world: World, means: Means, mine: MadeWitness
) -> None:
    a_witness(world, side=Side.PROSECUTION, caseworker=world.a_caseworker("Cleo Marsh"))
    passed(world, "Ada Yeo", mine.caseworker)
    tick(means)
    with world.session(mine.caseworker) as session:
        assert session.scalars(select(PassedMessage.witness_id)).all() == [mine.id]
