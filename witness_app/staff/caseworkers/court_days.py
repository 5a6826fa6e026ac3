"""One witness's days at court: what became of them on each, and recording or correcting it."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from flask import Blueprint, abort, redirect, render_template, url_for
from werkzeug.wrappers import Response

from casework.court_days.actions import say_of_day
from casework.court_days.queries import (
    CourtDaySummary,
    SaidOfDay,
    court_day,
    court_days,
    versions_said,
)
from casework.court_days.rules import CourtDayNotFound, SaidMeanwhile
from ethical_walls.permissions import Permission
from witness_app.hearing_words import HEARING_WORDS
from witness_app.names import names_of
from witness_app.site import current
from witness_app.site.access import permits
from witness_app.site.court_day_form import (
    SAID_SINCE,
    CourtDayForm,
    detail_of,
    said_in_words,
    tag_of,
)
from witness_app.site.notices import say_done, say_note
from witness_app.site.sent import TO_MEND
from witness_app.staff.caseworkers.strip import strip_in_view

pages = Blueprint("court_days", __name__)


@dataclass(frozen=True)
class SaidLine:
    """What one person said of a day, and when; `detail` is what its tag does not say."""

    words: str
    detail: str
    note: str
    said_by: str
    said_at: datetime


@dataclass(frozen=True)
class DayLine:
    """One day: what and where, what stands of it, and everything that was said."""

    id: UUID
    kind: str
    words: str
    tag: str
    due_at: datetime
    is_owed: bool
    said: tuple[SaidLine, ...]


@pages.get("/witnesses/<uuid:witness_id>/court-days")
@permits(Permission.READ_WITNESS)
def show_days(witness_id: UUID) -> str:
    """Every day that has come, the latest first."""
    return render_template(
        "staff/caseworkers/witness_court_days.html",
        strip=strip_in_view(witness_id),
        lines=lines_of(witness_id),
    )


@pages.get("/court-days/<uuid:court_day_id>")
@permits(Permission.READ_WITNESS)
def ask(court_day_id: UUID) -> str:
    """What became of the day?"""
    day = sought(court_day_id)
    form = CourtDayForm(formdata=None)
    form.begin(day)
    return show(day, form)


@pages.post("/court-days/<uuid:court_day_id>")
@permits(Permission.SUPPORT_WITNESS)
def record(court_day_id: UUID) -> Response | tuple[str, int]:
    """Record what became of the day, or correct it."""
    day, form = sought(court_day_id), CourtDayForm()
    if not form.validate_on_submit():
        return show(day, form), TO_MEND
    try:
        current.perform(say_of_day, court_day_id, form.says())
        say_done("Recorded what became of the day.", "What follows from it is among the tasks.")
    except SaidMeanwhile:
        say_note(SAID_SINCE, "Here is what stands; nothing of yours was recorded.")
    return redirect(url_for("court_days.show_days", witness_id=day.witness_id))


def sought(court_day_id: UUID) -> CourtDaySummary:
    """A day in view; the one 404 where there is none."""
    try:
        return court_day(current.session(), court_day_id)
    except CourtDayNotFound:
        abort(404)


def show(day: CourtDaySummary, form: CourtDayForm) -> str:
    """The form about one day, with what was said of it before."""
    (line,) = (line for line in lines_of(day.witness_id) if line.id == day.id)
    return render_template(
        "staff/caseworkers/court_day_form.html",
        strip=strip_in_view(day.witness_id),
        form=form,
        line=line,
    )


def lines_of(witness_id: UUID) -> list[DayLine]:
    """The days of one witness with everything that was said of each."""
    session = current.session()
    versions = versions_said(session, witness_id)
    names = names_of(session, [one.said_by for one in versions])
    return [line_of(day, versions, names) for day in court_days(session, [witness_id])]


def line_of(day: CourtDaySummary, versions: list[SaidOfDay], names: dict[UUID, str]) -> DayLine:
    """One day in a line."""
    return DayLine(
        id=day.id,
        kind=HEARING_WORDS[day.kind],
        words=day.words,
        tag=tag_of(day),
        due_at=day.due_at,
        is_owed=day.is_owed,
        said=tuple(
            SaidLine(
                said_in_words(one),
                detail_of(one),
                one.words,
                names.get(one.said_by, ""),
                one.said_at,
            )
            for one in versions
            if one.court_day_id == day.id
        ),
    )
