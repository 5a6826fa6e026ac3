"""What the case team is told of at once, who they are, and how soon they are told."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from courts.cases.rules import PROSECUTION
from courts.london_time import end_of_london_day, london_day
from courts.working_days import add_working_days, is_working_day

NEXT_WORKING_DAY = 1


class ConcernKind(StrEnum):
    """What sort of thing it is; of what was said, nothing is kept (requirements PT-23)."""

    WANTS_TO_WITHDRAW = "wants_to_withdraw"
    THREATENED_OR_APPROACHED = "threatened_or_approached"
    SPOKE_OF_EVIDENCE = "spoke_of_evidence"


class Danger(StrEnum):
    """Whether somebody is in danger now."""

    NOW = "now"
    NOT_NOW = "not_now"


class CaseTeam(StrEnum):
    """Who hears it for the party that calls the witness."""

    WITNESS_CARE_UNIT = "witness_care_unit"
    SOLICITOR = "solicitor"


class ToldHow(StrEnum):
    """How the case team was told."""

    PHONE = "phone"
    SECURE_EMAIL = "secure_email"
    IN_PERSON = "in_person"


@dataclass(frozen=True)
class ConcernNoticed:
    """A concern as it came to us: its kind, when, and whether somebody is in danger."""

    request_id: UUID
    kind: ConcernKind
    danger: Danger
    learnt_at: datetime


@dataclass(frozen=True)
class ToldToTeam:
    """Who was told by name, how, and when."""

    told_whom: str
    told_how: ToldHow
    told_at: datetime


@dataclass(eq=False)
class ConcernNotFound(LookupError):
    """No such concern, or none that this viewer may see."""

    concern_id: UUID


@dataclass(eq=False)
class ToldAlready(ValueError):
    """It was recorded that the case team was told."""

    concern_id: UUID
    told_at: datetime


@dataclass(eq=False)
class TimeNotPossible(ValueError):
    """A time that has not come, or lies before what it follows."""

    at: datetime


def case_team_of(party: str) -> CaseTeam:
    """Who hears of a concern: the unit for the prosecution, the solicitor for a defendant.

    A concern goes to whoever calls the witness, and to nobody of another party.
    """
    return {PROSECUTION: CaseTeam.WITNESS_CARE_UNIT}.get(party, CaseTeam.SOLICITOR)


def told_by(danger: Danger, learnt_at: datetime) -> datetime:
    """By when the case team is told (requirements PT-23).

    At once where somebody is in danger, whatever the day. Otherwise by the end of the same
    working day; what is learnt on a day when nobody works, by the end of the next working day.

    Raises:
        YearNotKnown: The bank holidays of that year are not announced.
    """
    if danger is Danger.NOW:
        return learnt_at
    learnt_on = london_day(learnt_at)
    if is_working_day(learnt_on):
        return end_of_london_day(learnt_on)
    return end_of_london_day(add_working_days(learnt_on, NEXT_WORKING_DAY))


def check_not_before(at: datetime, earliest: datetime, now: datetime) -> None:
    """A time given lies after what it follows, and has come.

    Raises:
        TimeNotPossible: It does not.
    """
    if not earliest <= at <= now:
        raise TimeNotPossible(at)
