"""The start, the page on accessibility, and the site's own files."""

from flask import Blueprint, Response, current_app, redirect, render_template
from flask import send_from_directory as file_from
from werkzeug.wrappers import Response as Answer

from ethical_walls.permissions import Permission
from witness_app.assets import CHECKOUT
from witness_app.site import current
from witness_app.site.access import permits
from witness_app.staff.navigation import navigation_for

STATIC = CHECKOUT / "witness_app" / "static"

pages = Blueprint("about", __name__)


@pages.get("/")
@permits(Permission.SIGNED_IN)
def home() -> Answer | str:
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


@permits(Permission.ANYONE)
def own_file(filename: str) -> Response:
    """A style, a script or the mark; never anything of a person's."""
    return file_from(STATIC, filename)
