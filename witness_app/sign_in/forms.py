"""The forms of signing in, of joining, and of changing how one signs in."""

import re
from typing import Any, Final

from flask_wtf import FlaskForm
from govuk_frontend_wtf.wtforms_widgets import GovPasswordInput, GovTextInput
from wtforms import Field, PasswordField, StringField
from wtforms.validators import InputRequired, ValidationError

from witness_app.sign_in.passwords import PasswordRefused, hash_password
from witness_app.sign_in.second_factor import CODE_LENGTH, RECOVERY_LENGTH, digits_of

NO_MATCH: Final = "Check the email address and the password: they do not match"
NOT_THE_CODE: Final = "Check the code, or wait for the next one: each can be used once"
NOT_YOUR_PASSWORD: Final = "This is not your password"  # noqa: S105 - a sentence


def looks_like_an_address(_form: FlaskForm, field: Field) -> None:
    """Whether there is something on both sides of an @; whose it is the password decides."""
    before, _, after = (field.data or "").strip().partition("@")
    if not before or "." not in after:
        raise ValidationError("Enter an email address in the correct format, like name@example.org")


def is_a_code(_form: FlaskForm, field: Field) -> None:
    """Whether these could be the six digits of an app."""
    if not re.fullmatch(rf"[0-9]{{{CODE_LENGTH}}}", digits_of(field.data or "")):
        raise ValidationError(f"Enter the {CODE_LENGTH} numbers that your app shows now")


def is_a_code_of_either_kind(_form: FlaskForm, field: Field) -> None:
    """Whether these could be the digits of an app or of a recovery code."""
    typed = digits_of(field.data or "")
    if (
        not typed.isascii()
        or not typed.isdigit()
        or len(typed)
        not in {
            CODE_LENGTH,
            RECOVERY_LENGTH,
        }
    ):
        raise ValidationError(
            f"Enter the {CODE_LENGTH} numbers of the code, or the {RECOVERY_LENGTH} of a "
            "recovery code"
        )


class SignInForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """An e-mail address and a password."""

    email = StringField(
        "Email address",
        widget=GovTextInput(),
        validators=[InputRequired("Enter your email address"), looks_like_an_address],
    )
    password = PasswordField(
        "Password", widget=GovPasswordInput(), validators=[InputRequired("Enter your password")]
    )


class CodeForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """The code of an authenticator app, or a recovery code in its place."""

    code = StringField(
        "Code",
        widget=GovTextInput(),
        validators=[InputRequired("Enter the code"), is_a_code_of_either_kind],
    )


class FirstCodeForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """The first code of an authenticator app that was just set up."""

    code = StringField(
        "Code that your app shows now",
        widget=GovTextInput(),
        validators=[InputRequired("Enter the code that your app shows"), is_a_code],
    )


class ConfirmForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """One's password, before something of one's sign-in is changed."""

    password = PasswordField(
        "Your password",
        widget=GovPasswordInput(),
        validators=[InputRequired("Enter your password")],
    )


class NewPasswordForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """A new password, which may be pasted and shown."""

    new_password = PasswordField(
        "New password",
        widget=GovPasswordInput(),
        validators=[InputRequired("Enter a new password")],
    )
    new_hash: str = ""

    def validate_new_password(self, field: Any) -> None:  # noqa: ANN401 - WTForms has no types
        """Whether we take it; its hash is kept for the view, so that it is made once."""
        try:
            self.new_hash = hash_password(field.data or "")
        except PasswordRefused as refused:
            raise ValidationError(str(refused)) from refused


class ChangePasswordForm(ConfirmForm, NewPasswordForm):
    """The password one has, and the one to have."""


class NewPhoneForm(ConfirmForm, FirstCodeForm):
    """The password one has, and the first code of the new telephone."""
