"""Lists are read into rows of one shape; what cannot be read says where it is and why."""

import json
from copy import deepcopy
from datetime import UTC, date, datetime, time
from typing import Any

import pytest

from courts.cases.rules import IdentifierNotRecognised
from courts.hearings.rules import Certainty, HearingKind
from courts.lists.json_parts import Part, PartUnreadable
from courts.lists.reading import read_list
from courts.lists.rules import (
    CourtAsListed,
    CourtList,
    ListRefused,
    counts_in_words,
    numbers_of,
    payload_of,
    row_of,
)
from tests.builders.lists import (
    NOWHERE,
    Accused,
    Json,
    Listed,
    a_crown_daily_list,
    a_crown_warned_list,
    as_file,
)

RECEIVED = datetime(2026, 10, 7, 16, tzinfo=UTC)
PUBLISHED = datetime(2026, 10, 7, 15, tzinfo=UTC)
THURSDAY = date(2026, 10, 8)
FORTNIGHT = (date(2026, 10, 12), date(2026, 10, 23))
REED = Accused("Jordan Lee Reed", urn="01AB1234526")
CASE = Listed("T20267123", [REED], courtroom=3)


def daily(*cases: Listed, published: datetime = PUBLISHED) -> Json:
    return a_crown_daily_list(THURSDAY, published, cases or (CASE,))


def warned(*cases: Listed) -> Json:
    return a_crown_warned_list(FORTNIGHT, PUBLISHED, cases)


def read(court_list: Json) -> CourtList:
    return read_list(as_file(court_list), RECEIVED)


def test_a_daily_list_says_day_time_room_and_building() -> None:
    (row,) = read(daily()).rows
    assert (row.starts_on, row.starts_at_time, row.courtroom) == (THURSDAY, time(10), "3")
    assert row.court == CourtAsListed(453, "Snaresbrook")
    assert (row.kind, row.certainty) == (HearingKind.TRIAL, Certainty.FIXTURE)
    assert (row.case_numbers, row.urns) == (("T20267123",), ("01AB1234526",))
    assert row.defendants == ("Jordan Lee Reed",)
    assert row.place == "/DailyList/CourtLists/0/Sittings/0/Hearings/0"


@pytest.mark.parametrize(
    ("priority", "description", "certainty", "courtroom"),
    [
        ("T", "Trial", Certainty.FIXTURE, "3"),
        ("F", "Trial", Certainty.FLOATER, None),
        ("R", "Trial", Certainty.BACKER, "3"),
        ("T", "Trial (Part Heard)", Certainty.PART_HEARD, "3"),
        ("Z", "Trial", Certainty.FIXTURE, "3"),
    ],
)
def test_the_sittings_priority_says_how_surely_a_trial_is_listed(
    priority: str, description: str, certainty: Certainty, courtroom: str | None
) -> None:
    case = Listed("T20267123", priority=priority, description=description, courtroom=3)
    (row,) = read(daily(case)).rows
    assert (row.certainty, row.courtroom) == (certainty, courtroom)


def test_a_warned_list_gives_a_day_to_fixtures_and_the_period_to_the_rest() -> None:
    fixed = Listed("T20260001", fixed_on=date(2026, 10, 14), until=date(2026, 10, 16))
    one_day = Listed("T20260002", fixed_on=date(2026, 10, 14), until=date(2026, 10, 14))
    floating = Listed("T20260003")
    rows = read(warned(fixed, one_day, floating)).rows
    assert [(row.certainty, row.starts_on, row.ends_on) for row in rows] == [
        (Certainty.FIXTURE, date(2026, 10, 14), date(2026, 10, 16)),
        (Certainty.FIXTURE, date(2026, 10, 14), None),
        (Certainty.WARNED_LIST, *FORTNIGHT),
    ]
    assert all(row.starts_at_time is None and row.courtroom is None for row in rows)


