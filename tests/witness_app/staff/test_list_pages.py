"""The list operator's pages: upload, preview, say which building, apply, and hearings by hand."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
from flask import Flask

from courts.register.corrections import confirm_sitting
from courts.register.queries import court_by_slug
from courts.register.rules import Sitting
from ethical_walls.accounts.models import Role
from tests.builders.courts import the_register
from tests.builders.lists import (
    NOWHERE,
    Accused,
    Json,
    Listed,
    MagistratesListed,
    a_crown_daily_list,
    a_crown_warned_list,
    a_magistrates_standard_list,
    as_file,
)
from tests.moment import NOW
from tests.staff_client import Page, StaffClient
from tests.staff_site import PASSWORD, a_staff_site, let_in
from tests.world import TestDatabase, World
from witness_app.clock import FixedClock

THURSDAY, MONDAY = date(2026, 10, 8), date(2026, 10, 12)
PERIOD = (date(2026, 10, 5), date(2026, 10, 16))
REED = Accused("Jordan Reed", urn="01AB1234526")
YESTERDAY = NOW - timedelta(days=1)


@pytest.fixture
def site(database: TestDatabase, world: World, clock: FixedClock) -> Iterator[Flask]:
    with world.session(world.a_register_keeper()) as session:
        the_register(session)
        session.commit()
    with a_staff_site(database, clock) as made:
        yield made


@pytest.fixture
def operator(site: Flask, world: World) -> StaffClient:
    let_in(world, "lee@example.org", Role.LIST_OPERATOR, name="Lee Osei")
    client = StaffClient(site)
    client.sign_in("lee@example.org", PASSWORD)
    return client


def warned(*cases: Listed) -> Json:
    return a_crown_warned_list(PERIOD, YESTERDAY, cases)


def daily(*cases: Listed) -> Json:
    return a_crown_daily_list(THURSDAY, NOW, cases)


def fixture(day: date = THURSDAY) -> Listed:
    return Listed("T20267123", [REED], fixed_on=day)


def upload(operator: StaffClient, data: bytes, name: str = "list.json") -> Page:
    return operator.get("/lists").send("Preview the list", {"file": (data, name)})


def applied(operator: StaffClient, court_list: Json) -> Page:
    return upload(operator, as_file(court_list)).send("Apply 1 row")


def test_with_no_lists_the_page_says_how_to_start(operator: StaffClient) -> None:
    page = operator.get("/lists")
    assert page.heading == "Court lists"
    assert "No lists yet" in page.text


def test_a_list_is_previewed_counts_first_and_changes_nothing(operator: StaffClient) -> None:
    page = upload(operator, as_file(warned(fixture())))
    assert "1 new." in page.text
    assert "Nothing has been changed yet" in page.text
    (row,) = page.rows()
    assert row["Case"] == "T20267123, 01AB1234526 Jordan Reed"
    assert row["Was"] == "Not known"
    assert row["Will be"] == "Thursday 8 October 2026, Snaresbrook Crown Court"
    assert row["Change"] == "New"
    assert "No hearing is published" in operator.get("/hearings/find", {"number": "T20267123"}).text


def test_a_list_is_applied_by_one_press_and_leads_to_what_followed(operator: StaffClient) -> None:
    page = applied(operator, warned(fixture()))
    assert "1 hearing is new or changed" in page.done
    hearing = page.follow("Trial")
    assert hearing.heading == "Trial"
    assert "Thursday 8 October 2026, Snaresbrook Crown Court" in hearing.text
    assert "Prosecution, Defence of Jordan Reed" in hearing.text


def test_a_move_is_shown_as_was_and_will_be(operator: StaffClient) -> None:
    applied(operator, warned(fixture(MONDAY)))
    page = upload(operator, as_file(daily(Listed("T20267123", [REED], courtroom=4))))
    assert "1 moved." in page.text
    (row,) = page.rows()
    assert row["Was"] == "Monday 12 October 2026, Snaresbrook Crown Court"
    assert row["Will be"] == "Thursday 8 October 2026, 10am, court 4, Snaresbrook Crown Court"


def test_the_same_file_again_says_when_it_was_applied(operator: StaffClient) -> None:
    data = as_file(warned(fixture()))
    upload(operator, data).send("Apply 1 row")
    page = upload(operator, data, "renamed.json")
    assert "already applied on Monday 14 September 2026, 9am" in page.text
    assert "Nothing was changed" in page.text


def test_a_second_press_on_apply_says_so(operator: StaffClient) -> None:
    preview = upload(operator, as_file(warned(fixture())))
    preview.send("Apply 1 row")
    assert "already applied" in preview.send("Apply 1 row").text


def test_a_preview_no_longer_true_is_shown_anew_and_not_applied(operator: StaffClient) -> None:
    preview = upload(operator, as_file(daily(Listed("T20267123", [REED]))))
    applied(operator, warned(fixture(MONDAY)))
    again = preview.send("Apply 1 row")
    assert "nothing was applied" in again.text
    assert [row["Change"] for row in again.rows()] == ["Moved"]
    assert "1 hearing is new or changed" in again.send("Apply 1 row").done


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"%PDF-1.7", "not valid JSON"),
        (b'{"FirmList": {}}', "not a Crown Court daily or warned list"),
        (b"", "This file is empty"),
    ],
)
def test_a_file_that_is_no_list_is_refused_beside_the_field(
    operator: StaffClient, data: bytes, words: str
) -> None:
    page = upload(operator, data)
    assert page.status == 422
    assert any(words in problem for problem in page.problems)
    assert "No lists yet" in page.text


def test_no_file_is_said_beside_the_field(operator: StaffClient) -> None:
    page = operator.get("/lists").send("Preview the list")
    assert (page.status, page.problems) == (422, ["Choose a court list"])


def test_a_file_larger_than_any_list_is_refused(operator: StaffClient) -> None:
    answer = operator.raw.post(
        "/lists", data=b" " * 9_000_000, content_type="multipart/form-data; boundary=x"
    )
    assert answer.status_code == 413
    assert "The file is too large" in answer.get_data(as_text=True)


def test_an_unknown_court_is_asked_about_and_the_answer_applies_its_rows(
    operator: StaffClient,
) -> None:
    page = upload(operator, as_file(daily(Listed("T20267123", [REED], court=NOWHERE))))
    assert "1 held." in page.text
    assert "The Assembly Rooms, Little Puddle (code 9999)" in page.text
    building = option(page, "Wood Green Crown Court")
    placed = page.send(f"Save for {NOWHERE.name}", {"court_id": building})
    assert "was placed" in placed.done
    (row,) = placed.rows()
    assert row["Will be"].endswith("Wood Green Crown Court")
    assert "1 hearing is new" in placed.send("Apply 1 row").done


def option(page: Page, name: str) -> str:
    (found,) = [o for o in page.soup.find_all("option") if o.get_text(strip=True) == name]
    return str(found["value"])


def test_no_building_or_one_that_hears_no_trials_is_said_beside_the_question(
    operator: StaffClient, world: World
) -> None:
    with world.session(world.a_register_keeper("Kim Okafor")) as keeper:
        court = court_by_slug(keeper, "wood-green-crown-court")
        assert court is not None
        confirm_sitting(keeper, court.court_id, Sitting.NOT_SITTING, "Rang the court", now=NOW)
        keeper.commit()
    page = upload(operator, as_file(daily(Listed("T20267123", [REED], court=NOWHERE))))
    button = f"Save for {NOWHERE.name}"
    missing = page.send(button)
    assert (missing.status, missing.problems) == (422, ["Choose the building"])
    assert missing.send(button, {"court_id": "nonsense"}).status == 422
    shut = page.send(button, {"court_id": option(page, "Wood Green Crown Court")})
    assert shut.status == 422
    assert "no trials are heard here now" in shut.problems[0]


def test_a_magistrates_list_is_previewed_and_applied_with_names_withheld(
    operator: StaffClient,
) -> None:
    ten = datetime(2026, 10, 8, 9, tzinfo=UTC)
    restricted = MagistratesListed("01AB1234526", [REED], restricted=True)
    court_list = a_magistrates_standard_list(ten, NOW, [restricted], court="BROMLEY")
    page = upload(operator, as_file(court_list))
    assert page.heading == "Magistrates' court standard list for Thursday 8 October 2026"
    (row,) = page.rows()
    assert row["Case"] == "01AB1234526 Name withheld"
    assert row["Will be"] == "Thursday 8 October 2026, 10am, court 1, Bromley Magistrates' Court"
    assert "1 hearing is new or changed" in page.send("Apply 1 row").done


def test_an_unreadable_row_is_shown_with_its_place(operator: StaffClient) -> None:
    page = upload(operator, as_file(daily(Listed("T2026712", [REED]), fixture())))
    assert "1 new, 1 unreadable." in page.text
    (row,) = page.follow("Cannot be read").rows()
    assert "7 digits after the letter" in row["What is wrong"]
    place = row["Place in the file"].replace(" ", "")  # it may break after each slash
    assert place == "/DailyList/CourtLists/0/Sittings/0/Hearings/0"


def test_long_lists_are_read_page_after_page(operator: StaffClient) -> None:
    cases = [Listed(f"T2026{number:04}", [REED], fixed_on=THURSDAY) for number in range(120)]
    page = upload(operator, as_file(warned(*cases)))
    seen = page.rows()
    while page.soup.find("a", rel="next"):
        page = page.follow("Next page")
        seen += page.rows()
    assert len({row["Case"] for row in seen}) == len(seen) == 120


def test_a_list_or_hearing_that_is_not_there_is_not_found(operator: StaffClient) -> None:
    nowhere = "00000000-0000-4000-8000-000000000000"
    for path in (f"/lists/{nowhere}", f"/hearings/{nowhere}", f"/hearings/{nowhere}/vacate"):
        assert operator.get(path).status == 404


def test_a_caseworker_finds_no_list_pages(site: Flask, world: World) -> None:
    let_in(world, "priya@example.org", Role.CASEWORKER)
    client = StaffClient(site)
    client.sign_in("priya@example.org", PASSWORD)
    for path in ("/lists", "/hearings/find", "/hearings/record"):
        assert client.get(path).status == 404


def found_hearing(operator: StaffClient) -> Page:
    return operator.get("/hearings/find", {"number": "T20267123"}).follow("Trial")


VACATED = {"reason": "defence_not_ready", "decided_on": ["14", "9", "2026"]}


def test_a_hearing_is_vacated_with_its_reason(operator: StaffClient) -> None:
    applied(operator, warned(fixture()))
    form = found_hearing(operator).follow("Record that it was vacated")
    done = form.send("Record as vacated", VACATED)
    assert "recorded as vacated" in done.done
    assert "The defence was not ready" in done.text
    assert "Was listed for" in done.text
    again = form.send("Record as vacated", VACATED)
    assert "changed while you were looking" in again.text


@pytest.mark.parametrize(
    ("values", "problem"),
    [
        ({"reason": []}, "Say why it was vacated"),
        ({"decided_on": ["", "", ""]}, "Enter the day the court decided this"),
        ({"decided_on": ["31", "9", "2026"]}, "Enter a real day"),
        ({"decided_on": ["15", "9", "2026"]}, "still to come"),
        ({"decided_on": ["1", "9", "2026"]}, "still shows this hearing"),
    ],
)
def test_a_wrong_answer_is_said_beside_its_field_and_vacates_nothing(
    operator: StaffClient, values: dict[str, list[str]], problem: str
) -> None:
    applied(operator, warned(fixture()))
    form = found_hearing(operator).follow("Record that it was vacated")
    page = form.send("Record as vacated", VACATED | values)
    assert page.status == 422
    assert any(problem in said for said in page.problems)
    assert "Was listed for" not in found_hearing(operator).text


def hearing_form(page: Page, **changed: object) -> dict[str, object]:
    return {
        "number": "t2026 7123",
        "defendants": "Jordan Reed\nAli Khan",
        "court_id": option(page, "Snaresbrook Crown Court"),
        "certainty": "fixture",
        "starts_on": ["8", "10", "2026"],
        "at_time": "10:30",
        "courtroom": "5",
        **changed,
    }


def test_a_hearing_is_recorded_by_hand(operator: StaffClient) -> None:
    form = operator.get("/lists").follow("Record one hearing")
    page = form.send("Record the hearing", hearing_form(form))  # type: ignore[arg-type]
    assert page.done.startswith("Done The hearing was recorded")
    assert "Thursday 8 October 2026, 10:30am, court 5, Snaresbrook Crown Court" in page.text
    assert "Defence of Ali Khan" in page.text
    again = form.send("Record the hearing", hearing_form(form))  # type: ignore[arg-type]
    assert "was known already" in again.text


@pytest.mark.parametrize(
    ("changed", "problem"),
    [
        ({"number": "T2026712"}, "7 digits after the letter"),
        ({"defendants": "  "}, "Enter the defendants"),
        ({"court_id": ""}, "Choose the building"),
        ({"starts_on": ["8", "10", "2025"]}, "has passed"),
        ({"certainty": "warned_list"}, "last day of the warned list"),
        ({"ends_on": ["1", "10", "2026"]}, "The last day is before the first"),
        ({"at_time": "half ten"}, "Enter a time like"),
        ({"starts_on": ["x", "y", "z"]}, "Enter a real day"),
    ],
)
def test_a_mistake_is_said_and_what_was_typed_is_kept(
    operator: StaffClient, changed: dict[str, object], problem: str
) -> None:
    form = operator.get("/hearings/record")
    page = form.send("Record the hearing", hearing_form(form, **changed))  # type: ignore[arg-type]
    assert page.status == 422
    assert any(problem in said for said in page.problems), page.problems
    assert page.value_of("courtroom") == "5"


@pytest.mark.parametrize(
    ("day", "asked"),
    [
        (["28", "2", "2027"], "28 February 2027 is a Sunday. Is that right?"),
        (["25", "12", "2026"], "25 December 2026 is a bank holiday. Is that right?"),
    ],
)
def test_a_day_on_which_no_court_sits_is_asked_about_once_and_kept(
    operator: StaffClient, day: list[str], asked: str
) -> None:
    form = operator.get("/hearings/record")
    page = form.send("Record the hearing", hearing_form(form, starts_on=day))  # type: ignore[arg-type]
    assert page.problems == [asked]
    assert page.value_of("courtroom") == "5"
    iso = f"{day[2]}-{day[1]:0>2}-{day[0]:0>2}"
    done = page.send("Record the hearing", {"day_is_right": [iso]})
    assert done.done.startswith("Done The hearing was recorded")


def test_a_wrong_number_to_find_is_said_beside_the_field(operator: StaffClient) -> None:
    page = operator.get("/hearings/find", {"number": "01AB12345"})
    assert page.status == 422
    assert any("this one has 9" in said for said in page.problems)
    assert page.value_of("number") == "01AB12345"
