"""The kinds of question that public forms ask: one a page, in large words."""

from collections.abc import Mapping
from typing import Any, Final

from flask_wtf import FlaskForm
from govuk_frontend_wtf.wtforms_widgets import (
    GovCharacterCount,
    GovCheckboxInput,
    GovPasswordInput,
    GovRadioInput,
    GovTextInput,
)
from wtforms import BooleanField, PasswordField, RadioField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length

from witness_app.site.choices import NOT_ON_THE_PAGE, if_gone

PRACTICAL_ONLY: Final = "Practical matters only. Please write nothing about what happened."


class BigRadios(GovRadioInput):  # type: ignore[misc]
    """Radio buttons whose question is the page's heading."""

    def map_gov_params(self, field: RadioField, **kwargs: Any) -> dict[str, Any]:  # noqa: ANN401 - the widget's own signature
        """The macro's parameters, without a hint where there is none."""
        params: dict[str, Any] = super().map_gov_params(field, **kwargs)
        if not field.description:
            params.pop("hint", None)
        params["fieldset"]["legend"].update(
            {"classes": "govuk-fieldset__legend--l", "isPageHeading": True}
        )
        return params


def a_big_choice(
    choices: Mapping[str, str], question: str, needed: str, *, gone: str = NOT_ON_THE_PAGE
) -> RadioField:
    """One of a few, under a question that is the page's heading; `gone` is one no longer there."""
    return RadioField(
        question,
        **if_gone(gone),
        widget=BigRadios(),
        choices=dict(choices),
        validators=[InputRequired(needed)],
    )


def a_few_words(question: str, most: int, hint: str = PRACTICAL_ONLY) -> TextAreaField:
    """A few words, if somebody wants to add them."""
    return TextAreaField(
        question,
        description=hint,
        widget=GovCharacterCount(),
        validators=[Length(max=most, message=f"Use {most} characters or fewer")],
        render_kw={"params": {"maxlength": most, "rows": 3}},
    )


def a_line(question: str, needed: str, hint: str = "", most: int = 200) -> StringField:
    """One line that must be filled in."""
    return StringField(
        question,
        description=hint,
        widget=GovTextInput(),
        validators=[
            InputRequired(needed),
            Length(max=most, message=f"Use {most} characters or fewer"),
        ],
    )


def a_tick(statement: str, needed: str) -> BooleanField:
    """A box to tick before something may be done."""
    return BooleanField(statement, widget=GovCheckboxInput(), validators=[InputRequired(needed)])


def a_secret_word(question: str, needed: str, hint: str) -> PasswordField:
    """A word that nobody looking over a shoulder should read."""
    return PasswordField(
        question, description=hint, widget=GovPasswordInput(), validators=[InputRequired(needed)]
    )


def typed(form: FlaskForm, name: str) -> str:
    """What was typed into a field, without spaces round it."""
    return str(form[name].data or "").strip()
