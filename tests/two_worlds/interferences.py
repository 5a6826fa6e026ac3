"""The four things that one side does and another may meet, each by its name and met by one test.

The plays excuse none of them: two worlds are compared byte for byte, so a fifth is a difference.
Where one of the four is bound to happen, its own test sees that nothing but its disguise shows.
"""

from types import MappingProxyType

ADMITTED = MappingProxyType(
    {
        "a place in a slot taken by anyone": (
            "tests/scheduling/visits/test_actions.py",
            "test_all_places_taken_reads_the_same_whoever_took_them",
        ),
        "a conflict found": (
            "tests/ethical_walls/test_groups_and_intake.py",
            "test_somebody_of_the_other_side_is_never_proposed_and_none_looks_like_none_free",
        ),
        "a caseworker busy": (
            "tests/scheduling/visits/test_actions.py",
            "test_a_caseworker_is_not_in_two_places",
        ),
        "a shared number found": (
            "tests/ethical_walls/test_what_carriers_say.py",
            "test_a_number_that_two_sides_hold_is_the_conflicts_officers_alone",
        ),
    }
)
