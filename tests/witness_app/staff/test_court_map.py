"""The small map of one court among the others, in dots and in words."""

import pytest

from courts.register.summaries import Place
from witness_app.staff.everyone.court_map import map_of, nearest_to, where_from_the_centre

SNARESBROOK = Place("snaresbrook", "Snaresbrook", 51.581017, 0.017284)
UXBRIDGE = Place("uxbridge", "Uxbridge", 51.549470, -0.481587)
CROYDON = Place("croydon", "Croydon", 51.373338, -0.092149)
BARRISTERS_WALK = Place("near", "Near", 51.581017, 0.020)
PLACES = (SNARESBROOK, UXBRIDGE, CROYDON, BARRISTERS_WALK)


@pytest.mark.parametrize(
    ("place", "words"),
    [
        (SNARESBROOK, "13 km north-east of Charing Cross"),
        (UXBRIDGE, "25 km west of Charing Cross"),
        (CROYDON, "15 km south of Charing Cross"),
    ],
)
def test_where_a_court_is_can_be_said(place: Place, words: str) -> None:
    assert where_from_the_centre(place) == words


def test_the_map_has_north_at_the_top_and_keeps_every_court_inside() -> None:
    drawn = map_of(SNARESBROOK, PLACES)
    assert len(drawn.others) == 3
    assert all(0 < dot.x < drawn.width and 0 < dot.y < drawn.height for dot in drawn.others)
    uxbridge, croydon, _ = drawn.others
    assert uxbridge.x < croydon.x < drawn.here.x
    assert drawn.here.y < uxbridge.y < croydon.y


def test_the_nearest_courts_come_nearest_first_with_their_distance() -> None:
    near = nearest_to(SNARESBROOK, (UXBRIDGE, CROYDON, BARRISTERS_WALK))
    assert [(court.slug, court.distance) for court in near] == [
        ("near", "200 m"),
        ("croydon", "24.3 km"),
        ("uxbridge", "34.7 km"),
    ]


def test_a_court_that_stands_alone_can_still_be_drawn() -> None:
    drawn = map_of(SNARESBROOK, (SNARESBROOK,))
    assert drawn.others == ()
    assert drawn.nearest == ()
