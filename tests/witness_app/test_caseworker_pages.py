"""A caseworker's pages, as a strict browser reads them."""

from collections.abc import Iterator

import pytest
from sqlalchemy import text

from casework.contact_plans.rules import Channel
from ethical_walls.accounts.models import Role
from ethical_walls.viewers import Viewer
from tests.builders.casework import (
    MadeWitness,
    Person,
    Side,
    a_referred_witness,
    a_witness,
)
from tests.staff_client import Page, StaffClient
from tests.staff_site import PASSWORD, a_staff_site, let_in
from tests.world import TestDatabase, World
from witness_app.clock import FixedClock

EMAIL = "asha.rowe@example.org"
CASE_NUMBER = "01AB1234519"


@pytest.fixture(autouse=True)
def other(world: World) -> MadeWitness:
    """A witness of the other side of the same case, with words nobody else may read."""
    person = Person(name="Noise Otherside", practical_note="Canary of the other side")
    return a_witness(world, side=Side.DEFENCE, person=person)


@pytest.fixture
def me(world: World) -> Viewer:
    return let_in(world, EMAIL, Role.CASEWORKER, name="Asha Rowe")


@pytest.fixture
def client(database: TestDatabase, clock: FixedClock, me: Viewer) -> Iterator[StaffClient]:
    """Me, signed in."""
    assert me.is_somebody
    with a_staff_site(database, clock) as site:
        client = StaffClient(site)
        client.sign_in(EMAIL, PASSWORD)
        yield client


@pytest.fixture
def proposed(world: World, me: Viewer) -> MadeWitness:
    """A witness referred by me and so proposed to me."""
    return a_referred_witness(world, side=Side.PROSECUTION, typed_by=me)


@pytest.fixture
def mine(world: World, me: Viewer) -> MadeWitness:
    """A witness I have accepted."""
    return a_witness(world, side=Side.PROSECUTION, caseworker=me)


def test_a_day_with_nobody_in_care_says_how_to_start(client: StaffClient) -> None:
    page = client.get("/")
    assert "Monday 14 September 2026" in page.heading
    assert "Nobody is in your care yet" in page.text
    assert page.follow("Refer a witness").heading == "Which case?"


FILLED = {
    "party": "prosecution",
    "name": "Ada Yeo",
    "role": "witness",
    "source": "witness_care_unit",
    "urgency": "ordinary",
    "home": "london",
    "age": "adult",
    "channel": "sms",
    "address": "07700 900123",
    "interpreter": "not_needed",
    "needs": ["step_free"],
    "practical_note": "Works nights.",
}


def the_form(client: StaffClient) -> Page:
    """The second step, with a good case number."""
    return client.get("/referrals/new").send("Continue", {"identifier": CASE_NUMBER})


def test_a_wrong_case_number_is_said_beside_the_field_and_kept(client: StaffClient) -> None:
    page = client.get("/referrals/new").send("Continue", {"identifier": "01AB123"})
    assert page.status == 422
    assert page.heading == "Which case?"
    assert any("11 characters" in problem for problem in page.problems)
    assert page.value_of("identifier") == "01AB123"


def test_a_case_nobody_published_offers_the_prosecution_and_a_defendant_to_name(
    client: StaffClient,
) -> None:
    page = the_form(client)
    assert page.heading == "Who is the witness?"
    assert "have not published this case" in page.text
    assert "Prosecution" in page.text
    assert "Jordan Reed" not in page.text


def test_a_referral_is_received_and_nothing_else_is_shown(client: StaffClient) -> None:
    page = the_form(client).send("Send the referral", FILLED)
    assert page.heading == "Received"
    assert "Ada" not in page.text
    assert "Nobody is in your care yet" in client.get("/day").text


def test_a_form_sent_twice_is_received_twice_and_is_one_witness(
    client: StaffClient, world: World
) -> None:
    form = the_form(client)
    first, second = (form.send("Send the referral", FILLED) for _ in range(2))
    assert first.text == second.text
    assert _waiting_in_the_intake(world) == 1


