"""What may be asked of the three desks, what each may know of it, by when, and their answers."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any, Final
from uuid import UUID

from courts.london_time import end_of_london_day, london_day
from courts.working_days import add_working_days
from courts.working_hours import add_working_hours
from ethical_walls.enquiries.models import Desk

LONGEST_CONCERN, LONGEST_NOTE = 300, 200
WORKING_DAYS_FOR_A_CONCERN = 5
WORKING_DAYS_FOR_A_STAGE = 2
HOURS_FOR_SEPARATION: Final = timedelta(hours=2)

DESK_WORDS = {
    Desk.SAFEGUARDING: "safeguarding lead",
    Desk.CASE_PROGRESSION: "case-progression officer",
    Desk.SEPARATION: "separation desk",
}


class SafeguardingRisk(StrEnum):
    """What kind of risk somebody is at."""

    ADULT = "adult"
    CHILD = "child"
    DOMESTIC_ABUSE = "domestic_abuse"
    SELF_HARM = "self_harm"
    THREAT = "threat"
    EXPLOITATION = "exploitation"
    OTHER = "other"


class HowSoon(StrEnum):
    """How soon somebody must act."""

    DANGER_NOW = "danger_now"
    TODAY = "today"
    THIS_WEEK = "this_week"


class Authority(StrEnum):
    """Who was told of a concern, or that nobody need be."""

    POLICE_NOW = "police_now"
    POLICE = "police"
    ADULT_SOCIAL_CARE = "adult_social_care"
    CHILDRENS_SERVICES = "childrens_services"
    MARAC = "marac"
    HEALTH = "health"
    OTHER = "other"
    NONE_NEEDED = "none_needed"


class Wanted(StrEnum):
    """What of a case's stage and dates is asked for."""

    TRIAL_DATE = "trial_date"
    PLEA_OR_OUTCOME = "plea_or_outcome"
    SPECIAL_MEASURES = "special_measures"
    SENTENCE = "sentence"
    OTHER_STAGE = "other_stage"


class Agency(StrEnum):
    """Who is chased for an update."""

    CPS = "cps"
    COURT = "court"
    POLICE = "police"
    OTHER = "other"


class Suggestion(StrEnum):
    """What the separation desk answers: never a time, and never why."""

    ANOTHER_COURT = "another_court"
    TIMES_LATER = "times_later"
    BY_VIDEO = "by_video"
    BY_TELEPHONE = "by_telephone"
    IN_PHOTOGRAPHS = "in_photographs"
    RING_ME = "ring_me"


@dataclass(frozen=True)
class ConcernToSend:
    """A safeguarding concern, in practical words that name nobody."""

    request_id: UUID
    risk: SafeguardingRisk
    how_soon: HowSoon
    words: str

    def facts(self) -> dict[str, Any]:
        """What the safeguarding lead may know."""
        return {"risk": self.risk.value, "how_soon": self.how_soon.value, "words": self.words}


@dataclass(frozen=True)
class StageToAsk:
    """What is wanted of a case's stage and dates."""

    request_id: UUID
    wanted: Wanted
    words: str = ""

    def facts(self, case_number: str) -> dict[str, Any]:
        """What the case-progression officer may know."""
        return {"case": case_number, "wanted": self.wanted.value, "words": self.words}


@dataclass(frozen=True)
class CourtTimes:
    """How many free times of the party's own a court has."""

    court_id: UUID
    court_name: str
    times: int


@dataclass(frozen=True)
class SeparationFacts:
    """What the separation desk may know: structure and times.

    Attributes:
        request_id: Made with the form; the same request twice is one enquiry.
        hearing_id: The published trial; None while there is none. The desk is not told it.
        parties: How many the published case has; none before it is published.
        court_name: Where the trial is; empty before it is published.
        until: The last day of a visit before it.
        people: How many come.
        needs: What the building must have or be ready for.
        courts: The party's own free times by court, before `until`.
    """

    request_id: UUID
    hearing_id: UUID | None
    parties: int
    court_name: str
    until: date | None
    people: int
    needs: tuple[str, ...]
    courts: tuple[CourtTimes, ...]

    def facts(self) -> dict[str, Any]:
        """The same as values that a sealed row keeps."""
        return {
            "parties": self.parties,
            "court": self.court_name,
            "until": self.until.isoformat() if self.until else None,
            "people": self.people,
            "needs": list(self.needs),
            "courts": [[str(c.court_id), c.court_name, c.times] for c in self.courts],
        }


@dataclass(frozen=True)
class EnquiryAnswer:
    """What a desk answered; each desk fills its own fields.

    Attributes:
        words: Practical words; the separation desk has none.
        authority: Which authority was told.
        told_at: When it was told, or when it was decided that none need be.
        stage_on: The date that was asked for.
        suggestion: What to do where no time fits.
        court_id: The other court, where that is suggested.
        times_from: From when more times are open, where that is.
    """

    words: str = ""
    authority: Authority | None = None
    told_at: datetime | None = None
    stage_on: date | None = None
    suggestion: Suggestion | None = None
    court_id: UUID | None = None
    times_from: date | None = None

    def facts(self) -> dict[str, Any]:
        """The same as values that a sealed row keeps."""
        return {
            "words": self.words,
            "authority": self.authority,
            "told_at": self.told_at.isoformat() if self.told_at else None,
            "stage_on": self.stage_on.isoformat() if self.stage_on else None,
            "suggestion": self.suggestion,
            "court_id": str(self.court_id) if self.court_id else None,
            "times_from": self.times_from.isoformat() if self.times_from else None,
        }


def answer_read(facts: Mapping[str, Any]) -> EnquiryAnswer:
    """The answer that a sealed row keeps; its words may be gone."""

    def given(name: str, read: Any) -> Any:  # noqa: ANN401 - each field has a type of its own
        kept = facts.get(name)
        return read(kept) if kept else None

    return EnquiryAnswer(
        words=facts.get("words") or "",
        authority=given("authority", Authority),
        told_at=given("told_at", datetime.fromisoformat),
        stage_on=given("stage_on", date.fromisoformat),
        suggestion=given("suggestion", Suggestion),
        court_id=given("court_id", UUID),
        times_from=given("times_from", date.fromisoformat),
    )


@dataclass(eq=False)
class CaseHasNoNumber(ValueError):
    """Nobody has said yet which case the witness is in, so nobody can ask how it stands."""

    witness_id: UUID


def concern_due_at(how_soon: HowSoon, sent_at: datetime) -> datetime:
    """By when the safeguarding lead has acted (requirements PT-16; the limits are our own).

    At once where somebody is in danger; the end of the same London day, whatever day it is; the
    end of the fifth working day.
    """
    sent_on = london_day(sent_at)
    by_week = add_working_days(sent_on, WORKING_DAYS_FOR_A_CONCERN)
    return {
        HowSoon.DANGER_NOW: sent_at,
        HowSoon.TODAY: end_of_london_day(sent_on),
        HowSoon.THIS_WEEK: end_of_london_day(by_week),
    }[how_soon]


def stage_due_at(asked_at: datetime) -> datetime:
    """By when the case-progression officer answers: two working days (our own standard)."""
    return end_of_london_day(add_working_days(london_day(asked_at), WORKING_DAYS_FOR_A_STAGE))


def separation_due_at(asked_at: datetime) -> datetime:
    """By when the separation desk answers: within two working hours (design section 5)."""
    return add_working_hours(asked_at, HOURS_FOR_SEPARATION)
