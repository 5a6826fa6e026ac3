"""What a referral must say, which way it goes, and what it asks of us besides support."""

from datetime import date, timedelta
from enum import StrEnum

SHORT_WAY = timedelta(days=7)


class ReferralSource(StrEnum):
    """Who asked us to support the witness."""

    WITNESS_CARE_UNIT = "witness_care_unit"
    SOLICITOR = "solicitor"
    WITNESS = "witness"
    SUPPORT_ORGANISATION = "support_organisation"
    OTHER = "other"


class Urgency(StrEnum):
    """How soon the referrer says the trial is."""

    ORDINARY = "ordinary"
    WITHIN_A_WEEK = "within_a_week"


class HomeAtReferral(StrEnum):
    """Whether the witness lived in London, even for a time, when they were referred."""

    LONDON = "london"
    ELSEWHERE = "elsewhere"
    NOT_KNOWN = "not_known"


class AgeAtOffence(StrEnum):
    """Whether the witness was an adult at the time of the offence."""

    ADULT = "adult"
    UNDER_18 = "under_18"
    NOT_KNOWN = "not_known"


class ReferralRoute(StrEnum):
    """Which way a referral goes, by how near the trial is."""

    ORDINARY = "ordinary"
    SHORT_WAY = "short_way"
    IN_COURT_SERVICE = "in_court_service"


def route_of(urgency: Urgency, trial_on: date | None, today: date) -> ReferralRoute:
    """Which way a referral goes.

    A referral is taken at any stage up to the day of trial, by a short way in the last week; from
    the day of trial it belongs to the in-court Witness Service (requirements PT-15). What the
    court has published beats what the referrer says.
    """
    if trial_on is None:
        return ReferralRoute(_UNPUBLISHED[urgency])
    if today >= trial_on:
        return ReferralRoute.IN_COURT_SERVICE
    if trial_on - today <= SHORT_WAY:
        return ReferralRoute.SHORT_WAY
    return ReferralRoute.ORDINARY


_UNPUBLISHED = {
    Urgency.ORDINARY: ReferralRoute.ORDINARY,
    Urgency.WITHIN_A_WEEK: ReferralRoute.SHORT_WAY,
}
