"""Whole stories of those round a witness, in the demo's world: each told as a new user lives it."""

from collections.abc import Iterator

import pytest

from tests.browser import Chromium, Width
from tests.journeys.demo import DemoWorld, Served, both_served
from tests.journeys.person import Person

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("every page")]

WHEN = "When is the trial?"
ORDINARY = "More than a week away, or not known"
WORD = "Foxglove 31"
SCHEME = "The Victim Contact Scheme (probation)"


@pytest.fixture(scope="module")
def served(demo_world: DemoWorld) -> Iterator[Served]:
    """The demo's sites; jobs follow each commit."""
    with both_served(demo_world) as served:
        yield served


def at_work(chromium: Chromium, site: str, email: str) -> Person:
    person = Person(chromium.page(), site, email)
    person.sign_in()
    return person


def refer(partner: Person, name: str, reach: str, number: str) -> None:
    partner.open("/referred")
    partner.follow("Refer a witness")
    partner.type("Witness's name", name)
    partner.type("One way to reach them", reach)
    partner.type("Any one case number", number)
    partner.choose("Are they a victim in this case?", "No")
    partner.choose(WHEN, ORDINARY)


def day(person: Person, field: str, said: str) -> None:
    boxes = person.page.locator(f"input[name={field}]")
    for place, words in enumerate(said.split()):
        boxes.nth(place).fill(words)


def test_a_solicitor_refers_and_follows(chromium: Chromium, served: Served) -> None:
    noor = at_work(chromium, served.public, "noor@example.org")
    refer(noor, "Jo Harmon", "not an address", "T20267012")
    noor.press("Send the referral")
    assert "Enter your client's name as the court writes it" in noor.problems
    noor.type("Your client", "Sky Marsh")
    noor.type("One way to reach them", "jo.harmon@example.org")
    noor.press("Send the referral")
    assert "Received. Your reference is" in noor.done
    noor.open("/referred")
    noor.follow("Jo Harmon")
    noor.press("Required")
    assert "Told us: required" in noor.done
    assert "Defence of Sky Marsh" in noor.words


def test_a_unit_officer_refers_and_reports_a_date(chromium: Chromium, served: Served) -> None:
    bea = at_work(chromium, served.staff, "bea@example.org")
    refer(bea, "Ada Quist", "07700 900302", "T20267013")
    bea.press("Send the referral")
    assert "Received. Your reference is" in bea.done
    bea.open("/referred")
    bea.follow("Ada Quist")
    bea.follow("A new date at court")
    bea.page.get_by_label("Which court?").select_option(label="Harrow Crown Court")
    bea.choose("How is it listed?", "A fixture: it has its day")
    day(bea, "starts_on", "9 11 2026")
    bea.press("Report the date")
    assert "The date is reported." in bea.done
    bea.open("/to-tell")
    row = bea.page.locator("tr").filter(has_text="Ada Quist").first
    assert "Monday 9 November 2026, Harrow Crown Court" in row.inner_text()
    row.get_by_role("button", name="Told").click()
    assert "Noted as told" in bea.done
    assert not chromium.complaints


def test_a_sentence_leads_to_the_victim_contact_scheme_which_accepts(
    chromium: Chromium, served: Served
) -> None:
    bea = at_work(chromium, served.staff, "bea@example.org")
    bea.open("/referred")
    bea.follow("Sam Carter")
    bea.follow("How the case ended")
    bea.choose("How did the case end?", "Convicted")
    day(bea, "decided_on", "11 9 2026")
    bea.choose("If convicted: what kind of offence?", "Violent")
    bea.choose("If sentence was passed: what was it?", "Imprisonment")
    bea.type("Length in months, for imprisonment, detention or a suspended sentence", "24")
    bea.press("Tell the caseworker")
    asha = at_work(chromium, served.staff, "asha@example.org")
    asha.open("/day")
    asha.follow("Sam Carter")
    asha.follow("At court")
    asha.follow("Handovers")
    asha.follow(SCHEME)
    asha.page.locator("#tick_name").check()
    asha.page.locator("input[name=word]").fill(WORD)
    asha.choose("Did they agree?", "Yes, to each thing ticked and to nothing else")
    asha.press("Offer the handover")
    link = asha.page.get_by_text("/open/").first.inner_text().split()[-1]
    accept(chromium, served, link[link.index("/open/") :])
    asha.follow("At court")
    asha.follow("Handovers")
    assert "Accepted" in asha.words
    assert not chromium.complaints


def accept(chromium: Chromium, served: Served, link: str) -> None:
    """The scheme opens the link on a phone, accepts, and only then meets a name."""
    scheme = Person(chromium.page(Width.PHONE), served.public, "")
    scheme.page.goto(f"{served.public}{link}")
    scheme.page.get_by_label("What is your word or number?").fill(WORD)
    scheme.press("Open")
    assert "Sam" not in scheme.words
    scheme.choose("Can you take this?", "We accept: we expect them")
    scheme.type("Your name", "Lou Marsh")
    scheme.press("Send the answer")
    scheme.open("/handover")
    assert "Sam Carter" in scheme.words


def test_a_leader_has_somebody_cover_and_the_day_goes_on(
    chromium: Chromium, served: Served
) -> None:
    imani = at_work(chromium, served.staff, "imani@example.org")
    imani.open("/team")
    imani.follow("Cover for Meera Shah")
    imani.clicks = 1
    imani.page.locator("input[name=colleague]").first.check()
    imani.press("Arrange cover")
    assert "Omar" not in imani.page.content()
    imani.open("/team")
    away = imani.page.locator("tr").filter(has_text="Meera Shah").first.inner_text()
    assert "Away" in away
    found = []
    for name in ("asha", "daniel", "tomas", "gwen"):
        colleague = at_work(chromium, served.staff, f"{name}@example.org")
        colleague.open("/day")
        found += [name] if "Omar Haddad" in colleague.words else []
    assert len(found) == 1
    assert not {"asha", "daniel"} & {*found}
    assert not chromium.complaints
