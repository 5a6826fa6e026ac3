"""A solicitor and a Witness Care Unit officer, each on their own site, meet the same pages."""

import re
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date

import pytest
from flask import Flask
from sqlalchemy import select

from casework.deadlines.models import Deadline
from casework.deadlines.rules import DeadlineKind
from casework.statements.models import StatementTask
from casework.tasks.models import Task
from casework.witnesses.models import Witness
from courts.london_time import end_of_london_day
from ethical_walls.accounts.models import OrganisationKind, Role
from tests.builders.accounts import Employer
from tests.builders.courts import CourtDetails, a_court
from tests.moment import NOW
from tests.public_site import a_public_site
from tests.staff_client import StaffClient
from tests.staff_site import PASSWORD, a_staff_site, let_in
from tests.world import World
from witness_app.clock import FixedClock
from witness_app.jobs import Means, tick
from witness_app.timeline import timeline

FIRM = Employer("Aziz and Webb", OrganisationKind.SOLICITORS_FIRM)
UNIT = Employer("North unit", OrganisationKind.WITNESS_CARE_UNIT)
TO_MEND, ABSENT = 422, 404
REFERRAL = {
    "name": "Sam Okafor",
    "reach": "07700 900123",
    "identifier": "01AB1234519",
    "victim": "witness",
    "urgency": "ordinary",
}


@dataclass
class Partner:
    """Somebody who refers, signed in where they work."""

    client: StaffClient
    client_named: dict[str, str]
    means: Means

    def refer(self, **change: str) -> None:
        page = self.client.get("/refer")
        page.send("Send the referral", REFERRAL | self.client_named | change)
        tick(self.means)


@pytest.fixture
def sites(world: World) -> Iterator[dict[str, Flask]]:
    clock = FixedClock(NOW)
    with ExitStack() as stack:
        yield {
            "solicitor": stack.enter_context(a_public_site(world.database, clock)),
            "unit officer": stack.enter_context(a_staff_site(world.database, clock)),
        }


@pytest.fixture(params=["solicitor", "unit officer"])
def partner(world: World, sites: dict[str, Flask], request: pytest.FixtureRequest) -> Partner:
    return a_partner(world, sites, request.param)


def a_partner(world: World, sites: dict[str, Flask], who: str, firm: Employer = FIRM) -> Partner:
    means = Means(world.database, {}, FixedClock(NOW))
    client = StaffClient(sites[who])
    email = f"{who.replace(' ', '.')}.{firm.name.split()[0].lower()}@example.org"
    if who == "solicitor":
        let_in(world, email, Role.SOLICITOR, name="Noor Aziz", employer=firm)
        named = {"client": "Jordan Reed"}
    else:
        let_in(world, email, Role.WITNESS_CARE_UNIT_OFFICER, name="Bea Lindqvist", employer=UNIT)
        named = {}
    client.sign_in(email, PASSWORD)
    return Partner(client, named, means)


def test_a_witness_is_referred_in_a_few_fields_and_followed(partner: Partner) -> None:
    page = partner.client.get("/refer")
    done = page.send("Send the referral", REFERRAL | partner.client_named)
    assert re.search(r"Received\. Your reference is [A-Z0-9]{4}-[A-Z0-9]{4}", done.text)
    tick(partner.means)
    listed = partner.client.get("/referred")
    assert "Sam Okafor" in listed.text
    one = listed.follow("Sam Okafor")
    assert "Contact made" in one.text


@pytest.mark.parametrize(
    ("answer", "steps", "asked"), [("complainant", 5, 0), ("witness", 0, 0), ("not_known", 0, 1)]
)
def test_whoever_refers_a_victim_is_asked_so_and_a_statement_is_offered(
    partner: Partner, world: World, answer: str, steps: int, asked: int
) -> None:
    form = partner.client.get("/refer")
    unsaid = form.send("Send the referral", REFERRAL | partner.client_named | {"victim": ""})
    assert "Choose whether they are a victim in this case" in unsaid.problems
    partner.refer(victim=answer)
    with world.owner() as owner:
        assert len(owner.scalars(select(StatementTask)).all()) == steps
        assert (
            len(owner.scalars(select(Task).where(Task.title.contains("a victim"))).all()) == asked
        )


