"""The witness's own page: what happens next, what they answer, and what follows from it."""

import uuid
from collections.abc import Callable
from datetime import time, timedelta

import icalendar
import pytest
from flask import Flask
from sqlalchemy import select

from casework.answers.models import WitnessAnswer
from casework.answers.queries import answers_of
from casework.answers.rules import LONGEST_WORDS, AnswerKind
from casework.tasks.models import Task
from casework.tasks.rules import TaskKind
from casework.witnesses.models import Witness
from courts.london_time import london_day, london_instant, spoken
from ethical_walls.accounts.models import Role
from notifications.calendar_invitations.actions import Times, enter_visit
from scheduling.offers.actions import offer_places
from scheduling.offers.queries import find_places_to_offer
from scheduling.visits.actions import cancel_visit
from scheduling.visits.models import Visit
from scheduling.visits.rules import CancelReason
from tests.builders.casework import MadeWitness, Person, Side, a_witness
from tests.builders.links import WORD, a_link
from tests.builders.scheduling import (
    Trial,
    a_court_with_windows,
    a_trial,
    a_visit,
    in_six_weeks,
    taken_places,
)
from tests.moment import NOW
from tests.staff_client import Page, StaffClient
from tests.staff_site import PASSWORD, a_staff_site, let_in
from tests.world import World
from witness_app.clock import FixedClock
from witness_app.jobs import Means, tick
from witness_app.perform import perform
from witness_app.public.witnesses.reading import said_when


@pytest.fixture
def sam(world: World) -> MadeWitness:
    a_trial(world, Trial(a_court_with_windows(world)))
    asha = world.a_caseworker()
    return a_witness(world, side=Side.DEFENCE, caseworker=asha, person=Person(name="Sam Oduya"))


@pytest.fixture
def visit_id(world: World, sam: MadeWitness) -> uuid.UUID:
    return a_visit(world, sam)


def own_page(client: StaffClient, world: World, sam: MadeWitness) -> Page:
    page = client.get(f"/open/{a_link(world, sam)}").send("Open", {"word": WORD})
    assert page.path == "/my-page"
    return page


def act(world: World, clock: FixedClock) -> None:
    tick(Means(world.database, {}, clock))


def open_tasks(world: World, sam: MadeWitness) -> list[Task]:
    with world.session(sam.caseworker) as session:
        found = session.scalars(
            select(Task).where(Task.witness_id == sam.id, Task.cause.like("answer:%"))
        ).all()
        session.expunge_all()
        return list(found)


def test_it_says_what_happens_next_and_nothing_of_the_case(
    stranger: StaffClient, world: World, sam: MadeWitness, visit_id: uuid.UUID
) -> None:
    page = own_page(stranger, world, sam)
    with world.session(sam.caseworker) as session:
        visit = session.get_one(Visit, visit_id)
    assert page.heading == "Hello Sam."
    assert f"{visit.starts_at:%A}" in page.text
    assert "Can you come?" in page.text
    for word in ("Oduya", "Reed", "defen", "prosecut", "trial", "01AB1234519", str(sam.id)):
        assert word.casefold() not in str(page.soup).casefold(), word


def test_yes_is_shown_back_at_once_and_twice_is_once(
    stranger: StaffClient, world: World, sam: MadeWitness, visit_id: uuid.UUID, clock: FixedClock
) -> None:
    page = own_page(stranger, world, sam)
    for _ in range(2):
        done = page.send("Yes, I can come")
    assert "Today at 9am you told us: yes, you can come." in done.text
    assert said_when(NOW, NOW + timedelta(days=1)) == "on Monday 14 September"
    act(world, clock)
    with world.session(sam.caseworker) as session:
        (said,) = answers_of(session, sam.id)
    assert (said.kind, said.about_id) == (AnswerKind.CAN_COME, visit_id)
    assert said.acted_on_at == NOW
    assert open_tasks(world, sam) == []


def test_another_time_becomes_the_caseworkers_task_once(
    stranger: StaffClient, world: World, sam: MadeWitness, visit_id: uuid.UUID, clock: FixedClock
) -> None:
    assert visit_id
    asked = own_page(stranger, world, sam).follow("I need another time")
    assert asked.send("Send").problems == ["Choose what would help"]
    answers = {"kind": "another_time", "words": "After 4pm is easier"}
    for _ in range(2):
        done = asked.send("Send", answers)
    assert "you need another time" in done.text
    act(world, clock)
    act(world, clock)
    (task,) = open_tasks(world, sam)
    assert task.kind is TaskKind.PLACE_VISIT
    assert task.owner_id == sam.caseworker.account_id
    assert "After 4pm" not in task.title


def test_i_need_to_talk_is_due_today(
    stranger: StaffClient, world: World, sam: MadeWitness, clock: FixedClock
) -> None:
    own_page(stranger, world, sam).follow("I need to talk").send("Yes, ring me")
    act(world, clock)
    (task,) = open_tasks(world, sam)
    assert (task.kind, task.due_at) == (
        TaskKind.CONTACT_WITNESS,
        london_instant(london_day(NOW), time(20)),
    )


