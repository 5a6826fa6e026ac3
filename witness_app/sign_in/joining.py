"""Joining by a link: a password, then a second factor; a link that is no good tells nothing."""

import uuid
from dataclasses import dataclass

from flask import Blueprint, redirect, render_template, url_for
from werkzeug.wrappers import Response

from ethical_walls.permissions import Permission
from ethical_walls.sign_in.actions import NewSecondFactor, join_by_link, keep_joining_password
from ethical_walls.sign_in.queries import JoiningFacts, joining_link
from ethical_walls.sign_in.rules import site_of
from ethical_walls.viewers import NOBODY
from witness_app.sign_in.forms import NOT_THE_CODE, FirstCodeForm, NewPasswordForm
from witness_app.sign_in.second_factor import (
    in_words,
    matching_step,
    new_recovery_codes,
    picture_of,
)
from witness_app.sign_in.steps import HOME, REFUSED, keeper, layout, let_in
from witness_app.site import current
from witness_app.site.access import permits

pages = Blueprint("joining", __name__)

Answer = Response | str | tuple[str, int]
ABSENT = 404


@dataclass(frozen=True)
class Joining:
    """A link that is good, and the second factor that it offers whenever it is opened."""

    link: uuid.UUID
    facts: JoiningFacts

    @property
    def secret(self) -> str:
        """The secret of the second factor to be."""
        return keeper().secret_for(f"joining|{self.link}")


@pages.get("/join/<uuid:link>")
@permits(Permission.ANYONE)
def ask_password(link: uuid.UUID) -> Answer:
    """The first page: who this is for, and a password. Opening it uses nothing up."""
    joining = _joining(link)
    return _password_page(joining, NewPasswordForm()) if joining else _no_good()


@pages.post("/join/<uuid:link>")
@permits(Permission.ANYONE)
def choose_password(link: uuid.UUID) -> Answer:
    """Keep the password until the second page is done."""
    joining = _joining(link)
    if joining is None:
        return _no_good()
    form = NewPasswordForm()
    if not form.validate_on_submit():
        return _password_page(joining, form), REFUSED
    current.perform_as(NOBODY, keep_joining_password, str(link), form.new_hash)
    return redirect(url_for("joining.ask_first_code", link=link))


@pages.get("/join/<uuid:link>/second-step")
@permits(Permission.ANYONE)
def ask_first_code(link: uuid.UUID) -> Answer:
    """The second page: the picture to be read by an app, and a box for its first code."""
    joining = _joining(link)
    if joining is None:
        return _no_good()
    if not joining.facts.has_password:
        return redirect(url_for("joining.ask_password", link=link))
    return _code_page(joining, FirstCodeForm())


@pages.post("/join/<uuid:link>/second-step")
@permits(Permission.ANYONE)
def join(link: uuid.UUID) -> Answer:
    """Use the link up, sign in, and show the recovery codes, which are never shown again."""
    joining = _joining(link)
    if joining is None:
        return _no_good()
    form = FirstCodeForm()
    if not form.validate_on_submit():
        return _code_page(joining, form), REFUSED
    step = matching_step(joining.secret, form.code.data or "", after=0, now=current.now())
    if step is None:
        form.code.errors = [NOT_THE_CODE]
        return _code_page(joining, form), REFUSED
    return _joined(joining, step)


def _joined(joining: Joining, step: int) -> Answer:
    account_id, codes = joining.facts.account_id, new_recovery_codes()
    new = NewSecondFactor(keeper().seal(account_id, joining.secret), step)
    digests = [keeper().recovery_digest(account_id, code) for code in codes]
    if current.perform_as(NOBODY, join_by_link, str(joining.link), new, digests) is None:
        return _no_good()
    let_in(account_id)
    return render_template(
        "sign_in/recovery_codes.html", layout=layout(), codes=codes, go_on=HOME, is_new=True
    )


def _joining(link: uuid.UUID) -> Joining | None:
    """What a link is for, where it is good, and this is the site that its person signs in at."""
    with current.session_of(NOBODY) as session:
        facts = joining_link(session, str(link), now=current.now())
    if facts is None or site_of(facts.organisation_kind) != current.site().name:
        return None
    return Joining(link, facts)


def _no_good() -> tuple[str, int]:
    """Wrong, used, replaced, too old and for the other site are one answer."""
    return render_template("sign_in/link_no_good.html", layout=layout()), ABSENT


def _password_page(joining: Joining, form: NewPasswordForm) -> str:
    return render_template(
        "sign_in/join_password.html",
        layout=layout(),
        form=form,
        name=joining.facts.name,
        email=joining.facts.email,
        address=url_for("joining.choose_password", link=joining.link),
    )


def _code_page(joining: Joining, form: FirstCodeForm) -> str:
    return render_template(
        "sign_in/join_code.html",
        layout=layout(),
        form=form,
        picture=picture_of(joining.secret, joining.facts.email),
        secret=in_words(joining.secret),
        address=url_for("joining.join", link=joining.link),
    )