def test_a_withheld_name_is_never_read_and_the_masked_name_stands_for_it() -> None:
    masked = Listed("T20260001", [Accused("Terry Secret", masked_name="Defendant A")])
    unnamed = Listed("T20260002", [Accused("Terry Secret", masked_name="")])
    for court_list in (daily(masked, unnamed), warned(masked, unnamed)):
        read_rows = read(court_list).rows
        assert [row.defendants for row in read_rows] == [("Defendant A",), ("Name withheld",)]
        assert "Secret" not in repr(read(court_list))


def test_a_person_whose_masking_is_not_said_counts_as_masked() -> None:
    court_list = daily()
    del person_of(court_list)["IsMasked"]
    assert read(court_list).rows[0].defendants == ("Name withheld",)


def test_nothing_of_a_defendant_but_the_name_and_number_is_read() -> None:
    kept = json.dumps(payload_of(read(daily()).rows[0]))
    for private in ("Invented", "1990", "36", "A9999ZZ", "E99", "offence"):
        assert private not in kept


@pytest.mark.parametrize(
    ("written", "instant"),
    [
        ("2026-10-07T10:00:00", datetime(2026, 10, 7, 9, tzinfo=UTC)),
        ("2026-10-07T10:00:00Z", datetime(2026, 10, 7, 10, tzinfo=UTC)),
        ("2026-10-07T10:00:00.123+01:00", datetime(2026, 10, 7, 9, 0, 0, 123000, tzinfo=UTC)),
        ("2026-01-07T10:00:00", datetime(2026, 1, 7, 10, tzinfo=UTC)),
    ],
)
def test_a_published_time_without_a_zone_is_londons(written: str, instant: datetime) -> None:
    court_list = daily()
    court_list["DailyList"]["ListHeader"]["PublishedTime"] = written
    assert read(court_list).published_at == instant


def test_a_list_may_say_more_than_we_know() -> None:
    court_list = daily()
    court_list["Schema"] = "2.0"
    court_list["DailyList"]["ListHeader"]["Weather"] = {"Rain": ["yes"]}
    person_of(court_list)["Hobbies"] = None
    assert len(read(court_list).rows) == 1


def person_of(court_list: Json) -> Json:
    sitting = court_list["DailyList"]["CourtLists"][0]["Sittings"][0]
    found: Json = sitting["Hearings"][0]["Defendants"][0]["PersonalDetails"]
    return found


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "empty"),
        (b"  \n", "empty"),
        (b"\xff\xfe\x00", "not text"),
        (b"%PDF-1.7", "not valid JSON at line 1, character 1"),
        (b'{"DailyList": {}', "not valid JSON"),
        (b"[]", "not a Crown Court daily or warned list"),
        (b'"text"', "not a Crown Court daily or warned list"),
        (b'{"FirmList": {}}', "not a Crown Court daily or warned list"),
        (b'{"DailyList": {}, "WarnedList": {}}', "not a Crown Court daily or warned list"),
        (b'{"DailyList": {}}', "CourtLists is missing"),
        (b'{"DailyList": []}', "a group of named values"),
    ],
)
def test_a_file_that_is_no_list_is_refused_whole_with_one_sentence(data: bytes, words: str) -> None:
    with pytest.raises(ListRefused) as refused:
        read_list(data, RECEIVED)
    assert words in str(refused.value)


@pytest.mark.parametrize(
    ("data", "words"),
    [(b"[" * 200_000, "cannot be read"), (b" " * 8_000_001 + b"1", "larger than 8 MB")],
    ids=["nested without end", "too large"],
)
def test_a_file_made_to_exhaust_the_reader_is_refused(data: bytes, words: str) -> None:
    with pytest.raises(ListRefused, match=words):
        read_list(data, RECEIVED)


def with_(court_list: Json, at: list[str | int], value: object) -> Json:
    changed = deepcopy(court_list)
    here: Any = changed
    for step in at[:-1]:
        here = here[step]
    here[at[-1]] = value
    return changed


