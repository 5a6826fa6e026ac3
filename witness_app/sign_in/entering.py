"""Signing in on either site, a page for the password and one for the code; and signing out."""

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from ethical_walls.permissions import Permission
from ethical_walls.sign_in.actions import end_session
from ethical_walls.viewers import NOBODY
from witness_app.sign_in.attempts import of_a_code, of_a_password
from witness_app.sign_in.forms import NO_MATCH, NOT_THE_CODE, CodeForm, SignInForm
from witness_app.sign_in.passwords import account_proved_by
from witness_app.sign_in.steps import (
    HOME,
    REFUSED,
    demo_code,
    layout,
    let_in,
    local_address,
    machine,
    may_try,
    proves,
    too_many_attempts,
    was_no_guess,
)
from witness_app.site import current, signed_in
from witness_app.site.access import permits

pages = Blueprint("sign_in", __name__)

Answer = Response | str | tuple[str, int]


@pages.get("/sign-in")
@permits(Permission.ANYONE)
def ask() -> Answer:
    """The form; somebody signed in already goes on to their day."""
    if current.viewer().is_somebody:
        return redirect(HOME)
    return _password_page(SignInForm())


@pages.post("/sign-in")
@permits(Permission.ANYONE)
def enter() -> Answer:
    """Go on to the code, or say what to mend; the address typed is kept, the password never."""
    form = SignInForm()
    if not form.validate_on_submit():
        return _password_page(form), REFUSED
    email, password = form.email.data or "", form.password.data or ""
    counted = of_a_password(machine(), email)
    if not may_try(counted):
        return too_many_attempts()
    with current.session_of(NOBODY) as session:
        account_id = account_proved_by(session, email, password, current.site().name)
    if account_id is None:
        form.password.errors = [NO_MATCH]
        return _password_page(form), REFUSED
    was_no_guess(counted)
    signed_in.prove(account_id, current.now())
    return redirect(url_for("sign_in.ask_code", next=request.args.get("next")))


@pages.get("/sign-in/code")
@permits(Permission.ANYONE)
def ask_code() -> Answer:
    """The second page, for ten minutes after the password was proved in this browser."""
    if signed_in.proving(current.now()) is None:
        return redirect(url_for("sign_in.ask", next=request.args.get("next")))
    return _code_page(CodeForm())


@pages.post("/sign-in/code")
@permits(Permission.ANYONE)
def enter_code() -> Answer:
    """Sign in, or say what to mend."""
    form, account_id = CodeForm(), signed_in.proving(current.now())
    if account_id is None:
        return redirect(url_for("sign_in.ask", next=request.args.get("next")))
    if not form.validate_on_submit():
        return _code_page(form), REFUSED
    counted = of_a_code(machine(), account_id)
    if not may_try(counted):
        return too_many_attempts()
    if not proves(account_id, form.code.data or ""):
        form.code.errors = [NOT_THE_CODE]
        return _code_page(form), REFUSED
    was_no_guess(counted)
    let_in(account_id)
    return redirect(local_address(request.args.get("next")))


@pages.post("/sign-out")
@permits(Permission.ANYONE)
def leave() -> Response:
    """Sign out; pressed twice it is still signed out, and a copy of the cookie is dead."""
    token = signed_in.token()
    if token is not None:
        current.perform_as(NOBODY, end_session, token)
    signed_in.end()
    return redirect(url_for("sign_in.ask"))


def _password_page(form: SignInForm) -> str:
    """The first page, which comes back to where the person was going."""
    site = current.site().name
    return render_template(
        "sign_in/password.html",
        layout=layout(),
        site=site,
        form=form,
        address=url_for("sign_in.enter", next=request.args.get("next")),
        demo_sign_ins=[s for s in current.site().given.demo_sign_ins if s.site is site],
    )


def _code_page(form: CodeForm) -> str:
    """The second page; a demonstration's shows the code and has it typed already."""
    account_id = signed_in.proving(current.now())
    shown = demo_code(account_id) if account_id else None
    form.code.data = form.code.data or shown
    return render_template(
        "sign_in/code.html",
        layout=layout(),
        form=form,
        address=url_for("sign_in.enter_code", next=request.args.get("next")),
        again=url_for("sign_in.ask", next=request.args.get("next")),
        demo_code=shown,
    )
