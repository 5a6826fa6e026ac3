"""The register's pages: to search, to read, and for those who keep it to confirm and correct."""

from collections.abc import Iterator

import pytest
from flask import Flask

from ethical_walls.accounts.models import Role
from tests.builders.courts import the_register
from tests.staff_client import Page, StaffClient
from tests.staff_site import PASSWORD, a_staff_site, let_in
from tests.world import TestDatabase, World
from witness_app.clock import FixedClock

HARROW = "/courts/harrow-crown-court"
SNARESBROOK = "/courts/snaresbrook-crown-court"
HOW = {"how_known": "Rang the court office"}


@pytest.fixture
def site(database: TestDatabase, world: World, clock: FixedClock) -> Iterator[Flask]:
    with world.session(world.a_register_keeper()) as session:
        the_register(session)
        session.commit()
    with a_staff_site(database, clock) as made:
        yield made


@pytest.fixture
def keeper(site: Flask, world: World) -> StaffClient:
    return signed_in(site, world, Role.REGISTER_KEEPER)


@pytest.fixture
def reader(site: Flask, world: World) -> StaffClient:
    return signed_in(site, world, Role.CASEWORKER)


def signed_in(site: Flask, world: World, role: Role) -> StaffClient:
    let_in(world, "kit@example.org", role, name="Kit Mensah")
    client = StaffClient(site)
    client.sign_in("kit@example.org", PASSWORD)
    return client


def names(page: Page) -> list[str]:
    return [row["Court"] for row in page.rows()]


def test_the_register_opens_with_the_open_courts_of_london(reader: StaffClient) -> None:
    page = reader.get("/courts")
    assert page.heading == "Courts"
    assert len(names(page)) == 27
    assert "27 courts in London, open" in page.text


def test_a_court_is_searched_for_and_read(reader: StaffClient) -> None:
    found = reader.get("/courts").send("Search", {"q": "tower ham"})
    assert names(found) == ["Thames Magistrates' Court"]
    assert found.value_of("q") == "tower ham"
    court = found.follow("Thames Magistrates' Court")
    assert court.heading == "Thames Magistrates' Court"
    assert "58 Bow Road" in court.text
    assert "Not checked since February 2021" in court.text


def test_a_slip_of_spelling_leads_to_the_court_that_was_meant(reader: StaffClient) -> None:
    found = reader.get("/courts", {"q": "snaresbruk"})
    assert "No court matches" in found.text
    assert names(found.follow("Snaresbrook Crown Court")) == ["Snaresbrook Crown Court"]


def test_every_court_can_be_reached_page_after_page(reader: StaffClient) -> None:
    page = reader.get("/courts", {"where": "anywhere", "which": "any"})
    seen = names(page)
    while page.soup.find("a", rel="next"):
        page = page.follow("Next page")
        seen += names(page)
    assert len(seen) == len(set(seen)) == 315


@pytest.mark.parametrize(
    "asked",
    [
        {"where": "the moon", "which": "all of them"},
        {"after": "no-such-court"},
        {"q": "", "where": ""},
    ],
)
def test_an_address_that_asks_for_nonsense_shows_what_is_usual(
    reader: StaffClient, asked: dict[str, str]
) -> None:
    assert len(names(reader.get("/courts", dict(asked)))) == 27


def test_a_search_that_goes_on_for_ever_is_cut_short(reader: StaffClient) -> None:
    assert "No court matches" in reader.get("/courts", {"q": "x" * 5000}).text


SAYS = (
    ("harrow-crown-court", "Visits are not offered here until somebody has confirmed"),
    ("harrow-crown-court", "that is Hendon Magistrates' Court"),
    ("hendon-magistrates-court", "Wood Green Crown Court has sat in this building"),
    ("southwark-crown-court", "Prospero House: not one of the courts here"),
    ("blackfriars-crown-court", "kept here so that old papers can be understood"),
    ("inner-london-crown-court", "Inner London Sessions House"),
    ("snaresbrook-crown-court", "That does not mean that they are not: ask the court"),
    ("snaresbrook-crown-court", "13 km north-east of Charing Cross"),
    ("snaresbrook-crown-court", "No windows of visits are entered for this court"),
    ("kingston-upon-hull-combined-court-centre", "Hull Crown Court"),
)


