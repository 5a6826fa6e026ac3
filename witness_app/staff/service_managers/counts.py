"""Counts of the whole service as of last midnight: never by party, and none that is small."""

from dataclasses import dataclass

from flask import Blueprint, render_template

from courts.london_time import london_day, spoken_day
from ethical_walls.permissions import Permission
from ethical_walls.tallies.actions import sums
from ethical_walls.tallies.rules import about_as_many_as
from witness_app.counting import Measure
from witness_app.site import current
from witness_app.site.access import permits

pages = Blueprint("counts", __name__)

WORDS = {
    Measure.IN_CARE: "Witnesses in care",
    Measure.REFERRED: "Referrals in the last 7 days",
    Measure.CONTACT_IN_TIME: "First contact made within 72 hours, of those due in the last 7 days",
    Measure.CONTACT_LATE: "First contact late or not made, of those due in the last 7 days",
    Measure.VISITS_BOOKED: "Court visits booked and still to come",
    Measure.VISITS_DONE: "Court visits done in the last 28 days",
    Measure.CAME: "Witnesses who came to court in the last 28 days",
    Measure.GAVE_EVIDENCE: "Witnesses who came and gave evidence in the last 28 days",
    Measure.DID_NOT_ATTEND: "Witnesses who did not attend a day in the last 28 days",
    Measure.LATE: "Duties and tasks that are late",
}


@dataclass(frozen=True)
class CountLine:
    """One count in words."""

    what: str
    number: str


@pages.get("/counts")
@permits(Permission.READ_COUNTS)
def show_counts() -> str:
    """The counts of today, each as of the midnight that today began with."""
    today = london_day(current.now())
    found = {one.measure: one.number for one in sums(current.session(), today)}
    return render_template(
        "staff/managers/counts.html",
        day=spoken_day(today),
        lines=[
            CountLine(what, about_as_many_as(number))
            for what, number in ((what, found.get(measure)) for measure, what in WORDS.items())
        ],
    )
