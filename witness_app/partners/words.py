"""The words in which partners' pages say each step and each choice."""

from typing import Final

from casework.partners.queries import Said
from casework.partners.rules import MEASURE_WORDS, Attendance, Progress, WordKind
from casework.witnesses.rules import WitnessRole
from courts.london_time import spoken_day

STEPS: Final = {
    Progress.RECEIVED: "Received",
    Progress.CONTACT_MADE: "Contact made",
    Progress.VISIT_OFFERED: "Visit offered",
    Progress.VISIT_BOOKED: "Visit booked",
    Progress.VISIT_DONE: "Visit done",
}
ATTENDANCES: Final = {
    Attendance.NOT_SAID: "Not said yet",
    Attendance.REQUIRED: "Required",
    Attendance.NOT_REQUIRED: "Not required",
    Attendance.STOOD_DOWN: "Stood down",
}
TAPS: Final = {
    WordKind.REQUIRED: "Required",
    WordKind.NOT_REQUIRED: "Not required",
    WordKind.STOOD_DOWN: "Stood down",
}
DECISIONS: Final = {
    WordKind.MEASURE_APPLIED_FOR: "Applied for",
    WordKind.MEASURE_GRANTED: "Granted by the court",
    WordKind.MEASURE_REFUSED: "Refused by the court",
}

VICTIMS: Final = {
    WitnessRole.COMPLAINANT: "Yes",
    WitnessRole.WITNESS: "No",
    WitnessRole.NOT_KNOWN: "Not known",
}


def in_words(said: Said) -> str:
    """One thing that a partner told us, as a sentence."""
    if said.measure is not None:
        return f"{MEASURE_WORDS[said.measure]}: {DECISIONS[said.kind].lower()}"
    if said.from_on is not None and said.kind is WordKind.REFERRED_TO_SCHEME:
        return f"Referred to the Victim Contact Scheme on {spoken_day(said.from_on)}"
    if said.from_on is not None:
        last = said.until_on if said.until_on != said.from_on else None
        days = spoken_day(said.from_on) + (f" to {spoken_day(last)}" if last else "")
        return f"Dates to avoid: {days}"
    return "Needs for court" if said.kind is WordKind.NEEDS else TAPS[said.kind]
