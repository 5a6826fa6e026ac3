"""What the register's words mean: how names are folded, and where a visit may be offered."""

import pytest

from courts.register.rules import CourtStatus, Sitting, folded, may_be_offered


@pytest.mark.parametrize(
    ("written", "same"),
    [
        ("Snaresbrook CC", "Snaresbrook Crown Court"),
        ("THE CROWN COURT AT SNARESBROOK", "Snaresbrook Crown Court"),
        ("Crown Court at Monument", "Monument Crown Court"),
        ("The Old Bailey", "old bailey"),
        ("Kingston-upon-Thames Crown Court", "Kingston upon Thames Crown Court"),
        ("Barking & Dagenham Magistrates\u2019 Court", "Barking and Dagenham Magistrates Court"),
        (
            "Harrow Crown Court (sitting at Hendon Magistrates' Court)",
            "Harrow Crown Court sitting at Hendon MC",
        ),
        ("St. Albans Crown Court", "St Albans Crown Court"),
        ("  Caf\u00e9   Court ", "Cafe Court"),
    ],
)
def test_names_written_differently_are_one_name(written: str, same: str) -> None:
    assert folded(written) == folded(same)


@pytest.mark.parametrize(
    ("one", "another"),
    [
        ("Kingston upon Thames Crown Court", "Kingston upon Hull Crown Court"),
        ("Croydon Crown Court", "Croydon Magistrates' Court"),
        ("Harrow Crown Court", "Harrow Crown Court sitting at Hendon MC"),
    ],
)
def test_different_courts_keep_different_names(one: str, another: str) -> None:
    assert folded(one) != folded(another)


@pytest.mark.parametrize(
    ("status", "sitting", "offered"),
    [
        (CourtStatus.OPEN, Sitting.SITTING, True),
        (CourtStatus.OPEN, Sitting.UNKNOWN, False),
        (CourtStatus.OPEN, Sitting.NOT_SITTING, False),
        (CourtStatus.CLOSED, Sitting.SITTING, False),
    ],
)
def test_a_visit_is_offered_only_where_a_court_is_known_to_sit(
    status: CourtStatus, sitting: Sitting, offered: object
) -> None:
    assert may_be_offered(status, sitting) is offered
