"""The stations near a court, in minutes on foot."""

import pytest

from witness_app.site.stations import heading, on_foot


@pytest.mark.parametrize(
    ("register", "head", "said"),
    [
        (
            "Snaresbrook, 290 m; Wanstead, 980 m",
            "Nearest stations",
            "Snaresbrook (4 minutes\u2019 walk), Wanstead (13 minutes\u2019 walk)",
        ),
        ("Bank, 80 m", "Nearest station", "Bank (1 minute\u2019s walk)"),
        ("Ask at the door", "Nearest station", "Ask at the door"),
    ],
)
def test_metres_are_said_as_minutes_on_foot(register: str, head: str, said: str) -> None:
    assert (heading(register), on_foot(register)) == (head, said)
