"""A witness's link: made with a word agreed in person, shown once, revoked at any time."""

from uuid import UUID

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask_wtf import FlaskForm
from govuk_frontend_wtf.wtforms_widgets import GovTextInput
from werkzeug.wrappers import Response
from wtforms import StringField
from wtforms.validators import InputRequired

from casework.witnesses.queries import witness_of
from casework.witnesses.rules import WitnessNotFound
from ethical_walls.links.actions import revoke_link
from ethical_walls.links.queries import link_of
from ethical_walls.links.rules import WordEasilyGuessed, WordRefused, WordTooLong, WordTooShort
from ethical_walls.permissions import Permission
from witness_app.link_messages import (
    MadeLink,
    give_and_send_link,
    give_link_by_hand,
    how_a_link_goes,
)
from witness_app.names import names_of
from witness_app.sign_in.links import hash_word
from witness_app.site import current
from witness_app.site.access import permits
from witness_app.site.fields import typed
from witness_app.site.message_words import HOW
from witness_app.site.notices import say_done
from witness_app.site.sent import TO_MEND
from witness_app.staff.caseworkers.strip import strip_in_view

SEND = "send"
WHY_REFUSED: dict[type[WordRefused], str] = {
    WordTooShort: "Use at least 4 letters or numbers",
    WordTooLong: "Use 40 letters or fewer",
    WordEasilyGuessed: "Choose another word: this is one of the first that somebody would try",
}

pages = Blueprint("witness_links", __name__)


class AgreedWordForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """The word that opens the link."""

    word = StringField(
        "The word or number you agreed",
        description=(
            "At least 4 letters or numbers. They choose it; nobody near them should guess it."
        ),
        widget=GovTextInput(),
        validators=[InputRequired("Type the word you agreed")],
        render_kw={"autocomplete": "off", "spellcheck": "false"},
    )

    def hashed(self, name: str) -> str | None:
        """What is kept of the word; else the form says what is wrong with it."""
        if not self.validate_on_submit():
            return None
        try:
            return hash_word(typed(self.word), name)
        except WordRefused as refused:
            self.word.errors = [WHY_REFUSED[type(refused)]]
            return None


@pages.get("/witnesses/<uuid:witness_id>/link")
@permits(Permission.READ_WITNESS)
def show_link(witness_id: UUID) -> str:
    """How the link stands, and making one."""
    return show(witness_id, AgreedWordForm(formdata=None))


@pages.post("/witnesses/<uuid:witness_id>/link")
@permits(Permission.SUPPORT_WITNESS)
def make(witness_id: UUID) -> str | tuple[str, int]:
    """Make the link and show it this once, sent too where asked; the one before opens no more."""
    form = AgreedWordForm()
    word_hash = form.hashed(name_in_view(witness_id))
    if word_hash is None:
        return show(witness_id, form), TO_MEND
    give = give_and_send_link if request.form.get(SEND) else give_link_by_hand
    made = current.perform(give, witness_id, word_hash, current.site().settings.public_address)
    return show(witness_id, AgreedWordForm(formdata=None), made)


@pages.post("/witnesses/<uuid:witness_id>/link/revoke")
@permits(Permission.SUPPORT_WITNESS)
def revoke(witness_id: UUID) -> Response:
    """Let the link open no more."""
    name_in_view(witness_id)
    current.perform(revoke_link, witness_id)
    say_done("The link opens no more.", "A page that was open with it closes at its next press.")
    return redirect(url_for("witness_links.show_link", witness_id=witness_id))


def name_in_view(witness_id: UUID) -> str:
    """The name of a witness in view; the one 404 where there is none."""
    try:
        return witness_of(current.session(), witness_id).name
    except WitnessNotFound:
        abort(404)


def show(witness_id: UUID, form: AgreedWordForm, made: MadeLink | None = None) -> str:
    """The page about the link, with its address where it was made just now."""
    session, public_address = current.session(), current.site().settings.public_address
    strip = strip_in_view(witness_id)
    link = link_of(session, witness_id)
    names = names_of(session, [link.made_by]) if link else {}
    return render_template(
        "staff/caseworkers/witness_link.html",
        strip=strip,
        form=form,
        link=link,
        made_by=names.get(link.made_by, "") if link else "",
        made=made,
        sending=how_a_link_goes(session, witness_id, public_address, now=current.now()),
        how=HOW,
    )
