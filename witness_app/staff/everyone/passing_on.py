"""Passing a message on to whoever looks after a person; it answers the same whoever is known."""

from collections.abc import Iterator
from uuid import UUID, uuid4

from flask import Blueprint, redirect, render_template, url_for
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response
from wtforms import HiddenField
from wtforms.validators import InputRequired, Length

from ethical_walls.accounts.queries import everybody_who_supports
from ethical_walls.left_messages.actions import MessageToPass, pass_on_message
from ethical_walls.permissions import Permission
from witness_app.site import current
from witness_app.site.access import permits
from witness_app.site.choices import PRACTICAL_ONLY
from witness_app.site.fields import a_choice, a_line, a_practical_note, typed
from witness_app.site.notices import say_done
from witness_app.site.sent import TO_MEND, request_id_in

LONGEST_NAME, LONGEST_WORDS = 120, 400
NOBODY_NAMED = ""

pages = Blueprint("passing_on", __name__)


class MessageForm(FlaskForm):  # type: ignore[misc]
    """Whom it is about, who looks after them if that is known, and what is to be passed on."""

    request_id = HiddenField()
    about = a_line(
        "Whose caseworker is it for?",
        InputRequired("Enter the name or the reference of the person"),
        Length(max=LONGEST_NAME, message=f"Keep it to {LONGEST_NAME} letters"),
        hint="Their full name, or the reference that a referrer was given",
    )
    caseworker = a_choice(
        {NOBODY_NAMED: "I do not know"}, "Their caseworker, if the caller said", default=""
    )
    words = a_practical_note(
        "What should be passed on?",
        LONGEST_WORDS,
        f"{PRACTICAL_ONLY} For example: please ring after 4pm.",
    )

    def offer(self) -> None:
        """Let a caseworker be chosen by name."""
        self.caseworker.choices = {NOBODY_NAMED: "I do not know", **dict(caseworkers())}

    @property
    def chosen(self) -> UUID | None:
        """The caseworker of a valid form, if one was chosen."""
        return UUID(self.caseworker.data) if self.caseworker.data else None


def caseworkers() -> Iterator[tuple[str, str]]:
    """Everybody who supports witnesses, by name."""
    return ((str(one.id), one.name) for one in everybody_who_supports(current.session()))


@pages.get("/pass-on-a-message")
@permits(Permission.PASS_ON_MESSAGE)
def ask_message() -> str:
    """An empty form."""
    form = MessageForm(formdata=None)
    form.offer()
    form.request_id.data = str(uuid4())
    return show_form(form)


@pages.post("/pass-on-a-message")
@permits(Permission.PASS_ON_MESSAGE)
def pass_on() -> Response | tuple[str, int]:
    """Pass it on and say so, in the same words whatever is known; twice is one message."""
    form = MessageForm()
    form.offer()
    if not typed(form.words):
        form.words.validators = [InputRequired("Enter what should be passed on")]
    if not form.validate_on_submit():
        return show_form(form), TO_MEND
    passed = MessageToPass(
        request_id_in(form.request_id), typed(form.about), form.chosen, typed(form.words)
    )
    current.perform(pass_on_message, passed)
    say_done(
        "The message is passed on.",
        "It goes to whoever looks after the person, or to the duty caseworker. "
        "Nothing is shown here of who that is.",
    )
    return redirect(url_for("passing_on.ask_message"))


def show_form(form: MessageForm) -> str:
    """The form."""
    return render_template("staff/everyone/pass_on_message.html", form=form)
