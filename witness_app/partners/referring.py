"""Referring a witness in a few fields, and saving half-way."""

from uuid import UUID

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from casework.partners.rules import reference_of
from casework.referrals.actions import refer_witness
from ethical_walls.drafts.actions import KeptDraft, drafts, drop_draft, keep_draft
from ethical_walls.permissions import Permission
from witness_app.partners.forms import ReferralForm
from witness_app.sign_in.steps import layout
from witness_app.site import current
from witness_app.site.access import found, permits
from witness_app.site.notices import say_done
from witness_app.site.numbers import numbers_allowed
from witness_app.site.sent import TO_MEND

pages = Blueprint("partner_referrals", __name__)


@pages.get("/refer")
@permits(Permission.REFER_AS_PARTNER)
def begin() -> str:
    """A fresh form."""
    form = ReferralForm(formdata=None)
    form.begin()
    return show(form)


@pages.get("/refer/<uuid:draft_id>")
@permits(Permission.REFER_AS_PARTNER)
def go_on(draft_id: UUID) -> str:
    """A form that was begun before, as it was left."""
    kept = found(own_draft(draft_id))
    form = ReferralForm(formdata=None)
    form.begin(kept.id)
    form.take_up(kept.words)
    return show(form)


@pages.post("/refer")
@permits(Permission.REFER_AS_PARTNER)
def send() -> Response | tuple[str, int]:
    """Put the referral into the intake; pressed twice it is one referral. Or keep it for later."""
    form = ReferralForm()
    form.numbers = numbers_allowed()
    form.fit(current.viewer().organisation_kind)
    if "save" in request.form:
        return keep(form)
    if not form.validate_on_submit():
        return show(form), TO_MEND
    details = form.details()
    current.perform(refer_witness, details)
    current.perform(drop_draft, UUID(form.request_id.data))
    say_done(
        f"Received. Your reference is {reference_of(details.request_id)}",
        "The witness has a named caseworker within 24 hours, and somebody speaks with them within "
        "72 hours; within 24 where the trial is less than a week away.",
        "They appear in your list within a minute.",
    )
    return redirect(url_for("partner_witnesses.show_all"))


@pages.post("/refer/<uuid:draft_id>/drop")
@permits(Permission.REFER_AS_PARTNER)
def drop(draft_id: UUID) -> Response:
    """Forget a draft; pressed twice it is still forgotten."""
    current.perform(drop_draft, draft_id)
    say_done("The draft is gone")
    return redirect(url_for("partner_witnesses.show_all"))


def keep(form: ReferralForm) -> Response | tuple[str, int]:
    """Keep what was typed so far, finished or not."""
    if not form.request_id.validate(form):
        return show(form), TO_MEND
    current.perform(keep_draft, UUID(form.request_id.data), form.words())
    say_done("Saved. You can go on with it here for two weeks", "Nothing was sent.")
    return redirect(url_for("partner_witnesses.show_all"))


def own_draft(draft_id: UUID) -> KeptDraft | None:
    """One of the viewer's own drafts."""
    kept = drafts(current.session(), current.now())
    return next((draft for draft in kept if draft.id == draft_id), None)


def show(form: ReferralForm) -> str:
    """The form."""
    form.fit(current.viewer().organisation_kind)
    return render_template("partners/refer.html", layout=layout(), form=form)
