"""The kinds of task, what opens one, and when it is due."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from courts.london_time import end_of_london_day, london_day


class TaskKind(StrEnum):
    """What sort of thing must be done; the title says it in words."""

    CONTACT_WITNESS = "contact_witness"
    CHANGE_CHANNEL = "change_channel"
    PLACE_VISIT = "place_visit"
    MESSAGE_NOT_SENT = "message_not_sent"
    TELL_WITNESS = "tell_witness"
    SHORT_WAY = "short_way"
    GO_TO_IN_COURT_SERVICE = "go_to_in_court_service"
    REFER_ON = "refer_on"
    INVOLVE_CHILDRENS_SERVICE = "involve_childrens_service"
    ASK_REFERRER = "ask_referrer"
    KEEP_ENGAGED = "keep_engaged"
    TELL_DATES = "tell_dates"
    REVIEW_PLAN = "review_plan"
    TELL_CASE_TEAM = "tell_case_team"
    READ_MESSAGE = "read_message"
    COURT_DAY = "court_day"
    OTHER = "other"


DONE_ON_ITS_OWN_PAGE = frozenset({TaskKind.TELL_CASE_TEAM, TaskKind.COURT_DAY})
"""Tasks that are done by recording what was done, never by a press of a button alone."""

REFERRING_ON = frozenset({TaskKind.REFER_ON, TaskKind.INVOLVE_CHILDRENS_SERVICE})
"""Tasks that pass somebody on to another service, who leads (requirements EL-02, EL-06)."""


@dataclass(frozen=True)
class NewTask:
    """A task to open; the same witness, kind and cause open it once."""

    witness_id: UUID
    kind: TaskKind
    title: str
    cause: str
    due_at: datetime
    owner_id: UUID | None = None
    hearing_id: UUID | None = None


@dataclass(eq=False)
class TaskNotFound(LookupError):
    """No such task, or none that this viewer may see."""

    task_id: UUID


@dataclass(eq=False)
class TaskAlreadyDone(ValueError):
    """Somebody has done the task already."""

    task_id: UUID
    done_at: datetime


@dataclass(eq=False)
class TaskHasItsOwnPage(ValueError):
    """The task is done where what was done is recorded, and there alone."""

    witness_id: UUID
    kind: TaskKind


@dataclass(eq=False)
class TaskDatePast(ValueError):
    """A task was to be due on a day that is over."""

    due_on: date


def due_on_day(due_on: date, now: datetime) -> datetime:
    """The end of the London day that a task is due on; a day past is refused.

    Raises:
        TaskDatePast: The day is over.
    """
    if due_on < london_day(now):
        raise TaskDatePast(due_on)
    return end_of_london_day(due_on)
