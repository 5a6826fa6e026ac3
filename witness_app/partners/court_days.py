"""A partner says what became of their witness on a day at court."""

from uuid import UUID

from flask import Blueprint, abort, redirect, render_template, url_for
from werkzeug.wrappers import Response

from casework.court_days.actions import tell_of_day
from casework.court_days.queries import CourtDaySummary, court_day
from casework.court_days.rules import CourtDayNotFound, SaidMeanwhile
from casework.partners.queries import Referred, referred_by_my_organisation
from ethical_walls.permissions import Permission
from witness_app.hearing_words import HEARING_WORDS
from witness_app.partners.witnesses import here
from witness_app.sign_in.steps import layout
from witness_app.site import current
from witness_app.site.access import permits
from witness_app.site.court_day_form import SAID_SINCE, CourtDayForm
from witness_app.site.notices import say_done, say_note
from witness_app.site.sent import TO_MEND

pages = Blueprint("partner_court_days", __name__)


@pages.get("/days-at-court/<uuid:court_day_id>")
@permits(Permission.FOLLOW_AS_PARTNER)
def ask(court_day_id: UUID) -> str:
    """What became of the day?"""
    day = sought(court_day_id)
    form = CourtDayForm(formdata=None)
    form.begin(day)
    return show(day, form)


@pages.post("/days-at-court/<uuid:court_day_id>")
@permits(Permission.FOLLOW_AS_PARTNER)
def tell(court_day_id: UUID) -> Response | tuple[str, int]:
    """Take in what became of the day, or say what is wrong with it."""
    day, form = sought(court_day_id), CourtDayForm()
    if not form.validate_on_submit():
        return show(day, form), TO_MEND
    try:
        current.perform(tell_of_day, court_day_id, form.says())
        say_done("Told us what became of the day", "Their caseworker sees it at once.")
    except SaidMeanwhile:
        say_note(SAID_SINCE, "Here is what stands; nothing of yours was sent.")
    return redirect(here(whose(day).id))


def sought(court_day_id: UUID) -> CourtDaySummary:
    """A day of one of the partner's own witnesses; somebody else's is not there."""
    try:
        return court_day(current.session(), court_day_id)
    except CourtDayNotFound:
        abort(404)


def whose(day: CourtDaySummary) -> Referred:
    """The witness whose day it is, as their partner sees them."""
    mine = referred_by_my_organisation(current.session())
    return next(seen for seen in mine if seen.witness_id == day.witness_id)


def show(day: CourtDaySummary, form: CourtDayForm) -> str:
    """The form about one day."""
    return render_template(
        "partners/court_day.html",
        layout=layout(),
        form=form,
        seen=whose(day),
        words=f"{HEARING_WORDS[day.kind]}: {day.words}",
        is_said=day.version > 0,
        send_to=url_for("partner_court_days.tell", court_day_id=day.id),
    )
