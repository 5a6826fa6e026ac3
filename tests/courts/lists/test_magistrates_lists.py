"""The magistrates' standard list: which file is one, what is read of it, and whose name is kept."""

import json
from datetime import UTC, date, datetime, time
from uuid import UUID

import pytest
from sqlalchemy import select

from courts.cases.models import Defendant
from courts.cases.queries import parties
from courts.hearings.queries import hearings_of_case
from courts.hearings.rules import Certainty, HearingKind
from courts.lists.magistrates_standard import court_name
from courts.lists.models import ListImportRow
from courts.lists.reading import read_list
from courts.lists.rules import CourtAsListed, CourtList, DocumentType, ListRefused, payload_of
from tests.builders.courts import CourtDetails, a_court
from tests.builders.lists import (
    Accused,
    Json,
    MagistratesListed,
    a_magistrates_standard_list,
    as_file,
)
from tests.courts.lists.desk import Desk
from tests.moment import NOW
from tests.world import World

RECEIVED = datetime(2026, 10, 7, 16, tzinfo=UTC)
PUBLISHED = datetime(2026, 10, 7, 15, tzinfo=UTC)
TEN_O_CLOCK = datetime(2026, 10, 8, 9, tzinfo=UTC)
THURSDAY = date(2026, 10, 8)
URN, REFERENCE = "01AB1234526", "26/2570/000123W"
REED, KHAN = Accused("Jordan Lee Reed"), Accused("Ali Khan")
CASE = MagistratesListed(URN, [REED])


def a_list(
    *cases: MagistratesListed, court: str = "HENDON", published: datetime = PUBLISHED
) -> Json:
    return a_magistrates_standard_list(TEN_O_CLOCK, published, cases or (CASE,), court=court)


def read(court_list: Json) -> CourtList:
    return read_list(as_file(court_list), RECEIVED)


def hearing_of(court_list: Json) -> Json:
    session = court_list["courtLists"][0]["courtHouse"]["courtRoom"][0]["session"][0]
    hearing: Json = session["sittings"][0]["hearing"][0]
    return hearing


def accused_in(court_list: Json) -> Json:
    accused: Json = hearing_of(court_list)["case"][0]["party"][0]
    return accused


def test_a_standard_list_says_day_time_room_and_court() -> None:
    found = read(a_list())
    (row,) = found.rows
    assert found.document_type is DocumentType.MAGISTRATES_STANDARD
    assert (found.published_at, found.starts_on, found.ends_on) == (PUBLISHED, THURSDAY, None)
    assert (row.starts_on, row.starts_at_time, row.courtroom) == (THURSDAY, time(10), "1")
    assert row.court == found.court == CourtAsListed(None, "HENDON Magistrates' Court")
    assert (row.kind, row.certainty) == (HearingKind.TRIAL, Certainty.FIXTURE)
    assert (row.case_numbers, row.defendants) == ((URN,), ("Jordan Lee Reed",))
    assert row.place == "/courtLists/0/courtHouse/courtRoom/0/session/0/sittings/0/hearing/0/case/0"


def test_a_sitting_is_at_londons_time_in_winter_and_summer() -> None:
    winter = MagistratesListed(URN, starts_at=datetime(2026, 12, 8, 14, tzinfo=UTC))
    late = MagistratesListed("01AB7654326", starts_at=datetime(2026, 10, 8, 23, 30, tzinfo=UTC))
    found = read(a_list(winter, late))
    assert [(row.starts_on, row.starts_at_time) for row in found.rows] == [
        (date(2026, 12, 8), time(14)),
        (date(2026, 10, 9), time(0, 30)),
    ]
    assert (found.starts_on, found.ends_on) == (date(2026, 10, 9), date(2026, 12, 8))


@pytest.mark.parametrize(
    ("listed", "name"),
    [
        ("HENDON", "HENDON Magistrates' Court"),
        ("Highbury Corner", "Highbury Corner Magistrates' Court"),
        ("Hendon Magistrates' Court", "Hendon Magistrates' Court"),
        ("HENDON MC", "HENDON MC"),
        ("Aldershot Justice Centre", "Aldershot Justice Centre"),
        ("B01KR00", "B01KR00"),
    ],
)
def test_a_bare_place_is_the_magistrates_court_of_that_place(listed: str, name: str) -> None:
    assert court_name(listed) == name


@pytest.mark.parametrize(
    ("printed", "room"), [("Courtroom 12", "12"), ("Court 3", "3"), ("Annexe", "Annexe")]
)
def test_a_courtroom_is_kept_without_the_word(printed: str, room: str) -> None:
    (row,) = read(a_list(MagistratesListed(URN, courtroom=printed))).rows
    assert row.courtroom == room


WITHHELD, SHOWN = ("Name withheld",), ("Terry Secret",)


