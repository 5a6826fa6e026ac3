"""A form that asks for an instant that is past, as a London day and time."""

from datetime import datetime, time

from flask_wtf import FlaskForm
from wtforms import Field
from wtforms.validators import ValidationError

from courts.london_time import (
    LondonTimeDoesNotExist,
    LondonTimeHappensTwice,
    in_london,
    london_instant,
)
from witness_app.site import current
from witness_app.site.fields import a_day, a_line, typed

NOT_A_TIME = "Enter a time like 09:30 or 14:05"


class WhenForm(FlaskForm):  # type: ignore[misc]
    """A form that asks for an instant as a London day and time."""

    on = a_day("On which day?", "Enter the day")
    at = a_line("At what time?", hint="For example, 09:30", classes="govuk-input--width-5")

    def begin_now(self) -> None:
        """Start from the present minute."""
        here = in_london(current.now())
        self.on.data, self.at.data = here.date(), f"{here:%H:%M}"

    def validate_at(self, field: Field) -> None:
        """A time of day that London had, and that is past."""
        try:
            instant = self.instant()
        except ValueError as refused:
            raise ValidationError(NOT_A_TIME) from refused
        if instant is not None and instant > current.now():
            raise ValidationError("Enter a time that is past")
        if not typed(field):
            raise ValidationError(NOT_A_TIME)

    def instant(self) -> datetime | None:
        """The instant typed; a time that the clocks had twice or never is no time of day here."""
        if self.on.data is None:
            return None
        try:
            return london_instant(self.on.data, _time_of_day(typed(self.at)))
        except (LondonTimeDoesNotExist, LondonTimeHappensTwice) as refused:
            raise ValueError(NOT_A_TIME) from refused


def _time_of_day(text: str) -> time:
    hours, _, minutes = text.replace(".", ":").partition(":")
    return time(int(hours), int(minutes or 0))