def test_a_victim_is_followed_from_the_referral_to_the_scheme(
    partner: Partner, world: World
) -> None:
    partner.refer(victim="complainant")
    one = partner.client.get("/referred").follow("Sam Okafor")
    assert "Victim Contact Scheme" not in one.text
    assert partner.client.raw.get(f"{one.path}/scheme").status_code == ABSENT
    first = one.follow("How the case ended, and the sentence")
    first.send("Tell the caseworker", {"outcome": "convicted", "decided_on": ["7", "9", "2026"]})
    tick(partner.means)
    assert "Victim Contact Scheme" not in partner.client.get(one.path).text
    sentenced = {"outcome": "convicted", "decided_on": ["9", "9", "2026"], "offence": "violent"}
    later = partner.client.get(one.path).follow("How the case ended, and the sentence")
    later.send("Tell the caseworker", sentenced | {"sentence": "imprisonment", "months": "24"})
    tick(partner.means)
    limited = partner.client.get(one.path)
    assert "due by the end of Wednesday 23 September 2026" in limited.text
    asked = limited.follow("Say on which day you referred them")
    for day, said in (
        ("8", "Enter the day of sentence, Wednesday 9 September 2026, or a day after it"),
        ("15", "Enter today or a day that is past"),
    ):
        asked = asked.send("Tell the caseworker", {"referred_on": [day, "9", "2026"]})
        assert said in asked.problems
    told = asked.send("Tell the caseworker", {"referred_on": ["10", "9", "2026"]})
    assert "Referred to the Victim Contact Scheme on Thursday 10 September 2026" in told.text
    tick(partner.means)
    assert "you referred them on Thursday 10 September" in partner.client.get(one.path).text
    with world.owner() as owner:
        live = select(Deadline).where(Deadline.superseded_at.is_(None))
        found = {one.kind: one for one in owner.scalars(live)}
        met_at = found[DeadlineKind.SCHEME_REFERRED].met_at
        assert met_at == end_of_london_day(date(2026, 9, 10))
        assert found[DeadlineKind.SCHEME_CONTACTED].met_at is None


def test_the_list_is_read_fifty_a_page_and_by_how_far_they_have_come(
    partner: Partner, monkeypatch: pytest.MonkeyPatch
) -> None:
    for at in ("casework.partners.queries.PAGE", "witness_app.partners.listing.PAGE"):
        monkeypatch.setattr(at, 2)
    for name in ("Ada One", "Ben Two", "Cy Three"):
        partner.refer(name=name)
    first = partner.client.get("/referred")
    rest = first.follow("Next page")
    assert [len(first.rows()), len(rest.rows())] == [2, 1]
    assert {row["Witness"] for page in (first, rest) for row in page.rows()} == {
        "Ada One",
        "Ben Two",
        "Cy Three",
    }
    assert "Next page" not in rest.text
    received = first.send("Show", {"progress": "received"})
    assert [len(received.rows()), len(received.follow("Next page").rows())] == [2, 1]
    assert {row["How far"] for row in received.rows()} == {"Received"}
    further = first.send("Show", {"progress": "contact_made"})
    assert "Nobody has come this far" in further.text


def test_stood_down_is_one_press_and_is_shown_back(partner: Partner) -> None:
    partner.refer()
    one = partner.client.get("/referred").follow("Sam Okafor")
    told = one.send("Stood down", {})
    assert "Told us: stood down" in told.text
    tick(partner.means)
    assert "Stood down" in partner.client.get("/referred").text


def test_dates_and_measures_are_told_and_mistakes_are_said_beside_the_field(
    partner: Partner,
) -> None:
    partner.refer()
    one = partner.client.get("/referred").follow("Sam Okafor")
    asked = one.follow("Dates they cannot come")
    wrong = asked.send("Tell the caseworker", {"from_on": ["", "", ""]})
    assert "Enter the first day" in wrong.text
    told = wrong.send("Tell the caseworker", {"from_on": ["8", "10", "2026"]})
    assert "Dates to avoid: Thursday 8 October 2026" in told.text
    measured = told.follow("A special measure applied for or decided").send(
        "Tell the caseworker",
        {"measure": "screens", "decision": "measure_granted"},
    )
    assert "Screens (s.23): granted by the court" in measured.text


def test_needs_for_court_are_told_kept_in_one_order_and_become_a_task_of_the_caseworkers(
    world: World, partner: Partner
) -> None:
    partner.refer()
    one = partner.client.get("/referred").follow("Sam Okafor")
    asked = one.follow("What they need to be able to come")
    wrong = asked.send("Tell the caseworker", {"words": "By taxi."})
    (problem,) = wrong.soup.select(".govuk-error-summary a")
    assert problem.get_text() == "Choose what they need"
    assert "By taxi." in str(wrong.soup)
    told = wrong.send("Tell the caseworker", {"needs": ["hearing_loop", "step_free"]})
    assert "Needs for court" in told.text
    assert "Step-free way in and seating; Hearing loop. By taxi." in told.text
    tick(partner.means)
    with world.owner() as owner:
        witness = owner.scalars(select(Witness)).one()
        titles = owner.scalars(select(Task.title)).all()
        diary = [(line.what, line.detail, line.by) for line in timeline(owner, witness)]
    assert [title for title in titles if title.startswith("Needs for court were told")]
    who = "Noor Aziz" if partner.client_named else "Bea Lindqvist"
    told_us = "Step-free way in and seating; Hearing loop. By taxi."
    assert ("Told us: Needs for court", told_us, who) in diary


