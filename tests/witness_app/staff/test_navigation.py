"""Where in the navigation somebody is."""

from witness_app.staff.navigation import Place

DAY = Place("My day", "day.show", frozenset({"witnesses"}))


def test_a_place_is_marked_on_its_own_pages_and_on_those_it_leads_to() -> None:
    assert DAY.is_here("day")
    assert DAY.is_here("witnesses")
    assert not DAY.is_here("courts")
    assert not DAY.is_here(None)
