"""The register's own files: every row can be read, names something that is there, and is sure."""

from collections import Counter

from courts.register import published
from courts.register.rules import CourtStatus, Sitting, folded

SLUGS = {row["slug"] for row in published.courts()}


def test_every_row_of_every_file_names_a_court_that_is_there() -> None:
    named = {row["court"] for row in published.names()}
    named |= {row["court"] for row in published.contacts()}
    named |= {row["court"] for row in published.facilities()}
    named |= {row["parent"] for row in published.satellites()}
    named |= {row["host"] for row in published.satellites() if row["host"]}
    assert named - SLUGS == set()


def test_no_name_means_two_courts() -> None:
    names = [str(row["name"]) for row in published.courts() + published.names()]
    counted = Counter(folded(name) for name in names)
    assert [name for name, times in counted.items() if times > 1] == []


def test_no_satellite_has_the_name_of_a_court() -> None:
    names = {folded(str(row["name"])) for row in published.courts() + published.names()}
    venues = {folded(str(row["venue"])) for row in published.satellites()}
    assert len(venues) == 11
    assert names & venues == set()


def test_a_crown_code_means_one_open_court_of_london() -> None:
    codes = Counter(
        row["crown_code"]
        for row in published.courts()
        if row["crown_code"] and row["is_in_london"] and row["status"] is CourtStatus.OPEN
    )
    assert len(codes) == 10
    assert set(codes.values()) == {1}


def test_every_court_says_where_its_facts_come_from() -> None:
    assert all(row["source"] for row in published.courts())
    assert all(row["source"] and row["recorded_on"] for row in published.contacts())


def test_a_closed_court_is_never_said_to_sit() -> None:
    closed = [row for row in published.courts() if row["status"] is CourtStatus.CLOSED]
    assert {row["sitting"] for row in closed} == {Sitting.NOT_SITTING}


def test_prospero_house_and_its_like_are_no_courts_of_ours() -> None:
    hosts = {row["venue"]: row["host"] for row in published.satellites()}
    assert hosts["Prospero House"] == ""
    assert hosts["Harrow Crown Court sitting at Hendon MC"] == "hendon-magistrates-court"