def test_what_is_asked_again_is_the_same_task_and_says_when(
    stranger: StaffClient, world: World, sam: MadeWitness, clock: FixedClock
) -> None:
    page = own_page(stranger, world, sam)
    for _ in range(3):
        page.follow("I need to talk").send("Yes, ring me")
        act(world, clock)
        clock.advance(timedelta(minutes=5))
    (task,) = open_tasks(world, sam)
    assert task.title == "They asked you to ring them. Asked again Monday 14 September 2026, 9:10am"


def test_too_many_words_are_kept_and_mended(
    stranger: StaffClient, world: World, sam: MadeWitness
) -> None:
    asked = own_page(stranger, world, sam).follow("How we reach you")
    long = "x" * (LONGEST_WORDS + 1)
    refused = asked.send("Ask us to change it", {"words": long})
    assert refused.problems == [f"Use {LONGEST_WORDS} characters or fewer"]
    assert refused.value_of("words") == long


def test_a_page_that_is_no_longer_true_says_so(
    stranger: StaffClient, world: World, sam: MadeWitness, visit_id: uuid.UUID
) -> None:
    page = own_page(stranger, world, sam)
    with world.session(sam.caseworker) as session:
        perform(session, cancel_visit, visit_id, 1, CancelReason.COURT_CANNOT_HAVE_US, now=NOW)
    answered = page.send("Yes, I can come")
    assert "This has changed since you opened the page." in answered.text
    with world.owner() as owner:
        assert owner.scalars(select(WitnessAnswer)).all() == []


@pytest.fixture
def under_review(world: World, visit_id: uuid.UUID, clock: FixedClock) -> Callable[[], None]:
    """The court moves the trial, and nobody has confirmed yet what becomes of the visit."""
    assert visit_id

    def move() -> None:
        with world.owner() as owner:
            court_id = owner.scalars(select(Visit.court_id)).one()
        a_trial(
            world,
            Trial(
                court_id, in_six_weeks() + timedelta(weeks=2), published_after=timedelta(hours=1)
            ),
        )
        act(world, clock)

    return move


def test_yes_to_a_date_that_is_being_looked_at_is_not_taken(
    stranger: StaffClient,
    world: World,
    sam: MadeWitness,
    under_review: Callable[[], None],
) -> None:
    page = own_page(stranger, world, sam)
    under_review()
    answered = page.send("Yes, I can come")
    assert "This has changed since you opened the page." in answered.text
    assert "Please do not go yet" in answered.text
    with world.owner() as owner:
        assert owner.scalars(select(WitnessAnswer)).all() == []


def test_yes_said_before_the_court_moved_and_read_after_it_came_too_late(
    stranger: StaffClient,
    world: World,
    sam: MadeWitness,
    under_review: Callable[[], None],
) -> None:
    own_page(stranger, world, sam).send("Yes, I can come")
    under_review()
    with world.session(sam.caseworker) as session:
        (said,) = answers_of(session, sam.id)
    assert said.was_too_late


def test_no_calendar_file_is_given_of_a_date_that_is_being_looked_at(
    stranger: StaffClient,
    world: World,
    sam: MadeWitness,
    under_review: Callable[[], None],
) -> None:
    own_page(stranger, world, sam)
    under_review()
    page = stranger.get("/my-page/appointment.ics")
    assert page.path == "/my-page"
    assert "Your visit is being looked at again." in page.text


def test_what_was_written_about_a_visit_that_changed_is_shown_again_to_be_sent(
    stranger: StaffClient,
    world: World,
    sam: MadeWitness,
    clock: FixedClock,
    under_review: Callable[[], None],
) -> None:
    asked = own_page(stranger, world, sam).follow("I need another time")
    under_review()
    again = asked.send("Send", {"kind": "another_time", "words": "After 4pm is easier"})
    assert again.heading == "Shall we ring you?"
    assert again.value_of("words").strip() == "After 4pm is easier"
    again.send("Yes, ring me")
    act(world, clock)
    with world.session(sam.caseworker) as session:
        (said,) = answers_of(session, sam.id)
    assert (said.kind, said.words) == (AnswerKind.NEED_TO_TALK, "After 4pm is easier")


def test_without_a_visit_another_time_leads_to_i_need_to_talk(
    stranger: StaffClient, world: World, sam: MadeWitness
) -> None:
    own_page(stranger, world, sam)
    assert stranger.get("/my-page/another-time").path == "/my-page/talk"


def test_an_answer_sent_again_after_the_visit_changed_was_received(
    stranger: StaffClient, world: World, sam: MadeWitness, visit_id: uuid.UUID
) -> None:
    asked = own_page(stranger, world, sam).follow("I need another time")
    answers = {"kind": "another_time", "words": "After 4pm is easier"}
    asked.send("Send", answers)
    with world.session(sam.caseworker) as session:
        perform(session, cancel_visit, visit_id, 1, CancelReason.COURT_CANNOT_HAVE_US, now=NOW)
    assert "We have your answer." in asked.send("Send", answers).done


