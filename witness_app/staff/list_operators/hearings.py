"""Hearings: find one, read how it stands and stood, record one by hand, record it vacated."""

from uuid import UUID

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from courts.cases.queries import case_of_identifier, case_summary, parties
from courts.cases.rules import IdentifierNotRecognised, read_identifier
from courts.hearings.actions import record_hearing, vacate_hearing
from courts.hearings.errors import (
    DateIsPast,
    HearingAlreadyVacated,
    HearingChangedMeanwhile,
    HearingHadBegun,
    ListedSince,
    NotYetDecided,
)
from courts.hearings.queries import (
    HearingSummary,
    hearing_summary,
    hearings_of_case,
    versions_of,
)
from courts.hearings.rules import Certainty, Difference, spoken_listing
from ethical_walls.permissions import Permission
from witness_app.site import current
from witness_app.site.access import found, permits
from witness_app.site.buildings import choices_of, open_courts
from witness_app.site.fields import typed
from witness_app.site.notices import say_done, say_note
from witness_app.site.sent import TO_MEND
from witness_app.staff.list_operators import words
from witness_app.staff.list_operators.hearing_forms import FindForm, RecordForm, VacateForm

pages = Blueprint("hearings", __name__, url_prefix="/hearings")

SHOWN = 200
Answer = Response | tuple[str, int]


@pages.get("/find")
@permits(Permission.IMPORT_LISTS)
def search() -> Answer:
    """The hearings of the case of a number."""
    form = FindForm(request.args)
    number, hearings, status = typed(form.number), [], SHOWN
    if number:
        try:
            case = case_of_identifier(current.session(), read_identifier(number))
            hearings = hearings_of_case(current.session(), case.id) if case else []
        except IdentifierNotRecognised as refused:
            form.number.errors, status = [str(refused)], TO_MEND
    page = render_template(
        "staff/hearings/find.html",
        form=form,
        number=number,
        hearings=hearings,
        said=spoken_listing,
        words=words,
    )
    return page, status


@pages.get("/<uuid:hearing_id>")
@permits(Permission.IMPORT_LISTS)
def show(hearing_id: UUID) -> str:
    """One hearing: how it stands, whose case it is, how it stood."""
    session = current.session()
    hearing = found(hearing_summary(session, hearing_id))
    return render_template(
        "staff/hearings/hearing.html",
        hearing=hearing,
        case=case_summary(session, hearing.case_id),
        parties=parties(session, hearing.case_id),
        versions=versions_of(session, hearing_id),
        is_vacated=hearing.listing.certainty is Certainty.VACATED,
        said=spoken_listing,
        words=words,
    )


@pages.route("/<uuid:hearing_id>/vacate", methods=["GET", "POST"])
@permits(Permission.IMPORT_LISTS)
def vacate(hearing_id: UUID) -> Answer:
    """Record that a hearing was taken out of the list before its day."""
    hearing = found(hearing_summary(current.session(), hearing_id))
    form = VacateForm(version=str(hearing.version))
    if not form.validate_on_submit():
        return ask_to_vacate(hearing, form)
    try:
        current.perform(vacate_hearing, hearing_id, form.vacating(), version=form.seen_version())
    except (NotYetDecided, HearingHadBegun, ListedSince) as refused:
        form.decided_on.errors = [str(refused)]
        return ask_to_vacate(hearing, form)
    except (HearingChangedMeanwhile, HearingAlreadyVacated) as refused:
        say_note(str(refused))
        return back_to(hearing_id)
    say_vacated()
    return back_to(hearing_id)


def say_vacated() -> None:
    """Say what was done and what follows by itself."""
    say_done(
        "The hearing is recorded as vacated.",
        "Messages that are no longer true will not go out, and each caseworker concerned is asked "
        "to look at their plans.",
    )


def ask_to_vacate(hearing: HearingSummary, form: VacateForm) -> tuple[str, int]:
    """The page of the form, with what is wrong where something is."""
    page = render_template(
        "staff/hearings/vacate.html",
        form=form,
        hearing=hearing,
        said=spoken_listing(hearing.listing, hearing.court_name),
        words=words,
    )
    return page, TO_MEND if form.errors else SHOWN


@pages.route("/record", methods=["GET", "POST"])
@permits(Permission.IMPORT_LISTS)
def record() -> Answer:
    """Record a hearing as the court told it, where no list says so."""
    form = RecordForm()
    form.court_id.choices = choices_of(open_courts(current.session()))
    if not form.validate_on_submit():
        return ask_to_record(form)
    try:
        change = current.perform(record_hearing, form.recorded(current.now()))
    except DateIsPast as refused:
        form.starts_on.errors = [str(refused)]
        return ask_to_record(form)
    say_recorded(change.difference)
    return back_to(change.after.hearing_id)


def say_recorded(difference: Difference) -> None:
    """Say whether this was new, a change, or known already."""
    if difference in (Difference.SAME, Difference.OLDER):
        say_note("This hearing was known already, just so.", "Nothing was changed.")
    elif difference is Difference.NEW:
        say_done("The hearing was recorded.")
    else:
        say_done(
            "The hearing was known; the change was recorded.",
            "Where a date or building changed, each caseworker concerned is asked to look at "
            "their plans.",
        )


def ask_to_record(form: RecordForm) -> tuple[str, int]:
    """The page of the form, with what is wrong where something is."""
    page = render_template("staff/hearings/record.html", form=form)
    return page, TO_MEND if form.errors else SHOWN


def back_to(hearing_id: UUID) -> Response:
    """The hearing's own page."""
    return redirect(url_for("hearings.show", hearing_id=hearing_id))
