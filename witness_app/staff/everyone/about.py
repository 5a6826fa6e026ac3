"""The start, and the page on accessibility."""

from flask import Blueprint, current_app, redirect, render_template
from werkzeug.wrappers import Response

from ethical_walls.permissions import Permission
from witness_app.site import current
from witness_app.site.access import permits
from witness_app.staff.navigation import navigation_for

pages = Blueprint("about", __name__)


@pages.get("/")
@permits(Permission.SIGNED_IN)
def home() -> Response | str:
    """Where this person's day starts: the first place in their navigation."""
    places = navigation_for(current_app, current.viewer())
    if not places:
        return render_template("staff/everyone/nowhere_to_go.html")
    return redirect(places[0].address)


@pages.get("/accessibility")
@permits(Permission.ANYONE)
def accessibility() -> str:
    """What was done so that everybody can use this, and whom to tell when it is not enough."""
    return render_template("staff/everyone/accessibility.html")