@pytest.mark.parametrize(
    ("restricted", "panel", "age", "names"),
    [
        (False, "ADULT", 36, SHOWN),
        (False, "Adult", 18, SHOWN),
        (False, "ADULT", None, SHOWN),
        (True, "ADULT", 36, WITHHELD),
        ("no", "ADULT", 36, WITHHELD),
        (None, "ADULT", 36, WITHHELD),
        (False, "ADULT", 17, WITHHELD),
        (False, "YOUTH", 36, WITHHELD),
        (False, "CHILD", 15, WITHHELD),
        (False, None, 36, WITHHELD),
    ],
)
def test_a_name_is_kept_only_where_the_list_shows_it_plainly(
    restricted: object, panel: str | None, age: int | None, names: tuple[str, ...]
) -> None:
    case = MagistratesListed(
        URN, [Accused("Terry Secret")], restricted=restricted, panel=panel, age=age
    )
    found = read(a_list(case))
    assert [row.defendants for row in found.rows] == [names]
    assert ("Secret" in repr(found)) == (names == SHOWN)


def test_a_case_of_which_no_restriction_is_said_shows_its_names() -> None:
    court_list = a_list()
    del hearing_of(court_list)["case"][0]["reportingRestriction"]
    assert read(court_list).rows[0].defendants == ("Jordan Lee Reed",)
    hearing_of(court_list)["case"][0]["reportingRestrictionDetails"] = ["Invented"]
    assert read(court_list).rows[0].defendants == WITHHELD


@pytest.mark.parametrize(("born", "names"), [("2008-10-08", SHOWN), ("2008-10-09", WITHHELD)])
def test_without_an_age_the_date_of_birth_says_who_is_a_child(
    born: str, names: tuple[str, ...]
) -> None:
    court_list = a_list(MagistratesListed(URN, [Accused("Terry Secret")], age=None))
    accused_in(court_list)["individualDetails"]["dateOfBirth"] = born
    assert read(court_list).rows[0].defendants == names


def test_a_restriction_on_an_offence_withholds_that_defendants_name_alone() -> None:
    court_list = a_list(MagistratesListed(URN, [Accused("Terry Secret"), KHAN]))
    accused_in(court_list)["offence"][0]["reportingRestriction"] = True
    assert read(court_list).rows[0].defendants == ("Name withheld", "Ali Khan")


@pytest.mark.parametrize("first", [True, False])
def test_a_restriction_said_once_in_the_list_holds_for_every_row_of_the_case(first: bool) -> None:  # noqa: FBT001 - a case of the table
    again = MagistratesListed("01ab 1234526", [Accused("Terry Secret")], hearing="Sentence")
    restricted = MagistratesListed(URN, [Accused("Terry Secret"), KHAN], restricted=True)
    cases = (restricted, again) if first else (again, restricted)
    found = read(a_list(*cases))
    assert sorted(row.defendants for row in found.rows) == [WITHHELD, WITHHELD * 2]


def test_two_withheld_defendants_stay_two_when_their_rows_are_joined() -> None:
    both = MagistratesListed(URN, [REED, KHAN], restricted=True)
    (row,) = read(a_list(both, both)).rows
    assert row.defendants == WITHHELD * 2


def test_a_company_is_named_without_an_age() -> None:
    court_list = a_list()
    accused = accused_in(court_list)
    del accused["individualDetails"]
    accused["organisationDetails"] = {"organisationName": "Invented Haulage Ltd"}
    assert read(court_list).rows[0].defendants == ("Invented Haulage Ltd",)


def test_only_the_name_and_number_of_a_defendant_are_read_and_no_other_partys() -> None:
    court_list = a_list()
    accused = dict(accused_in(court_list), partyRole="RESPONDENT")
    hearing_of(court_list)["case"][0]["party"].append(accused)
    kept = json.dumps(payload_of(read(court_list).rows[0]))
    assert kept.count("Reed") == 1
    for private in ("Invented", "1990", "ASN9999", "PNC9999", "E99", "ffence", "Marlowe"):
        assert private not in kept


def test_an_application_is_a_row_that_names_nobody() -> None:
    court_list = a_list()
    hearing = hearing_of(court_list)
    party = dict(accused_in(court_list), partyRole="APPLICANT", subject=True)
    hearing["application"] = [
        {"applicationReference": "AppRef1", "applicationType": "Bail", "party": [party]}
    ]
    row = read(court_list).rows[1]
    assert (row.description, row.case_numbers, row.defendants) == (
        "Application: Bail",
        ("AppRef1",),
        (),
    )


