from collections.abc import Sequence
from dataclasses import replace
from datetime import date, time
from uuid import UUID

import pytest

from casework.court_days.rules import (
    FOLLOW_UPS,
    LONGEST_NOTE,
    Became,
    DayKnown,
    DayRefused,
    DaySays,
    Listed,
    NoteTooLong,
    ReasonMissing,
    ReasonWithoutAbsence,
    WhyAbsent,
    check_day,
    due_from,
    follow_ups,
    is_required,
    owed,
    stands_on,
)
from casework.partners.rules import Attendance
from courts.hearings.rules import Certainty, Listing
from courts.london_time import end_of_london_day, london_instant

COURT, REQUEST, HEARING = UUID(int=1), UUID(int=2), UUID(int=3)
MON, TUE, WED, THU, FRI = (date(2026, 9, number) for number in (14, 15, 16, 17, 18))
SAT, NEXT_MON = date(2026, 9, 19), date(2026, 9, 21)
SAYS = DaySays(REQUEST, Became.GAVE_EVIDENCE)


def listed(
    number: int,
    days: tuple[date, date],
    published: tuple[date, int],
    certainty: Certainty = Certainty.FIXTURE,
) -> Listed:
    first, last = days
    published_at = london_instant(published[0], time(published[1]))
    ends_on = last if last != first else None
    return Listed(number, Listing(COURT, certainty, first, published_at, ends_on=ends_on))


LONG_AGO = (date(2026, 8, 3), 15)
TUESDAY = listed(1, (TUE, TUE), LONG_AGO)
WEEK = listed(1, (MON, FRI), LONG_AGO)


@pytest.mark.parametrize(
    ("states", "day", "asks"),
    [
        ([TUESDAY], TUE, True),
        ([TUESDAY], MON, False),
        ([TUESDAY], WED, False),
        ([WEEK], WED, True),
        ([listed(1, (MON, NEXT_MON), LONG_AGO)], SAT, False),
        ([listed(1, (SAT, SAT), LONG_AGO)], SAT, True),
        ([listed(1, (TUE, TUE), LONG_AGO, Certainty.FLOATER)], TUE, True),
        ([listed(1, (MON, FRI), LONG_AGO, Certainty.WARNED_LIST)], TUE, False),
        # Moved, or taken out, before the day began: nobody had to come.
        ([TUESDAY, listed(2, (THU, THU), (MON, 16))], TUE, False),
        ([TUESDAY, listed(2, (THU, THU), (MON, 16))], THU, True),
        ([TUESDAY, listed(2, (TUE, TUE), (MON, 16), Certainty.VACATED)], TUE, False),
        ([TUESDAY, listed(1, (TUE, TUE), (MON, 16), Certainty.WARNED_LIST)], TUE, False),
        # On the day itself it is too late to take it back, and not too late to bring one in.
        ([TUESDAY, listed(2, (THU, THU), (TUE, 11))], TUE, True),
        ([TUESDAY, listed(2, (TUE, TUE), (TUE, 11), Certainty.VACATED)], TUE, True),
        ([listed(1, (THU, THU), LONG_AGO), listed(2, (TUE, TUE), (TUE, 9))], TUE, True),
        ([listed(1, (THU, THU), LONG_AGO), listed(2, (TUE, TUE), (WED, 9))], TUE, False),
        # A trial that goes on: its own days and each further one that is listed, no pause between.
        ([TUESDAY, listed(1, (TUE, WED), (TUE, 17), Certainty.PART_HEARD)], TUE, True),
        ([TUESDAY, listed(1, (TUE, WED), (TUE, 17), Certainty.PART_HEARD)], WED, True),
        ([TUESDAY, listed(1, (TUE, FRI), (TUE, 17), Certainty.PART_HEARD)], THU, False),
        ([WEEK, listed(1, (MON, FRI), (MON, 17), Certainty.PART_HEARD)], WED, True),
    ],
)
def test_the_days_on_which_a_hearing_asks_its_witnesses_to_come(
    *, states: Sequence[Listed], day: date, asks: bool
) -> None:
    assert (stands_on(states, day) is not None) is asks


@pytest.mark.parametrize(
    ("attendance", "expected"),
    [
        (Attendance.NOT_SAID, True),
        (Attendance.REQUIRED, True),
        (Attendance.NOT_REQUIRED, False),
        (Attendance.STOOD_DOWN, False),
    ],
)
def test_whoever_need_not_come_is_not_asked_about(
    *, attendance: Attendance, expected: bool
) -> None:
    assert is_required(attendance) is expected


