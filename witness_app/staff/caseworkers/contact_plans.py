"""How a witness may be reached: what is in force, and recording what they say in live contact."""

from uuid import UUID

from flask import Blueprint, redirect, render_template, url_for
from werkzeug.wrappers import Response

from casework.contact_plans.actions import confirm_contact_plan
from casework.contact_plans.queries import live_plan, plan_versions
from casework.contact_plans.rules import StaleContactPlan
from courts.london_time import spoken_time
from ethical_walls.permissions import Permission
from witness_app.names import names_of
from witness_app.site import current
from witness_app.site.access import found, permits
from witness_app.site.notices import say_done
from witness_app.site.numbers import numbers_allowed
from witness_app.site.sent import TO_MEND
from witness_app.staff.caseworkers.contact_plan_form import ContactPlanForm, PlanLine, plan_line
from witness_app.staff.caseworkers.strip import strip_in_view

STALE = "Somebody recorded a newer plan while you were writing. Check it, then send yours again."

pages = Blueprint("contact_plans", __name__)


@pages.get("/witnesses/<uuid:witness_id>/contact-plan")
@permits(Permission.READ_WITNESS)
def show_plan(witness_id: UUID) -> str:
    """The plan in force and the ones before it."""
    strip = strip_in_view(witness_id)
    return render_template(
        "staff/caseworkers/witness_plan.html", strip=strip, plans=plan_lines(witness_id)
    )


@pages.get("/witnesses/<uuid:witness_id>/contact-plan/new")
@permits(Permission.SUPPORT_WITNESS)
def ask_plan(witness_id: UUID) -> str:
    """What does the person say?"""
    plan = found(live_plan(current.session(), witness_id))
    form = ContactPlanForm(formdata=None)
    form.begin(plan)
    return show_form(witness_id, form)


@pages.post("/witnesses/<uuid:witness_id>/contact-plan/new")
@permits(Permission.SUPPORT_WITNESS)
def confirm_plan(witness_id: UUID) -> Response | tuple[str, int]:
    """Record what the person said, or say what cannot stand."""
    found(live_plan(current.session(), witness_id))
    form = ContactPlanForm()
    form.numbers = numbers_allowed()
    if not form.validate_on_submit():
        return show_form(witness_id, form), TO_MEND
    try:
        plan = current.perform(confirm_contact_plan, witness_id, form.seen_version, form.details())
    except StaleContactPlan:
        form.start_again_from(found(live_plan(current.session(), witness_id)), STALE)
        return show_form(witness_id, form), TO_MEND
    say_done(
        f"The contact plan is confirmed: {plan_line(plan, {}).how}.",
        f"Messages go between {spoken_time(plan.hours_from)} and {spoken_time(plan.hours_until)}.",
    )
    return redirect(url_for("contact_plans.show_plan", witness_id=witness_id))


def show_form(witness_id: UUID, form: ContactPlanForm) -> str:
    """The form of a new plan."""
    return render_template(
        "staff/caseworkers/plan_form.html", strip=strip_in_view(witness_id), form=form
    )


def plan_lines(witness_id: UUID) -> list[PlanLine]:
    """Every version of a plan, the one in force first."""
    versions = plan_versions(current.session(), witness_id)
    names = names_of(
        current.session(), (by for plan in versions for by in (plan.recorded_by, plan.confirmed_by))
    )
    return [plan_line(plan, names) for plan in reversed(versions)]
