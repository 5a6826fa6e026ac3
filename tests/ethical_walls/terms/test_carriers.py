"""What carriers say: what meets every term of a door, and what fails one alone."""

import uuid
from datetime import timedelta

import pytest

from casework.contact_plans.rules import Channel
from ethical_walls.accounts.models import Role
from ethical_walls.viewers import NOBODY, Viewer
from tests.builders.accounts import an_account
from tests.builders.notifications import Reached, a_told_witness
from tests.builders.sealed import STANDS, Behind, Rows, changed_at_once, new
from tests.moment import NOW
from tests.world import World

SOON, LATELY = NOW + timedelta(hours=1), NOW - timedelta(hours=1)
NUMBER, OTHER = "+447700900101", "+447700900102"
RECEIVE = "SELECT wall.receive_text(:reference, :number, 'Hello', :said, :now)"
WORK = "SELECT (kind, compartment_id)::text FROM sealed.work ORDER BY 1"


def receive(behind: Behind, number: str = NUMBER, said: str = "neither") -> None:
    told = {"reference": str(new()), "number": number, "said": said, "now": NOW}
    behind.asked_by(NOBODY, RECEIVE, **told)


def reached(behind: Behind, number: str = NUMBER) -> set[object]:
    asked = "SELECT compartment_id FROM sealed.reached_at(:number, :now)"
    return set(behind.answers(asked, number=number, now=NOW))


def test_a_number_reaches_those_whose_plan_says_so_before_those_whose_did(
    behind: Behind, here: uuid.UUID
) -> None:
    lately = new()
    behind.put("sealed.reachable", number=OTHER, compartment_id=new(), until=None)
    behind.put("sealed.reachable", number=NUMBER, compartment_id=new(), until=NOW)
    assert reached(behind) == set()
    behind.put("sealed.reachable", number=NUMBER, compartment_id=lately, until=SOON)
    assert reached(behind) == {lately}
    behind.put("sealed.reachable", number=NUMBER, compartment_id=here, until=None)
    assert reached(behind) == {here}


def test_what_is_over_is_forgotten_when_a_text_comes_and_nothing_else(behind: Behind) -> None:
    rows = behind.rows(
        "sealed.reachable",
        {"number": NUMBER, "until": NOW},
        {"not over": {"until": SOON}, "lasts": {"until": None}},
    )
    assert rows.changed_by(lambda: receive(behind)) == {STANDS}


def test_a_wish_is_kept_and_taken_back_for_its_own_number_alone(behind: Behind) -> None:
    receive(behind, NUMBER, "stop")
    receive(behind, OTHER, "stop")
    stopped = "SELECT number FROM sealed.stopped_number ORDER BY 1"
    assert behind.answers(stopped) == [NUMBER, OTHER]
    receive(behind, NUMBER, "start")
    assert behind.answers(stopped) == [OTHER]
    receive(behind, OTHER)
    assert behind.answers(stopped) == [OTHER]


@pytest.mark.parametrize("said", ["stop", "start", "neither"])
def test_a_text_of_a_number_that_two_sides_hold_is_told_to_both_where_it_is_the_numbers_own(
    behind: Behind, said: str
) -> None:
    sides = sorted([new(), new()], key=str)
    for side in sides:
        behind.put("sealed.reachable", number=NUMBER, compartment_id=side, until=None)
    receive(behind, NUMBER, said)
    kind = "agree_again" if said == "neither" else "carrier"
    assert behind.answers(WORK) == [f"({kind},{side})" for side in sides]
    words = "SELECT compartment_id FROM sealed.inbound_text ORDER BY 1"
    assert behind.answers(words) == ([] if said == "neither" else sides)


def test_the_same_text_twice_is_one_and_one_of_nobodys_waits_on_duty(
    behind: Behind, here: uuid.UUID
) -> None:
    behind.put("account", kind="person")
    behind.say("UPDATE account SET name = name WHERE kind = 'service'")
    behind.put("sealed.reachable", number=NUMBER, compartment_id=here, until=None)
    told = {"reference": "one", "number": NUMBER, "said": "neither", "now": NOW}
    for _ in range(2):
        behind.asked_by(NOBODY, RECEIVE, **told)
    assert behind.answers(WORK) == [f"(carrier,{here})"]
    assert behind.answers("SELECT about FROM sealed.left_message") == []
    for number in (OTHER, OTHER):
        behind.asked_by(NOBODY, RECEIVE, **told | {"number": number})
    left_by = "SELECT a.kind FROM sealed.left_message m JOIN account a ON a.id = m.left_by"
    assert behind.answers(left_by) == ["service"]
    assert behind.answers(WORK) == [f"(carrier,{here})"]


def shared(behind: Behind) -> list[object]:
    behind.say("SELECT sealed.note_shared(:number, :now)", number=NUMBER, now=NOW)
    found = "SELECT compartments FROM sealed.shared_number WHERE found_at = :now"
    return behind.answers(found, now=NOW)


