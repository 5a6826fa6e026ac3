"""What the tasks that follow an assessment are called: practical, and never what happened."""

from collections.abc import Collection

from casework.assessments.rules import AttendanceAction
from casework.partners.rules import MEASURE_WORDS, Measure

PUT_OFF_TITLE = "It was not safe to talk: find a safe time for the needs assessment"
DATES_TITLE = "Tell whoever calls the witness the dates to avoid"
MEASURES_TITLE = "Tell whoever calls the witness which special measures they ask for"
NOT_OPEN = "only for a vulnerable witness (s.16)"
SECOND_REFERRAL_TITLE = "Offer a warm second referral to"
REVIEW_TITLE = "Look at the agreed plan again with the witness"
ACTION_TITLES: dict[AttendanceAction, str] = {
    AttendanceAction.RING_OFTEN: "May not come: agree to ring more often, and ring",
    AttendanceAction.OUTREACH: "May not come: offer to meet in a safe place",
    AttendanceAction.EXPLAIN_MEASURES: "May not come: explain special measures",
    AttendanceAction.ASK_VIDEO_LINK: "May not come: ask whoever calls them about a video link",
    AttendanceAction.TRAVEL: "May not come: settle travel and its cost",
    AttendanceAction.EMPLOYER_LETTER: "May not come: offer a letter for the employer",
    AttendanceAction.CARING: "May not come: settle care for children or others",
    AttendanceAction.REFER_ON: "May not come: offer a warm referral for more support",
}


def measures_title(asked: Collection[Measure], not_open: Collection[Measure]) -> str:
    """What whoever calls the witness is told, and of which the caseworker must look again first."""
    said = ", ".join(words for measure, words in MEASURE_WORDS.items() if measure in asked)
    closed = "".join(f". {MEASURE_WORDS[measure]}: {NOT_OPEN}" for measure in not_open)
    return f"{MEASURES_TITLE}: {said}{closed}"
