"""The doors for what carriers say: whose a number is shows to one side's job alone, as an id."""

import uuid
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from sqlalchemy import NullPool, create_engine, text
from sqlalchemy.exc import DBAPIError

from casework.contact_plans.rules import Channel
from courts.london_time import end_of_london_day
from ethical_walls.accounts.models import Role
from ethical_walls.carrier_words.actions import (
    ReceiptThatCame,
    SaidIn,
    answer_shared_number,
    attempt_begun,
    carrier_words_taken_in,
    has_reference,
    receipts_that_wait,
    receive_receipt,
    seal_words,
    sealed_words,
    shared_numbers,
    texts_that_wait,
)
from ethical_walls.left_messages.actions import take_messages_round, unplaced_messages
from ethical_walls.records import Record
from ethical_walls.sessions import WalledSession
from ethical_walls.viewers import NOBODY, Viewer
from ethical_walls.work import Subject, WorkKind, compartments_with_work, subjects_of_work
from tests.builders.accounts import an_account
from tests.builders.notifications import Reached, Told, a_told_witness
from tests.builders.rows import put
from tests.builders.telling import tasks
from tests.moment import NOW
from tests.world import World
from witness_app.carrier_words import A_TEXT_CAME, agree_contact_again, text_came

NUMBER = "+447700900123"
UNKNOWN = "+447700900555"


def hear(
    world: World,
    number: str,
    words: str = "Yes",
    reference: str = "SM1",
    now: datetime = NOW,
) -> None:
    with world.session(NOBODY) as session:
        text_came(session, reference, number, words, now=now)
        session.commit()


def told_here(told: Told) -> list[str]:
    """What waits for the job of one compartment, and is taken in by it."""
    with told.world.job(told.compartment_id) as session:
        found = [came.words for came in texts_that_wait(session)]
        carrier_words_taken_in(session, now=NOW)
        session.commit()
        return found


def waiting(world: World, kind: WorkKind = WorkKind.CARRIER) -> list[uuid.UUID]:
    with world.job() as session:
        return [item.compartment_id for item in compartments_with_work(session, kind, NOW)]


def counted(world: World, what: str) -> int:
    with world.owner() as owner:
        return int(owner.scalar(text(f"SELECT coalesce(sum(n), 0) FROM ({what}) s(n)")))  # noqa: S608


@pytest.fixture
def told(world: World) -> Told:
    return a_told_witness(world)


@pytest.fixture
def officer(world: World) -> Viewer:
    with world.owner() as owner:
        return an_account(owner, Role.CONFLICTS_OFFICER, name="Cy Ode")


def test_a_text_waits_for_the_job_of_the_one_side_that_holds_its_number(
    world: World, told: Told
) -> None:
    other = a_told_witness(world, Reached(address="+447700900777"))
    hear(world, NUMBER)
    hear(world, NUMBER)
    assert waiting(world) == [told.compartment_id]
    with world.job(other.compartment_id) as session:
        assert texts_that_wait(session) == []
    with world.job(told.compartment_id) as session:
        (came,) = texts_that_wait(session)
        assert came.witness_ids == (told.witness_id,)
        assert (came.number, came.words, came.received_at) == (NUMBER, "Yes", NOW)
        carrier_words_taken_in(session, now=NOW)
        session.commit()
        assert texts_that_wait(session) == []
    assert counted(world, "SELECT length(words || number) FROM sealed.inbound_text") == 0


@pytest.mark.usefixtures("told")
def test_a_text_from_an_unknown_number_waits_for_the_duty_caseworker_alone(world: World) -> None:
    for reference in ("SM1", "SM1", "SM2"):
        hear(world, UNKNOWN, "Where do I go?", reference=reference)
    assert waiting(world) == []
    with world.job() as session:
        take_messages_round(session, now=NOW)
        session.commit()
    with world.owner() as owner:
        duty = an_account(owner, Role.DUTY_CASEWORKER, name="Di Uty")
    with world.session(duty) as session:
        one, two = unplaced_messages(session)
        assert (one.about, one.words) == (two.about, two.words)
        assert one.about == "A text from a number that we do not know"
        assert one.words == f"From {UNKNOWN}: Where do I go?"
    for viewer in (NOBODY, world.a_caseworker(), world.a_list_operator()):
        with world.session(viewer) as session, pytest.raises(DBAPIError, match=r"allowed|denied"):
            unplaced_messages(session)


def test_a_number_that_is_a_witnesss_no_longer_is_theirs_for_a_fortnight(
    world: World, told: Told
) -> None:
    told.reached_now(Reached(address="+447700900888"), version=2)
    hear(world, NUMBER, "Did you ring?", now=NOW + timedelta(days=13, hours=23))
    assert told_here(told) == ["Did you ring?"]
    hear(world, "+447700900888", reference="SM2")
    assert told_here(told) == ["Yes"]
    hear(world, NUMBER, reference="SM3", now=NOW + timedelta(days=14))
    assert told_here(told) == []
    assert counted(world, "SELECT 1 FROM sealed.left_message") == 1


