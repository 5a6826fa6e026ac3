"""How the case ended for one witness, and the Victim Contact Scheme with its two limits."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, cast
from uuid import UUID

from flask import Blueprint, redirect, render_template, url_for
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response
from wtforms import Field
from wtforms.validators import ValidationError

from casework.deadlines.queries import deadlines_of
from casework.deadlines.rules import DUTIES, DeadlineKind
from casework.outcomes.actions import report_outcome
from casework.outcomes.queries import as_said, outcomes_of, scheme_stands
from casework.outcomes.rules import ELIGIBILITY_WORDS, OutcomeRefused
from casework.outcomes.scheme import OF_THE_SCHEME, note_scheme_contact, note_scheme_referral
from courts.london_time import london_day
from ethical_walls.permissions import Permission
from witness_app.names import names_of
from witness_app.site import current
from witness_app.site.access import permits
from witness_app.site.fields import a_day
from witness_app.site.notices import say_done
from witness_app.site.outcome_form import OutcomeForm, outcome_in_words, why_not_so
from witness_app.site.sent import TO_MEND
from witness_app.staff.caseworkers.strip import care_in_view, strip_of

pages = Blueprint("outcomes", __name__)


class SchemeForm(FlaskForm):  # type: ignore[misc]
    """On which day the unit referred the witness to the scheme."""

    referred_on = a_day("On which day did the unit refer them?", "Enter the day")

    def validate_referred_on(self, field: Field) -> None:
        """A day that has come."""
        if field.data and field.data > london_day(current.now()):
            raise ValidationError("Enter today or a day that is past")


@dataclass(frozen=True)
class OutcomeLine:
    """One report of how the case ended, as somebody gave it."""

    words: str
    decided_on: date
    said_at: datetime
    said_by: str


@dataclass(frozen=True)
class SchemeLimit:
    """One of the scheme's two limits, and whether it is met."""

    kind: DeadlineKind
    words: str
    due_at: datetime
    met_at: datetime | None


@pages.get("/witnesses/<uuid:witness_id>/outcome")
@permits(Permission.READ_WITNESS)
def show(witness_id: UUID) -> str:
    """What is known of the end, and what follows."""
    return show_page(witness_id, a_fresh_form(), SchemeForm(formdata=None))


@pages.post("/witnesses/<uuid:witness_id>/outcome")
@permits(Permission.SUPPORT_WITNESS)
def report(witness_id: UUID) -> Response | tuple[str, int]:
    """Record how the case ended."""
    form = OutcomeForm()
    if not form.validate_on_submit():
        return show_page(witness_id, form, SchemeForm(formdata=None)), TO_MEND
    witness = care_in_view(witness_id).witness
    place = (witness.compartment_id, witness.id)
    current.perform(report_outcome, place, form.says())
    say_done("The outcome is recorded.", "A task to explain it to the witness opens at once.")
    return redirect(url_for("outcomes.show", witness_id=witness_id))


@pages.post("/witnesses/<uuid:witness_id>/scheme-referral")
@permits(Permission.SUPPORT_WITNESS)
def note_referral(witness_id: UUID) -> Response | tuple[str, int]:
    """The unit has referred them to the scheme."""
    form = SchemeForm()
    care_in_view(witness_id)
    if not form.validate_on_submit():
        return show_page(witness_id, a_fresh_form(), form), TO_MEND
    try:
        current.perform(note_scheme_referral, witness_id, cast("Any", form.referred_on.data))
    except OutcomeRefused as refused:
        form.referred_on.errors = [why_not_so(refused)]
        return show_page(witness_id, a_fresh_form(), form), TO_MEND
    say_done("The unit's referral is recorded.", "Probation's limit of 20 working days runs.")
    return redirect(url_for("outcomes.show", witness_id=witness_id))


@pages.post("/witnesses/<uuid:witness_id>/scheme-contact")
@permits(Permission.SUPPORT_WITNESS)
def note_contact(witness_id: UUID) -> Response:
    """Probation has been in touch."""
    care_in_view(witness_id)
    current.perform(note_scheme_contact, witness_id)
    say_done("Recorded that the scheme has been in touch with them.")
    return redirect(url_for("outcomes.show", witness_id=witness_id))


def a_fresh_form() -> OutcomeForm:
    """The form about the outcome, with nothing in it."""
    form = OutcomeForm(formdata=None)
    form.begin()
    return form


def show_page(witness_id: UUID, form: OutcomeForm, scheme: SchemeForm) -> str:
    """The page; where two forms stand on it, the summary is of the one that was sent."""
    care = care_in_view(witness_id)
    rows = outcomes_of(current.session(), witness_id)
    limits = {limit.kind: limit for limit in limits_of(witness_id)}
    return render_template(
        "staff/caseworkers/witness_outcome.html",
        strip=strip_of(care, current.viewer(), current.now()),
        form=scheme if scheme.errors else form,
        outcome=form,
        scheme=scheme,
        lines=lines_of(witness_id),
        eligible=ELIGIBILITY_WORDS[scheme_stands(current.session(), care.witness)] if rows else "",
        limits=limits.values(),
        to_refer=is_open(limits.get(DeadlineKind.SCHEME_REFERRED)),
        to_contact=is_open(limits.get(DeadlineKind.SCHEME_CONTACTED)),
    )


def is_open(limit: SchemeLimit | None) -> bool:
    """Whether a limit runs and is not met."""
    return limit is not None and limit.met_at is None


def lines_of(witness_id: UUID) -> list[OutcomeLine]:
    """Every report, the latest first."""
    rows = outcomes_of(current.session(), witness_id)
    names = names_of(current.session(), [row.said_by for row in rows])
    return [
        OutcomeLine(
            outcome_in_words(as_said(row)), row.decided_on, row.said_at, names.get(row.said_by, "")
        )
        for row in rows
    ]


def limits_of(witness_id: UUID) -> list[SchemeLimit]:
    """The scheme's limits that have begun."""
    return [
        SchemeLimit(one.kind, DUTIES[one.kind].words, one.due_at, one.met_at)
        for one in deadlines_of(current.session(), witness_id)
        if one.kind in OF_THE_SCHEME and one.superseded_at is None
    ]
