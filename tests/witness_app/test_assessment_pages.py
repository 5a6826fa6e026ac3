"""The pages of assessment, plan, statement and case team, as a caseworker meets them."""

from collections.abc import Iterator

import pytest
from sqlalchemy import select, text

from casework.assessments.models import Assessment
from casework.statements.actions import draft_steps
from casework.witnesses.rules import WitnessRole
from ethical_walls.accounts.models import Role
from ethical_walls.viewers import Viewer
from tests.builders.casework import (
    MadeWitness,
    Person,
    Side,
    a_witness,
    a_witness_to_contact,
)
from tests.moment import NOW
from tests.staff_client import Page, StaffClient
from tests.staff_site import PASSWORD, a_staff_site, let_in
from tests.world import TestDatabase, World
from witness_app.clock import FixedClock

EMAIL = "asha.rowe@example.org"
ANSWERED: dict[str, str | list[str]] = {
    "consent": "given",
    "safe": "safe",
    "risks": ["address_known"],
    "offences": ["gun_or_knife"],
    "feelings": ["afraid"],
    "needs": ["breaks"],
    "note": "Near the door.",
    "days": "12 10 2026 to 16 10 2026",
    "attendance_risk": "high",
    "attendance_reasons": ["afraid"],
    "attendance_actions": ["outreach"],
    "equality_sex": "female",
    "equality_age": "25_to_34",
}
RECORD, WORK_OUT = "Record the assessment", "Work it out from my answers"


@pytest.fixture(autouse=True)
def other(world: World) -> MadeWitness:
    """A witness of the other side of the same case."""
    return a_witness(world, side=Side.DEFENCE, person=Person(name="Noise Otherside"))


@pytest.fixture(autouse=True)
def me(world: World) -> Viewer:
    return let_in(world, EMAIL, Role.CASEWORKER, name="Asha Rowe")


@pytest.fixture
def client(database: TestDatabase, clock: FixedClock) -> Iterator[StaffClient]:
    with a_staff_site(database, clock) as site:
        client = StaffClient(site)
        client.sign_in(EMAIL, PASSWORD)
        yield client


@pytest.fixture
def mine(world: World, me: Viewer) -> MadeWitness:
    return a_witness_to_contact(world, side=Side.PROSECUTION, caseworker=me)


def the_form(client: StaffClient, mine: MadeWitness) -> Page:
    return client.get(f"/witnesses/{mine.id}").follow("Do the needs assessment")


def chosen(page: Page, name: str) -> list[str]:
    """The values that are ticked or chosen in a field."""
    ticked = page.soup.select(f"input[name={name}][checked], select[name={name}] option[selected]")
    return [str(tag["value"]) for tag in ticked]


def test_the_next_step_leads_to_one_page_that_is_recorded_read_and_in_the_diary(
    client: StaffClient, mine: MadeWitness
) -> None:
    done = the_form(client, mine).send(RECORD, ANSWERED)
    assert "The needs assessment is recorded, version 1" in done.done
    for said in (
        "Eligible as of right: witness to a serious gun or knife offence (section 17(5)); fear",
        "Monday 12 October 2026 to Friday 16 October 2026",
        "The accused or people close to them know where they live",
        "Meet in a safe place",
        "Agree the plan with the witness",
    ):
        assert said in done.text
    diary = client.get(f"/witnesses/{mine.id}").text
    assert "Needs assessed" in diary
    assert "May not come: offer to meet in a safe place" in client.get("/day").text
    again = done.follow("Assess again")
    assert chosen(again, "offences") == ["gun_or_knife"]
    assert again.value_of("days") == "12 10 2026 to 16 10 2026"
    assert chosen(again, "consent") == []


def test_equality_answers_are_shown_on_no_page(client: StaffClient, mine: MadeWitness) -> None:
    done = the_form(client, mine).send(RECORD, ANSWERED)
    for page in (done, client.get(f"/witnesses/{mine.id}"), done.follow("Assess again")):
        assert chosen(page, "equality_sex") in ([], [""])
    assert "Female" not in done.text
    assert "25 to 34" not in client.get(f"/witnesses/{mine.id}").text


def test_it_is_worked_out_before_anything_is_recorded(
    client: StaffClient, mine: MadeWitness, world: World
) -> None:
    page = the_form(client, mine).send(WORK_OUT, {"feelings": ["distressed"], "note": "By bus."})
    assert page.status == 200
    assert "Eligible if the court finds that it affects their evidence: distress" in page.text
    assert page.value_of("note") == "By bus."
    with world.owner() as owner:
        assert owner.scalars(select(Assessment)).all() == []


