"""The next thing that must happen for each witness, who owes it and by when."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from casework.deadlines.rules import DUTIES, NAMING_A_CASEWORKER, DeadlineKind
from courts.london_time import end_of_london_day, london_day

KEEP_IN_TOUCH_EVERY = timedelta(days=28)
NOBODY_YET = "The service, until somebody accepts"


class StepKind(StrEnum):
    """What sort of thing comes next; it says which page the step is done on."""

    ANSWER_PROPOSAL = "answer_proposal"
    FIND_CASEWORKER = "find_caseworker"
    MAKE_CONTACT = "make_contact"
    ASSESS_NEEDS = "assess_needs"
    AGREE_PLAN = "agree_plan"
    STATEMENT = "statement"
    TELL_CASE_TEAM = "tell_case_team"
    REPLAN = "replan"
    BOOK_VISIT = "book_visit"
    VISIT = "visit"
    MOVE_VISIT = "move_visit"
    RECORD_VISIT = "record_visit"
    ANSWER_WITNESS = "answer_witness"
    ANSWER_TEXT = "answer_text"
    READ_MESSAGE = "read_message"
    READ_ANSWER = "read_answer"
    WAIT_FOR_DESK = "wait_for_desk"
    COURT_DAY = "court_day"
    SCHEME = "scheme"
    TASK = "task"
    KEEP_IN_TOUCH = "keep_in_touch"


@dataclass(frozen=True)
class NextStep:
    """One thing that must happen, whose it is and when it is due."""

    kind: StepKind
    what: str
    whose: str
    due_at: datetime
    subject_id: UUID | None = None


@dataclass(frozen=True)
class OwedDuty:
    """A deadline that is not met yet."""

    kind: DeadlineKind
    due_at: datetime


@dataclass(frozen=True)
class OpenTask:
    """A task that is not done yet."""

    task_id: UUID
    title: str
    owner: str | None
    due_at: datetime
    kind: StepKind = StepKind.TASK


@dataclass(frozen=True)
class OwedStatementStep:
    """A step around the complainant's statement that has its date and is not settled."""

    task_id: UUID
    what: str
    due_at: datetime


@dataclass(frozen=True)
class ComingVisit:
    """A live visit that has not begun; `what` says where, or that its date is under review."""

    visit_id: UUID
    starts_at: datetime
    what: str
    caseworker: str


@dataclass(frozen=True)
class PastVisit:
    """A visit that has begun, of which nobody has said what became; due the same day."""

    visit_id: UUID
    due_at: datetime
    caseworker: str


@dataclass(frozen=True)
class WithdrawnTime:
    """A live visit at a time that its court no longer offers, to be answered the same day."""

    visit_id: UUID
    due_at: datetime


@dataclass(frozen=True)
class WaitingEnquiry:
    """Something that a desk on neither side has still to answer."""

    enquiry_id: UUID
    desk: str
    due_at: datetime


@dataclass(frozen=True)
class OpenReplan:
    """A change by the court that this witness's party has not answered yet."""

    replan_id: UUID
    opened_at: datetime


@dataclass(frozen=True)
class StepFacts:
    """What the next step follows from.

    `proposed_to` is who was asked to be the caseworker and has not answered, `answer_by` when
    somebody else is asked in their place; `last_touch_at` is when something was last done for the
    witness.
    """

    caseworker: str | None
    proposed_to: str | None
    last_touch_at: datetime
    duties: tuple[OwedDuty, ...] = ()
    tasks: tuple[OpenTask, ...] = ()
    visits: tuple[ComingVisit, ...] = ()
    withdrawn: tuple[WithdrawnTime, ...] = ()
    past: tuple[PastVisit, ...] = ()
    replans: tuple[OpenReplan, ...] = ()
    statements: tuple[OwedStatementStep, ...] = ()
    enquiries: tuple[WaitingEnquiry, ...] = ()
    answer_by: datetime | None = None


DUTY_STEPS: dict[DeadlineKind, tuple[StepKind, str]] = {
    DeadlineKind.FIRST_CONTACT: (StepKind.MAKE_CONTACT, "Speak with the witness and agree a plan"),
    DeadlineKind.SHORT_WAY_CONTACT: (
        StepKind.MAKE_CONTACT,
        "Speak with the witness today: the trial is near",
    ),
    DeadlineKind.NEEDS_ASSESSED: (StepKind.ASSESS_NEEDS, "Do the needs assessment"),
    DeadlineKind.PLAN_AGREED: (StepKind.AGREE_PLAN, "Agree the plan with the witness"),
    DeadlineKind.VISIT_BEFORE_TRIAL: (StepKind.BOOK_VISIT, "Book a court visit"),
    DeadlineKind.SCHEME_REFERRED: (
        StepKind.SCHEME,
        "Check that the unit refers them to the Victim Contact Scheme",
    ),
    DeadlineKind.SCHEME_CONTACTED: (
        StepKind.SCHEME,
        "Check that the Victim Contact Scheme has been in touch",
    ),
}


BEFORE_A_VISIT = frozenset(
    {
        DeadlineKind.FIRST_CONTACT,
        DeadlineKind.SHORT_WAY_CONTACT,
        DeadlineKind.NEEDS_ASSESSED,
    }
)
BY_A_TASK = frozenset(
    {
        StepKind.ANSWER_WITNESS,
        StepKind.ANSWER_TEXT,
        StepKind.READ_MESSAGE,
        StepKind.COURT_DAY,
        StepKind.TASK,
    }
)
"""Steps that a task asks for; a duty with a limit comes before one that is due at the same time."""
DONE_BY_TASKS = frozenset({DeadlineKind.CASE_TEAM_TOLD})
"""Duties whose step is the task that was opened with them."""


