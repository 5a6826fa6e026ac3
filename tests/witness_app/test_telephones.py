"""How pages write telephone numbers."""

import pytest

from witness_app.site.telephones import as_dialled


@pytest.mark.parametrize(
    ("kept", "shown"),
    [
        ("+447700900219", "07700 900219"),
        ("+442079460123", "020 7946 0123"),
        ("+33123456789", "+33123456789"),
        ("ada@example.org", "ada@example.org"),
        ("", ""),
    ],
)
def test_a_number_is_shown_as_people_here_write_it(kept: str, shown: str) -> None:
    assert as_dialled(kept) == shown
