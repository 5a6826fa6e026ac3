"""The words in which enquiries and their answers stand on pages."""

from datetime import date, datetime

from casework.enquiries.rules import (
    Agency,
    Authority,
    EnquiryAnswer,
    HowSoon,
    SafeguardingRisk,
    Suggestion,
    Wanted,
)
from courts.london_time import spoken, spoken_day
from ethical_walls.enquiries.models import Desk

ASKED_WORDS = {
    Desk.SAFEGUARDING: "Safeguarding concern",
    Desk.CASE_PROGRESSION: "How the case stands",
    Desk.SEPARATION: "Times for a court visit",
}
RISK_WORDS = {
    SafeguardingRisk.ADULT: "An adult at risk",
    SafeguardingRisk.CHILD: "A child at risk",
    SafeguardingRisk.DOMESTIC_ABUSE: "Domestic abuse",
    SafeguardingRisk.SELF_HARM: "Self-harm or suicide",
    SafeguardingRisk.THREAT: "Threat or intimidation",
    SafeguardingRisk.EXPLOITATION: "Exploitation or trafficking",
    SafeguardingRisk.OTHER: "Something else",
}
SOON_WORDS = {
    HowSoon.DANGER_NOW: "Somebody is in danger now",
    HowSoon.TODAY: "Today",
    HowSoon.THIS_WEEK: "This week",
}
WANTED_WORDS = {
    Wanted.TRIAL_DATE: "The trial date",
    Wanted.PLEA_OR_OUTCOME: "A plea, or the outcome",
    Wanted.SPECIAL_MEASURES: "The decision on special measures",
    Wanted.SENTENCE: "The date or the result of the sentence",
    Wanted.OTHER_STAGE: "Another stage of the case",
}
AUTHORITY_WORDS = {
    Authority.POLICE_NOW: "The police, on 999",
    Authority.POLICE: "The police, on 101",
    Authority.ADULT_SOCIAL_CARE: "Adult social care",
    Authority.CHILDRENS_SERVICES: "Children's services",
    Authority.MARAC: "The multi-agency risk assessment conference (MARAC)",
    Authority.HEALTH: "Health services",
    Authority.OTHER: "Another authority",
    Authority.NONE_NEEDED: "None needed",
}
AGENCY_WORDS = {
    Agency.CPS: "The Crown Prosecution Service",
    Agency.COURT: "The court",
    Agency.POLICE: "The police",
    Agency.OTHER: "Another agency",
}
SUGGESTION_WORDS = {
    Suggestion.ANOTHER_COURT: "Visit another court",
    Suggestion.TIMES_LATER: "More times open later",
    Suggestion.BY_VIDEO: "Show them the court by video first",
    Suggestion.BY_TELEPHONE: "Show them the court by telephone first",
    Suggestion.IN_PHOTOGRAPHS: "Show them the court in photographs first",
    Suggestion.RING_ME: "Please ring me",
}


def state_of(answered_at: datetime | None, due_at: datetime, now: datetime) -> str:
    """How an enquiry stands, in the word of its tag."""
    if answered_at is not None:
        return "Answered"
    return "Late" if due_at < now else "Asked"


def answer_in_words(answer: EnquiryAnswer, court_name: str = "") -> str:
    """The answer in a line, without its own words."""
    if answer.authority is not None:
        return _told(answer)
    if answer.suggestion is not None:
        return _suggested(answer.suggestion, court_name, answer.times_from)
    return spoken_day(answer.stage_on) if answer.stage_on else ""


def _told(answer: EnquiryAnswer) -> str:
    when = f", {spoken(answer.told_at)}" if answer.told_at else ""
    if answer.authority is None or answer.authority is Authority.NONE_NEEDED:
        return f"No authority needed to be told{when}"
    return f"Told: {AUTHORITY_WORDS[answer.authority]}{when}"


def _suggested(suggestion: Suggestion, court_name: str, times_from: date | None) -> str:
    more = {
        Suggestion.ANOTHER_COURT: court_name,
        Suggestion.TIMES_LATER: f"from {spoken_day(times_from)}" if times_from else "",
    }.get(suggestion)
    return f"{SUGGESTION_WORDS[suggestion]}: {more}" if more else SUGGESTION_WORDS[suggestion]