def test_a_mistake_is_said_beside_its_field_and_what_was_typed_is_kept(partner: Partner) -> None:
    page = partner.client.get("/refer")
    wrong = page.send(
        "Send the referral", REFERRAL | partner.client_named | {"reach": "020 7946 0000"}
    )
    assert "Enter a mobile number, like 07700 900123, or an email address" in wrong.text
    assert "Sam Okafor" in str(wrong.soup)
    assert "Nobody yet" in partner.client.get("/referred").text


def test_a_referral_is_saved_half_way_taken_up_and_gone_when_sent(partner: Partner) -> None:
    kept = partner.client.get("/refer").send("Save for later", {"name": "Sam Okafor"})
    assert "Begun and not sent" in kept.text
    again = kept.follow("Sam Okafor")
    done = again.send("Send the referral", REFERRAL | partner.client_named)
    assert "Received." in done.text
    assert "Begun and not sent" not in done.text


def test_a_draft_of_a_request_that_no_form_made_is_not_kept(partner: Partner) -> None:
    page = partner.client.get("/refer")
    again = page.send("Save for later", {"name": "Sam Okafor", "request_id": "zz"})
    assert again.status == TO_MEND
    assert "Begun and not sent" not in partner.client.get("/referred").text


def test_a_draft_can_be_forgotten(partner: Partner) -> None:
    kept = partner.client.get("/refer").send("Save for later", {"name": "Sam Okafor"})
    gone = kept.send("Forget this draft", {})
    assert "Begun and not sent" not in gone.text


def test_one_firm_finds_nothing_of_another(world: World, sites: dict[str, Flask]) -> None:
    ours = a_partner(world, sites, "solicitor")
    theirs = a_partner(
        world, sites, "solicitor", Employer("Orr and Son", OrganisationKind.SOLICITORS_FIRM)
    )
    ours.refer()
    ours.client.get("/refer").send("Save for later", {"name": "Lin Park"})
    page = ours.client.get("/referred")
    one = page.follow("Sam Okafor")
    draft = page.follow("Lin Park")
    assert "Nobody yet" in theirs.client.get("/referred").text
    unknown = theirs.client.raw.get("/referred/99999999-9999-4999-8999-999999999999")
    for foreign in (one.path, draft.path):
        answer = theirs.client.raw.get(foreign)
        assert (answer.status_code, len(answer.data)) == (404, len(unknown.data))


@pytest.mark.parametrize("side", ["solicitor", "unit officer"])
def test_the_pages_of_one_party_are_the_pages_of_the_other(
    world: World, sites: dict[str, Flask], side: str
) -> None:
    other = "unit officer" if side == "solicitor" else "solicitor"
    shown = []
    for who in (side, other):
        partner = a_partner(world, sites, who)
        partner.refer()
        one = partner.client.get("/referred").follow("Sam Okafor")
        shown.append(
            re.findall(r"<h2[^>]*>([^<]*)|<dt[^>]*>([^<]*)|<button[^>]*>\s*([^<]*)", one.text)
        )
    drop = {("", "", "Sign out")}
    cleaned = [[tuple(x.strip() for x in found) for found in page] for page in shown]
    assert [x for x in cleaned[0] if x not in drop] == [x for x in cleaned[1] if x not in drop]


def a_court_named(world: World, name: str = "Snaresbrook Crown Court") -> str:
    with world.owner() as owner:
        court = a_court(owner, CourtDetails(name=name))
        owner.commit()
        return str(court.id)


def test_an_unlikely_day_is_asked_about_once_in_the_form_and_in_a_file(
    world: World, partner: Partner
) -> None:
    court_id = a_court_named(world)
    partner.refer()
    one = partner.client.get("/referred").follow("Sam Okafor")
    sunday = {
        "court_id": court_id,
        "certainty": "fixture",
        "starts_on": ["28", "2", "2027"],
        "at_time": "10:30",
    }
    asked = one.follow("A new date at court").send("Report the date", sunday)
    assert asked.problems == ["28 February 2027 is a Sunday. Is that right?"]
    assert asked.value_of("at_time") == "10:30"
    done = asked.send("Report the date", {"day_is_right": ["2027-02-28"]})
    assert "The date is reported." in done.text
    reference = partner.client.get("/referred").rows()[0]["Reference"]
    rows = f"reference,court,date,time,kind\n{reference},Snaresbrook Crown Court,7/3/2027,,trial\n"
    page = partner.client.get("/referred/dates-file")
    checked = page.send("Check the file", {"file": (rows.encode(), "dates.csv")})
    assert "7 March 2027 is a Sunday. Is that right?" in checked.text
    refused = checked.send("Report these dates", {})
    assert refused.problems == ["7 March 2027 is a Sunday. Is that right?"]
    applied = refused.send("Report these dates", {"day_is_right": ["2027-03-07"]})
    assert "1 date is reported" in applied.text


