"""When a court can be visited: adding a window, ending one, taking a date out of one."""

import uuid
from dataclasses import dataclass
from datetime import time

from flask import Blueprint, render_template, url_for
from flask_wtf import FlaskForm
from govuk_frontend_wtf.wtforms_widgets import GovTextInput
from werkzeug.wrappers import Response
from wtforms import IntegerField, TimeField
from wtforms.validators import InputRequired, NumberRange

from courts.london_time import london_day, spoken_day, spoken_time
from ethical_walls.permissions import Permission
from scheduling.windows.actions import (
    DatedChange,
    NewWindow,
    add_window,
    end_window,
    remove_date,
)
from scheduling.windows.queries import WindowSummary, window_summaries
from scheduling.windows.rules import (
    MOST_PLACES,
    AirlockTooShort,
    DayNotOffered,
    Recurrence,
    Times,
    WindowAlreadyEnded,
    WindowCrossesMidday,
    WindowEndsBeforeItBegins,
    WindowOutOfBounds,
)
from witness_app.site import current
from witness_app.site.access import found, permits
from witness_app.site.fields import LABEL, a_choice, a_line, typed
from witness_app.site.notices import say_done
from witness_app.site.sent import TO_MEND
from witness_app.staff.everyone.court_edit_forms import a_day
from witness_app.staff.everyone.court_edits import Asked, back_to, no_longer_there, page_of

METHODS = ["GET", "POST"]
SHOWN = 200
WEEKDAYS = {"0": "Monday", "1": "Tuesday", "2": "Wednesday", "3": "Thursday", "4": "Friday"}
REFUSALS = (
    AirlockTooShort,
    WindowCrossesMidday,
    WindowEndsBeforeItBegins,
    WindowOutOfBounds,
)
Answer = Response | tuple[str, int]

pages = Blueprint("windows", __name__, url_prefix="/courts/<slug>/windows")


def a_time(label: str, missing: str) -> TimeField:
    """A time of day, typed as on a clock."""
    return TimeField(
        label,
        description="For example 09:00 or 16:15",
        widget=GovTextInput(),
        validators=[InputRequired(missing)],
        render_kw={"params": LABEL | {"classes": "govuk-input--width-5"}},
    )


def a_number(label: str, most: int, missing: str) -> IntegerField:
    """A whole number from 1."""
    return IntegerField(
        label,
        widget=GovTextInput(),
        default=1,
        validators=[
            InputRequired(missing),
            NumberRange(1, most, message=f"Enter a number from 1 to {most}"),
        ],
        render_kw={"params": LABEL | {"classes": "govuk-input--width-3"}},
    )


class WindowForm(FlaskForm):  # type: ignore[misc]
    """A window as somebody enters it."""

    weekday = a_choice(WEEKDAYS, "On which day of the week?", default="0")
    starts_at = a_time("From", "Enter when it begins")
    ends_at = a_time("Until", "Enter when it ends")
    capacity = a_number("Visits at once", MOST_PLACES, "Enter how many visits fit")
    every_weeks = a_number("Every how many weeks?", 12, "Enter 1 for every week")
    valid_from = a_day("From which date on?", "Enter the first date")
    room = a_line("Where to meet, or which room (optional)")

    def window(self) -> NewWindow:
        """What a valid form says."""
        starts_at, ends_at = self.starts_at.data, self.ends_at.data
        assert isinstance(starts_at, time)  # noqa: S101 - the field was found right
        assert isinstance(ends_at, time)  # noqa: S101 - the same
        return NewWindow(
            Recurrence(
                int(self.weekday.data), self.valid_from.day(), None, int(self.every_weeks.data or 1)
            ),
            Times(starts_at, ends_at, int(self.capacity.data or 1)),
            room=typed(self.room),
        )


class EndForm(FlaskForm):  # type: ignore[misc]
    """The last date of a window."""

    last_on = a_day("What is its last date?", "Enter the last date")


