"""The steps around a complainant's victim personal statement: choices and days alone."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from flask import Blueprint, redirect, render_template, url_for
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response
from wtforms import Field, RadioField
from wtforms.validators import Optional, ValidationError

from casework.statements.actions import answer_step
from casework.statements.models import StatementTask
from casework.statements.queries import live_steps, step_by_id
from casework.statements.rules import (
    ANSWERS,
    OPEN_ANSWERS,
    Answered,
    Reading,
    StaleStep,
    StatementAnswer,
    StatementStep,
    StepNotOwed,
    is_settled,
)
from courts.london_time import london_day, spoken
from ethical_walls.permissions import Permission
from witness_app.names import names_of
from witness_app.site import current
from witness_app.site.access import found, permits
from witness_app.site.choices import if_gone
from witness_app.site.fields import Radios, a_day, one_of
from witness_app.site.notices import say_done, say_note
from witness_app.site.sent import TO_MEND
from witness_app.staff.caseworkers import statement_words as words
from witness_app.staff.caseworkers.assessment_form import an_optional_day
from witness_app.staff.caseworkers.strip import strip_in_view

MISSING: Final = {
    "again_on": "Enter a day to come on which you will ask again",
    "reading": "Choose how they want it read",
}

pages = Blueprint("statements", __name__)


class StepForm(FlaskForm):  # type: ignore[misc]
    """What became of one step: no field has room for the statement."""

    answer = one_of(words.ANSWERS, "What became of it?", "Choose what became of it")
    reading = RadioField(
        "How do they want it read?",
        **if_gone(),
        choices={reading.value: said for reading, said in words.READINGS.items()},
        widget=Radios(),
        validators=[Optional()],
    )
    on = a_day("On which day was that?", "Enter the day")
    again_on = an_optional_day(
        "If later: on which day will you ask again?", "For example, 8 10 2026"
    )

    def offer(self, step: StatementStep) -> None:
        """Only the answers that this step admits."""
        self.answer.choices = [(answer.value, words.ANSWERS[answer]) for answer in ANSWERS[step]]
        if step is not StatementStep.READ:
            del self.reading
        if StatementAnswer.LATER not in ANSWERS[step]:
            del self.again_on

    def validate_on(self, field: Field) -> None:
        """A day that has come."""
        if field.data and field.data > london_day(current.now()):
            raise ValidationError("Enter today or a day that is past")

    def validate(self, extra_validators: Any = None) -> bool:  # noqa: ANN401 - WTForms' own
        """What one answer needs and others do not is asked of that answer alone."""
        is_good = bool(super().validate(extra_validators))
        missing = [field for field, is_missing in self._needed() if is_missing]
        for field in missing:
            field.errors = [MISSING[field.name]]
        return is_good and not missing

    def _needed(self) -> Iterator[tuple[Field, bool]]:
        if self.answer.data == StatementAnswer.LATER and self.again_on:
            day = self.again_on.data
            yield self.again_on, not (day and day > london_day(current.now()))
        if self.answer.data == StatementAnswer.CPS_HAS_IT and self.reading:
            yield self.reading, not self.reading.data

    def answered(self) -> Answered:
        """What a valid form says."""
        answer = StatementAnswer(self.answer.data)
        is_later = answer is StatementAnswer.LATER
        reading = self.reading.data if "reading" in self else None
        return Answered(
            answer=answer,
            on=self.on.data or london_day(current.now()),
            again_on=self.again_on.data if is_later else None,
            reading=Reading(reading) if reading else None,
        )


@dataclass(frozen=True)
class StepLine:
    """One step as the page shows it."""

    task_id: UUID
    what: str
    to_do: str
    state: str
    detail: str
    due_at: datetime | None
    no_date: str
    was: str
    is_owed: bool
    may_answer: bool


@pages.get("/witnesses/<uuid:witness_id>/statement")
@permits(Permission.READ_WITNESS)
def show_steps(witness_id: UUID) -> str:
    """Every step with its date and state; a witness who is no complainant has none."""
    return render_template(
        "staff/caseworkers/witness_statement.html",
        strip=strip_in_view(witness_id),
        steps=[step_line(task) for task in live_steps(current.session(), witness_id)],
    )


@pages.get("/statement-steps/<uuid:statement_task_id>")
@permits(Permission.SUPPORT_WITNESS)
def ask_step(statement_task_id: UUID) -> str | Response:
    """What became of one step?"""
    task = found(step_by_id(current.session(), statement_task_id))
    if task.superseded_at is not None or task.ended_at is not None:
        say_note("This step has changed since. Here it is as it stands.")
        return redirect(url_for("statements.show_steps", witness_id=task.witness_id))
    form = StepForm(formdata=None)
    form.offer(task.step)
    form.on.data = london_day(current.now())
    return show_step(task, form)


@pages.post("/statement-steps/<uuid:statement_task_id>")
@permits(Permission.SUPPORT_WITNESS)
def record_step(statement_task_id: UUID) -> Response | tuple[str, int]:
    """Record what became of it; a page that has gone stale changes nothing."""
    task = found(step_by_id(current.session(), statement_task_id))
    form = StepForm()
    form.offer(task.step)
    if not form.validate_on_submit():
        return show_step(task, form), TO_MEND
    witness_id = task.witness_id
    try:
        current.perform(answer_step, witness_id, statement_task_id, form.answered())
        say_done("The step is recorded.", "The other steps and their dates follow it.")
    except (StaleStep, StepNotOwed):
        say_note("This step has changed since. Here it is as it stands.", "Nothing was changed.")
    return redirect(url_for("statements.show_steps", witness_id=witness_id))


def show_step(task: StatementTask, form: StepForm) -> str:
    """One step and its form."""
    return render_template(
        "staff/caseworkers/statement_step.html",
        strip=strip_in_view(task.witness_id),
        step=step_line(task),
        form=form,
    )


def step_line(task: StatementTask) -> StepLine:
    """A step in words."""
    return StepLine(
        task_id=task.id,
        what=words.STEPS[task.step],
        to_do=words.WHAT_TO_DO[task.step],
        state=state_of(task),
        detail=detail_of(task),
        due_at=task.due_at,
        no_date=words.WAITS[task.waits_for] if task.waits_for else "",
        was=f"Was {spoken(task.previous_due_at)}" if task.previous_due_at else "",
        is_owed=task.ended_at is None and not is_settled(task.answer),
        may_answer=task.ended_at is None and task.superseded_at is None,
    )


def state_of(task: StatementTask) -> str:
    """What became of a step, or that nothing has yet."""
    if task.ended_because is not None and (task.answer is None or task.answer in OPEN_ANSWERS):
        return words.ENDED[task.ended_because]
    return words.ANSWERS[task.answer] if task.answer else "Not done yet"


def detail_of(task: StatementTask) -> str:
    """How it is read, and who recorded it."""
    if task.answered_on is None:
        return ""
    names = names_of(current.session(), [task.answered_by])
    by = names.get(task.answered_by, "") if task.answered_by else ""
    reading = f"{words.READINGS[task.reading]}. " if task.reading else ""
    return f"{reading}{_on(task.answered_on)}, {by}"


def _on(day: date) -> str:
    return f"On {day:%A} {day.day} {day:%B} {day.year}"