@pytest.mark.parametrize(
    ("day", "due_on"),
    [(MON, TUE), (FRI, NEXT_MON), (date(2026, 12, 24), date(2026, 12, 29))],
)
def test_it_is_said_by_the_end_of_the_next_working_day(day: date, due_on: date) -> None:
    assert due_from(day) == end_of_london_day(due_on)


def known(number: int, day: date, became: Became | None = None, **change: object) -> DayKnown:
    return replace(DayKnown(UUID(int=number), HEARING, day, became, is_listed=True), **change)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("days", "owing"),
    [
        ([known(1, MON), known(2, TUE)], {1, 2}),
        ([known(1, MON, Became.NOT_CALLED), known(2, TUE)], {2}),
        ([known(1, MON, Became.GAVE_EVIDENCE), known(2, TUE)], set()),
        ([known(1, MON), known(2, TUE, Became.GAVE_EVIDENCE), known(3, WED)], {1}),
        ([known(1, MON, Became.CRACKED), known(2, TUE)], set()),
        ([known(1, MON, Became.PUT_OFF), known(2, TUE)], {2}),
        ([known(1, MON, Became.DID_NOT_ATTEND), known(2, TUE)], {2}),
        ([known(1, MON, Became.CRACKED), known(2, TUE, hearing_id=COURT)], {2}),
        ([known(1, MON, is_listed=False)], set()),
    ],
)
def test_of_which_days_somebody_must_still_say_what_became(
    days: Sequence[DayKnown], owing: set[int]
) -> None:
    assert {day.id.int for day in owed(days)} == owing


@pytest.mark.parametrize(
    ("change", "refused"),
    [
        ({"became": Became.DID_NOT_ATTEND}, ReasonMissing),
        ({"reason": WhyAbsent.UNWELL}, ReasonWithoutAbsence),
        ({"became": Became.STOOD_DOWN, "reason": WhyAbsent.NOT_KNOWN}, ReasonWithoutAbsence),
        ({"words": "x" * (LONGEST_NOTE + 1)}, NoteTooLong),
    ],
)
def test_what_cannot_stand_of_a_day_is_refused(
    change: dict[str, object], refused: type[DayRefused]
) -> None:
    check_day(SAYS)
    check_day(DaySays(REQUEST, Became.DID_NOT_ATTEND, WhyAbsent.NOT_KNOWN))
    with pytest.raises(refused):
        check_day(replace(SAYS, **change))  # type: ignore[arg-type]


SAID_AT = london_instant(FRI, time(17))


@pytest.mark.parametrize(
    ("became", "reason", "expected"),
    [
        (Became.GAVE_EVIDENCE, None, [("Thank them for", NEXT_MON)]),
        (Became.NOT_CALLED, None, [("They came on", NEXT_MON)]),
        (Became.STOOD_DOWN, None, []),
        (Became.CRACKED, None, [("The trial ended on", NEXT_MON)]),
        (Became.PUT_OFF, None, [("The trial was put off on", NEXT_MON)]),
        (
            Became.DID_NOT_ATTEND,
            WhyAbsent.TRAVEL,
            [("They did not come on", NEXT_MON), ("They did not come on", date(2026, 9, 25))],
        ),
        (
            Became.DID_NOT_ATTEND,
            WhyAbsent.AFRAID,
            [("They were afraid to come on", FRI), ("They did not come on", date(2026, 9, 25))],
        ),
    ],
)
def test_what_is_owed_after_a_day(
    became: Became, reason: WhyAbsent | None, expected: list[tuple[str, date]]
) -> None:
    found = [(one.words(THU), one.due_at(SAID_AT)) for one in follow_ups(became, reason)]
    assert found == [
        (words, end_of_london_day(due_on))
        for (start, due_on), (words, _due_at) in zip(expected, found, strict=True)
        if words.startswith(f"{start} Thursday 17 September 2026")
    ]


def test_every_end_of_a_day_says_what_follows() -> None:
    assert set(FOLLOW_UPS) == set(Became)


def test_titles_fit_where_tasks_are_read() -> None:
    day = date(2026, 9, 30)
    every = [one for became in Became for one in FOLLOW_UPS[became]]
    assert max(len(one.words(day)) for one in every) <= 120
