"""Which days a witness is required for, what may have become of them, and what follows from it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from uuid import UUID

from casework.partners.rules import Attendance
from casework.tasks.rules import TaskKind
from courts.hearings.rules import Certainty, Listing
from courts.london_time import end_of_london_day, london_day, london_instant, spoken_day
from courts.working_days import add_working_days, is_working_day

LONGEST_NOTE = 300
SAY_WITHIN = 1
"""Working days after the day by the end of which somebody says what became of it: our own standard,
as the unit's limit to tell an outcome is (Victims' Code, right 9)."""


LOOKS_BACK = timedelta(days=60)
"""How long ago a day may be for a court's late word to bring it in or take it back."""


class Became(StrEnum):
    """What became of a witness on one day at court (domain section 7.2; issue 4).

    A trial that *cracks* ends that day, with no further trial; one that is *put off* (ineffective)
    needs another day.
    """

    GAVE_EVIDENCE = "gave_evidence"
    NOT_CALLED = "not_called"
    STOOD_DOWN = "stood_down"
    CRACKED = "cracked"
    PUT_OFF = "put_off"
    DID_NOT_ATTEND = "did_not_attend"


class WhyAbsent(StrEnum):
    """Why somebody did not come, as far as it is known: one of a few, never in their words."""

    UNWELL = "unwell"
    AFRAID = "afraid"
    NOT_TOLD_IN_TIME = "not_told_in_time"
    TRAVEL = "travel"
    WORK_OR_CARE = "work_or_care"
    WOULD_NOT = "would_not"
    NOT_REACHED = "not_reached"
    NOT_KNOWN = "not_known"


CAME = frozenset({Became.GAVE_EVIDENCE, Became.NOT_CALLED, Became.CRACKED, Became.PUT_OFF})
"""What was said of somebody who was there."""
NO_FURTHER_DAY = frozenset({Became.GAVE_EVIDENCE, Became.CRACKED})
"""After which nobody is owed an answer for a later day of the same hearing."""
NOT_NEEDED = frozenset({Attendance.NOT_REQUIRED, Attendance.STOOD_DOWN})
NO_DAY = frozenset({Certainty.WARNED_LIST, Certainty.VACATED})
"""Listings that name no day on which anybody must come."""


class DayRefused(ValueError):
    """What was said of a day cannot stand as it was typed."""


@dataclass(eq=False)
class ReasonMissing(DayRefused):
    """They did not come, and nothing is said of why; not known is an answer too."""


@dataclass(eq=False)
class ReasonWithoutAbsence(DayRefused):
    """A reason for not coming of somebody who came, or need not have."""

    became: Became


@dataclass(eq=False)
class NoteTooLong(DayRefused):
    """The note is longer than practical matters need."""

    length: int


@dataclass(eq=False)
class CourtDayNotFound(LookupError):
    """No such day, or none that this viewer may see."""

    court_day_id: UUID


@dataclass(eq=False)
class SaidMeanwhile(ValueError):
    """Somebody else said what became of the day while the page was open."""

    court_day_id: UUID


@dataclass(frozen=True)
class DaySays:
    """What is said of one day: a choice, a reason where they did not come, a practical note.

    `request_id` is made with the form: sent twice it is said once. `seen` is how often something
    had been said of the day when the form was drawn.
    """

    request_id: UUID
    became: Became
    reason: WhyAbsent | None = None
    words: str = ""
    seen: int = 0


def check_day(says: DaySays) -> None:
    """Refuse what cannot stand.

    Raises:
        DayRefused: One of its kinds.
    """
    is_absence = says.became is Became.DID_NOT_ATTEND
    if is_absence and says.reason is None:
        raise ReasonMissing
    if says.reason is not None and not is_absence:
        raise ReasonWithoutAbsence(says.became)
    if len(says.words) > LONGEST_NOTE:
        raise NoteTooLong(len(says.words))


@dataclass(frozen=True)
class Listed:
    """One state of a hearing: the number that plans are made on, and how it was listed."""

    number: int
    listing: Listing


def stands_on(states: Sequence[Listed], day: date) -> Listed | None:
    """The listing by which a witness must come on a day; None where none asks them to.

    What was published before the day began decides whether it is a day of the hearing; what is
    published on the day itself can bring one in, and never takes one back, for by then people may
    be on their way. A warned list names no day. A trial that goes on is listed for its first days
    and for each further one alone, so a pause between them asks nobody to come.

    Args:
        states: Every state the hearing has been in, the oldest first.
        day: A London day.
    """
    begun, over = london_instant(day, time(0)), end_of_london_day(day)
    standing: list[Listed] = []
    for state in states:
        is_before = state.listing.published_at < begun
        if is_before and (state.listing.certainty in NO_DAY or _is_another(standing, state)):
            standing = []
        if state.listing.published_at <= over:
            standing.append(state)
    return next((state for state in reversed(standing) if _asks_for(state.listing, day)), None)


