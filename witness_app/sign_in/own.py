"""How I sign in: where I am signed in, my recovery codes, my password and my telephone."""

import uuid

from flask import Blueprint, abort, redirect, render_template, url_for
from werkzeug.wrappers import Response

from ethical_walls.permissions import Permission
from ethical_walls.sign_in.actions import (
    NewSecondFactor,
    change_password,
    change_second_factor,
    end_other_sessions,
    end_own_session,
    replace_recovery_codes,
)
from ethical_walls.sign_in.queries import own_sessions, recovery_codes_left, second_factor
from witness_app.sign_in.forms import (
    NOT_THE_CODE,
    NOT_YOUR_PASSWORD,
    ChangePasswordForm,
    ConfirmForm,
    NewPhoneForm,
)
from witness_app.sign_in.second_factor import (
    in_words,
    matching_step,
    new_recovery_codes,
    picture_of,
)
from witness_app.sign_in.steps import (
    REFUSED,
    keeper,
    layout,
    own_account_id,
    own_token,
    proves_own_password,
    too_many_attempts,
)
from witness_app.site import current
from witness_app.site.access import permits
from witness_app.site.notices import say_done
from witness_app.site.words import counted

pages = Blueprint("own_sign_in", __name__)

Answer = Response | str | tuple[str, int]


@pages.get("/your-sign-in")
@permits(Permission.SIGNED_IN)
def show() -> str:
    """Every browser in which this person is signed in, and what can be changed."""
    session = current.session()
    return render_template(
        "sign_in/own.html",
        layout=layout(),
        sessions=own_sessions(session, own_token(), now=current.now()),
        codes_left=recovery_codes_left(session),
    )


@pages.post("/your-sign-in/<uuid:session_id>/end")
@permits(Permission.SIGNED_IN)
def end_one(session_id: uuid.UUID) -> Response:
    """Sign one browser out; ended already, it is ended still."""
    if not current.perform(end_own_session, session_id):
        abort(404)
    say_done("You are signed out there.", "Its next page will ask to sign in.")
    return redirect(url_for("own_sign_in.show"))


@pages.post("/your-sign-in/end-others")
@permits(Permission.SIGNED_IN)
def end_others() -> Response:
    """Sign every browser out but this one."""
    ended = current.perform(end_other_sessions, own_token())
    say_done(
        f"You are signed out of {counted(ended, 'other browser', 'other browsers')}.",
        "You are still signed in here.",
    )
    return redirect(url_for("own_sign_in.show"))


@pages.get("/your-sign-in/recovery-codes")
@permits(Permission.SIGNED_IN)
def ask_codes() -> str:
    """What a new set does, and the password to be typed first."""
    return _codes_page(ConfirmForm())


@pages.post("/your-sign-in/recovery-codes")
@permits(Permission.SIGNED_IN)
def make_codes() -> Answer:
    """Make a new set and show it once; sent twice, the second set is the one that counts."""
    form = ConfirmForm()
    refused = _refusal(form)
    if refused is not None:
        return refused or (_codes_page(form), REFUSED)
    codes = new_recovery_codes()
    digests = [keeper().recovery_digest(own_account_id(), code) for code in codes]
    current.perform(replace_recovery_codes, digests)
    return render_template(
        "sign_in/recovery_codes.html",
        layout=layout(),
        codes=codes,
        go_on=url_for("own_sign_in.show"),
        is_new=False,
    )


@pages.get("/your-sign-in/password")
@permits(Permission.SIGNED_IN)
def ask_password() -> str:
    """The form for another password."""
    return _password_page(ChangePasswordForm())


@pages.post("/your-sign-in/password")
@permits(Permission.SIGNED_IN)
def set_password() -> Answer:
    """Take another password; every other browser is signed out."""
    form = ChangePasswordForm()
    refused = _refusal(form)
    if refused is not None:
        return refused or (_password_page(form), REFUSED)
    current.perform(change_password, form.new_hash, own_token())
    say_done("Your password is changed.", "Every other browser has been signed out.")
    return redirect(url_for("own_sign_in.show"))


@pages.get("/your-sign-in/phone")
@permits(Permission.SIGNED_IN)
def ask_phone() -> str:
    """The picture for another telephone or app."""
    return _phone_page(NewPhoneForm())


@pages.post("/your-sign-in/phone")
@permits(Permission.SIGNED_IN)
def set_phone() -> Answer:
    """Take codes from another app; the former one's are no longer any good."""
    form = NewPhoneForm()
    refused = _refusal(form)
    if refused is not None:
        return refused or (_phone_page(form), REFUSED)
    secret = _offered_secret()
    step = matching_step(secret, form.code.data or "", after=0, now=current.now())
    if step is None:
        form.code.errors = [NOT_THE_CODE]
        return _phone_page(form), REFUSED
    new = NewSecondFactor(keeper().seal(own_account_id(), secret), step)
    current.perform(change_second_factor, new, own_token())
    say_done("Your new phone is set up.", "Every other browser has been signed out.")
    return redirect(url_for("own_sign_in.show"))


def _refusal(form: ConfirmForm) -> tuple[str, int] | tuple[()] | None:
    """Why a change is not made: a page of its own, or () where the form says it; None is none."""
    if not form.validate_on_submit():
        return ()
    proved = proves_own_password(form.password.data or "")
    if proved is None:
        return too_many_attempts()
    if not proved:
        form.password.errors = [NOT_YOUR_PASSWORD]
        return ()
    return None


def _offered_secret() -> str:
    """The same until it is taken: it follows from this session and from what is kept now."""
    kept = second_factor(current.session())
    before = kept.secret.hex() if kept else ""
    return keeper().secret_for(f"phone|{own_token()}|{before}")


def _codes_page(form: ConfirmForm) -> str:
    address = url_for("own_sign_in.make_codes")
    return render_template("sign_in/new_codes.html", layout=layout(), form=form, address=address)


def _password_page(form: ChangePasswordForm) -> str:
    address = url_for("own_sign_in.set_password")
    return render_template(
        "sign_in/change_password.html", layout=layout(), form=form, address=address
    )


def _phone_page(form: NewPhoneForm) -> str:
    secret = _offered_secret()
    return render_template(
        "sign_in/change_phone.html",
        layout=layout(),
        form=form,
        picture=picture_of(secret, current.viewer().name),
        secret=in_words(secret),
        address=url_for("own_sign_in.set_phone"),
    )