@pytest.mark.parametrize(
    ("change", "place", "words"),
    [
        ({"case": [{"caseUrn": None}]}, "hearing/0/case/0/caseUrn", "caseUrn is missing."),
        ({"case": [{"caseUrn": 7}]}, "hearing/0/case/0/caseUrn", "caseUrn should be text."),
        ({"case": ["x"]}, "hearing/0/case/0", "a group of named values"),
        ({"case": "x"}, "hearing/0/case", "case should be a list."),
        ({"panel": ["ADULT"]}, "hearing/0/panel", "panel should be text."),
        ({"application": [{}]}, "application/0/applicationReference", "is missing"),
    ],
)
def test_a_bad_case_is_a_problem_with_its_place_and_the_rest_is_read(
    change: Json, place: str, words: str
) -> None:
    court_list = a_list(CASE, MagistratesListed("01AB7654326"))
    hearing_of(court_list).update(change)
    found = read(court_list)
    assert ("01AB7654326",) in [row.case_numbers for row in found.rows]
    (problem,) = found.problems
    assert problem.place.endswith(place)
    assert words in problem.text


@pytest.mark.parametrize(
    ("where", "value", "words"),
    [
        ("sittingStart", "ten o'clock", "sittingStart should be a date and time"),
        ("sittingStart", None, "sittingStart is missing."),
        ("hearing", {}, "hearing should be a list."),
    ],
)
def test_a_bad_sitting_leaves_the_others(where: str, value: object, words: str) -> None:
    court_list = a_list(CASE, MagistratesListed("01AB7654326"))
    rooms = court_list["courtLists"][0]["courtHouse"]["courtRoom"]
    rooms[0]["session"][0]["sittings"][0][where] = value
    found = read(court_list)
    assert [row.case_numbers for row in found.rows] == [("01AB7654326",)]
    assert words in found.problems[0].text


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"document": {}}, "publicationDate is missing. (at /document/publicationDate)"),
        ({"document": {"publicationDate": "today"}}, "publicationDate should be a date"),
        ({"document": {"publicationDate": "2026-10-07T18:00:00Z"}}, "still to come"),
        ({"document": None}, "not a Crown Court daily or warned list"),
        ({"courtLists": {"a": 1}}, "courtLists should be a list"),
        ({"courtLists": [{"courtHouse": {"courtRoom": []}}]}, "names no court"),
        ({"DailyList": {}}, "not a Crown Court daily or warned list"),
    ],
)
def test_a_list_without_what_every_row_needs_is_refused_whole(change: Json, words: str) -> None:
    with pytest.raises(ListRefused) as refused:
        read({**a_list(), **change})
    assert words in str(refused.value)


@pytest.fixture
def hendon(world: World) -> UUID:
    with world.owner() as owner:
        court = a_court(owner, CourtDetails("Hendon Magistrates' Court"))
        court.ou_code = "B01HQ00"
        owner.commit()
        return court.id


@pytest.mark.parametrize("listed", ["HENDON", "Hendon Magistrates' Court", "B01HQ00"])
def test_a_court_is_found_by_place_name_or_unit_code(desk: Desk, hendon: UUID, listed: str) -> None:
    assert desk.take_in(a_list(court=listed, published=NOW)) == "1 new"
    (hearing,) = hearings_of_case(desk.session, desk.case(URN).id)
    assert (hearing.court_id, hearing.listing.starts_on) == (hendon, THURSDAY)
    assert desk.session.scalars(select(Defendant.name)).all() == ["Jordan Lee Reed"]


@pytest.mark.usefixtures("hendon")
def test_a_unit_code_that_two_courts_have_is_neither(desk: Desk, world: World) -> None:
    with world.owner() as owner:
        a_court(owner, CourtDetails("Willesden Magistrates' Court")).ou_code = "B01HQ00"
        owner.commit()
    import_id = desk.preview(a_list(court="B01HQ00", published=NOW))
    assert desk.counts(import_id) == "1 held"


@pytest.mark.usefixtures("hendon")
def test_numbers_are_checked_and_wrong_ones_are_unreadable(desk: Desk) -> None:
    cases = [
        MagistratesListed("26/2570/000123A", [KHAN]),
        MagistratesListed(REFERENCE, [KHAN]),
        MagistratesListed("45684548"),
        CASE,
    ]
    import_id = desk.preview(a_list(*cases, published=NOW))
    assert desk.counts(import_id) == "2 new, 2 unreadable"
    desk.apply(import_id)
    assert desk.case(REFERENCE).title == "R v Ali Khan"
    problems = desk.session.scalars(select(ListImportRow.problem)).all()
    assert any("this one has 8" in problem for problem in problems)
    assert any("last letter" in problem for problem in problems)


@pytest.mark.usefixtures("hendon")
def test_a_withheld_defendant_is_a_party_without_a_name(desk: Desk) -> None:
    desk.take_in(a_list(MagistratesListed(URN, [REED, KHAN], restricted=True), published=NOW))
    found = [party.label for party in parties(desk.session, desk.case(URN).id)]
    assert found == ["Prosecution", "Defence of Name withheld", "Defence of Name withheld"]
    assert "Reed" not in repr(desk.session.scalars(select(ListImportRow.payload)).all())
