"""Who is a late referral, counted in working days of England and Wales, and who is to be rung."""

from datetime import date, timedelta

import pytest

from casework.contact_attempts.rules import CameOf, PartOfDay, Try, still_to_try
from casework.late_referrals.rules import Nearness, Shortness, shortness
from casework.referrals.rules import ReferralRoute, Urgency, is_near, route_of
from tests.moment import NOW

LATE, NEAR = Nearness.LATE_REFERRAL, Nearness.TRIAL_NEAR
ORDINARY, SHORT_WAY = ReferralRoute.ORDINARY, ReferralRoute.SHORT_WAY


@pytest.mark.parametrize(
    ("today", "last_near", "first_far"),
    [
        (date(2026, 9, 14), date(2026, 9, 21), date(2026, 9, 22)),  # Monday to Monday
        (date(2026, 9, 18), date(2026, 9, 25), date(2026, 9, 28)),  # the weekend between
        (date(2026, 9, 19), date(2026, 9, 25), date(2026, 9, 28)),  # a Saturday: Monday is day 1
        (date(2026, 8, 27), date(2026, 9, 4), date(2026, 9, 7)),  # the August bank holiday
        (date(2026, 4, 2), date(2026, 4, 13), date(2026, 4, 14)),  # Good Friday, Easter Monday
        (date(2026, 5, 1), date(2026, 5, 11), date(2026, 5, 12)),  # the early May bank holiday
        (date(2025, 12, 24), date(2026, 1, 5), date(2026, 1, 6)),  # Christmas and New Year
        (date(2026, 12, 24), date(2027, 1, 5), date(2027, 1, 6)),  # Boxing Day's substitute
        (date(2027, 12, 24), date(2028, 1, 5), date(2028, 1, 6)),  # two substitutes and New Year
    ],
)
def test_a_trial_is_near_for_five_working_days_and_the_fifth_counts(
    today: date, last_near: date, first_far: date
) -> None:
    assert is_near(last_near, today)
    assert not is_near(first_far, today)


@pytest.mark.parametrize(
    ("referred_on", "trial_on", "is_late"),
    [
        (date(2026, 12, 23), date(2026, 12, 31), True),  # eight days, five of them at work
        (date(2026, 12, 24), date(2027, 1, 4), True),
        (date(2026, 4, 2), date(2026, 4, 10), True),  # over Easter
        (date(2026, 9, 14), date(2026, 9, 21), True),
        (date(2026, 9, 14), date(2026, 9, 22), False),
        (date(2026, 9, 19), date(2026, 9, 26), True),  # seven days from a Saturday, five at work
        (date(2026, 12, 23), date(2027, 1, 4), True),
        (date(2026, 12, 23), date(2027, 1, 5), False),
    ],
)
def test_a_late_referral_is_one_that_goes_the_short_way_and_the_other_way_round(
    referred_on: date,
    trial_on: date,
    is_late: bool,  # noqa: FBT001 - a table's yes or no
) -> None:
    route = route_of(Urgency.ORDINARY, trial_on, referred_on)
    found = shortness(trial_on, referred_on, route, referred_on)
    assert (route is ReferralRoute.SHORT_WAY) is is_late
    assert (found is not None) is is_late


def test_a_trial_of_a_year_whose_holidays_are_not_announced_is_not_near_and_no_error() -> None:
    assert not is_near(date(2031, 6, 2), date(2026, 9, 14))