@pytest.mark.parametrize(
    ("at", "value", "words"),
    [
        (["CrownCourt", "CourtHouseType"], "County Court", "not a list of a criminal court"),
        (["CrownCourt", "CourtHouseCode"], "453", "CourtHouseCode should be a whole number"),
        (["CrownCourt", "CourtHouseCode"], True, "CourtHouseCode should be a whole number"),
        (["CrownCourt", "CourtHouseName"], "\x00", "characters no list has"),
        (["ListHeader", "StartDate"], "08/10/2026", "StartDate should be a date like"),
        (["ListHeader", "StartDate"], "1926-10-08", "too far away"),
        (["ListHeader", "EndDate"], "2026-10-07", "EndDate is before StartDate"),
        (["ListHeader", "PublishedTime"], "this morning", "PublishedTime should be a date"),
        (["ListHeader", "PublishedTime"], "2026-03-29T01:30:00", "PublishedTime should be a date"),
        (["ListHeader", "PublishedTime"], "2026-10-07T18:00:00", "still to come"),
        (["ListHeader"], None, "ListHeader is missing. (at /DailyList/ListHeader)"),
        (["DocumentID", "UniqueID"], "", "UniqueID is empty"),
        (["CourtLists"], {"a": 1}, "CourtLists should be a list"),
    ],
)
def test_a_list_without_what_every_row_needs_is_refused_whole(
    at: list[str | int], value: object, words: str
) -> None:
    with pytest.raises(ListRefused) as refused:
        read(with_(daily(), ["DailyList", *at], value))
    assert words in str(refused.value)


HEARING: list[str | int] = ["DailyList", "CourtLists", 0, "Sittings", 0, "Hearings", 0]


@pytest.mark.parametrize(
    ("at", "value", "place", "words"),
    [
        ([*HEARING, "CaseNumber"], None, "Hearings/0/CaseNumber", "CaseNumber is missing."),
        ([*HEARING, "CaseNumber"], 7, "Hearings/0/CaseNumber", "CaseNumber should be text."),
        ([*HEARING, "CaseNumber"], "T" * 600, "Hearings/0/CaseNumber", "too long"),
        ([*HEARING, "CaseNumber"], "T\ud8002026", "Hearings/0/CaseNumber", "characters no list"),
        ([*HEARING, "HearingDetails"], [], "Hearings/0/HearingDetails", "group of named values"),
        ([*HEARING, "Defendants"], "Reed", "Hearings/0/Defendants", "should be a list"),
        ([*HEARING], "trial", "Sittings/0/Hearings/0", "group of named values"),
        ([*HEARING[:-2], "SittingAt"], "ten", "Sittings/0/SittingAt", "should be a time like"),
        ([*HEARING[:-2], "CourtRoomNumber"], -1, "Sittings/0/CourtRoomNumber", "out of range"),
        ([*HEARING[:-4], "CourtHouse"], None, "CourtLists/0/CourtHouse", "CourtHouse is missing"),
    ],
)
def test_a_bad_row_is_a_problem_with_its_place_and_the_rest_is_read(
    at: list[str | int], value: object, place: str, words: str
) -> None:
    court_list = daily(CASE, Listed("T20269999"))
    found = read(with_(court_list, at, value))
    assert [row.case_numbers for row in found.rows] == [("T20269999",)]
    (problem,) = found.problems
    assert problem.place.endswith(place)
    assert words in problem.text


def test_a_bad_case_of_a_warned_list_leaves_the_others() -> None:
    court_list = warned(
        Listed("T20260001", fixed_on=THURSDAY), Listed("T20260002", fixed_on=THURSDAY), Listed("")
    )
    fixtures = court_list["WarnedList"]["CourtLists"][0]["WithFixedDate"]
    del fixtures[0]["Fixture"][0]["FixedDate"]
    found = read(court_list)
    assert [row.case_numbers for row in found.rows] == [("T20260002",)]
    assert [problem.text for problem in found.problems] == [
        "This hearing is listed with a fixed date but has none.",
        "CaseNumber is empty.",
    ]


