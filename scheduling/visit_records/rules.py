"""What is recorded of a visit: practical facts and who approved its format, never what was said."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from scheduling.visits.rules import LIVE_STATES, CancelReason, VisitState


class VisitFormat(StrEnum):
    """How the court was seen (requirements PT-03)."""

    IN_COURTROOM = "in_courtroom"
    BUILDING_ONLY = "building_only"
    VIDEO = "video"


class WasThere(StrEnum):
    """Who came beside the witness and their caseworker: by what they are, never by name."""

    COMPANION = "companion"
    COURT_STAFF = "court_staff"
    WITNESS_SERVICE = "witness_service"
    INTERPRETER = "interpreter"
    INTERMEDIARY = "intermediary"
    SUPPORT_WORKER = "support_worker"


class Shown(StrEnum):
    """What the witness was shown or tried (requirements PT-19)."""

    COURTROOM = "courtroom"
    WHO_SITS_WHERE = "who_sits_where"
    WITNESS_BOX = "witness_box"
    COURTROOM_SCREENS = "courtroom_screens"
    LIVE_LINK = "live_link"
    WAITING_ROOM = "waiting_room"
    WAY_IN = "way_in"
    OATH_WORDS = "oath_words"


class EvidenceTalk(StrEnum):
    """Whether the evidence came up; what was said is never recorded (requirements PT-03)."""

    NOT_DISCUSSED = "not_discussed"
    STOPPED_AND_WARNED = "stopped_and_warned"


@dataclass(frozen=True)
class Happened:
    """A visit that took place.

    Attributes:
        approved_by: Who approved the format: a name or a post.
        room: Which room, in a few words; empty where nobody noted it.
        warned_at: When the witness was stopped and warned; None where the evidence did not come up.
    """

    format: VisitFormat
    approved_by: str
    approved_on: date
    there: frozenset[WasThere]
    room: str
    shown: frozenset[Shown]
    evidence: EvidenceTalk
    warned_at: datetime | None = None


@dataclass(frozen=True)
class DidNotHappen:
    """A visit that did not take place, and why."""

    reason: CancelReason


@dataclass(eq=False)
class VisitNotToRecord(ValueError):
    """The visit has not begun, was recorded already, or has no place any more."""

    visit_id: UUID

    def __str__(self) -> str:
        """The words for the page."""
        return "This visit is not one to record: it has not begun, or was recorded already."


@dataclass(eq=False)
class WarningTimeMissing(ValueError):
    """The evidence came up, and the record does not say when the witness was warned."""


def is_to_record(state: VisitState, starts_at: datetime, now: datetime) -> bool:
    """Whether a visit has begun and nobody has said yet what became of it."""
    return state in LIVE_STATES and starts_at <= now


def check(happened: Happened) -> None:
    """Refuse a record that says the evidence came up and not when it was stopped.

    Raises:
        WarningTimeMissing: It says so.
    """
    if not is_told_whole(happened.evidence, happened.warned_at):
        raise WarningTimeMissing


def is_told_whole(evidence: EvidenceTalk, warned_at: datetime | None) -> bool:
    """Whether a time of warning stands where the evidence came up, and nowhere else (PT-03)."""
    return (evidence is EvidenceTalk.STOPPED_AND_WARNED) == (warned_at is not None)
