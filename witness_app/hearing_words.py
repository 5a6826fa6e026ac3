"""How kinds of hearing and how surely they are listed are said on every page."""

from typing import Final

from courts.hearings.rules import Certainty, HearingKind

HEARING_WORDS: Final = {kind: kind.value.replace("_", " ").capitalize() for kind in HearingKind} | {
    HearingKind.PTPH: "Plea and trial preparation hearing",
    HearingKind.SECTION_28: "Section 28 hearing",
    HearingKind.NEWTON: "Newton hearing",
    HearingKind.GROUND_RULES: "Ground rules hearing",
    HearingKind.OTHER: "Other hearing",
}
SAID_CERTAINTY: Final = {
    Certainty.FIXTURE: "A fixture: it has its day",
    Certainty.WARNED_LIST: "In a warned list: any day of a period",
    Certainty.FLOATER: "A floater: that day, no courtroom yet",
    Certainty.BACKER: "A backer: only if another trial does not go ahead",
}
