"""The forms with which people confirm or correct what the register says of a court."""

from datetime import date
from enum import StrEnum
from typing import Any, cast

from flask_wtf import FlaskForm
from govuk_frontend_wtf.wtforms_widgets import GovDateInput, GovTextArea
from wtforms import DateField, Field, TextAreaField
from wtforms.validators import InputRequired, Length, ValidationError

from courts.register import words
from courts.register.contact_values import ContactNotUnderstood, read_contact
from courts.register.corrections import ClosureSaid, ContactSaid, FacilitySaid
from courts.register.rules import (
    Channel,
    ContactPurpose,
    Facility,
    FacilityStanding,
    FacilityTerms,
    Half,
    Sitting,
)
from witness_app.site.fields import LABEL, LEGEND, a_line, one_of, typed

LONGEST = 300
PARTS_OF_A_DAY = 3
HOW_KNOWN_HINT = "For example: rang the court office on Monday"
BOTH_HALVES = "all"


class WhatOfContact(StrEnum):
    """What somebody found out about a contact."""

    RIGHT = "right"
    OTHER = "other"
    ENDED = "ended"


class DayParts(GovDateInput):  # type: ignore[misc]
    """Day, month and year, under a small bold question, whatever was sent."""

    def map_gov_params(self, field: Field, **kwargs: Any) -> dict[str, Any]:  # noqa: ANN401 - the widget's own signature
        """The macro's parameters; a form that was not filled in here may send other than three."""
        if field.raw_data is not None and len(field.raw_data) != PARTS_OF_A_DAY:
            field.raw_data = [""] * PARTS_OF_A_DAY
        params: dict[str, Any] = super().map_gov_params(field, **kwargs)
        params["fieldset"]["legend"]["classes"] = LEGEND
        return params


class DayField(DateField):
    """A day typed as three numbers."""

    def process_formdata(self, values: list[str]) -> None:
        """Read the day, or say how to write one."""
        try:
            super().process_formdata([value.strip() for value in values])
        except ValueError as unreadable:
            raise ValueError("Enter a real date, like 8 10 2026") from unreadable

    def day(self) -> date:
        """The day of a form that was found right."""
        return cast("date", self.data)


def a_day(label: str, missing: str) -> DayField:
    """A day that must be given."""
    return DayField(
        label, format="%d %m %Y", widget=DayParts(), validators=[InputRequired(missing)]
    )


def how_known() -> TextAreaField:
    """How somebody knows what they say; asked of every edit."""
    return TextAreaField(
        "How do you know?",
        description=HOW_KNOWN_HINT,
        widget=GovTextArea(),
        validators=[
            InputRequired("Say how you know"),
            Length(max=LONGEST, message="Keep it short"),
        ],
        render_kw={"params": LABEL | {"rows": 2}},
    )


class SittingForm(FlaskForm):  # type: ignore[misc]
    """Whether a court sits."""

    sitting = one_of(
        {
            Sitting.SITTING: "Yes, it sits",
            Sitting.NOT_SITTING: "No, it does not sit",
            Sitting.UNKNOWN: "Nobody can say",
        },
        "Does it sit now?",
        "Say whether it sits",
    )
    how_known = how_known()


class EntranceForm(FlaskForm):  # type: ignore[misc]
    """Where witnesses come in."""

    entrance = TextAreaField(
        "Where do witnesses come in?",
        description="In the words a witness will be told",
        widget=GovTextArea(),
        validators=[
            InputRequired("Say where witnesses come in"),
            Length(max=LONGEST, message="Keep it short"),
        ],
        render_kw={"params": LABEL | {"rows": 3}},
    )
    how_known = how_known()


class ContactForm(FlaskForm):  # type: ignore[misc]
    """A contact found right, wrong, or no longer used."""

    what = one_of(
        {
            WhatOfContact.RIGHT: "It is right",
            WhatOfContact.OTHER: "It is another one",
            WhatOfContact.ENDED: "It is no longer used",
        },
        "What did you find?",
        "Say what you found",
    )
    value = a_line("The right one", hint="Only where it is another one")
    how_known = how_known()

    channel = Channel.PHONE

    def validate_value(self, field: Field) -> None:
        """Another one is given, and can be rung or written to."""
        if self.what.data == WhatOfContact.OTHER:
            self.value.data = readable(self.channel, typed(field))


class NewContactForm(FlaskForm):  # type: ignore[misc]
    """A contact that the register does not have."""

    purpose = one_of(words.PURPOSE, "Whom does it reach?", "Say whom it reaches")
    channel = one_of(
        {Channel.PHONE: "Telephone", Channel.EMAIL: "Email"},
        "Is it a telephone number or an email address?",
        "Say which it is",
    )
    value = a_line("The number or address")
    how_known = how_known()

    def validate_value(self, field: Field) -> None:
        """It can be rung or written to."""
        if self.channel.data in set(Channel):
            self.value.data = readable(Channel(self.channel.data), typed(field))

    def said(self) -> ContactSaid:
        """What was said."""
        return ContactSaid(
            ContactPurpose(self.purpose.data), Channel(self.channel.data), typed(self.value)
        )


def readable(channel: Channel, text: str) -> str:
    """A contact as the register writes it; else the form says what is wrong."""
    try:
        return read_contact(channel, text)
    except ContactNotUnderstood as refused:
        raise ValidationError(str(refused)) from refused


class FacilityForm(FlaskForm):  # type: ignore[misc]
    """Whether a facility is there, and on what terms."""

    answer = one_of(
        {
            FacilityTerms.PROVIDED: "Yes, at the court",
            FacilityTerms.ON_REQUEST: "Yes, if you ask beforehand",
            FacilityTerms.NEARBY: "Only nearby",
            FacilityStanding.REFUTED: "No",
        },
        "Is it there?",
        "Say whether it is there",
    )
    how_known = how_known()

    def said_of(self, facility: Facility) -> FacilitySaid:
        """What was said."""
        if self.answer.data == FacilityStanding.REFUTED:
            return FacilitySaid(facility, FacilityStanding.REFUTED, FacilityTerms.PROVIDED)
        return FacilitySaid(facility, FacilityStanding.CONFIRMED, FacilityTerms(self.answer.data))


class ClosureForm(FlaskForm):  # type: ignore[misc]
    """Days on which a court will be shut."""

    from_on = a_day("First day shut", "Enter the first day")
    until_on = a_day("Last day shut", "Enter the last day, the same for one day")
    half = one_of(
        {BOTH_HALVES: "All day", Half.AM: "Mornings only", Half.PM: "Afternoons only"},
        "Which part of each day?",
        "Say which part of the day",
        default=BOTH_HALVES,
    )
    reason = a_line(
        "Why?",
        InputRequired("Say why it is shut"),
        Length(max=LONGEST, message="Keep it short"),
        hint="For example: no heating",
    )

    today = date.min

    def validate_until_on(self, field: Field) -> None:
        """A closure ends after it begins, and not before today."""
        if field.data is None or self.from_on.data is None:
            return
        if field.data < self.from_on.data:
            raise ValidationError("The last day must not be before the first day")
        if field.data < self.today:
            raise ValidationError("The last day must not be in the past")

    def said(self) -> ClosureSaid:
        """What was said."""
        half = None if self.half.data == BOTH_HALVES else Half(self.half.data)
        return ClosureSaid(self.from_on.day(), self.until_on.day(), half, typed(self.reason))


class WithdrawForm(FlaskForm):  # type: ignore[misc]
    """A closure that will not be after all."""

    how_known = how_known()
