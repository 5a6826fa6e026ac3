"""Saying which case somebody's own referral belongs to."""

from uuid import UUID

from flask import Blueprint, abort, redirect, render_template, url_for
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response
from wtforms import Field
from wtforms.validators import ValidationError

from casework.referrals.placing import CaseFound, PlacedAlready, say_which_case
from casework.witnesses.rules import WitnessNotFound, initials_of
from courts.cases.rules import PROSECUTION, PROSECUTION_LABEL, defence_label, party_of
from ethical_walls.permissions import Permission
from witness_app.site import current
from witness_app.site.access import permits
from witness_app.site.fields import a_line, one_of, typed
from witness_app.site.notices import say_done, say_note
from witness_app.site.sent import TO_MEND
from witness_app.staff.caseworkers.referral_form import NAME_THE_DEFENDANT, is_a_case_number
from witness_app.staff.caseworkers.strip import strip_in_view

DEFENCE = "defence"

pages = Blueprint("placing", __name__)


class WhichCaseForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """The number of the case, and who asked the person to come."""

    identifier = a_line(
        "Case number", is_a_case_number, hint="As on their letter, or from whoever asked them."
    )
    who = one_of(
        {PROSECUTION: "The prosecution", DEFENCE: "The defence of one defendant"},
        "Who asked them to come?",
        "Choose who asked them to come",
    )
    defendant = a_line("The defendant's name, if the defence asked", hint="As the court writes it.")

    def validate_defendant(self, field: Field) -> None:
        """A defence has the name of its defendant."""
        if self.who.data == DEFENCE and not initials_of(field.data or ""):
            raise ValidationError(NAME_THE_DEFENDANT)

    def found(self) -> CaseFound:
        """What was typed, as the case that was found."""
        if self.who.data == PROSECUTION:
            return CaseFound(typed(self.identifier), PROSECUTION, PROSECUTION_LABEL)
        name = typed(self.defendant)
        return CaseFound(typed(self.identifier), party_of(name), defence_label(name))


@pages.get("/witnesses/<uuid:witness_id>/case")
@permits(Permission.REFER_WITNESS)
def ask(witness_id: UUID) -> str:
    """Which case is it?"""
    return show(witness_id, WhichCaseForm(formdata=None))


@pages.post("/witnesses/<uuid:witness_id>/case")
@permits(Permission.REFER_WITNESS)
def say(witness_id: UUID) -> Response | str | tuple[str, int]:
    """Refer them there and close what stood by itself."""
    form = WhichCaseForm()
    if not form.validate_on_submit():
        return show(witness_id, form), TO_MEND
    try:
        current.perform(say_which_case, witness_id, form.found())
    except WitnessNotFound:
        abort(404)
    except PlacedAlready:
        say_note("It is said already which case this is.", "Nothing was changed.")
        return redirect(url_for("day.show_day"))
    say_done(
        "The referral was received.",
        "What they told us goes with it, and their clocks run on. This record is closed.",
    )
    return redirect(url_for("day.show_day"))


def show(witness_id: UUID, form: WhichCaseForm) -> str:
    """The page that asks which case it is."""
    return render_template(
        "staff/caseworkers/witness_case.html", strip=strip_in_view(witness_id), form=form
    )