def test_a_court_says_what_is_known_and_how_sure_it_is(reader: StaffClient) -> None:
    silent = [one for one in SAYS if one[1] not in reader.get(f"/courts/{one[0]}").text]
    assert silent == []


def test_an_unknown_court_and_an_edit_one_may_not_make_are_the_same_absence(
    reader: StaffClient,
) -> None:
    unknown = reader.get("/courts/no-such-court")
    edits = [reader.get(f"{HARROW}/sitting"), reader.get(f"{HARROW}/closures/new")]
    assert {page.status for page in [unknown, *edits]} == {404}
    assert {page.text for page in edits} == {unknown.text}
    assert "Say whether it sits now" not in reader.get(HARROW).text


def test_a_court_confirmed_to_sit_says_who_found_out_and_when(keeper: StaffClient) -> None:
    form = keeper.get(HARROW).follow("Say whether it sits now")
    page = form.send("Save", {"sitting": "sitting", **HOW})
    assert page.done.startswith("Done Harrow Crown Court: sitting. Visits are offered here")
    assert "Checked on Monday 14 September 2026 by Kit Mensah" in page.text
    (change,) = [row for row in page.rows() if "Became" in row]
    assert (change["Was"], change["Became"]) == ("Not known", "Sitting")
    assert change["How we know"] == HOW["how_known"]


def test_where_witnesses_come_in_is_told_and_kept_for_the_next_edit(keeper: StaffClient) -> None:
    said = {"entrance": "The side door in Mill Lane", **HOW}
    page = keeper.get(f"{SNARESBROOK}/entrance").send("Save", said)
    assert "The side door in Mill Lane" in page.text
    again = keeper.get(f"{SNARESBROOK}/entrance")
    assert again.value_of("entrance") == "The side door in Mill Lane"


def test_a_contact_is_confirmed_corrected_and_ended(keeper: StaffClient) -> None:
    page = keeper.get(SNARESBROOK).follow("Confirm or correct 020 8530 0000")
    page = page.send("Save", {"what": "other", "value": "02079460001", **HOW})
    assert "020 7946 0001" in page.text
    page = page.follow("Confirm or correct 020 7946 0001").send("Save", {"what": "right", **HOW})
    assert page.done
    page = page.follow("Confirm or correct 020 7946 0001").send("Save", {"what": "ended", **HOW})
    assert "020 7946 0001" not in [row.get("Telephone or email") for row in page.rows()]


def test_a_contact_that_cannot_be_rung_is_refused_beside_its_field(keeper: StaffClient) -> None:
    form = keeper.get(SNARESBROOK).follow("Confirm or correct 020 8530 0000")
    page = form.send("Save", {"what": "other", "value": "ring them", **HOW})
    assert page.status == 422
    assert page.problems == ["Enter a telephone number, like 020 7192 2739"]
    assert page.value_of("value") == "ring them"
    assert page.value_of("how_known") == HOW["how_known"]


def test_a_correction_to_a_contact_that_is_there_is_refused(keeper: StaffClient) -> None:
    form = keeper.get(SNARESBROOK).follow("Confirm or correct 020 8530 0083")
    page = form.send("Save", {"what": "other", "value": "0300 332 1334", **HOW})
    assert page.problems == ["This court has this contact already: end the wrong one instead"]


def test_an_old_form_of_an_ended_contact_changes_nothing_and_says_so(keeper: StaffClient) -> None:
    form = keeper.get(SNARESBROOK).follow("Confirm or correct 020 8530 0000")
    form.send("Save", {"what": "ended", **HOW})
    page = form.send("Save", {"what": "right", **HOW})
    assert page.heading == "Snaresbrook Crown Court"
    assert "That contact is no longer in use" in page.text


