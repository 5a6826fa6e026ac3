"""Which witnesses have so little time before their trial that everything is done on one page."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from casework.access_needs.rules import AccessNeedKind
from casework.assessments.dates import DaysToAvoid
from casework.assessments.day import Companion, Travel
from casework.assessments.rules import (
    AttendanceAction,
    AttendanceReason,
    AttendanceRisk,
    DomesticRisk,
    Feeling,
    RiskFlag,
    Wish,
)
from casework.contact_plans.rules import ContactPlanDetails
from casework.partners.rules import Measure
from casework.referrals.rules import ReferralRoute
from casework.witnesses.rules import InterpreterNeed
from courts.working_days import add_working_days, working_days_between

NEAR = 5
"""Working days of England and Wales before the trial: the last week in which a court works."""


class Nearness(StrEnum):
    """Why somebody's pages lead to the one page of the last days."""

    LATE_REFERRAL = "late_referral"
    TRIAL_NEAR = "trial_near"


@dataclass(frozen=True)
class Shortness:
    """How little time is left.

    Attributes:
        trial_on: The first day on which the witness may be needed; None where only the referrer
            said that the trial is within a week.
        working_days: Until that day; 0 on the day itself.
    """

    nearness: Nearness
    trial_on: date | None
    working_days: int | None


def is_near(trial_on: date, today: date) -> bool:
    """Whether a trial is within five working days: today is day 0, the fifth still counts.

    A referral is taken up to the day of trial, by a short way in the last week (requirements
    PT-15). Weekends and the bank holidays of England and Wales do not count, so that five days
    over Christmas are as many days at work as any others.
    """
    return trial_on <= add_working_days(today, NEAR)


def shortness(
    trial_on: date | None, referred_on: date, route: ReferralRoute, today: date
) -> Shortness | None:
    """How little time is left for a witness in our care; None where there is time enough.

    Whoever was referred within five working days of their trial is a late referral. Whoever was
    referred before, and whose trial has come near since, is not; the same must be done for them
    by the same day, so they have the same page. Where no date is known, what the referrer said
    counts for five working days (requirements PT-15, PT-20, PT-09).

    Args:
        trial_on: The first day of the next trial that is not over; None where none is known.
        referred_on: The London day on which the referral was received.
        route: The way the referral went, by what was known then.
        today: The London day.
    """
    if trial_on is None:
        said_so = route is ReferralRoute.SHORT_WAY and today <= add_working_days(referred_on, NEAR)
        return Shortness(Nearness.LATE_REFERRAL, None, None) if said_so else None
    if not is_near(trial_on, today):
        return None
    was_late = is_near(trial_on, referred_on)
    nearness = Nearness.LATE_REFERRAL if was_late else Nearness.TRIAL_NEAR
    first_day = max(trial_on, today)
    return Shortness(nearness, first_day, working_days_between(today, first_day))


@dataclass(frozen=True)
class TenAnswers:
    """What a witness who agreed to it said in the one call: choices and days, and no account.

    The order is that of the questions: who may not talk is asked no more, and the last ones are
    about the day itself.
    """

    risks: frozenset[RiskFlag]
    domestic_risk: DomesticRisk
    plan: ContactPlanDetails
    interpreter: InterpreterNeed
    needs: tuple[AccessNeedKind, ...]
    days_to_avoid: tuple[DaysToAvoid, ...]
    feelings: frozenset[Feeling]
    attendance_risk: AttendanceRisk
    attendance_reasons: frozenset[AttendanceReason]
    attendance_actions: frozenset[AttendanceAction]
    wish: Wish
    measures_asked: frozenset[Measure]
    companion: Companion
    travel: Travel
