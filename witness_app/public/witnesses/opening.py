"""Opening a link: the agreed word is asked, and nothing is told before it is right."""

from uuid import UUID

from flask import Blueprint, redirect, render_template, url_for
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response

from casework.handovers.queries import handover_row
from casework.handovers.rules import HandoverNotFound
from ethical_walls.accounts.service import link_viewer
from ethical_walls.permissions import Permission
from witness_app.public.fields import a_secret_word, typed
from witness_app.sign_in.links import may_be_tried_here, opened_with
from witness_app.sign_in.steps import TOO_MANY
from witness_app.site import current
from witness_app.site.access import permits
from witness_app.site.sent import TO_MEND

pages = Blueprint("opening", __name__)

NOT_OPENED = "We cannot open the page with that. Check the word. After some tries, ring us."
TOO_MANY_HERE = (
    "Too many tries came from this connection. Wait 15 minutes, then try again, or ring us."
)


class WordForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """The word that the person and their caseworker agreed."""

    word = a_secret_word(
        "What is your word or number?",
        "Type your word or number",
        "The one you chose with us. Capitals and spaces make no difference.",
    )


@pages.get("/open/<uuid:token>")
@permits(Permission.ANYONE)
def ask(token: UUID) -> str:
    """The question, the same for every address: nothing is looked up, so nothing is used up."""
    return show(token, WordForm(formdata=None))


@pages.post("/open/<uuid:token>")
@permits(Permission.ANYONE)
def enter(token: UUID) -> Response | tuple[str, int]:
    """Open the page, or say in one way that it did not open."""
    form = WordForm()
    if not form.validate_on_submit():
        return show(token, form), TO_MEND
    if not may_be_tried_here():
        form.word.errors = [TOO_MANY_HERE]
        return show(token, form), TOO_MANY
    link = opened_with(token, typed(form, "word"))
    if link is None:
        form.word.errors = [NOT_OPENED]
        return show(token, form), TO_MEND
    return redirect(url_for(page_of(link.subject_id)))


def page_of(subject_id: UUID) -> str:
    """The endpoint of what the link is of: a handover, or a witness's own page."""
    with current.session_of(link_viewer(subject_id)) as session:
        try:
            handover_row(session, subject_id)
        except HandoverNotFound:
            return "own_page.show"
        return "receivers.show"


def show(token: UUID, form: WordForm) -> str:
    """The page that asks for the word."""
    return render_template("public/witnesses/open.html", form=form, token=token)