@pytest.mark.parametrize(
    ("trial_on", "referred_on", "today", "expected"),
    [
        # referred within five working days of the trial: late, until the trial is over
        (date(2026, 9, 17), date(2026, 9, 14), date(2026, 9, 14), (LATE, date(2026, 9, 17), 3)),
        (date(2026, 9, 21), date(2026, 9, 14), date(2026, 9, 20), (LATE, date(2026, 9, 21), 1)),
        (date(2026, 9, 17), date(2026, 9, 14), date(2026, 9, 17), (LATE, date(2026, 9, 17), 0)),
        # over Christmas nine days are three at work
        (date(2026, 1, 2), date(2025, 12, 24), date(2025, 12, 24), (LATE, date(2026, 1, 2), 4)),
        # a window of a warned list that has begun: any day now
        (date(2026, 9, 14), date(2026, 9, 14), date(2026, 9, 16), (LATE, date(2026, 9, 16), 0)),
        # referred in good time, and the trial has come near
        (date(2026, 9, 17), date(2026, 8, 3), date(2026, 9, 14), (NEAR, date(2026, 9, 17), 3)),
        # one working day too many
        (date(2026, 9, 22), date(2026, 9, 14), date(2026, 9, 14), None),
        (date(2026, 9, 22), date(2026, 9, 14), date(2026, 9, 15), (NEAR, date(2026, 9, 22), 5)),
    ],
)
def test_whoever_was_referred_in_the_last_five_working_days_is_a_late_referral(
    trial_on: date,
    referred_on: date,
    today: date,
    expected: tuple[Nearness, date, int] | None,
) -> None:
    found = shortness(trial_on, referred_on, ORDINARY, today)
    assert found == (Shortness(*expected) if expected else None)


@pytest.mark.parametrize(
    ("route", "today", "is_late"),
    [
        (SHORT_WAY, date(2026, 9, 14), True),
        (SHORT_WAY, date(2026, 9, 21), True),
        (SHORT_WAY, date(2026, 9, 22), False),
        (ORDINARY, date(2026, 9, 14), False),
    ],
)
def test_where_no_date_is_known_what_the_referrer_said_counts_for_five_working_days(
    route: ReferralRoute,
    today: date,
    is_late: bool,  # noqa: FBT001 - a table's yes or no
) -> None:
    found = shortness(None, date(2026, 9, 14), route, today)
    assert found == (Shortness(LATE, None, None) if is_late else None)


def rung(*hours: int, came_of: CameOf = CameOf.NO_ANSWER) -> list[Try]:
    """Attempts so many hours after Monday 9am in London."""
    return [Try(NOW + timedelta(hours=hour), came_of) for hour in hours]


MORNING, AFTERNOON, EVENING = PartOfDay


@pytest.mark.parametrize(
    ("tries", "times", "on_another_day", "parts"),
    [
        ([], 3, True, (MORNING, AFTERNOON, EVENING)),
        (rung(0), 2, True, (AFTERNOON, EVENING)),
        (rung(0, 1, 2), 2, True, (AFTERNOON, EVENING)),  # one morning counts once
        (rung(0, 4, 9), 1, True, ()),  # three parts of one day
        (rung(0, 24, 48), 1, False, (AFTERNOON, EVENING)),  # three mornings
        (rung(0, 4, 24), 0, False, ()),
        (rung(0, 24, 28), 0, False, ()),
        (rung(0, 28, 57), 0, False, ()),
        (rung(0, 28, 72), 0, False, ()),  # 72 hours to the minute
        (rung(0, came_of=CameOf.SPOKE), 0, False, ()),
        (rung(0, came_of=CameOf.NOT_A_GOOD_TIME), 0, False, ()),
        (rung(0, 28, came_of=CameOf.NUMBER_DEAD), 1, False, (EVENING,)),
    ],
)
def test_three_attempts_count_that_differ_in_day_and_part_of_day_within_72_hours(
    tries: list[Try],
    times: int,
    on_another_day: bool,  # noqa: FBT001 - a table's yes or no
    parts: tuple[PartOfDay, ...],
) -> None:
    now = tries[-1].tried_at if tries else NOW
    owed = still_to_try(tries, now)
    assert (owed.times, owed.on_another_day, owed.parts) == (times, on_another_day, parts)
    is_begun = bool(tries) and bool(times)
    assert owed.until == (tries[0].tried_at + timedelta(hours=72) if is_begun else None)


def test_after_72_hours_without_enough_the_attempts_of_the_last_72_hours_count() -> None:
    spread = rung(0, 50, 100)
    assert still_to_try(spread, NOW + timedelta(hours=100)).times == 1
    assert still_to_try(spread, NOW + timedelta(hours=173)).times == 3
