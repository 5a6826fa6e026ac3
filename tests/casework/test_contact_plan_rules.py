"""What makes a way of reaching a witness safe to record."""

from dataclasses import replace
from datetime import UTC, datetime, time

import pytest

from casework.contact_plans.rules import (
    CalendarNeedsEmail,
    CalendarWanted,
    Channel,
    ContactPlanDetails,
    ContactPlanRefused,
    HoursNotPossible,
    NotAMobileNumber,
    NotAnEmailAddress,
    Numbers,
    PlainWordingNotSafe,
    SeenBy,
    WordGivesAway,
    Wording,
    check_details,
    may_be_reached,
    provisional,
    read_address,
)

GOOD = ContactPlanDetails(
    channel=Channel.EMAIL,
    address="sam@example.org",
    language="en",
    hours_from=time(9),
    hours_until=time(18),
    seen_by=SeenBy.NOBODY,
    wording=Wording.DISCREET,
    agreed_sender="Mel",
    place_word="the usual place",
    calendar_wanted=CalendarWanted.YES,
)


@pytest.mark.parametrize(
    ("typed", "numbers", "read"),
    [
        ("07700 900123", Numbers.REAL_AND_DRAMA, "+447700900123"),
        ("+44 7700 900999", Numbers.REAL_AND_DRAMA, "+447700900999"),
        ("(07911) 123-456", Numbers.REAL, "+447911123456"),
        ("0033 6 12 34 56 78", Numbers.REAL, "+33612345678"),
    ],
)
def test_mobile_numbers_are_kept_in_international_form(
    typed: str, numbers: Numbers, read: str
) -> None:
    assert read_address(Channel.SMS, typed, numbers) == read
    assert read_address(Channel.PHONE_CALL, typed, numbers) == read


@pytest.mark.parametrize(
    ("typed", "numbers"),
    [
        ("07700 900123", Numbers.REAL),
        ("07700 901000", Numbers.REAL_AND_DRAMA),
        ("020 7946 0018", Numbers.REAL_AND_DRAMA),
        ("07600 123456", Numbers.REAL),
        ("07700", Numbers.REAL_AND_DRAMA),
        ("ask her brother", Numbers.REAL_AND_DRAMA),
        ("", Numbers.REAL),
    ],
)
def test_landlines_pagers_drama_numbers_and_words_are_no_mobile_numbers(
    typed: str, numbers: Numbers
) -> None:
    with pytest.raises(NotAMobileNumber) as refused:
        read_address(Channel.SMS, typed, numbers)
    assert refused.value.typed == typed


def test_an_email_address_is_read_without_looking_anything_up() -> None:
    assert read_address(Channel.EMAIL, " sam@Example.org ", Numbers.REAL) == "sam@example.org"
    with pytest.raises(NotAnEmailAddress):
        read_address(Channel.EMAIL, "sam at example", Numbers.REAL)


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        ({"hours_from": time(18), "hours_until": time(9)}, HoursNotPossible),
        ({"hours_from": time(9), "hours_until": time(9)}, HoursNotPossible),
        ({"hours_from": time(6, 59)}, HoursNotPossible),
        ({"hours_until": time(21, 1)}, HoursNotPossible),
        ({"wording": Wording.PLAIN, "seen_by": SeenBy.NOT_ASKED}, PlainWordingNotSafe),
        (
            {"wording": Wording.PLAIN, "seen_by": SeenBy.PEOPLE_WHO_MUST_NOT_KNOW},
            PlainWordingNotSafe,
        ),
        ({"agreed_sender": "Witness Service"}, WordGivesAway),
        ({"place_word": "the COURT cafe"}, WordGivesAway),
        ({"channel": Channel.SMS, "address": "+447700900123"}, CalendarNeedsEmail),
    ],
)
def test_an_unsafe_plan_is_refused_and_says_why(
    change: dict[str, object], refusal: type[ContactPlanRefused]
) -> None:
    with pytest.raises(refusal):
        check_details(replace(GOOD, **change))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "change",
    [
        {},
        {"hours_from": time(7), "hours_until": time(21)},
        {"wording": Wording.PLAIN, "seen_by": SeenBy.NOBODY},
        {"wording": Wording.PLAIN, "seen_by": SeenBy.PEOPLE_WHO_KNOW},
        {"seen_by": SeenBy.PEOPLE_WHO_MUST_NOT_KNOW},
        {"place_word": "the courtyard"},
    ],
)
def test_a_safe_plan_stands(change: dict[str, object]) -> None:
    check_details(replace(GOOD, **change))  # type: ignore[arg-type]


def test_a_provisional_plan_is_discreet_by_day_and_puts_nothing_in_a_calendar() -> None:
    plan = provisional(Channel.SMS, "+447700900123", "pl")
    check_details(plan)
    assert plan.wording is Wording.DISCREET
    assert plan.seen_by is SeenBy.NOT_ASKED
    assert plan.calendar_wanted is CalendarWanted.NO
    assert (plan.hours_from, plan.hours_until) == (time(9), time(19))


@pytest.mark.parametrize(
    ("now", "reachable"),
    [
        ("2026-09-14T07:59", False),
        ("2026-09-14T08:00", True),
        ("2026-09-14T17:00", True),
        ("2026-09-14T17:01", False),
        ("2026-11-16T08:59", False),
        ("2026-11-16T09:00", True),
    ],
)
def test_the_hours_of_a_plan_are_read_on_the_london_clock(now: str, reachable: bool) -> None:  # noqa: FBT001 - a column of the table
    instant = datetime.fromisoformat(now).replace(tzinfo=UTC)
    assert may_be_reached(time(9), time(18), instant) is reachable