def test_a_number_is_shared_where_two_sides_hold_it_now(behind: Behind) -> None:
    sides = sorted([new(), new()], key=str)
    for given in (
        {"number": NUMBER, "compartment_id": sides[0], "until": None},
        {"number": NUMBER, "compartment_id": sides[0], "until": None},
        {"number": NUMBER, "compartment_id": new(), "until": SOON},
        {"number": OTHER, "compartment_id": new(), "until": None},
    ):
        behind.put("sealed.reachable", **given)
    assert shared(behind) == []
    behind.put("sealed.reachable", number=NUMBER, compartment_id=sides[1], until=None)
    for other in (
        {"number": OTHER, "compartments": sides, "answered_at": None},
        {"number": NUMBER, "compartments": [new(), new()], "answered_at": None},
        {"number": NUMBER, "compartments": sides, "answered_at": LATELY},
    ):
        behind.put("sealed.shared_number", found_at=LATELY, **other)
    assert shared(behind) == [sides]
    assert shared(behind) == [sides]


def test_a_number_that_is_shared_still_after_an_answer_is_told_again_when_it_texts(
    behind: Behind,
) -> None:
    sides = sorted([new(), new()], key=str)
    for side in sides:
        behind.put("sealed.reachable", number=NUMBER, compartment_id=side, until=None)
    behind.put("sealed.shared_number", number=NUMBER, compartments=sides, answered_at=LATELY)
    receive(behind)
    unanswered = "SELECT compartments FROM sealed.shared_number WHERE answered_at IS NULL"
    assert behind.answers(unanswered) == [sides]


def test_a_plan_that_gives_way_keeps_its_own_number_for_a_fortnight(
    world: World, behind: Behind
) -> None:
    told, another = a_told_witness(world), a_told_witness(world, Reached(address=OTHER))
    told.reached_now(Reached(address=OTHER), version=2)
    ends = "SELECT number FROM sealed.reachable WHERE until IS NOT NULL"
    assert behind.answers(ends) == ["+447700900123"]
    lasts = "SELECT compartment_id FROM sealed.reachable WHERE until IS NULL ORDER BY 1"
    assert set(behind.answers(lasts)) == {told.compartment_id, another.compartment_id}


def test_a_number_is_kept_of_who_is_texted_or_rung_and_asked_of_who_is_texted(
    world: World, behind: Behind
) -> None:
    behind.put("sealed.stopped_number", number=NUMBER)
    for channel in (Channel.PHONE_CALL, Channel.EMAIL):
        a_told_witness(world, Reached(channel=channel, address=NUMBER))
    kept = "SELECT count(*) FROM sealed.reachable WHERE number = :n"
    asked_of = "SELECT compartment_id FROM sealed.inbound_text"
    assert behind.answers(kept, n=NUMBER) == [1]
    assert behind.answers(asked_of) == []
    a_told_witness(world, Reached(address=OTHER))
    assert behind.answers(asked_of) == []
    behind.put("sealed.reachable", number=OTHER, until=None)
    texted = a_told_witness(world, Reached(address=NUMBER))
    assert behind.answers(asked_of) == [texted.compartment_id]
    assert behind.answers(WORK).count(f"(carrier,{texted.compartment_id})") == 1
    texted.reached_now(Reached(address=NUMBER, place_word="another place"), version=2)
    assert behind.answers(WORK).count(f"(carrier,{texted.compartment_id})") == 1
    shared_by = "SELECT cardinality(compartments) FROM sealed.shared_number WHERE number = :n"
    assert behind.answers(shared_by, n=NUMBER) == [2]


def test_a_number_that_asked_for_no_more_is_told_of_to_a_side_that_holds_another_only(
    world: World, behind: Behind
) -> None:
    behind.put("sealed.stopped_number", number=NUMBER)
    told = a_told_witness(world, Reached(address=OTHER))
    told.reached_now(Reached(address=NUMBER), version=2)
    asked_of = "SELECT compartment_id FROM sealed.inbound_text"
    assert behind.answers(asked_of) == [told.compartment_id]


def test_a_receipt_is_of_its_own_attempts_side_and_once(behind: Behind, here: uuid.UUID) -> None:
    attempt = new()
    behind.put("sealed.sending_attempt", id=new(), compartment_id=new())
    behind.put("sealed.sending_attempt", id=attempt, compartment_id=here)
    came = "SELECT wall.receive_receipt(:attempt, 'one', 'delivered', '', :now)"
    for one in (attempt, attempt, new()):
        behind.asked_by(NOBODY, came, attempt=one, now=NOW)
    assert behind.answers("SELECT compartment_id FROM sealed.receipt") == [here]
    assert behind.answers(WORK) == [f"(carrier,{here})"]


