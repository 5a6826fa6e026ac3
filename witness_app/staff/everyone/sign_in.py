"""Signing in and out of the staff site."""

import re
import uuid
from typing import Final

from flask import Blueprint, redirect, render_template, request, url_for
from flask_wtf import FlaskForm
from govuk_frontend_wtf.wtforms_widgets import GovPasswordInput, GovTextInput
from werkzeug.wrappers import Response
from wtforms import PasswordField, StringField
from wtforms.validators import InputRequired, ValidationError

from ethical_walls.permissions import Permission
from ethical_walls.viewers import NOBODY
from witness_app.sign_in.passwords import account_proved_by
from witness_app.site import current, signed_in
from witness_app.site.access import permits
from witness_app.site.sign_in_limits import REFUSED

OUR_ADDRESS: Final = re.compile(r"/(?!/)[\w./?=&%+-]*", re.ASCII)

pages = Blueprint("sign_in", __name__)


def looks_like_an_address(_form: FlaskForm, field: StringField) -> None:
    """Whether there is something on both sides of an @; whose it is the password decides."""
    before, _, after = (field.data or "").strip().partition("@")
    if not before or "." not in after:
        raise ValidationError("Enter an email address in the correct format, like name@example.org")


class SignInForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """An e-mail address and a password."""

    email = StringField(
        "Email address",
        widget=GovTextInput(),
        validators=[InputRequired("Enter your email address"), looks_like_an_address],
    )
    password = PasswordField(
        "Password",
        widget=GovPasswordInput(),
        validators=[InputRequired("Enter your password")],
    )

    def proved(self) -> uuid.UUID | None:
        """The account that what was typed proves; else the form says what to do."""
        if not self.validate_on_submit():
            return None
        with current.session_of(NOBODY) as session:
            account_id = account_proved_by(session, self.email.data or "", self.password.data or "")
        if account_id is None:
            self.password.errors = ["Check the email address and the password: they do not match"]
        return account_id


def local_address(wanted: str | None) -> str:
    """Where to go after signing in: an address of this site, never of another."""
    return wanted if wanted and OUR_ADDRESS.fullmatch(wanted) else url_for("about.home")


@pages.get("/sign-in")
@permits(Permission.ANYONE)
def ask() -> str | Response:
    """The form; somebody signed in already goes on to their day."""
    if current.viewer().is_somebody:
        return redirect(url_for("about.home"))
    return show(SignInForm())


@pages.post("/sign-in")
@permits(Permission.ANYONE)
def enter() -> Response | tuple[str, int]:
    """Sign in, or say what to mend; the address typed is kept, the password never."""
    form = SignInForm()
    account_id = form.proved()
    if account_id is None:
        return show(form), REFUSED
    signed_in.begin(account_id, current.now())
    return redirect(local_address(request.args.get("next")))


@pages.post("/sign-out")
@permits(Permission.ANYONE)
def leave() -> Response:
    """Sign out; pressed twice it is still signed out."""
    signed_in.end()
    return redirect(url_for("sign_in.ask"))


def show(form: SignInForm) -> str:
    """The sign-in page, which comes back to where the person was going."""
    return render_template(
        "staff/everyone/sign_in.html",
        form=form,
        address=url_for("sign_in.enter", next=request.args.get("next")),
        demo_sign_ins=current.site().given.demo_sign_ins,
    )