def test_whoever_is_reached_at_a_number_now_has_it_before_whoever_was(
    world: World, told: Told, officer: Viewer
) -> None:
    told.reached_now(Reached(address="+447700900888"), version=2)
    other = a_told_witness(world)
    hear(world, NUMBER)
    assert (told_here(told), told_here(other)) == ([], ["Yes"])
    with world.session(officer) as session:
        assert shared_numbers(session) == []


def test_stop_is_the_numbers_own_and_each_side_that_holds_it_is_told_as_if_alone(
    world: World, told: Told
) -> None:
    other = a_told_witness(world)
    elsewhere = a_told_witness(world, Reached(address="+447700900777"))
    hear(world, NUMBER, "STOP")
    with world.job(told.compartment_id) as session:
        (came,) = texts_that_wait(session)
    assert (came.words, came.number, came.witness_ids) == ("STOP", NUMBER, (told.witness_id,))
    assert [told_here(one) for one in (told, other, elsewhere)] == [["STOP"], ["STOP"], []]
    hear(world, NUMBER, "Start", reference="SM2")
    assert [told_here(one) for one in (told, other, elsewhere)] == [["Start"], ["Start"], []]
    late = a_told_witness(world)
    assert told_here(late) == []


def test_a_number_that_asked_for_no_more_says_so_to_whoever_newly_agrees_it(world: World) -> None:
    hear(world, UNKNOWN, "stop texting me")
    assert counted(world, "SELECT 1 FROM sealed.left_message") == 0
    told = a_told_witness(world, Reached(address=UNKNOWN))
    assert waiting(world) == [told.compartment_id]
    assert told_here(told) == ["STOP"]
    told.reached_now(Reached(address=UNKNOWN), version=2)
    assert told_here(told) == []
    rung = a_told_witness(world, Reached(channel=Channel.PHONE_CALL, address=UNKNOWN))
    assert told_here(rung) == []


def test_a_number_that_two_sides_hold_is_the_conflicts_officers_alone(
    world: World, told: Told, officer: Viewer
) -> None:
    other = a_told_witness(world)
    hear(world, NUMBER, "HELP")
    assert waiting(world) == []
    assert counted(world, "SELECT 1 FROM sealed.inbound_text") == 0
    assert counted(world, "SELECT 1 FROM sealed.left_message") == 0
    with world.session(officer) as session:
        (found,) = shared_numbers(session)
        assert (found.found_at, found.how_many) == (NOW, 2)
        answer_shared_number(session, found.id, now=NOW)
        answer_shared_number(session, found.id, now=NOW)
        session.commit()
        assert shared_numbers(session) == []
    assert set(waiting(world, WorkKind.AGREE_AGAIN)) == {told.compartment_id, other.compartment_id}
    with world.job(told.compartment_id) as session:
        asked = subjects_of_work(session, WorkKind.AGREE_AGAIN, NOW)
    assert asked == [Subject(told.witness_id, A_TEXT_CAME), Subject(told.witness_id)]


def test_whoever_texts_from_a_shared_number_is_rung_the_same_day_on_every_side(
    world: World, told: Told
) -> None:
    other = a_told_witness(world)
    hear(world, NUMBER, "HELP")
    for one in (told, other):
        one.act()(agree_contact_again, now=NOW)
        (task,) = tasks(one)
        assert task.title == "Ask A.Y. again how they may be reached, and by which number"
        assert task.due_at == end_of_london_day(NOW.date())


def test_two_of_one_side_at_one_number_are_not_a_shared_number(
    world: World, told: Told, officer: Viewer
) -> None:
    with world.owner() as owner:
        owner.execute(
            text(
                "INSERT INTO sealed.reachable (plan_id, compartment_id, witness_id, number)"
                " VALUES (gen_random_uuid(), :compartment, gen_random_uuid(), :number)"
            ),
            {"compartment": told.compartment_id, "number": NUMBER},
        )
        owner.commit()
    hear(world, NUMBER)
    with world.job(told.compartment_id) as session:
        (came,) = texts_that_wait(session)
    assert len(came.witness_ids) == 2
    with world.session(officer) as session:
        assert shared_numbers(session) == []


def test_a_receipt_finds_the_side_of_its_attempt_and_the_same_twice_is_one(
    world: World, told: Told
) -> None:
    attempt = uuid.uuid4()
    with world.job(told.compartment_id) as session:
        attempt_begun(session, attempt)
        session.commit()
    never_made = uuid.uuid4()
    for of, standing in ((attempt, "sent"), (attempt, "sent"), (never_made, "sent")):
        with world.session(NOBODY) as session:
            receive_receipt(session, ReceiptThatCame(of, standing, "SM1", "", NOW), now=NOW)
            session.commit()
    assert waiting(world) == [told.compartment_id]
    with world.job(told.compartment_id) as session:
        assert receipts_that_wait(session) == [ReceiptThatCame(attempt, "sent", "SM1", "", NOW)]