@pytest.fixture
def texts(behind: Behind, here: uuid.UUID) -> Rows:
    return behind.rows(
        "sealed.inbound_text",
        {"reference": "ours", "compartment_id": here, "taken_in_at": None},
        {
            "theirs": {"reference": "theirs", "compartment_id": new()},
            "taken in": {"reference": "taken in", "taken_in_at": LATELY},
        },
    )


@pytest.fixture
def receipts(behind: Behind, here: uuid.UUID) -> Rows:
    return behind.rows(
        "sealed.receipt",
        {"reference": "ours", "compartment_id": here, "taken_in_at": None},
        {
            "theirs": {"reference": "theirs", "compartment_id": new()},
            "taken in": {"reference": "taken in", "taken_in_at": LATELY},
        },
    )


def test_a_job_reads_and_takes_in_what_came_for_its_own_side(
    behind: Behind, texts: Rows, receipts: Rows, job: Viewer
) -> None:
    for door in ("texts_that_wait", "receipts_that_wait"):
        assert behind.asked_by(job, f"SELECT (wall.{door}()).reference") == ["ours"]
    take_in = "SELECT wall.carrier_words_taken_in(:now)"
    taken = changed_at_once(lambda: behind.asked_by(job, take_in, now=NOW), texts, receipts)
    assert taken == [{STANDS}, {STANDS}]


def test_a_carriers_number_is_the_first_attempts_of_a_side_that_made_it(
    behind: Behind, here: uuid.UUID, job: Viewer
) -> None:
    ours, again, theirs = new(), new(), new()
    for attempt, side in ((ours, here), (again, here), (theirs, new())):
        behind.put("sealed.sending_attempt", id=attempt, compartment_id=side)
    for reference, attempt in (("two", ours), ("three", again)):
        behind.put("sealed.carrier_reference", reference=reference, attempt_id=attempt)
    asked = "SELECT wall.has_reference(:attempt, 'one')"
    for attempt in (theirs, new(), ours, again, ours):
        assert behind.asked_by(job, asked, attempt=attempt) == [attempt == ours]
    held = "SELECT attempt_id FROM sealed.carrier_reference WHERE reference = 'one'"
    assert behind.answers(held) == [ours]


def test_sealed_words_are_read_by_a_leader_of_that_side_of_that_row(
    world: World, behind: Behind, here: uuid.UUID
) -> None:
    subject = new()
    behind.rows(
        "sealed.sealed_words",
        {"compartment_id": here, "subject_id": subject, "words": "ours"},
        {
            "theirs": {"compartment_id": new(), "words": "theirs"},
            "another": {"subject_id": new(), "words": "another"},
        },
    )
    with world.owner() as owner:
        leader = an_account(owner, Role.TEAM_LEADER, name="Lou Marsh")
        elsewhere = an_account(owner, Role.TEAM_LEADER, name="Mo Marsh")
    caseworker = world.a_caseworker()
    world.clear(leader, here)
    world.clear(caseworker, here)
    asked = "SELECT wall.sealed_words(:side, :subject)"
    told = {"side": here, "subject": subject}
    assert behind.asked_by(leader, asked, **told) == ["ours"]
    assert behind.asked_by(elsewhere, asked, **told) == [None]
    assert behind.asked_by(caseworker, asked, **told) == [None]


@pytest.fixture
def officer(world: World) -> Viewer:
    return world.somebody(Role.CONFLICTS_OFFICER, "Cy Ode")


def test_the_conflicts_officer_reads_and_answers_what_is_not_answered_yet(
    behind: Behind, officer: Viewer
) -> None:
    sides = [new(), new()]
    found = behind.rows(
        "sealed.shared_number",
        {"number": NUMBER, "compartments": sides, "answered_at": None},
        {"another": {"number": OTHER}, "answered": {"answered_at": LATELY}},
    )
    held = {"number": NUMBER, "until": None}
    ours = behind.put("sealed.reachable", compartment_id=sides[0], **held)
    behind.put("sealed.reachable", compartment_id=sides[1], **held | {"until": SOON})
    behind.put("sealed.reachable", compartment_id=new(), **held | {"number": OTHER})
    read = behind.asked_by(officer, "SELECT id FROM wall.shared_numbers()")
    assert found.named("id", read) == {STANDS, "another"}
    answer = "SELECT wall.answer_shared_number(:found, :now)"
    for name in ("answered", STANDS, STANDS):
        told = {"found": found.value("id", name), "now": NOW}
        behind.asked_by(officer, answer, **told)
    asked = "SELECT (kind, compartment_id, subject_id)::text FROM sealed.work"
    assert behind.answers(asked) == [f"(agree_again,{sides[0]},{ours['witness_id']})"]
    unanswered = "SELECT number FROM sealed.shared_number WHERE answered_at IS NULL"
    assert behind.answers(unanswered) == [OTHER]
