"""The kinds of question that the caseworker's forms ask, each drawn in one way."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from govuk_frontend_wtf.wtforms_widgets import (
    GovCharacterCount,
    GovCheckboxesInput,
    GovDateInput,
    GovRadioInput,
    GovSelect,
    GovTextInput,
)
from wtforms import (
    DateField,
    Field,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import InputRequired, Length

from casework.languages import LANGUAGES
from witness_app.site.choices import if_gone

LABEL = {"label": {"classes": "govuk-label--s"}}
BOXES = 3
LEGEND = "govuk-fieldset__legend--s"


def _without_empty_hint(params: dict[str, Any], description: str) -> dict[str, Any]:
    if not description:
        params.pop("hint", None)
    params["fieldset"]["legend"]["classes"] = LEGEND
    return params


class Radios(GovRadioInput):  # type: ignore[misc]
    """Radio buttons under a small bold question."""

    def map_gov_params(self, field: RadioField, **kwargs: Any) -> dict[str, Any]:  # noqa: ANN401 - the widget's own signature
        """The macro's parameters, without a hint where there is none."""
        return _without_empty_hint(super().map_gov_params(field, **kwargs), field.description)


class DayBoxes(GovDateInput):  # type: ignore[misc]
    """Three boxes for a day, under a small bold question."""

    def map_gov_params(self, field: DateField, **kwargs: Any) -> dict[str, Any]:  # noqa: ANN401 - the widget's own signature
        """The macro's parameters, without a hint where there is none."""
        return _without_empty_hint(super().map_gov_params(field, **kwargs), field.description)


class Day(DateField):
    """A day typed as three numbers; one that no calendar has is said in words."""

    def process(self, formdata: Any, *given: Any, **named: Any) -> None:  # noqa: ANN401 - WTForms' own
        """Read what was sent; three boxes are drawn again, however many words came, or none."""
        super().process(formdata, *given, **named)
        if self.raw_data is not None:
            self.raw_data = [*self.raw_data, "", "", ""][:BOXES]

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the day."""
        try:
            super().process_formdata(valuelist)
        except ValueError as refused:
            raise ValueError("Enter a real day, like 8 10 2026") from refused


class Checkboxes(GovCheckboxesInput):  # type: ignore[misc]
    """Tick boxes under a small bold question."""

    def map_gov_params(self, field: SelectMultipleField, **kwargs: Any) -> dict[str, Any]:  # noqa: ANN401 - the widget's own signature
        """The macro's parameters, without a hint where there is none."""
        return _without_empty_hint(super().map_gov_params(field, **kwargs), field.description)


def typed(field: Field) -> str:
    """What was typed in a field, with single spaces; empty where nothing was."""
    return " ".join((field.data or "").split())


def one_of(
    words: Mapping[Any, str], label: str, missing: str, *, hint: str = "", default: str = ""
) -> RadioField:
    """A question with one answer among a few; `missing` is said where none was given."""
    return RadioField(
        label,
        **if_gone(),
        choices={_value(choice): said for choice, said in words.items()},
        default=default or None,
        description=hint,
        widget=Radios(),
        validators=[InputRequired(missing)],
    )


def some_of(words: Mapping[Any, str], label: str, *, hint: str = "") -> SelectMultipleField:
    """A question with any number of answers, none included."""
    return SelectMultipleField(
        label,
        **if_gone(),
        choices={_value(choice): said for choice, said in words.items()},
        description=hint,
        widget=Checkboxes(),
    )


def a_choice(words: Mapping[str, str], label: str, *, default: str) -> SelectField:
    """One of a long list of values."""
    return SelectField(
        label,
        **if_gone(),
        choices=dict(words),
        default=default,
        widget=GovSelect(),
        render_kw={"params": LABEL},
    )


def a_language(label: str) -> SelectField:
    """The language somebody wants to be spoken and written to in."""
    return a_choice(LANGUAGES, label, default="en")


def a_line(label: str, *validators: Any, hint: str = "", classes: str = "") -> StringField:  # noqa: ANN401 - WTForms takes any callable
    """One line of text."""
    return StringField(
        label,
        description=hint,
        widget=GovTextInput(),
        validators=validators,
        render_kw={"params": LABEL | {"classes": classes}},
    )


def a_day(label: str, missing: str) -> Day:
    """A day; `missing` is said where none was given."""
    return Day(
        label,
        format="%d %m %Y",
        widget=DayBoxes(),
        description="For example, 8 10 2026",
        validators=[InputRequired(missing)],
    )


def a_practical_note(label: str, longest: int, hint: str) -> TextAreaField:
    """A short note; its hint says that it is for practical matters only."""
    return TextAreaField(
        label,
        description=hint,
        widget=GovCharacterCount(),
        validators=[Length(max=longest, message=f"Keep the note to {longest} letters")],
        render_kw={"params": LABEL | {"maxlength": longest, "rows": 3}},
    )


def _value(choice: object) -> str:
    return choice.value if isinstance(choice, StrEnum) else str(choice)