def test_a_contact_is_added_once(keeper: StaffClient) -> None:
    said = {"purpose": "court_visits", "channel": "email", "value": "visits@example.org", **HOW}
    page = keeper.get(f"{SNARESBROOK}/contacts/new").send("Add the contact", said)
    assert "visits@ example.org" in page.text
    page = keeper.get(f"{SNARESBROOK}/contacts/new").send("Add the contact", said)
    assert page.problems == ["This court has this contact already: confirm that one instead"]


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        ("provided", "Step-free access Confirmed Monday 14 September 2026, by Kit Mensah"),
        ("on_request", "Step-free access Confirmed, on request Monday 14 September 2026"),
        ("refuted", "Step-free access Not there Monday 14 September 2026"),
    ],
)
def test_a_facility_is_confirmed_or_found_missing(
    keeper: StaffClient, answer: str, words: str
) -> None:
    form = keeper.get(SNARESBROOK).follow("Confirm step-free access")
    assert words in form.send("Save", {"answer": answer, **HOW}).text


def test_a_facility_that_there_is_no_word_for_is_absent(keeper: StaffClient) -> None:
    assert keeper.get(f"{SNARESBROOK}/facilities/swimming_pool").status == 404


def days(first: str, last: str) -> dict[str, list[str]]:
    return {"from_on": first.split(), "until_on": last.split()}


def test_a_closure_is_entered_shown_and_taken_back(keeper: StaffClient) -> None:
    said = {**days("5 10 2026", "9 10 2026"), "half": "am", "reason": "No heating"}
    page = keeper.get(f"{SNARESBROOK}/closures/new").send("Enter the closure", said)
    assert "Monday 5 October 2026 to Friday 9 October 2026 Mornings only No heating" in page.text
    page = page.follow("Take back").send("Take it back", HOW)
    assert "None entered from today on" in page.text
    assert len([row for row in page.rows() if row.get("What") == "Closure"]) == 2


@pytest.mark.parametrize(
    ("first", "last", "problem"),
    [
        ("9 10 2026", "5 10 2026", "The last day must not be before the first day"),
        ("1 9 2026", "11 9 2026", "The last day must not be in the past"),
        ("30 2 2026", "5 10 2026", "Enter a real date, like 8 10 2026"),
        ("  ", "5 10 2026", "Enter the first day"),
    ],
)
def test_days_that_cannot_be_are_refused_beside_their_field(
    keeper: StaffClient, first: str, last: str, problem: str
) -> None:
    typed = {"from_on": first.split(" "), "until_on": last.split(" ")}
    page = keeper.get(f"{SNARESBROOK}/closures/new").send(
        "Enter the closure", {**typed, "reason": "No heating"}
    )
    assert page.status == 422
    assert problem in page.problems
    assert page.value_of("reason") == "No heating"


def test_a_day_sent_in_one_piece_is_asked_for_again(keeper: StaffClient) -> None:
    typed = {"from_on": ["2026-10-05"], "until_on": ["9", "10", "2026", "9"], "reason": "x"}
    page = keeper.get(f"{SNARESBROOK}/closures/new").send("Enter the closure", typed)
    assert page.status == 422


def test_the_same_closure_twice_is_one_closure(keeper: StaffClient) -> None:
    said = {**days("5 10 2026", "5 10 2026"), "reason": "No heating"}
    form = keeper.get(f"{SNARESBROOK}/closures/new")
    form.send("Enter the closure", said)
    page = form.send("Enter the closure", said)
    assert page.problems == ["This closure is entered already"]


def test_an_edit_without_saying_how_one_knows_is_refused(keeper: StaffClient) -> None:
    page = keeper.get(f"{HARROW}/sitting").send("Save", {"how_known": ""})
    assert page.problems == ["Say whether it sits", "Say how you know"]


def test_no_page_of_the_register_names_a_closed_courts_contacts(reader: StaffClient) -> None:
    page = reader.get("/courts/blackfriars-crown-court")
    assert "None kept: the court is closed" in page.text
    assert "@" not in page.text


def test_the_map_leaves_out_what_only_a_mouse_could_find(reader: StaffClient) -> None:
    drawing = reader.get(SNARESBROOK).soup.find("svg", role="img")
    assert drawing is not None
    assert drawing.title is not None
    assert "13 km north-east" in drawing.title.get_text()
