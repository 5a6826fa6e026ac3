"""What witnesses text, as their caseworker reads, answers and seals it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import time, timedelta
from uuid import uuid4

import pytest

from casework.answers.actions import say
from casework.answers.rules import Answer, AnswerKind
from casework.contact_plans.rules import CalendarWanted, Channel, SeenBy, Wording
from casework.witnesses.queries import witness_of
from courts.london_time import end_of_london_day, london_day, london_instant
from ethical_walls.accounts.models import Role
from ethical_walls.accounts.service import link_viewer
from ethical_walls.viewers import NOBODY
from notifications.carriers.recording import RecordingCarrier
from notifications.replies.queries import replies_of
from scheduling.visits.actions import book_visit
from scheduling.visits.queries import find_times, visits_of
from tests.builders.casework import (
    Case,
    MadeWitness,
    Side,
    a_contact_plan,
    a_published_trial,
    a_witness_to_contact,
)
from tests.builders.scheduling import a_court_with_windows, in_six_weeks
from tests.staff_client import StaffClient
from tests.staff_site import PASSWORD, a_staff_site, let_in
from tests.world import TestDatabase, World
from witness_app.care import care_of
from witness_app.carrier_words import dates_ahead, text_came
from witness_app.clock import FixedClock
from witness_app.jobs import Means, tick
from witness_app.perform import perform

EMAIL, LEADER = "asha.rowe@example.org", "lea.dare@example.org"
OFFICER = "cy.ode@example.org"
NUMBER = "+447700900123"
AGREE = "Have it agreed again : found Monday 14 September 2026, 9am"


@dataclass
class Desk:
    """A caseworker at the staff site, with a witness who is reached by text."""

    world: World
    clock: FixedClock
    witness: MadeWitness
    client: StaffClient
    means: Means

    def hears(self, words: str) -> None:
        """The witness texts, an hour later, and the jobs run."""
        self.clock.advance(timedelta(hours=1))
        with self.world.session(NOBODY) as session:
            text_came(session, f"SM{words}", NUMBER, words, now=self.clock.now())
            session.commit()
        tick(self.means)

    def page(self, tab: str = "/replies") -> str:
        """The text of one page about the witness."""
        return self.client.get(f"/witnesses/{self.witness.id}{tab}").text


@pytest.fixture
def desk(world: World, database: TestDatabase, clock: FixedClock) -> Iterator[Desk]:
    plan = a_contact_plan(
        channel=Channel.SMS,
        address=NUMBER,
        seen_by=SeenBy.NOBODY,
        wording=Wording.PLAIN,
        calendar_wanted=CalendarWanted.NO,
    )
    me = let_in(world, EMAIL, Role.CASEWORKER, name="Asha Rowe")
    witness = a_witness_to_contact(world, side=Side.PROSECUTION, caseworker=me, plan=plan)
    carriers = {channel: RecordingCarrier() for channel in (Channel.SMS, Channel.EMAIL)}
    with a_staff_site(database, clock) as site:
        client = StaffClient(site)
        client.sign_in(EMAIL, PASSWORD)
        yield Desk(world, clock, witness, client, Means(database, carriers, clock))


def test_words_wait_on_the_page_and_the_day_until_they_are_answered(desk: Desk) -> None:
    assert "Nothing written yet" in desk.page()
    desk.hears("Can my sister come with me?")
    shown = desk.page()
    assert "Can my sister come with me?" in shown
    assert "Never discuss the evidence" in shown
    assert "Tuesday 15 September 2026" in shown
    diary = desk.client.get(f"/witnesses/{desk.witness.id}")
    assert "Can my sister come with me?" in diary.follow("Read it").text
    day = desk.client.get("/day")
    assert "sister" not in day.text + desk.page("") + desk.page("/tasks")
    answered = day.follow("Answer A.Y.: they sent a text").send("It is answered")
    assert "Answered" in answered.text
    assert "Answer A.Y." not in desk.client.get("/day").text


def test_sealed_words_are_gone_for_the_caseworker_and_there_for_their_team_leader(
    desk: Desk,
) -> None:
    desk.hears("I saw him take it")
    sealed = desk.client.get(f"/witnesses/{desk.witness.id}/replies").send("Seal these words")
    assert "I saw him" not in sealed.text + desk.page("")
    assert "Only a team leader reads them" in sealed.text
    leader = let_in(desk.world, LEADER, Role.CASEWORKER, Role.TEAM_LEADER, name="Lea Dare")
    desk.world.clear(leader, desk.witness.compartment_id)
    client = StaffClient(desk.client.site)
    client.sign_in(LEADER, PASSWORD)
    assert "I saw him take it" in client.get(f"/witnesses/{desk.witness.id}/replies").text


def test_words_of_their_own_page_are_read_and_sealed_under_replies_and_stand_nowhere_else(
    desk: Desk,
) -> None:
    with desk.world.session(link_viewer(desk.witness.id)) as session:
        perform(
            session,
            say,
            Answer(uuid4(), AnswerKind.NEED_TO_TALK, words="He took it"),
            now=desk.clock.now(),
        )
    tick(desk.means)
    assert "He took it" in desk.page()
    assert "He took it" not in desk.page("") + desk.page("/tasks")
    assert "He took it" in desk.client.get(f"/witnesses/{desk.witness.id}").follow("Read it").text
    sealed = desk.client.get(f"/witnesses/{desk.witness.id}/replies").send("Seal these words")
    assert "He took it" not in sealed.text + desk.page("")
    assert "Words of their page sealed to the team leader" in desk.page("")
    leader = let_in(desk.world, LEADER, Role.CASEWORKER, Role.TEAM_LEADER, name="Lea Dare")
    desk.world.clear(leader, desk.witness.compartment_id)
    client = StaffClient(desk.client.site)
    client.sign_in(LEADER, PASSWORD)
    assert "He took it" in client.get(f"/witnesses/{desk.witness.id}/replies").text


def test_a_visit_says_whether_it_is_acknowledged_and_a_stop_shows_on_top(desk: Desk) -> None:
    a_court_with_windows(desk.world)
    a_published_trial(desk.world, Case(), in_six_weeks())
    tick(desk.means)
    desk.clock.advance(timedelta(minutes=2))
    _book(desk)
    assert "No answer yet: ring" in desk.page("/visits")
    with desk.world.session(desk.witness.caseworker) as session:
        found = witness_of(session, desk.witness.id)
        (care,) = care_of(session, [found], now=desk.clock.now())
    assert any(step.what.endswith("(no answer yet: ring)") for step in care.steps)
    desk.hears("Yes")
    assert "Acknowledged" in desk.page("/visits")
    desk.hears("STOP")
    assert "They asked for no more texts: agree another way" in desk.page("")
    assert "Asked for no more texts" in desk.page("")


def test_a_text_on_the_eve_of_a_visit_is_rung_the_same_day_and_before_it_is_too_late(
    desk: Desk,
) -> None:
    a_court_with_windows(desk.world)
    a_published_trial(desk.world, Case(), in_six_weeks())
    tick(desk.means)
    desk.clock.advance(timedelta(minutes=2))
    _book(desk)
    with desk.world.session(desk.witness.caseworker) as session:
        (visit,) = visits_of(session, [desk.witness.id])
        witness = witness_of(session, desk.witness.id)
        hearing_at = london_instant(in_six_weeks(), time(9))
        use = [visit.starts_at - timedelta(hours=2), hearing_at - timedelta(hours=2)]
        assert dates_ahead(session, witness, desk.clock.now()) == use
        too_near = visit.starts_at - timedelta(minutes=90)
        assert dates_ahead(session, witness, too_near) == [too_near, use[1]]
        assert dates_ahead(session, witness, visit.starts_at) == [use[1]]
    desk.clock.at = visit.starts_at - timedelta(hours=21)
    desk.hears("I cant make it tomorrow")
    desk.hears("Which door was it?")
    desk.clock.at = visit.starts_at - timedelta(hours=3)
    desk.hears("Is there a lift?")
    with desk.world.session(desk.witness.caseworker) as session:
        plain, door, eve = replies_of(session, desk.witness.id)
        assert eve.answer_by == end_of_london_day(london_day(eve.received_at))
        assert door.answer_by == use[0]
        assert plain.answer_by == use[0]


def test_texts_that_are_held_show_on_top_until_what_came_is_read(desk: Desk) -> None:
    desk.hears("he has my phone help me")
    held = "Texts wait: read first what came from their phone"
    assert held in desk.page("")
    assert "A text came that holds all texts to their number" in desk.page("")
    day = desk.client.get("/day")
    answered = day.follow("Read a text from the phone of A.Y. at once: texts to it wait")
    assert "he has my phone help me" in answered.text
    assert "No text goes to their number until you say that this is answered" in answered.text
    assert held not in answered.send("It is answered").text


def _book(desk: Desk) -> None:
    now = desk.clock.now()
    with desk.world.session(desk.witness.caseworker) as session:
        slot = find_times(session, desk.witness.id, now=now).times[0].slot_id
        perform(session, book_visit, desk.witness.id, slot, desk.witness.id, now=now)
    tick(desk.means)


def test_the_conflicts_officer_has_a_shared_number_agreed_again_and_sees_nothing_of_it(
    desk: Desk,
) -> None:
    plan = a_contact_plan(channel=Channel.SMS, address=NUMBER, calendar_wanted=CalendarWanted.NO)
    a_witness_to_contact(desk.world, side=Side.DEFENCE, plan=plan)
    let_in(desk.world, OFFICER, Role.CONFLICTS_OFFICER, name="Cy Ode")
    client = StaffClient(desk.client.site)
    client.sign_in(OFFICER, PASSWORD)
    page = client.get("/shared-numbers")
    assert "2 sides" in page.text
    assert "900123" not in page.text
    assert "No shared number waits for you" in page.send(AGREE).text
    desk.hears("I need to talk")
    assert "I need to talk" not in desk.page()
    assert "Ask A.Y. again how they may be reached" in desk.page("/tasks")
