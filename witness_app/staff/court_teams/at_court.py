"""At court: the visits that a court's team expects, by day, and what is handed over for it."""

from datetime import date

from flask import Blueprint, render_template, request

from ethical_walls.permissions import Permission
from witness_app.site import current
from witness_app.site.access import permits
from witness_app.staff.court_teams.sheets import day_at_court

pages = Blueprint("at_court", __name__)


@pages.get("/at-court")
@permits(Permission.HOST_AT_COURT)
def show_day() -> str:
    """One day of the next ten working days, at each court of the team; it prints as a sheet."""
    asked = asked_day(request.args.get("day", ""))
    shown = day_at_court(current.session(), asked, now=current.now())
    return render_template("staff/court_teams/day.html", shown=shown, now=current.now())


def asked_day(typed: str) -> date | None:
    """The day that an address names; None where it names none."""
    try:
        return date.fromisoformat(typed)
    except ValueError:
        return None