def _is_another(standing: Sequence[Listed], state: Listed) -> bool:
    return bool(standing) and standing[-1].number != state.number


def _asks_for(listing: Listing, day: date) -> bool:
    if listing.certainty in NO_DAY:
        return False
    if listing.certainty is Certainty.PART_HEARD:
        return day == listing.last_on
    is_end = day in {listing.starts_on, listing.last_on}
    return listing.starts_on <= day <= listing.last_on and (is_end or is_working_day(day))


def is_required(attendance: Attendance) -> bool:
    """Whether the party that calls a witness wants them there; unsaid counts as yes.

    Nobody is asked what became of a day for which the party had said before it began that the
    witness need not come.
    """
    return attendance not in NOT_NEEDED


def due_from(day: date) -> datetime:
    """By when it is said what became of a day: the end of the working day after it."""
    return end_of_london_day(add_working_days(day, SAY_WITHIN))


@dataclass(frozen=True)
class DayKnown:
    """A day at court as the rules see it."""

    id: UUID
    hearing_id: UUID
    day_on: date
    became: Became | None
    is_listed: bool


def owed(days: Sequence[DayKnown]) -> list[DayKnown]:
    """The days of one witness of which nobody has said what became, and somebody must.

    Not those that the court took back before they began, nor those after a day on which the
    witness gave evidence or the trial ended (requirements PT-01, PT-17).
    """
    ended: dict[UUID, date] = {}
    for day in days:
        if day.became in NO_FURTHER_DAY:
            ended[day.hearing_id] = min(day.day_on, ended.get(day.hearing_id, day.day_on))
    return [
        day
        for day in days
        if day.became is None
        and day.is_listed
        and day.day_on <= ended.get(day.hearing_id, day.day_on)
    ]


@dataclass(frozen=True)
class FollowUp:
    """A task that what became of a day asks for; `title` has a place for the day.

    `within` is in working days from when it was said; 0 is the end of that very day.
    """

    about: str
    kind: TaskKind
    title: str
    within: int

    def due_at(self, said_at: datetime) -> datetime:
        """By when."""
        day = london_day(said_at)
        return end_of_london_day(add_working_days(day, self.within) if self.within else day)

    def words(self, day: date) -> str:
        """The title, with the day."""
        return self.title.format(day=spoken_day(day))


ASK_RISK_AGAIN = FollowUp(
    "risk",
    TaskKind.KEEP_ENGAGED,
    "They did not come on {day}: ask the risk of not attending again in the assessment",
    5,
)
FOLLOW_UPS: Mapping[Became, tuple[FollowUp, ...]] = {
    Became.GAVE_EVIDENCE: (
        FollowUp(
            "thanks",
            TaskKind.TELL_WITNESS,
            "Thank them for {day}, ask how they are, and look at their needs again",
            1,
        ),
    ),
    Became.NOT_CALLED: (
        FollowUp(
            "thanks",
            TaskKind.TELL_WITNESS,
            "They came on {day} and were not called: thank them, and say if they must come again",
            1,
        ),
    ),
    Became.STOOD_DOWN: (),
    Became.CRACKED: (
        FollowUp(
            "thanks",
            TaskKind.TELL_WITNESS,
            "The trial ended on {day}: thank them, and say that there is no further trial",
            1,
        ),
    ),
    Became.PUT_OFF: (
        FollowUp(
            "engage",
            TaskKind.KEEP_ENGAGED,
            "The trial was put off on {day}: say what happens next, and ask how they are",
            1,
        ),
    ),
    Became.DID_NOT_ATTEND: (
        FollowUp(
            "ring",
            TaskKind.KEEP_ENGAGED,
            "They did not come on {day}: ring, and ask what would help next time",
            1,
        ),
        ASK_RISK_AGAIN,
    ),
}
"""What is owed after each (requirements PT-01, PT-10, PT-17); a stand-down beforehand was told."""
AFTER_FEAR = (
    FollowUp(
        "ring",
        TaskKind.KEEP_ENGAGED,
        "They were afraid to come on {day}: ring today, and ask what would make them safe",
        0,
    ),
    ASK_RISK_AGAIN,
)


def follow_ups(became: Became, reason: WhyAbsent | None) -> tuple[FollowUp, ...]:
    """What a caseworker owes after a day; whoever was afraid is rung the same day (PT-16)."""
    return AFTER_FEAR if reason is WhyAbsent.AFRAID else FOLLOW_UPS[became]
