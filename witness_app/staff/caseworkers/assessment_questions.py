"""What the full assessment and the short call ask alike: consent first, days, what is done."""

from enum import StrEnum
from typing import Any, TypeVar

from govuk_frontend_wtf.wtforms_widgets import GovTextArea
from wtforms import Field, TextAreaField
from wtforms.validators import ValidationError

from casework.assessments.answers import is_to_be_acted_on
from casework.assessments.dates import (
    DatesRefused,
    DaysToAvoid,
    EndsBeforeItBegins,
    IsOver,
    NotADay,
    RunTooLong,
    read_days,
)
from casework.assessments.rules import AttendanceRisk, Consent
from courts.london_time import london_day
from witness_app.site import current
from witness_app.site.fields import LABEL, typed
from witness_app.staff.caseworkers.assessment_words import NOT_SAFE

Choice = TypeVar("Choice", bound=StrEnum)

DATE_PROBLEMS: dict[type[DatesRefused], str] = {
    NotADay: "Write each line like 12 10 2026, or 12 10 2026 to 16 10 2026. This cannot be read: ",
    EndsBeforeItBegins: "The last day lies before the first: ",
    IsOver: "These days are over: ",
    RunTooLong: "This is more than a year: ",
}
ACTED_ON = frozenset(risk.value for risk in AttendanceRisk if is_to_be_acted_on(risk))


def days_they_cannot_come(question: str, *, rows: int) -> TextAreaField:
    """A box for days and runs of days, a line for each."""
    return TextAreaField(
        question,
        description="A line for each, like 12 10 2026, or 12 10 2026 to 16 10 2026.",
        widget=GovTextArea(),
        render_kw={"params": LABEL | {"rows": rows}},
    )


class AssessmentQuestions:
    """What both forms make of the fields that both have; each says its own words in its order."""

    consent: Any
    safe: Any
    days: Any
    attendance_risk: Any

    @property
    def is_refused(self) -> bool:
        """Whether the witness did not consent, so that nothing else is read."""
        return bool(self.consent.data == Consent.REFUSED)

    @property
    def is_unsafe(self) -> bool:
        """Whether it is not safe to talk, so that nothing else is read."""
        return bool(self.safe.data == NOT_SAFE)

    def validate_days(self, _field: Field) -> None:
        """Each line is a day or a run of days."""
        try:
            self.days_to_avoid()
        except DatesRefused as refused:
            said = DATE_PROBLEMS.get(type(refused), "Too many lines for dates to avoid")
            raise ValidationError(f"{said}{getattr(refused, 'line', '')}") from refused

    def validate_attendance_actions(self, field: Field) -> None:
        """A risk that they do not come is acted on."""
        if self.attendance_risk.data in ACTED_ON and not field.data:
            raise ValidationError("Choose what will be done, so that they can come")

    def days_to_avoid(self) -> tuple[DaysToAvoid, ...]:
        """The days that were typed."""
        return read_days(self.days.data or "", london_day(current.now()))


def version_in(field: Field) -> int:
    """The version that stood on the page; one that no page wrote is none that there is."""
    said = typed(field)
    return int(said) if said.isdecimal() else -1


def chosen_in(values: type[Choice], field: Field) -> frozenset[Choice]:
    """The choices of a valid field."""
    return frozenset(values(one) for one in field.data or [])
