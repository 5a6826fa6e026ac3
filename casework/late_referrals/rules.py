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
from casework.referrals.rules import ReferralRoute, is_near
from casework.witnesses.rules import InterpreterNeed
from courts.working_days import working_days_between


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


def shortness(
    trial_on: date | None, referred_on: date, route: ReferralRoute, today: date
) -> Shortness | None:
    """How little time is left for a witness in our care; None where there is time enough.

    Whoever was referred when their trial was near is a late referral. Whoever was referred before,
    and whose trial has come near since, is not; the same must be done for them by the same day, so
    they have the same page. Where no date is known, what the referrer said counts for as long
    (requirements PT-15, PT-20, PT-09).

    Args:
        trial_on: The first day of the next trial that is not over; None where none is known.
        referred_on: The London day on which the referral was received.
        route: The way the referral went, by what was known then.
        today: The London day.
    """
    if trial_on is None:
        said_so = route is ReferralRoute.SHORT_WAY and is_near(today, referred_on)
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