def test_another_person_typed_into_a_page_gone_back_to_is_another_referral(
    client: StaffClient, world: World
) -> None:
    form = the_form(client)
    for name in ("Ada Yeo", "Bea Zhou"):
        form.send("Send the referral", FILLED | {"name": name})
    assert _waiting_in_the_intake(world) == 2


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"address": "020 7946 0018"}, "Enter a mobile number"),
        ({"channel": "email"}, "Enter an email address"),
        ({"name": "--"}, "Enter the witness's name"),
        ({"party": "a defendant not listed here"}, "Enter the defendant's name"),
        ({"practical_note": "x" * 501}, "Keep the note to 500 letters"),
    ],
)
def test_what_cannot_stand_is_said_and_everything_typed_is_kept(
    client: StaffClient, change: dict[str, str], problem: str
) -> None:
    page = the_form(client).send("Send the referral", FILLED | change)
    assert page.status == 422
    assert any(problem in said for said in page.problems)
    kept = FILLED | change
    assert page.value_of("name") == kept["name"]
    assert page.value_of("address") == kept["address"]
    assert page.value_of("practical_note") == kept["practical_note"]
    assert page.value_of("identifier") == CASE_NUMBER


def test_an_empty_form_asks_for_each_thing_in_words(client: StaffClient) -> None:
    page = the_form(client).send("Send the referral", {})
    assert "Choose who calls the witness" in page.problems
    assert "Choose how we can reach them first" in page.problems


def test_the_case_number_may_not_be_changed_into_nonsense_behind_the_form(
    client: StaffClient,
) -> None:
    page = the_form(client).send("Send the referral", FILLED | {"identifier": "nonsense"})
    assert page.status == 422


def test_a_proposal_is_asked_on_the_day_and_accepted_on_the_witness_page(
    client: StaffClient, proposed: MadeWitness
) -> None:
    day = client.get("/day")
    assert "Asked of you (1)" in day.text
    page = day.follow("Accept or decline the witness")
    assert page.path.endswith(str(proposed.id))
    assert page.heading == "Ada Yeo"
    assert "Ada" not in page.title
    done = page.send("Accept")
    assert "You are now the caseworker of Ada Yeo" in done.done
    assert "Speak with the witness and agree a plan" in done.text
    assert "Will you be their caseworker?" not in done.text


def test_a_second_press_of_accept_is_a_plain_message(
    client: StaffClient, proposed: MadeWitness
) -> None:
    page = client.get(f"/witnesses/{proposed.id}")
    page.send("Accept")
    again = page.send("Accept")
    assert "answered already" in again.text
    assert again.done == ""


def test_declining_needs_no_reason_and_says_what_follows(
    client: StaffClient, proposed: MadeWitness
) -> None:
    done = client.get(f"/witnesses/{proposed.id}").send("Decline")
    assert "You declined the witness" in done.done


def test_the_diary_says_what_happened_and_who_did_it(
    client: StaffClient, mine: MadeWitness
) -> None:
    page = client.get(f"/witnesses/{mine.id}")
    for said in ("Referral received", "Proposed as caseworker", "Accepted the witness"):
        assert said in page.text
    assert "Asha Rowe" in page.text


PLAN = {
    "channel": "email",
    "address": "ada@example.org",
    "hours_from": "10:00",
    "hours_until": "16:00",
    "seen_by": "nobody",
    "wording": "discreet",
    "agreed_sender": "Mel",
    "place_word": "the usual place",
    "calendar_wanted": "yes",
}


def the_plan_form(client: StaffClient, mine: MadeWitness) -> Page:
    page = client.get(f"/witnesses/{mine.id}/contact-plan")
    return page.follow("Record what the person says")


def test_a_plan_is_confirmed_and_the_strip_says_how_to_reach_them_now(
    client: StaffClient, mine: MadeWitness
) -> None:
    page = the_plan_form(client, mine).send("The person has confirmed this", PLAN)
    assert "The contact plan is confirmed" in page.done
    assert "Not now. Email, discreet, from 10am" in page.text
    assert "In force: version 2" in page.text
    assert "Do the needs assessment" in page.text


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"wording": "plain", "seen_by": "people_who_must_not_know"}, "Choose discreet wording"),
        ({"agreed_sender": "Witness Team"}, "tells anybody who reads it"),
        ({"hours_until": "09:00"}, "Choose a time after"),
        ({"channel": Channel.SMS.value, "address": "07700 900123"}, "by email only"),
        ({"address": "020 7946 0018"}, "Enter an email address"),
        ({"place_word": ""}, "Enter a word for the place"),
    ],
)
def test_an_unsafe_plan_is_refused_beside_its_field_and_kept(
    client: StaffClient, mine: MadeWitness, change: dict[str, str], problem: str
) -> None:
    page = the_plan_form(client, mine).send("The person has confirmed this", PLAN | change)
    assert page.status == 422
    assert any(problem in said for said in page.problems)
    assert page.value_of("agreed_sender") == (PLAN | change)["agreed_sender"]


