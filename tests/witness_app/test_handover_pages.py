"""A handover from consent to acceptance: the caseworker on one site, the receiver on the other."""

import re
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import date, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from casework.handovers.rules import LONGEST_WORDS
from casework.tasks.models import Task
from ethical_walls.accounts.models import Role
from tests.builders.casework import Case, MadeWitness, Person, Side, a_published_trial, a_witness
from tests.builders.links import a_link
from tests.builders.outcomes import a_victim_after_sentence, acquitted, reported
from tests.moment import NOW
from tests.public_site import a_public_site
from tests.staff_client import Page, StaffClient
from tests.staff_site import PASSWORD, a_staff_site, let_in
from tests.world import World
from witness_app.clock import FixedClock
from witness_app.jobs import Means, tick

AGREED = {
    "word": "Teasel 42",
    "consent": "yes",
    "tick_name": "yes",
    "tick_arrival": "yes",
    "words_arrival": "9am, side entrance",
}
FOR_THE_DAY = "for-the-day"


@pytest.fixture
def sites(world: World) -> Iterator[tuple[Flask, Flask]]:
    clock = FixedClock(NOW)
    with ExitStack() as stack:
        staff = stack.enter_context(a_staff_site(world.database, clock))
        yield staff, stack.enter_context(a_public_site(world.database, clock))


@pytest.fixture
def made(world: World) -> MadeWitness:
    asha = let_in(world, "asha@example.org", Role.CASEWORKER, name="Asha Rowe")
    a_published_trial(world, Case(), date(2026, 10, 8))
    return a_witness(world, side=Side.DEFENCE, caseworker=asha, person=Person(name="Sam Oduya"))


@pytest.fixture
def asha(sites: tuple[Flask, Flask], made: MadeWitness) -> StaffClient:
    assert made.caseworker.name == "Asha Rowe"
    client = StaffClient(sites[0])
    client.sign_in("asha@example.org", PASSWORD)
    return client


def consent_screen(asha: StaffClient, made: MadeWitness) -> Page:
    return asha.get(f"/witnesses/{made.id}/handovers").follow(
        "Hand over to the in-court Witness Service"
    )


def offered(asha: StaffClient, made: MadeWitness, **change: str) -> str:
    done = consent_screen(asha, made).send("Offer the handover", AGREED | change)
    found = re.search(r"/open/[0-9a-f-]{36}", done.text)
    assert found is not None, done.text
    return found.group()


def opened(sites: tuple[Flask, Flask], link: str) -> Page:
    return StaffClient(sites[1]).get(link).send("Open", {"word": "Teasel 42"})


def act(world: World) -> None:
    tick(Means(world.database, {}, FixedClock(NOW)))


def test_it_is_offered_with_consent_accepted_and_only_then_opened(
    world: World, sites: tuple[Flask, Flask], asha: StaffClient, made: MadeWitness
) -> None:
    masked = opened(sites, offered(asha, made))
    assert masked.path == "/handover"
    assert "Thursday 8 October 2026" in masked.text
    assert "Sam" not in masked.text
    answered = masked.send("Send the answer", {"kind": "accepted", "name": "Lou Marsh"})
    assert "Accepted. Thank you." in answered.text
    act(world)
    after = answered.follow("show it")
    assert "Sam Oduya" in after.text
    assert "9am, side entrance" in after.text
    assert "Accepted" in asha.get(f"/witnesses/{made.id}/handovers").text


def test_nothing_is_ticked_before_they_are_asked_and_each_mistake_leads_to_its_field(
    asha: StaffClient, made: MadeWitness
) -> None:
    screen = consent_screen(asha, made)
    assert screen.soup.select("input[type=checkbox][checked]") == []
    wrong = screen.send("Offer the handover", {"receiver": "", "tick_companion": "yes"})
    links = [(a.get_text(), a["href"]) for a in wrong.soup.select(".govuk-error-summary a")]
    assert links == [
        ("Write it in words, or untick it", "#words_companion"),
        ("Enter whom you hand over to", "#receiver"),
        ("Type a word for the receiver", "#word"),
        ("Say whether they agreed", "#consent"),
    ]
    for _, href in links:
        assert wrong.soup.select(f"[id='{href[1:]}']"), href


def test_more_words_than_a_receiver_reads_are_refused_at_their_field(
    asha: StaffClient, made: MadeWitness
) -> None:
    long = AGREED | {"tick_companion": "yes", "words_companion": "x" * (LONGEST_WORDS + 1)}
    wrong = consent_screen(asha, made).send("Offer the handover", long)
    (problem,) = wrong.soup.select(".govuk-error-summary a")
    assert problem.get_text() == f"Use {LONGEST_WORDS} characters or fewer"
    assert problem["href"] == "#words_companion"


def test_a_later_day_of_the_trial_can_be_chosen_and_a_wrong_one_is_said_at_its_field(
    sites: tuple[Flask, Flask], asha: StaffClient, made: MadeWitness
) -> None:
    wrong = consent_screen(asha, made).send(
        "Offer the handover", AGREED | {"on": ["7", "10", "2026"]}
    )
    (problem,) = wrong.soup.select(".govuk-error-summary a")
    assert problem.get_text() == "The hearing does not begin before the day it is listed for"
    assert wrong.soup.select(f"[id='{problem['href'][1:]}']")
    done = wrong.send("Offer the handover", AGREED | {"on": ["12", "10", "2026"]})
    link = re.search(r"/open/[0-9a-f-]{36}", done.text)
    assert link is not None, done.text
    assert "Monday 12 October 2026" in opened(sites, link.group()).text


