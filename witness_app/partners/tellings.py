"""Who must be told a date by when, with one button each, and what changed since the last look."""

from uuid import UUID

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from casework.tellings.actions import say_seen, say_told
from casework.tellings.rules import NotYoursToTell
from ethical_walls.permissions import Permission
from witness_app.partners.telling_lines import lines_in_view
from witness_app.partners.witnesses import a_request
from witness_app.sign_in.steps import layout
from witness_app.site import current
from witness_app.site.access import permits
from witness_app.site.notices import say_done, say_note

pages = Blueprint("partner_tellings", __name__)


@pages.get("/to-tell")
@permits(Permission.FOLLOW_AS_PARTNER)
def show_all() -> str:
    """Everybody who must be told a date, the soonest limit first."""
    lines = lines_in_view(current.session())
    return render_template(
        "partners/tellings.html",
        layout=layout(),
        changed=[line for line in lines if not line.is_seen],
        to_tell=[line for line in lines if line.is_ours and line.told_at is None],
        others=[line for line in lines if not line.is_ours or line.told_at is not None],
    )


@pages.post("/to-tell/<uuid:telling_id>/told")
@permits(Permission.FOLLOW_AS_PARTNER)
def told(telling_id: UUID) -> Response:
    """One press: the witness was told this date."""
    try:
        current.perform(say_told, telling_id)
        say_done("Noted as told, with your name and the time.", "Their caseworker sees it at once.")
    except NotYoursToTell:
        say_note("This date has changed since. Here is what stands.", "Nothing was noted.")
    return redirect(url_for("partner_tellings.show_all"))


@pages.post("/to-tell/seen")
@permits(Permission.FOLLOW_AS_PARTNER)
def seen() -> Response:
    """One press: I have seen what changed."""
    ids = [found for found in map(a_request, request.form.getlist("telling")) if found]
    current.perform(say_seen, ids)
    say_done("Marked as seen.", "What changes from now on is shown here.")
    return redirect(url_for("partner_tellings.show_all"))
