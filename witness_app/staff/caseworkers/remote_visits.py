"""Another way to see the court: offering it from the page of the last days, and recording it."""

from uuid import UUID

from flask import Blueprint, abort, render_template
from werkzeug.wrappers import Response

from ethical_walls.permissions import Permission
from scheduling.remote_visits.actions import (
    decline_remote_visit,
    offer_remote_visit,
    record_remote_visit,
)
from scheduling.remote_visits.models import RemoteVisit
from scheduling.remote_visits.queries import remote_visit
from scheduling.remote_visits.rules import (
    NotYet,
    RemoteVisitNotFound,
    RemoteWay,
    SettledAlready,
)
from witness_app.site import current
from witness_app.site.access import permits
from witness_app.site.notices import say_done, say_note
from witness_app.site.sent import TO_MEND, request_id_in
from witness_app.staff.caseworkers.late import back_to, mended
from witness_app.staff.caseworkers.remote_forms import OfferForm, RemoteForm, remote_lines
from witness_app.staff.caseworkers.strip import care_in_view, strip_in_view

TOO_EARLY = "Enter the day it was offered, or a later one"
AT = "see-the-court"

pages = Blueprint("remote_visits", __name__)


@pages.post("/witnesses/<uuid:witness_id>/late/other-ways")
@permits(Permission.BOOK_VISIT)
def offer(witness_id: UUID) -> Response | tuple[str, int]:
    """Record that another way to see the court was put to them."""
    care, form = care_in_view(witness_id), OfferForm()
    if not form.validate_on_submit():
        return mended(care, offer=form)
    way = RemoteWay(form.way.data)
    current.perform(offer_remote_visit, witness_id, request_id_in(form.request_id), way)
    say_done("The offer is recorded.", "Record here what becomes of it.")
    return back_to(witness_id, AT)


@pages.get("/remote-visits/<uuid:remote_visit_id>")
@permits(Permission.BOOK_VISIT)
def ask(remote_visit_id: UUID) -> str:
    """What became of it, or the form to say so."""
    form = RemoteForm(formdata=None)
    form.begin()
    return show_form(in_view(remote_visit_id), form)


@pages.post("/remote-visits/<uuid:remote_visit_id>")
@permits(Permission.BOOK_VISIT)
def record(remote_visit_id: UUID) -> Response | tuple[str, int]:
    """Keep what became of it; a second press finds it there."""
    found, form = in_view(remote_visit_id), RemoteForm()
    witness_id = found.witness_id
    form.ask_what_is_needed()
    if not form.validate_on_submit():
        return show_form(found, form), TO_MEND
    try:
        settle(remote_visit_id, form)
    except SettledAlready:
        say_note("Somebody recorded this already.", "Nothing was changed.")
    except NotYet:
        form.done_on.errors = [TOO_EARLY]
        return show_form(in_view(remote_visit_id), form), TO_MEND
    return back_to(witness_id, AT)


def settle(remote_visit_id: UUID, form: RemoteForm) -> None:
    """Do what a valid form says, and say what was done."""
    if form.is_declined:
        current.perform(decline_remote_visit, remote_visit_id)
        say_done("Recorded: they do not want it.", "You may offer it, or another way, again.")
        return
    current.perform(record_remote_visit, remote_visit_id, form.said())
    say_done("It is recorded.", "No court visit is owed any more; you may still book one.")


def in_view(remote_visit_id: UUID) -> RemoteVisit:
    """One of them; the one 404 where there is none in view."""
    try:
        return remote_visit(current.session(), remote_visit_id)
    except RemoteVisitNotFound:
        abort(404)


def show_form(found: RemoteVisit, form: RemoteForm) -> str:
    """The form, or the record where it was made already."""
    (line,) = remote_lines([found])
    return render_template(
        "staff/caseworkers/remote_visit.html",
        strip=strip_in_view(found.witness_id),
        line=line,
        form=form,
    )