def test_a_page_opened_before_the_hearing_moved_asks_for_the_day_again(
    world: World, asha: StaffClient, made: MadeWitness
) -> None:
    screen = consent_screen(asha, made)
    a_published_trial(world, Case(), date(2026, 11, 9))
    wrong = screen.send("Offer the handover", AGREED)
    assert "what you chose is not on this page any more" in wrong.text
    assert "Monday 9 November 2026" in wrong.text
    assert 'value="9am, side entrance"' in str(wrong.soup)


def test_what_is_unticked_is_never_handed_over(
    world: World, sites: tuple[Flask, Flask], asha: StaffClient, made: MadeWitness
) -> None:
    page = consent_screen(asha, made)
    done = page.send("Offer the handover", {**AGREED, "tick_name": [], "tick_language": "yes"})
    link = re.search(r"/open/[0-9a-f-]{36}", done.text)
    assert link is not None
    seen = opened(sites, link.group())
    seen.send("Send the answer", {"kind": "accepted", "name": "Lou Marsh"})
    act(world)
    assert "Sam" not in seen.client.get("/handover").text


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"consent": "no"}, "Without their agreement nothing is handed over"),
        ({"word": "abc"}, "Use at least 4 letters or numbers"),
        ({"receiver": ""}, "Enter whom you hand over to"),
    ],
)
def test_a_mistake_is_said_and_what_was_typed_is_kept(
    asha: StaffClient, made: MadeWitness, change: dict[str, str], said: str
) -> None:
    wrong = consent_screen(asha, made).send("Offer the handover", AGREED | change)
    assert said in wrong.text
    assert 'value="9am, side entrance"' in str(wrong.soup)
    assert "Nothing handed over yet" in asha.get(f"/witnesses/{made.id}/handovers").text


def test_a_question_needs_its_words_and_reaches_the_caseworker(
    world: World, sites: tuple[Flask, Flask], asha: StaffClient, made: MadeWitness
) -> None:
    page = opened(sites, offered(asha, made))
    asked = page.send("Send the answer", {"kind": "queried", "name": "Lou Marsh"})
    assert "Say in a few words what you ask, or why not" in asked.text
    asked.send("Send the answer", {"words": "Which entrance?"})
    act(world)
    assert "Which entrance?" in asha.get(f"/witnesses/{made.id}/handovers").text


def test_taken_back_it_opens_no_more(
    sites: tuple[Flask, Flask], asha: StaffClient, made: MadeWitness
) -> None:
    link = offered(asha, made)
    asha.get(f"/witnesses/{made.id}/handovers").send("Take it back")
    assert "We cannot open the page with that" in opened(sites, link).text


def locked(sites: tuple[Flask, Flask], link: str) -> None:
    for _ in range(5):
        StaffClient(sites[1]).get(link).send("Open", {"word": "Foxglove"})


def ringing_tasks(world: World, made: MadeWitness) -> set[str]:
    with world.session(made.caseworker) as session:
        return set(session.scalars(select(Task.title).where(Task.cause.like("link locked:%"))))


RECEIVER_RUNG = "The receiver's link was locked: ring In-court Witness Service, make a new one"
WITNESS_RUNG = "Their link was locked after five wrong words: ring them, and make a new one"


def test_a_receiver_locked_out_is_rung_by_the_witness_s_own_caseworker(
    world: World, sites: tuple[Flask, Flask], asha: StaffClient, made: MadeWitness
) -> None:
    locked(sites, offered(asha, made, receiver="In-court Witness Service"))
    act(world)
    assert ringing_tasks(world, made) == {RECEIVER_RUNG}


def test_a_receiver_and_a_witness_locked_out_in_one_round_are_two_calls(
    world: World, sites: tuple[Flask, Flask], asha: StaffClient, made: MadeWitness
) -> None:
    locked(sites, offered(asha, made, receiver="In-court Witness Service"))
    locked(sites, f"/open/{a_link(world, made)}")
    act(world)
    assert ringing_tasks(world, made) == {RECEIVER_RUNG, WITNESS_RUNG}


def test_whom_the_scheme_does_not_take_is_told_why_by_page_form_and_press(
    world: World, asha: StaffClient, made: MadeWitness
) -> None:
    address = f"/witnesses/{made.id}/handovers/afterwards"
    assert "No outcome is reported yet" in asha.get(address).text
    assert "Nothing handed over yet" in asha.get(address).text
    a_victim_after_sentence(world, made)
    page = asha.get(address)
    reported(world, made, acquitted(), NOW + timedelta(hours=1))
    late = page.send(
        "Offer the handover", {"tick_name": "yes", "word": "Teasel 42", "consent": "yes"}
    )
    assert "Nobody was convicted, so the scheme does not apply" in late.text
    assert "Nothing handed over yet" in asha.get(f"/witnesses/{made.id}/handovers").text


def test_a_witness_of_another_side_has_no_handovers_page(
    sites: tuple[Flask, Flask], world: World, made: MadeWitness
) -> None:
    let_in(world, "daniel@example.org", Role.CASEWORKER, name="Daniel Park")
    client = StaffClient(sites[0])
    client.sign_in("daniel@example.org", PASSWORD)
    for path in (
        f"/witnesses/{made.id}/handovers",
        f"/witnesses/{made.id}/handovers/{FOR_THE_DAY}",
    ):
        assert client.raw.get(path).status_code == 404
