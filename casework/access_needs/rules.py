"""The practical needs a court visit and a day at court can meet."""

from dataclasses import dataclass
from enum import StrEnum

from casework.witnesses.rules import InterpreterNeed

LONGEST_NOTE = 500


class AccessNeedKind(StrEnum):
    """One practical need; the values that a court's facilities also have are spelt alike."""

    STEP_FREE = "step_free"
    HEARING_LOOP = "hearing_loop"
    ASSISTANCE_DOGS = "assistance_dogs"
    ACCESSIBLE_TOILET = "accessible_toilet"
    ACCESSIBLE_PARKING = "accessible_parking"
    PRIVATE_WAITING = "private_waiting_rooms"
    VIDEO_LINK = "video_link"
    SEPARATE_ENTRANCE = "separate_entrance"
    SIGN_LANGUAGE = "sign_language"
    LARGE_PRINT = "large_print"
    EASY_READ = "easy_read"
    BREAKS = "breaks"
    QUIET_PLACE = "quiet_place"
    MEDICATION_TIMES = "medication_times"
    COMMUNICATION_SUPPORT = "communication_support"
    TRAVEL_HELP = "travel_help"
    OTHER = "other"


ACCESS_NEED_WORDS: dict[AccessNeedKind, str] = {
    AccessNeedKind.STEP_FREE: "Step-free way in and seating",
    AccessNeedKind.HEARING_LOOP: "Hearing loop",
    AccessNeedKind.ASSISTANCE_DOGS: "Comes with an assistance dog",
    AccessNeedKind.ACCESSIBLE_TOILET: "Accessible toilet",
    AccessNeedKind.ACCESSIBLE_PARKING: "Parking close by",
    AccessNeedKind.PRIVATE_WAITING: "A separate place to wait",
    AccessNeedKind.VIDEO_LINK: "To see and try the video link",
    AccessNeedKind.SEPARATE_ENTRANCE: "Another way in and out of the building",
    AccessNeedKind.SIGN_LANGUAGE: "Sign language interpreter",
    AccessNeedKind.LARGE_PRINT: "Large print",
    AccessNeedKind.EASY_READ: "Easy Read",
    AccessNeedKind.BREAKS: "Regular breaks",
    AccessNeedKind.QUIET_PLACE: "A quiet place",
    AccessNeedKind.MEDICATION_TIMES: "Medicine at set times",
    AccessNeedKind.COMMUNICATION_SUPPORT: "Help to understand or be understood",
    AccessNeedKind.TRAVEL_HELP: "Help to travel to court",
    AccessNeedKind.OTHER: "Something else practical",
}


@dataclass(frozen=True)
class AgreedNeeds:
    """What the witness said they need: practical matters only, nothing about what happened."""

    language: str
    interpreter: InterpreterNeed
    needs: tuple[AccessNeedKind, ...]
    note: str


@dataclass(eq=False)
class StaleNeeds(ValueError):
    """Somebody recorded the needs again while these were being written."""

    version: int


@dataclass(eq=False)
class NeedsNoteTooLong(ValueError):
    """The practical note is longer than practical matters need."""

    length: int


def check_agreed(agreed: AgreedNeeds) -> None:
    """Needs keep their note short: there is room for practical matters, not for an account.

    Raises:
        NeedsNoteTooLong: The note is longer.
    """
    if len(agreed.note) > LONGEST_NOTE:
        raise NeedsNoteTooLong(len(agreed.note))
