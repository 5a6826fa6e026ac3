"""A partner reports a date for one witness, or imports a small file of them."""

from datetime import date
from uuid import UUID

from flask import Blueprint, redirect, render_template, url_for
from werkzeug.wrappers import Response

from casework.partners.errors import NotReferredByYou
from casework.reported_hearings.actions import report_hearing, report_hearings
from casework.reported_hearings.queries import RowToReport, meant_by, standing_of_my_organisation
from casework.reported_hearings.rules import (
    FileUnreadable,
    NoSuchReportToMove,
    ReportRefused,
    RowProblem,
    check_report,
    read_rows,
)
from courts.london_time import london_day, spoken_day, spoken_time
from ethical_walls.permissions import Permission
from witness_app.hearing_words import HEARING_WORDS
from witness_app.partners.date_forms import (
    MOVED_ALREADY,
    ConfirmForm,
    FileForm,
    ReportForm,
    request_of,
)
from witness_app.partners.witnesses import here, sought
from witness_app.sign_in.steps import layout
from witness_app.site import current
from witness_app.site.access import permits
from witness_app.site.buildings import choices_of, open_courts
from witness_app.site.notices import say_done, say_note
from witness_app.site.sent import TO_MEND
from witness_app.site.unlikely_days import are_confirmed, offer_tick, why_unlikely
from witness_app.site.words import counted

DAY_IS_PAST = "The day is past. Write a day to come"

pages = Blueprint("partner_dates", __name__)


@pages.get("/referred/<uuid:referred_witness_id>/hearing")
@permits(Permission.FOLLOW_AS_PARTNER)
def ask(referred_witness_id: UUID) -> str:
    """When and where is it?"""
    form = ReportForm(formdata=None)
    form.begin()
    return show(referred_witness_id, form)


@pages.post("/referred/<uuid:referred_witness_id>/hearing")
@permits(Permission.FOLLOW_AS_PARTNER)
def report(referred_witness_id: UUID) -> Response | tuple[str, int]:
    """Take a date in, or say what is wrong with it."""
    form = ReportForm()
    fill_choices(referred_witness_id, form)
    if not form.validate_on_submit():
        return show(referred_witness_id, form), TO_MEND
    try:
        current.perform(report_hearing, referred_witness_id, form.report())
    except NoSuchReportToMove:
        form.moves_id.errors = [MOVED_ALREADY]
        return show(referred_witness_id, form), TO_MEND
    say_done(
        "The date is reported.",
        "It stands as reported until a court list publishes it.",
        "The witness is on the list of who must be told.",
    )
    return redirect(here(referred_witness_id))


@pages.get("/referred/dates-file")
@permits(Permission.FOLLOW_AS_PARTNER)
def ask_file() -> str:
    """Choose a file."""
    return show_file(FileForm(formdata=None))


@pages.post("/referred/dates-file")
@permits(Permission.FOLLOW_AS_PARTNER)
def preview_file() -> str | tuple[str, int]:
    """What the file says, row by row; nothing is reported yet."""
    form = FileForm()
    if not form.validate_on_submit():
        return show_file(form), TO_MEND
    confirm = ConfirmForm(formdata=None)
    confirm.begin(form.text)
    try:
        good, bad = understood(confirm)
    except FileUnreadable as refused:
        form.file.errors = [str(refused)]
        return show_file(form), TO_MEND
    offer_tick(confirm.day_is_right, days_of(good))
    return show_preview(confirm, good, bad)


@pages.post("/referred/dates-file/apply")
@permits(Permission.FOLLOW_AS_PARTNER)
def apply_file() -> Response | tuple[str, int]:
    """Report every row that can be, as it was previewed, once its unlikely days are confirmed."""
    form = ConfirmForm()
    try:
        good, bad = understood(form) if form.validate_on_submit() else ([], [])
        if not are_confirmed(form.day_is_right, days_of(good)):
            return show_preview(form, good, bad), TO_MEND
        current.perform(report_hearings, [(row.record_id, row.report) for row in good])
    except (FileUnreadable, NotReferredByYou, ReportRefused):
        good = []
    if not good:
        say_note("Nothing was reported.", "Choose the file again.")
        return redirect(url_for("partner_dates.ask_file"))
    say_done(
        f"{counted(len(good), 'date is', 'dates are')} reported.",
        "Who must be told them is on this list.",
    )
    return redirect(url_for("partner_tellings.show_all"))


def understood(form: ConfirmForm) -> tuple[list[RowToReport], list[RowProblem]]:
    """What a file's rows mean, and what is wrong with the others, in the order of its lines.

    Raises:
        FileUnreadable: It is no such table.
    """
    rows, unreadable = read_rows(str(form.text.data))
    asked = [(row, request_of(str(form.request_id.data), row)) for row in rows]
    meant, held = meant_by(current.session(), asked)
    past = {row.line for row in meant if is_past(row)}
    late = [RowProblem(line, DAY_IS_PAST) for line in past]
    problems = sorted([*unreadable, *held, *late], key=lambda problem: problem.line)
    return [row for row in meant if row.line not in past], problems


def days_of(rows: list[RowToReport]) -> list[date]:
    """The days that some rows report."""
    return [row.report.starts_on for row in rows]


def is_past(row: RowToReport) -> bool:
    """Whether a row's day is over."""
    try:
        check_report(row.report, london_day(current.now()))
    except ReportRefused:
        return True
    return False


def when_of(row: RowToReport) -> str:
    """When, where and for what a row says."""
    at = row.report.starts_at_time
    time_said = f", {spoken_time(at)}" if at else ""
    kind = HEARING_WORDS[row.report.kind]
    return f"{kind}: {spoken_day(row.report.starts_on)}{time_said}, {row.court_name}"


def fill_choices(record_id: UUID, form: ReportForm) -> None:
    """The courts there are, and the dates that stand reported of this witness."""
    form.court_id.choices = choices_of(open_courts(current.session()))
    form.offer_to_move(standing_of_my_organisation(current.session(), sought(record_id).witness_id))


def show(record_id: UUID, form: ReportForm) -> str:
    """The form about one witness."""
    fill_choices(record_id, form)
    return render_template(
        "partners/hearing.html", layout=layout(), form=form, seen=sought(record_id)
    )


def show_preview(form: ConfirmForm, good: list[RowToReport], bad: list[RowProblem]) -> str:
    """What a file says, row by row, with a question beside each unlikely day."""
    return render_template(
        "partners/dates_preview.html",
        layout=layout(),
        form=form,
        rows=[(row, when_of(row), why_unlikely(row.report.starts_on)) for row in good],
        problems_in=bad,
    )


def show_file(form: FileForm) -> str:
    """The page that asks for a file."""
    return render_template("partners/dates_file.html", layout=layout(), form=form)
