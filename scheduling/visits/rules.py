"""When a visit may be: the lawful times, the states of a visit, and why nothing was found."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from uuid import UUID

from courts.london_time import end_of_london_day
from courts.working_days import add_working_days
from scheduling.turns.rules import OwnTurns

NOTICE = timedelta(hours=24)
WORKING_DAYS_BETWEEN = 1
OFFERED_AT_ONCE = 10

FIXED_LINE = (
    "Times are offered by a fixed plan for each case, so that people who should not meet never do."
)

SHOWN_BY_A_COURT = frozenset(
    {
        "step_free",
        "hearing_loop",
        "assistance_dogs",
        "accessible_toilet",
        "accessible_parking",
        "private_waiting_rooms",
        "video_link",
    }
)
"""The needs that a building either has or has not; the caseworker arranges all others."""

FACILITY_OF_NEED = {need: need for need in SHOWN_BY_A_COURT} | {
    "separate_entrance": "witness_entrance"
}


class VisitState(StrEnum):
    """How far along a visit is; confirmed means that the slot and the caseworker are set.

    Released means that its half-day went to another party: its place is free, and a re-plan finds
    it another.
    """

    BOOKED = "booked"
    CONFIRMED = "confirmed"
    RELEASED = "released"
    CANCELLED = "cancelled"
    DONE = "done"


LIVE_STATES = (VisitState.BOOKED, VisitState.CONFIRMED)
TO_COME = (*LIVE_STATES, VisitState.RELEASED)


class CancelReason(StrEnum):
    """Why a visit will not be; practical reasons only, never what the person said."""

    WITNESS_CANNOT_COME = "witness_cannot_come"
    WITNESS_DOES_NOT_WANT_IT = "witness_does_not_want_it"
    CASEWORKER_CANNOT_COME = "caseworker_cannot_come"
    COURT_CANNOT_HAVE_US = "court_cannot_have_us"
    NO_LONGER_NEEDED = "no_longer_needed"
    HEARING_CHANGED = "hearing_changed"


ASKED_OF_A_PERSON = tuple(r for r in CancelReason if r is not CancelReason.HEARING_CHANGED)


class WhyNot(StrEnum):
    """Why no time is found, from the witness's own facts and public ones alone."""

    NO_HEARING = "no_hearing"
    COURT_DOES_NOT_SIT = "court_does_not_sit"
    NEEDS_NOT_LISTED = "needs_not_listed"
    HEARING_TOO_SOON = "hearing_too_soon"
    NO_WINDOWS = "no_windows"
    OWN_VISIT_THEN = "own_visit_then"
    TIMES_NOT_OPEN = "times_not_open"
    NONE_LEFT = "none_left"


@dataclass(frozen=True)
class HearingFacts:
    """The published hearing that a visit prepares for."""

    hearing_id: UUID
    version: int
    court_id: UUID
    starts_on: date


@dataclass(frozen=True)
class Where:
    """The buildings that meet a witness's needs, and windows that do where their building may not.

    `lacking` is what neither has, and `is_sitting` whether trials are heard there at all.
    """

    court_ids: tuple[UUID, ...]
    window_ids: tuple[UUID, ...] = ()
    lacking: frozenset[str] = frozenset()
    is_sitting: bool = True


@dataclass(frozen=True)
class Terms:
    """What makes a time lawful for one witness: search and booking use these same terms.

    Attributes:
        witness_id: Whose own visits it may not overlap.
        caseworker_id: Whose visits it may not overlap, as far as the viewer sees them.
        turns: The half-days of the witness's party that may be booked now.
        where: The buildings and windows that have what the witness needs.
        earliest: The first instant, notice counted.
        latest: The last instant, so that a working day is left before the hearing.
        opens_at: When more half-days of the party's may be booked, where some are still to open.
    """

    witness_id: UUID
    caseworker_id: UUID | None
    turns: OwnTurns
    where: Where
    earliest: datetime
    latest: datetime
    opens_at: datetime | None = None


@dataclass(frozen=True)
class OfferedTime:
    """A time that may be booked."""

    slot_id: UUID
    court_id: UUID
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True)
class Found:
    """What a search found, and, where it found nothing, why, and when times open if one knows."""

    times: tuple[OfferedTime, ...]
    why_not: tuple[WhyNot, ...] = field(default=())
    opens_at: datetime | None = None


@dataclass(eq=False)
class PlaceNotAvailable(ValueError):
    """The place cannot be booked: the same words, whatever the reason."""

    slot_id: UUID

    def __str__(self) -> str:
        return "This time is not available any more. Choose another."


@dataclass(eq=False)
class HearingNotPublished(ValueError):
    """There is no published hearing ahead in which the witness's party is named."""

    witness_id: UUID

    def __str__(self) -> str:
        return "A visit can be booked once the court has published a trial date for this case."


@dataclass(eq=False)
class VisitNotFound(LookupError):
    """There is no such visit in view."""

    visit_id: UUID


@dataclass(eq=False)
class VisitChangedMeanwhile(ValueError):
    """The visit is not as it was on the screen."""

    visit_id: UUID

    def __str__(self) -> str:
        return "This visit was changed meanwhile. Look at it again before you go on."


def earliest_start(now: datetime) -> datetime:
    """The first instant a visit may begin: a full day's notice, in elapsed hours."""
    return now + NOTICE


def last_day_before(hearing_on: date) -> date:
    """The last day of a visit: at least one working day lies between it and the hearing."""
    return add_working_days(hearing_on, -(WORKING_DAYS_BETWEEN + 1))


def latest_end(hearing_on: date) -> datetime:
    """The instant by which a visit before this hearing must be over."""
    return end_of_london_day(last_day_before(hearing_on))


def facilities_needed(needs: frozenset[str]) -> frozenset[str]:
    """What the building itself must have for these needs, as the register calls it."""
    return frozenset(FACILITY_OF_NEED[need] for need in needs if need in FACILITY_OF_NEED)


def state_with(caseworker_id: UUID | None) -> VisitState:
    """A visit with slot and caseworker is confirmed, one without a caseworker is booked."""
    return VisitState.BOOKED if caseworker_id is None else VisitState.CONFIRMED


def state_given(was: VisitState) -> VisitState:
    """The state of a visit given its caseworker: one that was released still needs a time."""
    return was if was is VisitState.RELEASED else VisitState.CONFIRMED


def padded_until(ends_at: datetime, gap_minutes: int) -> datetime:
    """The end of a visit's padded range.

    Only the end is padded, and on every visit, so that two padded ranges overlap exactly where
    the visits are closer than the gap; padding both ends would double it.
    """
    return ends_at + timedelta(minutes=gap_minutes)