def test_a_carriers_number_for_a_message_is_one_attempts_alone(world: World, told: Told) -> None:
    first, second = uuid.uuid4(), uuid.uuid4()
    other = a_told_witness(world)
    with world.job(told.compartment_id) as session:
        attempt_begun(session, first)
        assert has_reference(session, first, "SM1")
        assert has_reference(session, first, "SM1")
        assert not has_reference(session, uuid.uuid4(), "SM2")
        session.commit()
    with world.job(other.compartment_id) as session:
        attempt_begun(session, second)
        assert not has_reference(session, second, "SM1")
        assert not has_reference(session, first, "SM1")


def test_sealed_words_are_read_by_a_team_leader_of_that_side_and_nobody_else(
    world: World, told: Told
) -> None:
    subject = SaidIn("witness", told.compartment_id, told.witness_id)
    caseworker = world.a_caseworker()
    world.clear(caseworker, told.compartment_id)
    with world.session(caseworker) as session:
        seal_words(session, subject, "what happened", now=NOW)
        seal_words(session, subject, "something else", now=NOW)
        session.commit()
        assert sealed_words(session, subject) is None
    with world.owner() as owner:
        leader = an_account(owner, Role.TEAM_LEADER, name="Lea Dare")
        elsewhere = an_account(owner, Role.TEAM_LEADER, name="El Sewhere")
    world.clear(leader, told.compartment_id)
    with world.session(leader) as session:
        assert sealed_words(session, subject) == "what happened"
    with world.session(elsewhere) as session:
        assert sealed_words(session, subject) is None


def test_a_guessed_id_seals_nothing_of_the_other_side_and_nothing_that_is_not_there(
    world: World, told: Told
) -> None:
    other = a_told_witness(world)
    guesser = world.a_caseworker("Gus Sing")
    world.clear(guesser, other.compartment_id)
    for compartment_id in (other.compartment_id, told.compartment_id):
        for witness_id in (told.witness_id, uuid.uuid4()):
            with world.session(guesser) as session, pytest.raises(DBAPIError, match="not allowed"):
                seal_words(session, SaidIn("witness", compartment_id, witness_id), "x", now=NOW)
    theirs = SaidIn("witness", told.compartment_id, told.witness_id)
    caseworker = world.a_caseworker()
    world.clear(caseworker, told.compartment_id)
    with world.owner() as owner:
        leader = an_account(owner, Role.TEAM_LEADER, name="Lea Dare")
    with create_engine(world.database.admin_url, poolclass=NullPool).begin() as admin:
        twin = {"id": told.witness_id, "compartment_id": other.compartment_id}
        put(admin, Record.metadata.tables["witness"], **twin)
    world.clear(leader, told.compartment_id)
    world.clear(leader, other.compartment_id)
    with world.session(guesser) as session:
        seal_words(session, SaidIn("witness", other.compartment_id, told.witness_id), "y", now=NOW)
        session.commit()
    with world.session(caseworker) as session:
        seal_words(session, theirs, "what happened", now=NOW)
        session.commit()
    with world.session(leader) as session:
        assert sealed_words(session, theirs) == "what happened"


def test_nobody_else_goes_through_these_doors(world: World, told: Told) -> None:
    hear(world, NUMBER)
    ways: tuple[Callable[[WalledSession], object], ...] = (
        texts_that_wait,
        receipts_that_wait,
        shared_numbers,
        lambda s: carrier_words_taken_in(s, now=NOW),
        lambda s: attempt_begun(s, uuid.uuid4()),
        lambda s: answer_shared_number(s, uuid.uuid4(), now=NOW),
        lambda s: seal_words(
            s, SaidIn("witness", told.compartment_id, told.witness_id), "words", now=NOW
        ),
        lambda s: s.execute(text("SELECT * FROM sealed.reachable")),
        lambda s: s.execute(text("SELECT * FROM sealed.inbound_text")),
    )
    for viewer in (NOBODY, world.a_caseworker(), world.a_list_operator()):
        for way in ways:
            with (
                world.session(viewer) as session,
                pytest.raises(DBAPIError, match=r"allowed|denied"),
            ):
                way(session)


@pytest.mark.usefixtures("told")
def test_what_a_text_is_answered_with_never_depends_on_whose_the_number_is(world: World) -> None:
    answers = set()
    for number in (NUMBER, UNKNOWN, "", "x" * 500):
        with world.session(NOBODY) as session:
            rows = session.execute(
                text("SELECT wall.receive_text(:r, :n, 'hello', 'neither', :now)"),
                {"r": f"SM{len(number)}", "n": number, "now": NOW + timedelta(minutes=1)},
            )
            answers.add(str(rows.all()))
    assert len(answers) == 1
