"""The rules that keep evidence untouched: to be read, and confirmed once a year."""

from flask import Blueprint, redirect, render_template, request
from werkzeug.wrappers import Response

from courts.london_time import london_day, spoken_day
from ethical_walls.permissions import Permission
from ethical_walls.training.actions import confirm_rules
from ethical_walls.training.rules import last_day_in_force
from witness_app.sign_in.steps import local_address
from witness_app.site import current
from witness_app.site.access import permits
from witness_app.site.notices import say_done

pages = Blueprint("training", __name__)


@pages.get("/integrity-of-evidence")
@permits(Permission.SIGNED_IN)
def show() -> str:
    """The rules, and until when this person's training is in force."""
    until = current.viewer().trained_until
    return render_template("staff/everyone/training.html", until=until, wanted=None)


@pages.post("/integrity-of-evidence")
@permits(Permission.SIGNED_IN)
def confirm() -> Response:
    """Record that this person has read the rules; pressed twice it is recorded once."""
    today = london_day(current.now())
    current.perform(confirm_rules, today)
    until = spoken_day(last_day_in_force(today))
    say_done("You have confirmed the rules.", f"Your training is in force until {until}.")
    return redirect(local_address(request.args.get("next")))
