import uuid
from datetime import date, datetime, time

import pytest

from casework.reported_hearings.rules import (
    FileRow,
    FileUnreadable,
    PeriodBackward,
    PeriodMissing,
    Report,
    ReportedDayIsPast,
    RowProblem,
    Standing,
    check_report,
    read_rows,
    standing,
)
from casework.tellings.rules import Owed, Teller, believed, due_from, is_no_news, teller_for
from courts.hearings.rules import Certainty, HearingKind, Listing
from courts.london_time import end_of_london_day
from tests.moment import NOW

SNARESBROOK, SOUTHWARK = uuid.uuid4(), uuid.uuid4()
TODAY = date(2026, 9, 14)


def listed(on: date, court: uuid.UUID = SNARESBROOK, until: date | None = None) -> Listing:
    return Listing(court, Certainty.FIXTURE, on, NOW, ends_on=until)


@pytest.mark.parametrize(
    ("chosen", "partners", "teller"),
    [
        (None, 0, Teller.CASEWORKER),
        (None, 1, Teller.PARTNER),
        (Teller.CASEWORKER, 1, Teller.CASEWORKER),
        (Teller.PARTNER, 1, Teller.PARTNER),
        (Teller.PARTNER, 0, Teller.CASEWORKER),
    ],
)
def test_each_date_has_one_teller_and_always_one(
    chosen: Teller | None, partners: int, teller: Teller
) -> None:
    assert teller_for(chosen, partners) is teller


@pytest.mark.parametrize(
    ("received", "due"),
    [
        ("2026-09-14T08:00:00+00:00", date(2026, 9, 15)),
        ("2026-08-28T15:00:00+00:00", date(2026, 9, 1)),
        ("2026-07-02T22:45:00+00:00", date(2026, 7, 3)),
        ("2026-07-02T23:15:00+00:00", date(2026, 7, 6)),
        ("2026-12-24T10:00:00+00:00", date(2026, 12, 29)),
    ],
)
def test_a_date_is_told_by_the_end_of_the_next_working_day(received: str, due: date) -> None:
    """working_days.md, section 5, and the London day on which it was received."""
    assert due_from(datetime.fromisoformat(received)) == end_of_london_day(due)


def test_moved_and_moved_back_before_anybody_was_told_is_no_news() -> None:
    told = Owed("5 October", NOW, None)
    line = [told, Owed("6 October", None, None)]
    assert believed(line) is told
    assert is_no_news("5 October", believed(line))
    assert not is_no_news("6 October", believed(line))
    assert not is_no_news("5 October", Owed("5 October", None, None))
    assert believed([]) is None


@pytest.mark.parametrize(
    ("published", "expected"),
    [
        ([], Standing.REPORTED),
        ([listed(date(2026, 10, 5))], Standing.SETTLED),
        ([listed(date(2026, 10, 1), until=date(2026, 10, 6))], Standing.SETTLED),
        ([listed(date(2026, 10, 6))], Standing.CLASHES),
        ([listed(date(2026, 10, 5), SOUTHWARK)], Standing.CLASHES),
        ([listed(date(2026, 10, 6)), listed(date(2026, 10, 5))], Standing.SETTLED),
    ],
)
def test_a_reported_date_is_settled_by_a_list_and_clashes_with_another_day(
    published: list[Listing], expected: Standing
) -> None:
    assert standing(HearingKind.TRIAL, listed(date(2026, 10, 5)), published) is expected


@pytest.mark.parametrize(
    ("on", "certainty", "until", "refused"),
    [
        (date(2026, 9, 13), Certainty.FIXTURE, None, ReportedDayIsPast),
        (date(2026, 10, 5), Certainty.WARNED_LIST, None, PeriodMissing),
        (date(2026, 10, 5), Certainty.WARNED_LIST, date(2026, 10, 4), PeriodBackward),
    ],
)
def test_a_date_that_cannot_stand_is_refused(
    on: date, certainty: Certainty, until: date | None, refused: type[Exception]
) -> None:
    report = Report(uuid.uuid4(), SNARESBROOK, HearingKind.TRIAL, certainty, on, ends_on=until)
    with pytest.raises(refused):
        check_report(report, TODAY)


def test_a_file_is_read_row_by_row_and_each_mistake_is_said_in_plain_english() -> None:
    good, bad = read_rows(
        "\ufeffReference,Court,Date,Time,Kind\n"
        "acde-fghj,Snaresbrook Crown Court,8/10/2026,10.30am,Trial\n"
        "\n"
        "ACDE-FGHJ,Snaresbrook,31/2/2026,,trial\n"
        "ACDE-FGHJ,Snaresbrook,2026-10-08,half past,trial\n"
        "ACDE-FGHJ,Snaresbrook,2026-10-08,,party\n"
        ",,8 October 2026,,sentence\n"
    )
    row = FileRow(
        2,
        "ACDE-FGHJ",
        "Snaresbrook Crown Court",
        date(2026, 10, 8),
        time(10, 30),
        HearingKind.TRIAL,
    )
    assert good == [row]
    assert bad == [
        RowProblem(4, "“31/2/2026” is not a date. Write it like 8/10/2026"),
        RowProblem(5, "“half past” is not a time. Write it like 10:30"),
        RowProblem(6, "“party” is not a kind of hearing. Write one like trial"),
        RowProblem(7, "Nothing stands under: reference, court"),
    ]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "Missing: reference, court, date, time, kind"),
        ("reference,court,date,time\n", "Missing: kind"),
        pytest.param(
            "reference,court,date,time,kind\n" + "a,b,2026-10-08,,trial\n" * 201,
            "at most 200",
            id="too many rows",
        ),
    ],
)
def test_a_file_that_is_no_such_table_is_refused_whole(text: str, why: str) -> None:
    with pytest.raises(FileUnreadable, match=why):
        read_rows(text)
