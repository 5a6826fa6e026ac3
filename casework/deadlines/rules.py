"""Which duties have a time limit, where the limit comes from, and when it falls due."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from courts.london_time import end_of_london_day, london_day

DAYS_BEFORE_TRIAL = 14
ONWARD_WITHIN = timedelta(hours=24)
"""From first contact, within which somebody is referred on to the service that leads (EL-06)."""


class Basis(StrEnum):
    """What kind of promise a deadline is."""

    CODE_DUTY = "code_duty"
    COURT_RULE = "court_rule"
    CONTRACT = "contract"
    OWN_STANDARD = "own_standard"


class DeadlineKind(StrEnum):
    """The duties with a limit."""

    FIRST_CONTACT = "first_contact"
    SHORT_WAY_CONTACT = "short_way_contact"
    CASEWORKER_NAMED = "caseworker_named"
    NEEDS_ASSESSED = "needs_assessed"
    CASEWORKER_AFTER_ASSESSMENT = "caseworker_after_assessment"
    PLAN_AGREED = "plan_agreed"
    CASE_TEAM_TOLD = "case_team_told"
    VISIT_BEFORE_TRIAL = "visit_before_trial"
    SCHEME_REFERRED = "scheme_referred"
    SCHEME_CONTACTED = "scheme_contacted"


NAMING_A_CASEWORKER = frozenset(
    {DeadlineKind.CASEWORKER_NAMED, DeadlineKind.CASEWORKER_AFTER_ASSESSMENT}
)
"""Two clocks of one act: ours runs from the referral, the contract's from the assessment.

The worker who assesses is nearly always the named one by then, so ours is the earlier; where
nobody has accepted when the assessment is made, both stand until somebody does.
"""


class Standing(StrEnum):
    """How a deadline stands at one instant."""

    MET = "met"
    LATE = "late"
    DUE_TODAY = "due_today"
    TO_COME = "to_come"


@dataclass(frozen=True)
class Duty:
    """One duty: what kind of promise it is, where it is written, what must be done."""

    basis: Basis
    source: str
    words: str
    hours: int | None = None


@dataclass(frozen=True)
class Owed:
    """A duty that something caused, with its limit."""

    kind: DeadlineKind
    cause: str
    due_at: datetime


DUTIES: dict[DeadlineKind, Duty] = {
    DeadlineKind.FIRST_CONTACT: Duty(
        Basis.CONTRACT, "requirements RA-05", "First contact with the witness", hours=72
    ),
    DeadlineKind.SHORT_WAY_CONTACT: Duty(
        Basis.OWN_STANDARD, "requirements PT-15", "First contact, the short way", hours=24
    ),
    DeadlineKind.CASEWORKER_NAMED: Duty(
        Basis.OWN_STANDARD, "requirements PT-06", "A named caseworker from the start", hours=24
    ),
    DeadlineKind.NEEDS_ASSESSED: Duty(
        Basis.CONTRACT, "requirements RA-06", "Needs assessment", hours=24
    ),
    DeadlineKind.CASEWORKER_AFTER_ASSESSMENT: Duty(
        Basis.CONTRACT, "requirements RA-07", "A named caseworker after the assessment", hours=24
    ),
    DeadlineKind.PLAN_AGREED: Duty(
        Basis.CONTRACT, "requirements RA-08", "Plan agreed with the witness", hours=72
    ),
    DeadlineKind.CASE_TEAM_TOLD: Duty(
        Basis.CONTRACT, "requirements PT-23", "Case team told of a concern"
    ),
    DeadlineKind.VISIT_BEFORE_TRIAL: Duty(
        Basis.OWN_STANDARD, "requirements PT-02", "Court visit before the trial"
    ),
    DeadlineKind.SCHEME_REFERRED: Duty(
        Basis.CODE_DUTY,
        "Code right 11; requirements PT-11",
        "The unit's referral to the Victim Contact Scheme",
    ),
    DeadlineKind.SCHEME_CONTACTED: Duty(
        Basis.CODE_DUTY,
        "Code right 11; requirements PT-11",
        "First contact from the Victim Contact Scheme",
    ),
}


@dataclass(eq=False)
class DutyHasNoHours(ValueError):
    """The duty's limit does not run in hours, so an instant alone cannot say when it is due."""

    kind: DeadlineKind


def due_after(kind: DeadlineKind, started_at: datetime) -> datetime:
    """When a duty counted in hours is due.

    Hours are elapsed: through nights, weekends and clock changes (design section 7).

    Args:
        kind: A duty whose limit is in hours.
        started_at: The instant that started it, aware.

    Raises:
        DutyHasNoHours: The duty's limit runs to a day, not in hours.
    """
    hours = DUTIES[kind].hours
    if hours is None:
        raise DutyHasNoHours(kind)
    return started_at + timedelta(hours=hours)


def visit_due_at(trial_on: date, started_at: datetime) -> datetime:
    """When the court visit before a trial should have been arranged.

    By the end of the fourteenth day before the trial, so that special measures can still be
    varied; where that has passed when the duty starts, by the day before the trial; never before
    the duty itself (our own standard, requirements PT-02).
    """
    today = london_day(started_at)
    for days_before in (DAYS_BEFORE_TRIAL, 1):
        day = trial_on - timedelta(days=days_before)
        if day >= today:
            return end_of_london_day(day)
    return end_of_london_day(today)


def standing(due_at: datetime, met_at: datetime | None, now: datetime) -> Standing:
    """How a deadline stands; nothing pauses it (design section 7)."""
    if met_at is not None:
        return Standing.MET
    if due_at < now:
        return Standing.LATE
    if london_day(due_at) == london_day(now):
        return Standing.DUE_TODAY
    return Standing.TO_COME
