"""The needs assessment of a witness on one page, and the plan agreed from it."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final
from uuid import UUID, uuid4

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response
from wtforms import Field, HiddenField
from wtforms.validators import ValidationError

from casework.access_needs.rules import StaleNeeds
from casework.assessments.actions import (
    agree_plan,
    assess_needs,
    put_off_assessment,
    refuse_assessment,
)
from casework.assessments.answers import (
    NothingAssessed,
    PlanAgreed,
    PlanItem,
    StaleAssessment,
    measures_not_open,
)
from casework.assessments.queries import assessments_of, live_assessment, support_plans
from casework.assessments.rules import Consent
from casework.assessments.task_words import NOT_OPEN
from casework.partners.rules import MEASURE_WORDS
from casework.referrals.queries import referral_of
from casework.witnesses.models import Witness
from casework.witnesses.queries import witness_of
from casework.witnesses.rules import WitnessNotFound
from courts.london_time import london_day, spoken_day
from courts.working_days import ONE_DAY, add_working_days
from ethical_walls.permissions import Permission
from witness_app.names import names_of
from witness_app.site import current
from witness_app.site.access import permits
from witness_app.site.fields import a_day, some_of
from witness_app.site.notices import say_done, say_note
from witness_app.site.sent import TO_MEND, request_id_in
from witness_app.staff.caseworkers import assessment_words as words
from witness_app.staff.caseworkers.assessment_form import AssessmentForm
from witness_app.staff.caseworkers.assessment_shown import (
    WorkedOut,
    begin_form,
    plan_lines,
    shown,
    version_lines,
    worked_out,
)
from witness_app.staff.caseworkers.strip import strip_in_view

WORK_OUT: Final = "work_out"
STALE = (
    "Somebody recorded the assessment or the needs while you were writing. "
    "Compare with theirs, then send yours again."
)
REVIEW_AFTER = timedelta(days=28)

pages = Blueprint("assessments", __name__)


class PlanForm(FlaskForm):  # type: ignore[misc]
    """What will be done, as agreed with the witness."""

    request_id = HiddenField()
    items = some_of(words.PLAN_ITEMS, "What have you agreed?", hint="Choose all that apply.")
    review_on = a_day("When will you look at it together again?", "Enter the day to look again")

    def validate_items(self, field: Field) -> None:
        """A plan has something in it."""
        if not field.data:
            raise ValidationError("Choose at least one thing that you have agreed")

    def validate_review_on(self, field: Field) -> None:
        """A day past is no use."""
        if field.data and field.data < london_day(current.now()):
            raise ValidationError("Enter today or a day to come")

    def agreed(self) -> PlanAgreed:
        """The plan that a valid form says."""
        items = frozenset(PlanItem(item) for item in self.items.data or [])
        return PlanAgreed(items, self.review_on.data or london_day(current.now()))


@dataclass(frozen=True)
class Outcome:
    """What the notice says after something was recorded."""

    done: str
    follows: str


@pages.get("/witnesses/<uuid:witness_id>/assessment")
@permits(Permission.READ_WITNESS)
def show(witness_id: UUID) -> str:
    """The assessment in force, the plan, and the versions before."""
    return show_assessment(witness_id, a_plan_form())


@pages.get("/witnesses/<uuid:witness_id>/assessment/new")
@permits(Permission.SUPPORT_WITNESS)
def ask(witness_id: UUID) -> str:
    """The one page to fill in while talking."""
    form = AssessmentForm(formdata=None)
    form.request_id.data = str(uuid4())
    today = london_day(current.now())
    begin_form(form, current.session(), witness_in_view(witness_id), today)
    return show_form(witness_id, form)


@pages.post("/witnesses/<uuid:witness_id>/assessment/new")
@permits(Permission.SUPPORT_WITNESS)
def record(witness_id: UUID) -> Response | str | tuple[str, int]:
    """Record what was said, or only that they did not agree; or work it out and go on."""
    form = AssessmentForm()
    witness = witness_in_view(witness_id)
    if request.form.get("press") == WORK_OUT:
        return show_form(witness_id, form, so_far(form, witness))
    if not is_ready(form, witness):
        return show_form(witness_id, form), TO_MEND
    try:
        outcome = recorded(witness_id, form)
    except (StaleAssessment, StaleNeeds):
        start_again(form, witness_id)
        return show_form(witness_id, form), TO_MEND
    say_done(outcome.done, outcome.follows)
    return redirect(url_for("assessments.show", witness_id=witness_id))


@pages.post("/witnesses/<uuid:witness_id>/plan")
@permits(Permission.SUPPORT_WITNESS)
def agree(witness_id: UUID) -> Response | tuple[str, int]:
    """Record the plan as agreed with the witness."""
    witness_in_view(witness_id)
    form = PlanForm()
    if not form.validate_on_submit():
        return show_assessment(witness_id, form), TO_MEND
    request_id = request_id_in(form.request_id)
    try:
        plan = current.perform(agree_plan, witness_id, request_id, form.agreed())
    except NothingAssessed:
        say_note("A plan comes from a needs assessment.", "Nothing was changed.")
        return redirect(url_for("assessments.show", witness_id=witness_id))
    say_done(
        "The plan is agreed.", f"To look at it again is a task for {spoken_day(plan.review_on)}."
    )
    return redirect(url_for("assessments.show", witness_id=witness_id))


def witness_in_view(witness_id: UUID) -> Witness:
    """The witness that a page is about; the one 404 where there is none."""
    try:
        return witness_of(current.session(), witness_id)
    except WitnessNotFound:
        abort(404)


def is_ready(form: AssessmentForm, witness: Witness) -> bool:
    """Whether the form can be recorded; where they did not agree, nothing else is looked at."""
    if form.is_refused:
        return True
    if form.is_unsafe:
        return bool(form.consent.validate(form))
    return bool(form.validate_on_submit()) and asks_for_what_is_open(form, witness)


def asks_for_what_is_open(form: AssessmentForm, witness: Witness) -> bool:
    """Whether each special measure may be had; what may not says so beside the field."""
    facts = form.facts(witness.role, referral_of(current.session(), witness).age)
    closed = measures_not_open(form.answers(), facts, london_day(current.now()))
    form.measures_asked.errors = [
        f"{MEASURE_WORDS[measure]} is {NOT_OPEN}. Untick it, or choose what makes them "
        "vulnerable, or decide that they are and say why"
        for measure in closed
    ]
    return not closed


def recorded(witness_id: UUID, form: AssessmentForm) -> Outcome:
    """Do what the form says, and say what was done."""
    request_id = request_id_in(form.request_id)
    if form.is_refused:
        current.perform(refuse_assessment, witness_id, form.seen(request_id))
        return Outcome(
            "It is recorded that they were asked and did not agree.",
            "Nothing else of this page was kept. They may change their mind at any time.",
        )
    if form.is_unsafe:
        current.perform(put_off_assessment, witness_id, request_id)
        return Outcome(
            "Nothing was kept: it was not safe to talk.",
            "To find a safe time is a task for the next working day.",
        )
    done = current.perform(assess_needs, witness_id, form.seen(request_id), form.answers())
    return Outcome(
        f"The needs assessment is recorded, version {done.version}.",
        "Agree the plan with the witness within 72 hours of the first assessment.",
    )


def start_again(form: AssessmentForm, witness_id: UUID) -> None:
    """Keep what was typed, on the versions that are in force now."""
    current.session().rollback()
    before = live_assessment(current.session(), witness_id)
    form.version.data = str(before.version if before else 0)
    form.needs_version.data = str(witness_in_view(witness_id).needs_version)
    form.consent.errors = [STALE]


def so_far(form: AssessmentForm, witness: Witness) -> WorkedOut:
    """What follows from the answers so far."""
    age = referral_of(current.session(), witness).age
    return worked_out(form.facts(witness.role, age), london_day(current.now()))


def show_form(witness_id: UUID, form: AssessmentForm, found: WorkedOut | None = None) -> str:
    """The page to fill in, with what is worked out so far."""
    return render_template(
        "staff/caseworkers/assessment_form.html",
        strip=strip_in_view(witness_id),
        form=form,
        worked_out=found or so_far(form, witness_in_view(witness_id)),
        has_worked_out=found is not None,
        work_out=WORK_OUT,
    )


def a_plan_form() -> PlanForm:
    """An empty plan, to be looked at again in four weeks."""
    form = PlanForm(formdata=None)
    form.request_id.data = str(uuid4())
    day = london_day(current.now()) + REVIEW_AFTER
    form.review_on.data = add_working_days(day - ONE_DAY, 1)
    return form


def show_assessment(witness_id: UUID, form: PlanForm) -> str:
    """What is recorded, and the plan to agree."""
    session, witness = current.session(), witness_in_view(witness_id)
    versions, plans = assessments_of(session, witness_id), support_plans(session, witness_id)
    names = names_of(
        session, [*(one.assessed_by for one in versions), *(plan.agreed_by for plan in plans)]
    )
    in_force = versions[-1] if versions else None
    return render_template(
        "staff/caseworkers/witness_assessment.html",
        strip=strip_in_view(witness_id),
        assessment=shown(session, witness, in_force, names) if in_force else None,
        may_plan=in_force is not None and in_force.consent is Consent.GIVEN,
        versions=version_lines(versions, names),
        plans=plan_lines(plans, names),
        form=form,
    )