class DateOutForm(FlaskForm):  # type: ignore[misc]
    """One date on which a window is not offered."""

    day = a_day("Which date?", "Enter the date")
    reason = a_line("Why? (optional)", hint="For example: judges' training day")


@dataclass(frozen=True)
class Here:
    """A court and one of its windows."""

    court_name: str
    window: WindowSummary

    @property
    def words(self) -> str:
        """The window as people say it."""
        times = self.window.times
        weekday = WEEKDAYS[str(self.window.recurrence.weekday)]
        return f"{weekday}s, {spoken_time(times.starts_at)} to {spoken_time(times.ends_at)}"


@pages.route("/new", methods=METHODS)
@permits(Permission.KEEP_WINDOWS)
def add(slug: str) -> Answer:
    """Offer the court for visits at a time of the week."""
    page, form = page_of(slug), WindowForm()
    about = "A window lies in the morning (until 1pm) or in the afternoon, never in both."
    asked = Asked("Add a window of visits", about, "Add the window")
    if not form.validate_on_submit():
        return ask(slug, form, asked)
    try:
        current.perform(add_window, page.court.court_id, form.window())
    except REFUSALS as refused:
        form.starts_at.errors = [str(refused)]
        return ask(slug, form, asked)
    say_done(
        f"{page.court.name}: the window was added.",
        "Its times for the next twelve months can be booked from now.",
    )
    return back_to(slug)


@pages.route("/<uuid:window_id>/end", methods=METHODS)
@permits(Permission.KEEP_WINDOWS)
def end(slug: str, window_id: uuid.UUID) -> Answer:
    """Let a window end after a date."""
    here, form = window_here(slug, window_id), EndForm()
    asked = Asked("End a window of visits", here.words, "End the window")
    if not form.validate_on_submit():
        return ask(slug, form, asked)
    try:
        current.perform(end_window, window_id, form.last_on.day())
    except WindowAlreadyEnded:
        return no_longer_there(slug, "window")
    except WindowOutOfBounds as refused:
        form.last_on.errors = [str(refused)]
        return ask(slug, form, asked)
    said = spoken_day(form.last_on.day())
    say_done(f"{here.court_name}: the window ends after {said}.", STANDING_VISITS)
    return back_to(slug)


@pages.route("/<uuid:window_id>/dates", methods=METHODS)
@permits(Permission.KEEP_WINDOWS)
def take_out(slug: str, window_id: uuid.UUID) -> Answer:
    """Take one date out of a window."""
    here, form = window_here(slug, window_id), DateOutForm()
    asked = Asked("Take a date out of a window", here.words, "Take the date out")
    if not form.validate_on_submit():
        return ask(slug, form, asked)
    change = DatedChange(form.day.day(), typed(form.reason))
    try:
        current.perform(remove_date, window_id, change)
    except DayNotOffered as refused:
        form.day.errors = [str(refused)]
        return ask(slug, form, asked)
    said = spoken_day(change.day)
    say_done(f"{here.court_name}: no visits in this window on {said}.", STANDING_VISITS)
    return back_to(slug)


STANDING_VISITS = (
    "Visits booked there already show their caseworkers that the date is under review."
)


def window_here(slug: str, window_id: uuid.UUID) -> Here:
    """A window of this court; the one 404 where there is none."""
    court = page_of(slug).court
    session, today = current.session(), london_day(current.now())
    windows = window_summaries(session, court.court_id, today)
    return Here(court.name, found(next((w for w in windows if w.window_id == window_id), None)))


def ask(slug: str, form: FlaskForm, asked: Asked) -> tuple[str, int]:
    """The form, with what was typed and what to mend."""
    text = render_template(
        "staff/courts/edit.html",
        page=page_of(slug),
        form=form,
        asked=asked,
        back=url_for("courts.show_court", slug=slug),
    )
    return text, TO_MEND if form.errors else SHOWN
