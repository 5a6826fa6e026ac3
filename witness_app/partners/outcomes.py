"""A partner tells us how the case ended, the sentence, and that the scheme has the witness."""

from uuid import UUID

from flask import Blueprint, abort, redirect, render_template, url_for
from werkzeug.wrappers import Response

from casework.outcomes.actions import report_outcome
from casework.outcomes.rules import OutcomeRefused
from casework.partners.actions import say
from casework.partners.errors import NotReferredByYou
from casework.partners.queries import record_in_sight
from casework.partners.rules import NoSchemeLimit
from ethical_walls.permissions import Permission
from ethical_walls.sessions import WalledSession
from witness_app.partners.forms import SchemeForm
from witness_app.partners.witnesses import here, sought
from witness_app.sign_in.steps import layout
from witness_app.site import current
from witness_app.site.access import permits
from witness_app.site.notices import say_done
from witness_app.site.outcome_form import OutcomeForm, why_not_so
from witness_app.site.sent import TO_MEND

pages = Blueprint("partner_outcomes", __name__)


@pages.get("/referred/<uuid:referred_witness_id>/outcome")
@permits(Permission.FOLLOW_AS_PARTNER)
def ask(referred_witness_id: UUID) -> str:
    """How did the case end?"""
    form = OutcomeForm(formdata=None)
    form.begin()
    return show(referred_witness_id, form)


@pages.post("/referred/<uuid:referred_witness_id>/outcome")
@permits(Permission.FOLLOW_AS_PARTNER)
def report(referred_witness_id: UUID) -> Response | tuple[str, int]:
    """Take the outcome in, or say what is wrong with it."""
    form = OutcomeForm()
    if not form.validate_on_submit():
        return show(referred_witness_id, form), TO_MEND
    current.perform(report_outcome, place_of(current.session(), referred_witness_id), form.says())
    say_done("Told us how the case ended", "Their caseworker explains it by the next working day.")
    return redirect(here(referred_witness_id))


@pages.get("/referred/<uuid:referred_witness_id>/scheme")
@permits(Permission.FOLLOW_AS_PARTNER)
def ask_scheme(referred_witness_id: UUID) -> str:
    """On which day were they referred to the Victim Contact Scheme?"""
    form = SchemeForm(formdata=None)
    form.begin()
    return show_scheme(form, referred_witness_id)


@pages.post("/referred/<uuid:referred_witness_id>/scheme")
@permits(Permission.FOLLOW_AS_PARTNER)
def say_scheme(referred_witness_id: UUID) -> Response | tuple[str, int]:
    """Take the day in; one that cannot be is said beside the field."""
    form, seen = SchemeForm(), sought(referred_witness_id)
    if not form.validate_on_submit():
        return show_scheme(form, seen.id), TO_MEND
    try:
        current.perform(say, seen.id, form.said())
    except OutcomeRefused as refused:
        form.referred_on.errors = [why_not_so(refused)]
        return show_scheme(form, seen.id), TO_MEND
    except NoSchemeLimit:
        abort(404)
    say_done("Told us", "Their caseworker checks that the scheme is in touch with them in time.")
    return redirect(here(seen.id))


def show_scheme(form: SchemeForm, record_id: UUID) -> str:
    """The form about a referral to the scheme; where none is owed there is no such page."""
    seen = sought(record_id)
    if seen.scheme_refer_by is None:
        abort(404)
    return render_template("partners/scheme.html", layout=layout(), form=form, seen=seen)


def place_of(session: WalledSession, record_id: UUID) -> tuple[UUID, UUID]:
    """The compartment and the witness of a record; somebody else's is not there."""
    try:
        record = record_in_sight(session, record_id)
    except NotReferredByYou:
        abort(404)
    return record.compartment_id, record.witness_id


def show(record_id: UUID, form: OutcomeForm) -> str:
    """The form about one witness."""
    return render_template(
        "partners/outcome.html",
        layout=layout(),
        form=form,
        seen=sought(record_id),
        send_to=url_for("partner_outcomes.report", referred_witness_id=record_id),
    )
