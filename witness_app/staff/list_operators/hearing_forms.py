"""The forms with which a hearing is found, recorded and vacated by hand."""

from datetime import date, datetime, time
from typing import Any, cast
from uuid import UUID

from flask_wtf import FlaskForm
from govuk_frontend_wtf.wtforms_widgets import GovTextArea
from wtforms import Field, HiddenField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional, ValidationError

from courts.cases.rules import Identifier, IdentifierNotRecognised, read_identifier
from courts.hearings.actions import HearingToRecord, Vacating
from courts.hearings.rules import Certainty, HearingKind, Listing, VacatedReason
from witness_app.hearing_words import SAID_CERTAINTY
from witness_app.site.fields import (
    LABEL,
    Day,
    DayBoxes,
    a_choice,
    a_day,
    a_line,
    one_of,
    typed,
)
from witness_app.site.unlikely_days import a_tick_for_days, are_confirmed
from witness_app.staff.list_operators import words

LONGEST_NAME = 70
MOST_DEFENDANTS = 30
BY_HAND = (Certainty.FIXTURE, Certainty.WARNED_LIST, Certainty.FLOATER, Certainty.BACKER)


class FindForm(FlaskForm):  # type: ignore[misc]
    """Which case somebody looks for."""

    class Meta(FlaskForm.Meta):  # type: ignore[misc]
        """A form that only looks needs no CSRF token."""

        csrf = False

    number = a_line("Case number", hint="A URN like 01AB1234519, or a Crown Court number")


class RecordForm(FlaskForm):  # type: ignore[misc]
    """A hearing as the court told it."""

    number = a_line(
        "Case number",
        InputRequired("Enter the case number"),
        hint="A URN like 01AB1234519, or a Crown Court number like T20267123",
    )
    defendants = TextAreaField(
        "Defendants",
        description="As the court names them in public, one on each line",
        widget=GovTextArea(),
        validators=[InputRequired("Enter the defendants"), Length(max=2_000)],
        render_kw={"params": LABEL | {"rows": 3}},
    )
    kind = a_choice(
        {kind.value: said for kind, said in words.KIND.items()},
        "What is the hearing for?",
        default=HearingKind.TRIAL.value,
    )
    court_id = a_choice({}, "Which building?", default="")
    certainty = one_of(SAID_CERTAINTY, "How is it listed?", "Say how it is listed")
    starts_on = a_day("First day", "Enter the first day")
    ends_on = Day(
        "Last day (optional)",
        format="%d %m %Y",
        widget=DayBoxes(),
        description="Of a warned list's period, or of a trial of several days",
        validators=[Optional()],
    )
    day_is_right = a_tick_for_days()
    at_time = a_line(
        "Time (optional)",
        hint="As the court said it, like 10:30 or 14:00",
        classes="govuk-input--width-5",
    )
    courtroom = a_line(
        "Courtroom (optional)",
        Length(max=20, message="Keep the courtroom short"),
        classes="govuk-input--width-5",
    )

    def validate_number(self, field: Field) -> None:
        """The number is one we recognise, or what is wrong with it is said."""
        try:
            read_identifier(typed(field))
        except IdentifierNotRecognised as refused:
            raise ValidationError(str(refused)) from refused

    def validate_defendants(self, _field: Field) -> None:
        """Each name is of a length that a name has."""
        names = self.names()
        if not names:
            raise ValidationError("Enter the defendants")
        if len(names) > MOST_DEFENDANTS:
            raise ValidationError(f"Enter at most {MOST_DEFENDANTS} names")
        if any(len(name) > LONGEST_NAME for name in names):
            raise ValidationError("A name is too long: put each defendant on a line of their own")

    def validate_court_id(self, field: Field) -> None:
        """A building was chosen."""
        if not field.data:
            raise ValidationError("Choose the building")

    def validate_ends_on(self, field: Field) -> None:
        """The last day comes after the first."""
        if field.data and self.starts_on.data and field.data < self.starts_on.data:
            raise ValidationError("The last day is before the first")

    def validate_at_time(self, _field: Field) -> None:
        """The time can be read, where one was typed."""
        try:
            self.time_of_day()
        except ValueError as unreadable:
            raise ValidationError("Enter a time like 10:30 or 14:00") from unreadable

    def validate(self, extra_validators: Any = None) -> bool:  # noqa: ANN401 - WTForms' own
        """Every field, that a warned list's period has its last day, and that the day is meant."""
        is_right: bool = super().validate(extra_validators)
        if self.certainty.data == Certainty.WARNED_LIST and not (
            self.ends_on.data or self.ends_on.errors
        ):
            self.ends_on.errors = ["Enter the last day of the warned list's period"]
            return False
        return is_right and are_confirmed(self.day_is_right, [cast("date", self.starts_on.data)])

    def names(self) -> tuple[str, ...]:
        """The defendants typed, one a line."""
        lines = (self.defendants.data or "").splitlines()
        return tuple(" ".join(line.split()) for line in lines if line.strip())

    def time_of_day(self) -> time | None:
        """The time typed, if any."""
        text = typed(self.at_time)
        return time.fromisoformat(text.zfill(len("10:30"))) if text else None

    def identifier(self) -> Identifier:
        """The case number of a form that was found right."""
        return read_identifier(typed(self.number))

    def recorded(self, now: datetime) -> HearingToRecord:
        """The hearing of a form that was found right, as of now."""
        kind = HearingKind(self.kind.data)
        ends_on = self.ends_on.data
        return HearingToRecord(
            identifier=self.identifier(),
            defendants=self.names(),
            kind=kind,
            description=words.KIND[kind],
            listing=Listing(
                court_id=UUID(str(self.court_id.data)),
                certainty=Certainty(self.certainty.data),
                starts_on=cast("date", self.starts_on.data),
                published_at=now,
                courtroom=typed(self.courtroom) or None,
                starts_at_time=self.time_of_day(),
                ends_on=None if ends_on == self.starts_on.data else ends_on,
            ),
        )


class VacateForm(FlaskForm):  # type: ignore[misc]
    """Why a hearing was taken out of the list, and when the court did so."""

    version = HiddenField()
    reason = one_of(words.VACATED_REASON, "Why was it vacated?", "Say why it was vacated")
    decided_on = a_day("When did the court decide this?", "Enter the day the court decided this")

    def vacating(self) -> Vacating:
        """The answer of a form that was found right."""
        return Vacating(VacatedReason(self.reason.data), cast("date", self.decided_on.data))

    def seen_version(self) -> int:
        """The version the page showed; none of them where the form was tampered with."""
        text: Any = self.version.data
        return int(text) if isinstance(text, str) and text.isascii() and text.isdigit() else 0
