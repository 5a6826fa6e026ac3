"""The start, the way out, privacy, accessibility, and the page that has closed."""

from typing import Final

from flask import Blueprint, redirect, render_template, url_for
from werkzeug.wrappers import Response

from ethical_walls.permissions import Permission
from ethical_walls.permissions import permits as permitted
from witness_app.site import current
from witness_app.site.access import permits

HARMLESS: Final = "https://www.bbc.co.uk/weather"
"""Where *exit this page* leads: somewhere that anybody might be looking at."""

pages = Blueprint("about", __name__)


@pages.get("/")
@permits(Permission.ANYONE)
def start() -> str | Response:
    """What this is, in plain words, and where to go from here; a solicitor goes on to their own."""
    if permitted(current.viewer(), Permission.FOLLOW_AS_PARTNER):
        return redirect(url_for("partner_witnesses.show_all"))
    return render_template("public/everyone/start.html")


@pages.get("/leave")
@permits(Permission.ANYONE)
def leave() -> Response:
    """Forget who was here and be somewhere harmless, at once and without scripts.

    What was open here is ended in the database too, so a copy of the cookie is dead.
    `Clear-Site-Data` is not sent: its "cookies" would also take those of every other site under
    our domain, its "cache" can hold a browser up for seconds, and no page of ours is ever kept
    (`Cache-Control: no-store`).
    """
    current.leave()
    return redirect(HARMLESS, code=303)


@pages.get("/closed")
@permits(Permission.ANYONE)
def closed() -> str:
    """Where somebody is sent whose page has closed, or who was never let in: one plain page."""
    return render_template("public/everyone/closed.html")


@pages.get("/privacy")
@permits(Permission.ANYONE)
def privacy() -> str:
    """What is kept about people, why, who sees it and for how long."""
    settings = current.site().settings
    return render_template(
        "public/everyone/privacy.html",
        operator=settings.operator,
        texts_leave=settings.texts.are_sent,
        emails_leave=bool(settings.mail.host),
    )


@pages.get("/accessibility")
@permits(Permission.ANYONE)
def accessibility() -> str:
    """What was done so that everybody can use this, and whom to tell when it is not enough."""
    operator = current.site().settings.operator
    return render_template("public/everyone/accessibility.html", operator=operator)
