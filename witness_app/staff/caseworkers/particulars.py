"""Who somebody is in the case: whether a victim, where they lived, how old they were."""

from uuid import UUID

from flask import Blueprint, redirect, render_template, url_for
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response
from wtforms import HiddenField

from casework.particulars.actions import say_who_they_are
from casework.particulars.queries import particulars_now
from casework.particulars.rules import Particulars, ParticularsChanged
from casework.referrals.queries import referral_of
from casework.referrals.rules import AgeAtOffence, HomeAtReferral
from casework.witnesses.rules import WitnessRole
from ethical_walls.permissions import Permission
from witness_app.site import current
from witness_app.site.access import permits
from witness_app.site.fields import one_of, typed
from witness_app.site.notices import say_done, say_note
from witness_app.site.sent import TO_MEND
from witness_app.staff.caseworkers import choices
from witness_app.staff.caseworkers.strip import care_in_view, strip_in_view

pages = Blueprint("particulars", __name__)


class ParticularsForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """Three plain facts, each of which may be not known."""

    seen = HiddenField()
    role = one_of(
        choices.ROLES,
        "Who are they in the case?",
        "Choose who they are in the case",
        hint="Whichever side calls them. A complainant is offered a victim personal statement.",
    )
    home = one_of(
        choices.HOMES,
        "Was their home in London when they were referred?",
        "Choose whether their home was in London",
        hint="A later move changes nothing.",
    )
    age = one_of(
        choices.AGES, "How old were they at the time?", "Choose how old they were at the time"
    )

    def begin(self, stand: Particulars) -> None:
        """Start from what is recorded."""
        self.seen.data = as_seen(stand)
        self.role.data, self.home.data, self.age.data = stand.role, stand.home, stand.age

    def said(self) -> Particulars:
        """What a valid form says."""
        return Particulars(
            WitnessRole(self.role.data), HomeAtReferral(self.home.data), AgeAtOffence(self.age.data)
        )


@pages.get("/witnesses/<uuid:witness_id>/who-they-are")
@permits(Permission.SUPPORT_WITNESS)
def ask(witness_id: UUID) -> str:
    """What is known of them, to be put right."""
    form = ParticularsForm(formdata=None)
    form.begin(stand_now(witness_id))
    return show(witness_id, form)


@pages.post("/witnesses/<uuid:witness_id>/who-they-are")
@permits(Permission.SUPPORT_WITNESS)
def say(witness_id: UUID) -> Response | tuple[str, int]:
    """Record it; what somebody else has said meanwhile is shown, and nothing is overwritten."""
    form, stand = ParticularsForm(), stand_now(witness_id)
    if not form.validate_on_submit():
        return show(witness_id, form), TO_MEND
    seen = stand if typed(form.seen) == as_seen(stand) else None
    try:
        current.perform(say_who_they_are, witness_id, seen, form.said())
    except ParticularsChanged:
        say_note("Somebody recorded something else meanwhile.", "Here it is as it stands.")
        return redirect(url_for("particulars.ask", witness_id=witness_id))
    say_done("Who they are is recorded.", "What is owed to them and to be asked follows it.")
    return redirect(url_for("particulars.ask", witness_id=witness_id))


def stand_now(witness_id: UUID) -> Particulars:
    """What stands of a witness in view; the one 404 where there is none."""
    witness = care_in_view(witness_id).witness
    return particulars_now(witness, referral_of(current.session(), witness))


def as_seen(stand: Particulars) -> str:
    """What stood on the screen, in one word of the form."""
    return f"{stand.role} {stand.home} {stand.age}"


def show(witness_id: UUID, form: ParticularsForm) -> str:
    """The page."""
    return render_template(
        "staff/caseworkers/witness_particulars.html", strip=strip_in_view(witness_id), form=form
    )