def test_without_consent_only_the_refusal_is_kept(
    client: StaffClient, mine: MadeWitness, world: World
) -> None:
    done = the_form(client, mine).send(RECORD, ANSWERED | {"consent": "refused"})
    assert "asked and did not agree" in done.done
    assert "gun or knife" not in done.text
    with world.owner() as owner:
        (kept,) = owner.scalars(select(Assessment)).all()
        assert (kept.offences, kept.level, kept.risks) == ([], None, [])
        said = owner.scalar(text("SELECT count(*) FROM sealed.equality_answers"))
    assert said == 0


def test_where_it_is_not_safe_nothing_is_kept_but_a_task(
    client: StaffClient, mine: MadeWitness
) -> None:
    done = the_form(client, mine).send(RECORD, {"consent": "given", "safe": "not_safe"})
    assert "Nothing was kept: it was not safe to talk" in done.done
    assert "Not assessed yet" in done.text
    assert "find a safe time" in client.get(f"/witnesses/{mine.id}/tasks").text


CANNOT_STAND: tuple[tuple[dict[str, str | list[str]], str], ...] = (
    ({"consent": ""}, "Choose whether they agree"),
    ({"safe": ""}, "Choose whether it is safe to talk"),
    ({"attendance_risk": ""}, "Choose how likely they are to come"),
    ({"attendance_actions": []}, "Choose what will be done, so that they can come"),
    ({"vulnerable": "belongs"}, "Choose why you decide otherwise"),
    ({"level": "idva"}, "Choose why you decide otherwise"),
    ({"days": "some time next week"}, "This cannot be read: some time next week"),
    ({"days": "1 9 2026"}, "These days are over: 1 9 2026"),
    ({"born_on": ["31", "2", "2010"]}, "Enter a real day"),
    ({"born_on": ["1", "1", "2030"]}, "Enter a date of birth that is past"),
    ({"note": "x" * 501}, "Keep the note to 500 letters"),
    ({"offences": ["made_up"]}, "Choose again: what you chose is not on this page any more"),
)


def test_what_cannot_stand_is_said_and_every_answer_is_kept(
    client: StaffClient, mine: MadeWitness
) -> None:
    form = the_form(client, mine)
    for change, problem in CANNOT_STAND:
        kept = ANSWERED | change
        page = form.send(RECORD, kept)
        assert page.status == 422
        assert any(problem in said for said in page.problems), problem
        assert chosen(page, "attendance_reasons") == ["afraid"]
        assert page.value_of("days").strip() == kept["days"]
        assert page.value_of("note") == kept["note"]
        assert chosen(page, "equality_sex") == ["female"]


def test_a_measure_that_section_17_does_not_open_says_beside_the_field_what_to_do(
    client: StaffClient, mine: MadeWitness
) -> None:
    asked = ANSWERED | {"measures_asked": ["screens", "intermediary"]}
    page = the_form(client, mine).send(RECORD, asked)
    assert page.status == 422
    assert any("Intermediary (s.29) is only for a vulnerable" in said for said in page.problems)
    decided = {"vulnerable": "belongs", "vulnerable_reason": "health_or_support"}
    assert "The needs assessment is recorded" in page.send(RECORD, asked | decided).text


def test_pressed_twice_it_is_one_and_a_stale_page_says_so_and_keeps_what_was_typed(
    client: StaffClient, mine: MadeWitness
) -> None:
    form, stale = the_form(client, mine), the_form(client, mine)
    for _ in range(2):
        assert "version 1" in form.send(RECORD, ANSWERED).done
    page = stale.send(RECORD, ANSWERED | {"note": "Mine."})
    assert page.status == 422
    assert any("while you were writing" in said for said in page.problems)
    assert page.value_of("note") == "Mine."
    assert "version 2" in page.send(RECORD).done


def test_a_plan_is_agreed_and_an_empty_one_is_refused(
    client: StaffClient, mine: MadeWitness
) -> None:
    page = the_form(client, mine).send(RECORD, ANSWERED)
    refused = page.send("The witness agrees to this plan", {})
    assert any("at least one thing" in said for said in refused.problems)
    past = {"items": ["travel"], "review_on": ["1", "9", "2026"]}
    assert any(
        "a day to come" in s for s in page.send("The witness agrees to this plan", past).problems
    )
    done = page.send("The witness agrees to this plan", {"items": ["travel", "companion"]})
    assert "The plan is agreed" in done.done
    assert "Have somebody with them on the day" in done.text
    assert "Plan agreed with the witness" in client.get(f"/witnesses/{mine.id}").text