def test_a_date_is_reported_told_in_one_press_and_seen(world: World, partner: Partner) -> None:
    court_id = a_court_named(world)
    partner.refer()
    form = partner.client.get("/referred").follow("Sam Okafor").follow("A new date at court")
    day = {"court_id": court_id, "certainty": "fixture", "at_time": "25:00"}
    wrong = form.send("Report the date", day | {"starts_on": ["1", "9", "2026"]})
    assert "Enter a time like 10:30 or 14:00" in wrong.text
    past = wrong.send("Report the date", day | {"at_time": "10:30"})
    assert "Enter today or a day to come" in past.text
    done = past.send("Report the date", {"starts_on": ["8", "10", "2026"]})
    assert "The date is reported." in done.text
    entered = "Trial: Thursday 8 October 2026, 10:30am, Snaresbrook Crown Court"
    assert f"Being entered: {entered}, shown here within a minute." in done.text
    assert "None published or reported yet" not in done.text
    tick(partner.means)
    assert partner.client.get("/referred").rows()[0]["Next date"] == f"{entered} Reported"
    assert "Being entered" not in partner.client.get("/referred").follow("Sam Okafor").text
    listed = partner.client.get("/to-tell")
    said = "Trial: Thursday 8 October 2026, 10:30am, Snaresbrook Crown Court"
    assert said in listed.text
    assert "Reported" in listed.text
    press = f"Told : Sam Okafor, {said.removeprefix('Trial: ')}"
    told = listed.send(press, {})
    assert "Noted as told, with your name and the time." in told.text
    assert "Nobody is waiting to be told" in told.text
    seen = told.send("I have seen these", {})
    assert "Changed since you last looked" not in seen.text
    stale = listed.send(press, {})
    assert "Noted as told" in stale.text


def test_a_file_of_dates_is_looked_at_before_it_is_reported(world: World, partner: Partner) -> None:
    a_court_named(world)
    partner.refer()
    one = partner.client.get("/referred").follow("Sam Okafor")
    reference = re.search(r"[A-Z0-9]{4}-[A-Z0-9]{4}", one.text)
    assert reference is not None
    rows = (
        "reference,court,date,time,kind\n"
        f"{reference[0].lower()},Snaresbrook Crown Court,8/10/2026,10:30,trial\n"
        f"{reference[0]},Nowhere Crown Court,8/10/2026,,trial\n"
        "AAAA-AAAA,Snaresbrook Crown Court,8/10/2026,,trial\n"
        f"{reference[0]},Snaresbrook Crown Court,8/9/2026,,sentence\n"
    )
    asked = partner.client.get("/referred").follow("Report dates from a file")
    nothing = asked.send("Check the file", {"file": (b"a,b\n", "dates.csv")})
    assert "Missing: reference, court, date, time, kind" in nothing.text
    preview = nothing.send("Check the file", {"file": (rows.encode(), "dates.csv")})
    assert "1 can be reported, 3 cannot" in preview.text
    assert "You have no witness with reference AAAA-AAAA" in preview.text
    assert "We cannot tell which building “Nowhere Crown Court” is" in preview.text
    assert "The day is past" in preview.text
    preview.send("Report these dates", {})
    preview.send("Report these dates", {})
    tick(partner.means)
    shown = partner.client.get("/referred").follow("Sam Okafor")
    assert shown.text.count("Trial: Thursday 8 October 2026, 10:30am, Snaresbrook") == 2


def test_how_the_case_ended_is_told_with_what_is_missing_beside_its_field(
    partner: Partner,
) -> None:
    partner.refer()
    asked = partner.client.get("/referred").follow("Sam Okafor")
    form = asked.follow("How the case ended, and the sentence")
    convicted = {"outcome": "convicted", "decided_on": ["11", "9", "2026"]}
    wrong = form.send("Tell the caseworker", convicted | {"sentence": "imprisonment"})
    assert "Choose what kind of offence it was" in wrong.text
    assert "Enter how many months the sentence is" in wrong.text
    done = wrong.send("Tell the caseworker", {"offence": "violent", "months": "24"})
    assert "Convicted. Imprisonment, 24 months" in done.text
