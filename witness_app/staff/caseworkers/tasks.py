"""What is to be done for a witness, and marking it done."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from flask import Blueprint, abort, redirect, render_template, url_for
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response
from wtforms import Field, HiddenField
from wtforms.validators import InputRequired, Length, ValidationError

from casework.deadlines.queries import deadlines_of
from casework.deadlines.rules import DUTIES, Basis, Standing, standing
from casework.tasks.actions import finish_task, open_task
from casework.tasks.queries import tasks_of
from casework.tasks.rules import (
    NewTask,
    TaskAlreadyDone,
    TaskDatePast,
    TaskHasItsOwnPage,
    TaskKind,
    TaskNotFound,
    due_on_day,
)
from casework.witnesses.rules import WitnessNotFound
from courts.london_time import london_day, spoken
from ethical_walls.permissions import Permission
from witness_app.names import names_of
from witness_app.site import current
from witness_app.site.access import permits
from witness_app.site.choices import PRACTICAL_ONLY
from witness_app.site.fields import a_day, a_line, typed
from witness_app.site.notices import say_done, say_note
from witness_app.site.sent import TO_MEND
from witness_app.staff.caseworkers.strip import strip_in_view

LONGEST_TITLE = 120

pages = Blueprint("tasks", __name__)

OWN_PAGES = {
    TaskKind.TELL_CASE_TEAM: "concerns.show_concerns",
    TaskKind.COURT_DAY: "court_days.show_days",
}
OWN_WORDS = {
    TaskKind.TELL_CASE_TEAM: "Record whom you told",
    TaskKind.COURT_DAY: "Record what became of it",
}
BASIS_WORDS = {
    Basis.CODE_DUTY: "Victims' Code",
    Basis.COURT_RULE: "Court rule",
    Basis.CONTRACT: "Contract",
    Basis.OWN_STANDARD: "Our own standard",
}


class TaskForm(FlaskForm):  # type: ignore[misc]
    """Something practical to do, and by which day."""

    request_id = HiddenField(validators=[InputRequired("Open the form again")])
    title = a_line(
        "What is to be done?",
        Length(min=1, max=LONGEST_TITLE, message=f"Say what, in up to {LONGEST_TITLE} letters"),
        hint=f"{PRACTICAL_ONLY} For example: ring about parking.",
    )
    due_on = a_day("By which day?", "Enter the day it is due")

    def due_at(self) -> datetime:
        """The end of the day that a valid form says."""
        return due_on_day(self.due_on.data or london_day(current.now()), current.now())

    def validate_due_on(self, _field: Field) -> None:
        """A day past is no use."""
        try:
            self.due_at()
        except TaskDatePast as refused:
            raise ValidationError("Enter today or a day to come") from refused


@dataclass(frozen=True)
class TaskLine:
    """A task as the page shows it."""

    task_id: UUID
    title: str
    owner: str
    due_at: datetime
    done_at: datetime | None
    done_by: str
    own_page: str
    own_words: str


@dataclass(frozen=True)
class DutyLine:
    """A deadline as the page shows it: what, whose promise it is, and the limit it had before."""

    words: str
    basis: str
    due_at: datetime
    met_at: datetime | None
    was: str
    is_late: bool


@pages.get("/witnesses/<uuid:witness_id>/tasks")
@permits(Permission.READ_WITNESS)
def show_tasks(witness_id: UUID) -> str:
    """What is to be done, what was done, and the limits that run."""
    form = TaskForm(formdata=None)
    form.request_id.data = str(uuid4())
    return show(witness_id, form)


@pages.post("/witnesses/<uuid:witness_id>/tasks")
@permits(Permission.SUPPORT_WITNESS)
def add_task(witness_id: UUID) -> Response | tuple[str, int]:
    """Open a task; pressed twice it is one task."""
    form = TaskForm()
    if not form.validate_on_submit():
        return show(witness_id, form), TO_MEND
    new = NewTask(
        witness_id=witness_id,
        kind=TaskKind.OTHER,
        title=typed(form.title),
        cause=f"typed {form.request_id.data}: {typed(form.title)}",
        due_at=form.due_at(),
    )
    try:
        task = current.perform(open_task, new)
    except WitnessNotFound:
        abort(404)
    say_done(f"The task is open: {task.title}.", f"It is on the day until {spoken(task.due_at)}.")
    return redirect(url_for("tasks.show_tasks", witness_id=witness_id))


@pages.post("/tasks/<uuid:task_id>/done")
@permits(Permission.SUPPORT_WITNESS)
def finish(task_id: UUID) -> Response:
    """Mark a task as done."""
    try:
        task = current.perform(finish_task, task_id)
    except TaskNotFound:
        abort(404)
    except TaskAlreadyDone as done:
        say_note(f"This task was done already, {spoken(done.done_at)}.", "Nothing was changed.")
        return redirect(url_for("day.show_day"))
    except TaskHasItsOwnPage as own:
        return redirect(url_for(OWN_PAGES[own.kind], witness_id=own.witness_id))
    say_done(f"Done: {task.title}.", "It is off the day and in the diary.")
    return redirect(url_for("tasks.show_tasks", witness_id=task.witness_id))


def show(witness_id: UUID, form: TaskForm) -> str:
    """The tasks and limits of one witness."""
    strip = strip_in_view(witness_id)
    tasks = task_lines(witness_id)
    return render_template(
        "staff/caseworkers/witness_tasks.html",
        strip=strip,
        form=form,
        open_tasks=[task for task in tasks if task.done_at is None],
        done_tasks=[task for task in tasks if task.done_at],
        duties=duty_lines(witness_id),
    )


def task_lines(witness_id: UUID) -> list[TaskLine]:
    """The tasks of a witness, the soonest due first."""
    rows = sorted(
        tasks_of(current.session(), witness_id), key=lambda task: (task.due_at, task.title)
    )
    names = names_of(
        current.session(), (by for task in rows for by in (task.owner_id, task.done_by))
    )
    return [
        TaskLine(
            task_id=task.id,
            title=task.title,
            owner=names.get(task.owner_id, "") if task.owner_id else "",
            due_at=task.due_at,
            done_at=task.done_at,
            done_by=names.get(task.done_by, "") if task.done_by else "",
            own_page=url_for(OWN_PAGES[task.kind], witness_id=witness_id)
            if task.kind in OWN_PAGES
            else "",
            own_words=OWN_WORDS.get(task.kind, ""),
        )
        for task in rows
    ]


def duty_lines(witness_id: UUID) -> list[DutyLine]:
    """The limits in force for a witness, the soonest first."""
    now = current.now()
    return [
        DutyLine(
            words=DUTIES[owed.kind].words,
            basis=BASIS_WORDS[owed.basis],
            due_at=owed.due_at,
            met_at=owed.met_at,
            was=f"Was {spoken(owed.previous_due_at)}" if owed.previous_due_at else "",
            is_late=standing(owed.due_at, owed.met_at, now) is Standing.LATE,
        )
        for owed in sorted(
            deadlines_of(current.session(), witness_id), key=lambda d: (d.due_at, d.kind)
        )
        if owed.superseded_at is None
    ]