def next_step(facts: StepFacts) -> NextStep:
    """The next thing that must happen for one witness: what is due soonest (requirements PT-01).

    There is always one, with an owner and a date: where nothing else is owed, somebody keeps in
    touch every 28 days (NOBODY DROPPED; the interval is our own standard).
    """
    return min(steps(facts), key=in_order)


def in_order(step: NextStep) -> tuple[datetime, bool, str]:
    """What comes first: what is due sooner; of what is due together, duties before tasks."""
    return step.due_at, step.kind in BY_A_TASK, step.what


def steps(facts: StepFacts) -> list[NextStep]:
    """Everything that must happen for one witness, in no order; never empty."""
    whose = facts.caseworker or facts.proposed_to or NOBODY_YET
    found = [
        *_duty_steps(facts, whose),
        *_task_steps(facts.tasks, whose),
        *_visit_steps(facts.visits, whose),
        *_withdrawn_steps(facts.withdrawn, whose),
        *_record_steps(facts.past, whose),
        *_replan_steps(facts.replans, whose),
        *_statement_steps(facts.statements, whose),
        *_enquiry_steps(facts.enquiries),
    ]
    return found or [
        NextStep(
            StepKind.KEEP_IN_TOUCH,
            "Keep in touch: ask how the witness is",
            whose,
            facts.last_touch_at + KEEP_IN_TOUCH_EVERY,
        )
    ]


def _duty_steps(facts: StepFacts, whose: str) -> Iterable[NextStep]:
    """A visit is booked once the witness was spoken with, so that must happen by its limit too."""
    visit_due = [d.due_at for d in facts.duties if d.kind is DeadlineKind.VISIT_BEFORE_TRIAL]
    talks = [duty for duty in facts.duties if duty.kind in BEFORE_A_VISIT]
    naming = [duty.due_at for duty in facts.duties if duty.kind in NAMING_A_CASEWORKER]
    if naming:
        yield _caseworker_step(facts, min(naming))
    for duty in facts.duties:
        if duty.kind in NAMING_A_CASEWORKER | DONE_BY_TASKS:
            continue
        if duty.kind in BEFORE_A_VISIT:
            yield _duty_step(duty, whose, min([duty.due_at, *visit_due]))
        elif duty.kind is not DeadlineKind.VISIT_BEFORE_TRIAL or not talks:
            yield _duty_step(duty, whose, duty.due_at)


def _duty_step(duty: OwedDuty, whose: str, due_at: datetime) -> NextStep:
    kind, what = DUTY_STEPS[duty.kind]
    return NextStep(kind, what, whose, due_at)


def _caseworker_step(facts: StepFacts, due_at: datetime) -> NextStep:
    if facts.proposed_to is None:
        return NextStep(
            StepKind.FIND_CASEWORKER,
            DUTIES[DeadlineKind.CASEWORKER_NAMED].words,
            NOBODY_YET,
            due_at,
        )
    return NextStep(
        StepKind.ANSWER_PROPOSAL,
        "Accept or decline the witness",
        facts.proposed_to,
        min(due_at, facts.answer_by or due_at),
    )


def _task_steps(tasks: Iterable[OpenTask], whose: str) -> Iterable[NextStep]:
    for task in tasks:
        yield NextStep(task.kind, task.title, task.owner or whose, task.due_at, task.task_id)


def _statement_steps(statements: Iterable[OwedStatementStep], whose: str) -> Iterable[NextStep]:
    for owed in statements:
        yield NextStep(StepKind.STATEMENT, owed.what, whose, owed.due_at, owed.task_id)


def _visit_steps(visits: Iterable[ComingVisit], whose: str) -> Iterable[NextStep]:
    for visit in visits:
        yield NextStep(
            StepKind.VISIT, visit.what, visit.caseworker or whose, visit.starts_at, visit.visit_id
        )


def _enquiry_steps(enquiries: Iterable[WaitingEnquiry]) -> Iterable[NextStep]:
    for asked in enquiries:
        whose = f"The {asked.desk}"
        what = f"Waits for the {asked.desk}: ring them if it is late"
        yield NextStep(StepKind.WAIT_FOR_DESK, what, whose, asked.due_at, asked.enquiry_id)


def _withdrawn_steps(withdrawn: Iterable[WithdrawnTime], whose: str) -> Iterable[NextStep]:
    for visit in withdrawn:
        yield NextStep(
            StepKind.MOVE_VISIT,
            "The court can no longer take the visit: cancel it and book another time",
            whose,
            visit.due_at,
            visit.visit_id,
        )


def _record_steps(visits: Iterable[PastVisit], whose: str) -> Iterable[NextStep]:
    for visit in visits:
        yield NextStep(
            StepKind.RECORD_VISIT,
            "Record what became of the court visit",
            visit.caseworker or whose,
            visit.due_at,
            visit.visit_id,
        )


def _replan_steps(replans: Iterable[OpenReplan], whose: str) -> Iterable[NextStep]:
    for replan in replans:
        due_at = end_of_london_day(london_day(replan.opened_at))
        yield NextStep(
            StepKind.REPLAN,
            "The hearing moved: confirm the re-plan",
            whose,
            due_at,
            replan.replan_id,
        )