def test_the_calendar_file_says_the_hour_in_utc_and_nothing_else(
    stranger: StaffClient, world: World, sam: MadeWitness, visit_id: uuid.UUID
) -> None:
    own_page(stranger, world, sam)
    answer = stranger.raw.get("/my-page/appointment.ics")
    assert answer.mimetype == "text/calendar"
    (entry,) = icalendar.Calendar.from_ical(answer.get_data()).walk("VEVENT")
    with world.session(sam.caseworker) as session:
        visit = session.get_one(Visit, visit_id)
    assert entry.decoded("DTSTART") == visit.starts_at
    assert str(entry["SUMMARY"]) == "Appointment"
    assert set(entry) == {"UID", "SEQUENCE", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY"}
    assert str(visit_id) not in answer.get_data(as_text=True)
    with world.job(sam.compartment_id) as session:
        witness = session.get_one(Witness, sam.id)
        invited = enter_visit(session, witness, visit_id, Times(visit.starts_at, visit.ends_at))
        invited.sequence = 4
        session.commit()
    again = stranger.raw.get("/my-page/appointment.ics")
    (same,) = icalendar.Calendar.from_ical(again.get_data()).walk("VEVENT")
    assert (same["UID"], same.decoded("SEQUENCE")) == (entry["UID"], 4)


def test_the_caseworker_agrees_a_word_and_shows_the_link_once(
    public: Flask, world: World, clock: FixedClock
) -> None:
    asha = let_in(world, "asha@example.org", Role.CASEWORKER, name="Asha Rowe")
    sam = a_witness(world, side=Side.PROSECUTION, caseworker=asha, person=Person(name="Sam Oduya"))
    with a_staff_site(world.database, clock) as staff:
        client = StaffClient(staff)
        client.sign_in("asha@example.org", PASSWORD)
        page = client.get(f"/witnesses/{sam.id}/link")
        for word in ("sam", "Sam Oduya", "1111", ""):
            assert page.send("Make the link", {"word": word}).problems
        made = page.send("Make the link", {"word": WORD})
        shown = made.soup.select_one(".app-strip strong.app-breakable, .app-breakable strong")
        assert shown is not None
        path = "/open/" + shown.get_text().rpartition("/")[2]
        assert path not in str(client.get(f"/witnesses/{sam.id}/link").soup)
        browser = StaffClient(public)
        assert browser.get(path).send("Open", {"word": WORD}).heading == "Hello Sam."
        client.get(f"/witnesses/{sam.id}/link").send("Let it open no more")
        assert browser.get("/my-page").path.startswith("/closed")


def test_a_chosen_place_becomes_the_visit_and_an_old_page_is_told(
    stranger: StaffClient, world: World, sam: MadeWitness, clock: FixedClock
) -> None:
    with world.session(sam.caseworker) as session:
        times = find_places_to_offer(session, sam.id, now=NOW).times[:2]
        slots = tuple(time.slot_id for time in times)
        perform(session, offer_places, sam.id, slots, uuid.uuid4(), now=NOW)
    asked = own_page(stranger, world, sam).follow("Choose a time")
    assert asked.send("Choose").problems == ["Choose a time, or that none suits you"]
    value = str(asked.soup.select("input[type=radio]")[1]["value"])
    asked.send("Choose", {"place": value})
    act(world, clock)
    page = stranger.get("/my-page")
    assert "Can you come?" in page.text
    assert spoken(times[1].starts_at) in page.text
    again = asked.send("Choose", {"place": value})
    assert "We have your answer." in again.done
    assert "not kept for you any more" not in again.text
    old = asked.send("Choose", {"place": value, "request_id": str(uuid.uuid4())})
    assert "not kept for you any more" in old.text


def test_a_time_that_is_not_kept_any_more_is_said_in_plain_words(
    stranger: StaffClient, world: World, sam: MadeWitness
) -> None:
    with world.session(sam.caseworker) as session:
        times = find_places_to_offer(session, sam.id, now=NOW).times[:2]
        slots = tuple(time.slot_id for time in times)
        perform(session, offer_places, sam.id, slots, uuid.uuid4(), now=NOW)
    asked = own_page(stranger, world, sam).follow("Choose a time")
    gone = asked.send("Choose", {"place": str(uuid.uuid4())})
    assert gone.problems == [
        "That time is not kept for you any more. Choose another, or that none suits you"
    ]
    other = stranger.get("/ask-for-help").send("Start").send("Go on", {"who": "the_judge"})
    assert other.problems == ["Choose again: what you chose is not on this page any more"]


def test_none_of_the_places_gives_all_back(
    stranger: StaffClient, world: World, sam: MadeWitness, clock: FixedClock
) -> None:
    with world.session(sam.caseworker) as session:
        (time, *_) = find_places_to_offer(session, sam.id, now=NOW).times
        perform(session, offer_places, sam.id, (time.slot_id,), uuid.uuid4(), now=NOW)
    asked = own_page(stranger, world, sam).follow("Choose a time")
    asked.send("Choose", {"place": "none"})
    act(world, clock)
    assert taken_places(world) == 0
    assert "none of the times suits you" in stranger.get("/my-page").text