def test_one_row_for_each_defendant_is_one_hearing_with_them_all() -> None:
    khan = Accused("Ali Khan", urn="01AB7654326")
    found = read(daily(CASE, Listed("T2026 7123", [khan]), Listed("T20267123", [REED])))
    (row,) = found.rows
    assert row.defendants == ("Jordan Lee Reed", "Ali Khan")
    assert row.urns == ("01AB1234526", "01AB7654326")
    assert not found.problems


def test_one_trial_on_two_days_in_one_list_is_a_contradiction_and_the_first_is_taken() -> None:
    found = read(
        warned(
            Listed("T20260001", fixed_on=date(2026, 10, 14)),
            Listed("T20260001", fixed_on=date(2026, 10, 15)),
        )
    )
    assert [row.starts_on for row in found.rows] == [date(2026, 10, 14)]
    assert "is listed twice in this file" in found.problems[0].text


def test_two_mentions_on_two_days_are_two_hearings() -> None:
    found = read(
        warned(
            Listed("T20260001", description="Mention", fixed_on=date(2026, 10, 14)),
            Listed("T20260001", description="Mention", fixed_on=date(2026, 10, 15)),
        )
    )
    assert len(found.rows) == 2
    assert not found.problems


def test_the_numbers_of_a_row_are_the_case_the_urns_and_the_linked_cases() -> None:
    case = Listed("T20260001", [REED, Accused("A B", urn="TestURN")], linked=["t2026 0002"])
    numbers = numbers_of(read(warned(case)).rows[0])
    assert numbers.listed_as.written == "T20260001"
    assert [each.written for each in numbers.together] == [
        "T20260001",
        "01AB1234526",
        "T20260002",
    ]
    assert numbers.left_out == ("TestURN",)


def test_a_row_whose_own_number_is_none_has_no_numbers() -> None:
    with pytest.raises(IdentifierNotRecognised, match="0011 is not a year"):
        numbers_of(read(daily(Listed("T00112233", [REED]))).rows[0])


def test_a_list_of_the_published_shape_with_invented_court_and_numbers_is_read() -> None:
    court_list = a_crown_warned_list(
        (date(2024, 1, 1), date(2024, 1, 2)),
        datetime(2024, 1, 1, 10, tzinfo=UTC).replace(tzinfo=None),
        [Listed("T00112233", [Accused("Test Person", urn="TestURN")], fixed_on=date(2024, 1, 1))],
        court=NOWHERE,
    )
    found = read(court_list)
    assert found.published_at == datetime(2024, 1, 1, 10, tzinfo=UTC)
    assert len(found.rows) == 1


@pytest.mark.parametrize("court_list", [daily(), warned(CASE, Listed("T20260002"))])
def test_a_row_kept_between_preview_and_apply_is_the_row_that_was_read(court_list: Json) -> None:
    for row in read(court_list).rows:
        assert row_of(json.loads(json.dumps(payload_of(row)))) == row


@pytest.mark.parametrize(
    ("counts", "words"),
    [
        ({}, "no hearings"),
        (
            {"new": 12, "moved": 3, "other_building": 1, "held": 2, "unreadable": 1},
            "12 new, 3 moved, 1 other building, 2 held, 1 unreadable",
        ),
        ({"same": 9_950, "new": 0}, "9,950 unchanged"),
    ],
)
def test_a_preview_opens_with_its_counts(counts: dict[str, int], words: str) -> None:
    assert counts_in_words(counts) == words


def test_a_place_in_the_file_is_a_json_pointer() -> None:
    with pytest.raises(PartUnreadable) as unreadable:
        Part("/a", {"b/c~d": 1}).text("b/c~d")
    assert unreadable.value.place == "/a/b~1c~0d"
