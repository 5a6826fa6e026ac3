"""How a form asks when a witness was warned, where the evidence came up; never what was said."""

from datetime import date, datetime, time

from wtforms import Field, StringField
from wtforms.validators import Regexp

from courts.london_time import london_instant
from scheduling.visit_records.rules import EvidenceTalk
from witness_app.site.fields import a_line, typed


def a_warning_time() -> StringField:
    """The time of day at which they were warned, on the day that the form is about."""
    return a_line(
        "If it came up: at what time were they warned?",
        Regexp(r"^([01]?\d|2[0-3])[:.][0-5]\d$", message="Enter a time, like 14:15"),
        hint="For example, 14:15",
        classes="govuk-input--width-5",
    )


def came_up(evidence: Field) -> bool:
    """Whether the form says that the evidence came up, so that a time is asked for."""
    return bool(evidence.data == EvidenceTalk.STOPPED_AND_WARNED)


def warned_at(evidence: Field, time_of_day: Field, day: date) -> datetime | None:
    """The instant of the warning on a London day, from valid fields; None where none was needed."""
    if not came_up(evidence):
        return None
    hours, minutes = typed(time_of_day).replace(".", ":").split(":")
    return london_instant(day, time(int(hours), int(minutes)))