def test_a_concern_is_recorded_without_its_content_told_and_in_the_diary(
    client: StaffClient, mine: MadeWitness
) -> None:
    page = client.get(f"/witnesses/{mine.id}/case-team")
    boxes = page.soup.select("main textarea, main input[type=text]")
    assert {str(box["name"]) for box in boxes} == {"on", "at"}
    assert page.value_of("at") == "09:00"
    said = {"kind": "threatened_or_approached", "danger": "not_now"}
    told = page.send("Record it, then tell them", said)
    assert "Now tell the Witness Care Unit: it is due Monday 14 September 2026" in told.done
    assert "Tell the Witness Care Unit of a concern" in client.get("/day").text
    tasks = client.get(f"/witnesses/{mine.id}/tasks")
    assert "Case team told of a concern" in tasks.text
    assert tasks.follow("Record whom you told").heading == "Ada Yeo"
    empty = told.send("They have been told", {})
    assert "Choose how they were told" in empty.problems
    bad = told.send("They have been told", {"told_whom": "A", "told_how": "phone", "at": "25:99"})
    assert any("Enter a time like" in problem for problem in bad.problems)
    named = {"told_whom": "Officer Lind", "told_how": "phone"}
    done = told.send("They have been told", named)
    assert "The case team was told" in done.done
    assert "Officer Lind, by phone" in done.text
    assert "told already" in told.send("They have been told", named).text
    diary = client.get(f"/witnesses/{mine.id}").text
    assert "The case team was told" in diary


NO_CONCERN: tuple[tuple[dict[str, str | list[str]], str], ...] = (
    ({}, "Choose what they must know"),
    ({"on": ["15", "9", "2026"]}, "Enter a time that is past"),
    ({"at": "half nine"}, "Enter a time like"),
    ({"on": ["31", "9", "2026"]}, "Enter a real day"),
    ({"on": ["25", "10", "2026"], "at": "01:30"}, "Enter a time like"),
)


def test_a_concern_that_cannot_stand_is_said(client: StaffClient, mine: MadeWitness) -> None:
    page = client.get(f"/witnesses/{mine.id}/case-team")
    for change, problem in NO_CONCERN:
        refused = page.send("Record it, then tell them", change)
        assert refused.status == 422
        assert any(problem in said for said in refused.problems), problem


@pytest.fixture
def complainant(world: World, me: Viewer) -> MadeWitness:
    person = Person(name="Cleo Plain", role=WitnessRole.COMPLAINANT)
    made = a_witness(world, side=Side.PROSECUTION, caseworker=me, person=person)
    with world.job(made.compartment_id) as session:
        draft_steps(session, made.id, now=NOW)
        session.commit()
    return made


def test_a_step_of_the_statement_is_on_the_day_answered_by_choices_and_in_the_diary(
    client: StaffClient, complainant: MadeWitness
) -> None:
    page = client.get("/day").follow("Cleo Plain").follow("Support").follow("Statement")
    assert next(row["Step"] for row in page.rows()) == "Offer it"
    assert "Waits for a trial date" in page.text
    step = page.follow("Record : Offer it")
    assert step.soup.select("main textarea") == []
    later = step.send("Record this step", {"answer": "later"})
    assert any("a day to come" in said for said in later.problems)
    foreign = step.send("Record this step", {"answer": "cps_has_it"})
    assert foreign.status == 422
    done = step.send("Record this step", {"answer": "wants_to"})
    assert "The step is recorded" in done.done
    assert "Offered: they want to make one" in done.text
    assert "changed since" in step.send("Record this step", {"answer": "wants_to"}).text
    assert "Offer a victim personal statement" in client.get(f"/witnesses/{complainant.id}").text
    read = done.follow("Record : Settle how it is read")
    missing = read.send("Record this step", {"answer": "cps_has_it"})
    assert any("Choose how they want it read" in said for said in missing.problems)
    settled = read.send("Record this step", {"answer": "cps_has_it", "reading": "prosecutor"})
    assert "The prosecutor reads it for them" in settled.text


def test_a_witness_who_is_no_complainant_is_offered_no_statement(
    client: StaffClient, mine: MadeWitness
) -> None:
    assert "Statement" not in client.get(f"/witnesses/{mine.id}/assessment").text
    assert "No steps of a statement" in client.get(f"/witnesses/{mine.id}/statement").text


def test_a_witness_of_the_other_side_and_one_that_never_was_are_the_same_absence(
    client: StaffClient, other: MadeWitness, mine: MadeWitness
) -> None:
    for path in ("/assessment", "/assessment/new", "/case-team", "/statement"):
        assert client.get(f"/witnesses/{mine.id}{path}").status == 200
        theirs = client.get(f"/witnesses/{other.id}{path}")
        nobodys = client.get(f"/witnesses/{'0' * 8}-0000-4000-8000-{'0' * 12}{path}")
        assert theirs.status == nobodys.status == 404
        assert theirs.text == nobodys.text
