"""What the register's words mean: folding of names, what may be offered, promised or written to."""

from datetime import date

import pytest

from courts.register.rules import (
    Closed,
    CourtStatus,
    FacilityStanding,
    Half,
    Sitting,
    folded,
    is_shut,
    may_be_offered,
    may_be_promised,
    may_be_written_to_automatically,
)


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


@pytest.mark.parametrize(
    ("standing", "promised"),
    [
        (FacilityStanding.CONFIRMED, True),
        (FacilityStanding.LISTED, False),
        (FacilityStanding.REFUTED, False),
        (None, False),
    ],
)
def test_only_a_confirmed_facility_is_promised(
    standing: FacilityStanding | None, promised: object
) -> None:
    assert may_be_promised(standing) is promised


@pytest.mark.parametrize(
    ("checked_on", "ended_on", "sent"),
    [
        (None, None, False),
        (date(2026, 9, 14), None, True),
        (date(2026, 9, 14), date(2026, 9, 15), False),
    ],
)
def test_nothing_goes_by_itself_to_a_contact_nobody_checked(
    checked_on: date | None, ended_on: date | None, sent: object
) -> None:
    assert may_be_written_to_automatically(checked_on, ended_on) is sent


MORNINGS = Closed(date(2026, 10, 5), date(2026, 10, 7), Half.AM, "Boiler")
WHOLE = Closed(date(2026, 10, 12), date(2026, 10, 12), None, "Election")


@pytest.mark.parametrize(
    ("day", "half", "shut"),
    [
        (date(2026, 10, 4), Half.AM, False),
        (date(2026, 10, 5), Half.AM, True),
        (date(2026, 10, 7), Half.AM, True),
        (date(2026, 10, 7), Half.PM, False),
        (date(2026, 10, 8), Half.AM, False),
        (date(2026, 10, 12), Half.AM, True),
        (date(2026, 10, 12), Half.PM, True),
    ],
)
def test_a_closure_shuts_its_days_or_their_half(day: date, half: Half, shut: object) -> None:
    assert is_shut([MORNINGS, WHOLE], day, half) is shut
