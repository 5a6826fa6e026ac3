"""How lists and hearings are said on the list operator's pages."""

from courts.hearings.rules import Certainty, Difference, HearingKind, VacatedReason
from courts.lists.queries import RowSummary
from courts.lists.rules import DocumentType, RowState
from courts.register.list_names import WhyNoBuilding

DOCUMENT: dict[DocumentType, str] = {
    DocumentType.CROWN_DAILY: "Crown Court daily list",
    DocumentType.CROWN_WARNED: "Crown Court warned list",
    DocumentType.MAGISTRATES_STANDARD: "Magistrates' court standard list",
}
PERIOD_BEGINS: dict[DocumentType, str] = {
    DocumentType.CROWN_DAILY: "for",
    DocumentType.CROWN_WARNED: "from",
    DocumentType.MAGISTRATES_STANDARD: "for",
}
CHANGE: dict[Difference, str] = {
    Difference.NEW: "New",
    Difference.MOVED: "Moved",
    Difference.OTHER_BUILDING: "Other building",
    Difference.CERTAINTY_CHANGED: "Listed differently",
    Difference.CONTINUES: "Part heard",
    Difference.DETAILS: "More known",
    Difference.SAME: "Unchanged",
    Difference.OLDER: "Older",
}
WHY_HELD: dict[WhyNoBuilding, str] = {
    WhyNoBuilding.NOTHING_GIVEN: "The list gives neither a name nor a code.",
    WhyNoBuilding.NAME_NOT_KNOWN: "The register has no building of this name.",
    WhyNoBuilding.CODE_NOT_KNOWN: "The register has no court with this name or code.",
    WhyNoBuilding.CODE_IS_SHARED: "More than one court has this code.",
    WhyNoBuilding.NAME_AND_CODE_DISAGREE: "The name means one court and the code another.",
    WhyNoBuilding.BUILDING_IS_NOT_A_COURT: "The building named is not a court in the register.",
    WhyNoBuilding.COURT_CLOSED: "The register says that this court has closed.",
    WhyNoBuilding.NOT_SITTING: "The register says that no trials are heard here now.",
    WhyNoBuilding.SITTING_UNKNOWN: "Nobody has confirmed that trials are heard here now.",
}
KIND: dict[HearingKind, str] = {
    HearingKind.TRIAL: "Trial",
    HearingKind.NEWTON: "Newton hearing",
    HearingKind.APPEAL: "Appeal",
    HearingKind.SENTENCE: "Sentence",
    HearingKind.PTPH: "PTPH (plea and trial preparation)",
    HearingKind.PRE_TRIAL_REVIEW: "Pre-trial review",
    HearingKind.FUTURE_TRIAL_REVIEW: "Future trial review",
    HearingKind.FURTHER_CASE_MANAGEMENT: "Further case management",
    HearingKind.GROUND_RULES: "Ground rules hearing",
    HearingKind.SECTION_28: "Section 28 hearing",
    HearingKind.COMMITTAL_FOR_SENTENCE: "Committal for sentence",
    HearingKind.CUSTODY_TIME_LIMIT: "Custody time limit",
    HearingKind.CONFISCATION: "Confiscation",
    HearingKind.FIRST_HEARING: "First hearing",
    HearingKind.APPLICATION: "Application",
    HearingKind.VERDICT: "Verdict",
    HearingKind.MENTION: "Mention",
    HearingKind.REMAND: "Remand",
    HearingKind.PLEA: "Plea",
    HearingKind.BAIL: "Bail",
    HearingKind.OTHER: "Other hearing",
}
CERTAINTY: dict[Certainty, str] = {
    Certainty.FIXTURE: "Fixture",
    Certainty.WARNED_LIST: "Warned list",
    Certainty.FLOATER: "Floater",
    Certainty.BACKER: "Backer",
    Certainty.PART_HEARD: "Part heard",
    Certainty.VACATED: "Vacated",
}
VACATED_REASON: dict[VacatedReason, str] = {
    VacatedReason.PROSECUTION_NOT_READY: "The prosecution was not ready",
    VacatedReason.DEFENCE_NOT_READY: "The defence was not ready",
    VacatedReason.GUILTY_PLEA: "A guilty plea",
    VacatedReason.CASE_DROPPED: "The case was dropped",
    VacatedReason.WITNESS_UNAVAILABLE: "A witness could not come",
    VacatedReason.ADVOCATE_UNAVAILABLE: "An advocate could not come",
    VacatedReason.NO_COURTROOM_OR_JUDGE: "No courtroom or judge",
    VacatedReason.DEFENDANT_UNFIT: "A defendant was not fit",
    VacatedReason.OTHER: "Another reason",
}
SOURCE: dict[str, str] = {
    **{kind.value: said for kind, said in DOCUMENT.items()},
    "form": "Entered by hand",
}


def state_word(row: RowSummary) -> str:
    """The tag of a row: what it changes, or why it changes nothing."""
    if row.state in (RowState.HELD, RowState.UNREADABLE) or row.difference is None:
        return "Held" if row.state is RowState.HELD else "Unreadable"
    return CHANGE[row.difference]
