"""Sorting a table by an address."""

import pytest

from witness_app.site.tables import Direction, Sorting, read_sorting

KEYS = ["name", "borough"]


def sorting(**asked: str) -> Sorting:
    return read_sorting("/courts", asked, KEYS)


@pytest.mark.parametrize(
    ("asked", "key", "direction"),
    [
        ({}, "name", Direction.ASCENDING),
        ({"sort": "borough"}, "borough", Direction.ASCENDING),
        ({"sort": "borough", "direction": "descending"}, "borough", Direction.DESCENDING),
        ({"sort": "password"}, "name", Direction.ASCENDING),
        ({"sort": "borough", "direction": "sideways"}, "borough", Direction.ASCENDING),
    ],
)
def test_only_known_keys_and_directions_are_taken(
    asked: dict[str, str], key: str, direction: Direction
) -> None:
    read = sorting(**asked)
    assert (read.key, read.direction) == (key, direction)


def test_pressing_a_heading_sorts_by_it_and_pressing_again_turns_it_round() -> None:
    assert sorting().address_for("borough") == "/courts?sort=borough&direction=ascending"
    assert sorting().address_for("name") == "/courts?sort=name&direction=descending"


def test_a_filter_is_kept_and_the_place_in_the_pages_is_not() -> None:
    read = sorting(words="St Albans & more", after="xyz", empty="")
    assert read.address_for("name") == (
        "/courts?words=St+Albans+%26+more&sort=name&direction=descending"
    )


def test_a_heading_says_which_way_its_column_runs() -> None:
    read = sorting(sort="borough", direction="descending")
    assert [read.said_of(key) for key in KEYS] == ["none", "descending"]