def test_a_plan_from_a_stale_form_is_refused_and_what_was_typed_is_kept(
    client: StaffClient, mine: MadeWitness
) -> None:
    form = the_plan_form(client, mine)
    form.send("The person has confirmed this", PLAN)
    page = form.send("The person has confirmed this", PLAN | {"place_word": "the hall"})
    assert page.status == 422
    assert any("newer plan" in said for said in page.problems)
    assert page.value_of("place_word") == "the hall"
    sent = page.send("The person has confirmed this")
    assert "In force: version 3" in sent.text


def test_needs_are_recorded_as_talked_through(client: StaffClient, mine: MadeWitness) -> None:
    page = client.get(f"/witnesses/{mine.id}/needs")
    assert "nothing about what happened" in page.text
    done = page.send(
        "Record as talked through", {"needs": ["breaks", "hearing_loop"], "note": "Near the door."}
    )
    assert "The needs are recorded" in done.done
    assert done.value_of("note") == "Near the door."
    stale = page.send("Record as talked through", {"note": "Mine."})
    assert stale.status == 422
    assert stale.value_of("note") == "Mine."


def test_a_task_is_added_done_and_in_the_diary(client: StaffClient, mine: MadeWitness) -> None:
    page = client.get(f"/witnesses/{mine.id}/tasks")
    task = {"title": "Ring about parking", "due_on": ["15", "9", "2026"]}
    added = page.send("Add the task", task)
    assert "The task is open: Ring about parking" in added.done
    assert len(page.send("Add the task", task).soup.select("form[action$=done]")) == 1
    done = added.send("Done : Ring about parking")
    assert "Done: Ring about parking" in done.done
    assert "Task done" in client.get(f"/witnesses/{mine.id}").text


@pytest.mark.parametrize(
    ("due_on", "problem"),
    [
        (["13", "9", "2026"], "Enter today or a day to come"),
        (["31", "9", "2026"], "Enter a real day"),
        (["31"], "Enter a real day"),
        ([], "Enter the day it is due"),
        (["", "", ""], "Enter the day it is due"),
    ],
)
def test_a_task_for_a_day_past_or_no_day_is_refused_and_kept(
    client: StaffClient, mine: MadeWitness, due_on: list[str], problem: str
) -> None:
    page = client.get(f"/witnesses/{mine.id}/tasks")
    refused = page.send("Add the task", {"title": "Ring", "due_on": due_on})
    assert refused.status == 422
    assert any(problem in said for said in refused.problems)
    assert refused.value_of("title") == "Ring"


@pytest.mark.parametrize(
    "path", ["", "/visits", "/contact-plan", "/contact-plan/new", "/needs", "/tasks"]
)
def test_a_witness_of_the_other_side_and_one_that_never_was_are_the_same_absence(
    client: StaffClient, other: MadeWitness, mine: MadeWitness, path: str
) -> None:
    assert client.get(f"/witnesses/{mine.id}{path}").status == 200
    theirs = client.get(f"/witnesses/{other.id}{path}")
    nobodys = client.get(f"/witnesses/{'0' * 8}-0000-4000-8000-{'0' * 12}{path}")
    assert theirs.status == nobodys.status == 404
    assert theirs.text == nobodys.text


def test_nothing_of_the_other_side_stands_on_any_page(
    client: StaffClient, mine: MadeWitness
) -> None:
    for path in ("/day", *(f"/witnesses/{mine.id}{p}" for p in ("", "/visits", "/tasks"))):
        page = client.get(path)
        assert "Ada Yeo" in page.text
        assert "Otherside" not in page.text
        assert "Canary" not in page.text


def _waiting_in_the_intake(world: World) -> int:
    with world.owner() as owner:
        counted = owner.execute(
            text("SELECT count(*) FROM sealed.intake WHERE taken_in_at IS NULL")
        )
        return int(counted.scalar_one())
