"""Messages that found nobody: tried again under another name, or answered on duty."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from flask import Blueprint, abort, redirect, render_template, url_for
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response
from wtforms.validators import InputRequired, Length

from ethical_walls.left_messages.actions import (
    WaitingMessage,
    settle_message,
    try_again,
    unplaced_messages,
)
from ethical_walls.permissions import Permission
from witness_app.names import names_of
from witness_app.site import current
from witness_app.site.access import permits
from witness_app.site.fields import a_choice, a_line, typed
from witness_app.site.notices import say_done, say_note
from witness_app.site.sent import TO_MEND
from witness_app.staff.everyone.passing_on import LONGEST_NAME, NOBODY_NAMED, caseworkers

pages = Blueprint("unplaced", __name__, url_prefix="/unplaced-messages")


class TryForm(FlaskForm):  # type: ignore[misc]
    """Whom the message is about, and who looks after them."""

    about = a_line(
        "Whom is it about?",
        InputRequired("Enter the name or the reference of the person"),
        Length(max=LONGEST_NAME, message=f"Keep it to {LONGEST_NAME} letters"),
        hint="Their full name as their caseworker writes it, or their reference",
    )
    caseworker = a_choice({NOBODY_NAMED: "Not known"}, "Their caseworker", default="")

    def offer(self) -> None:
        """Let a caseworker be chosen by name."""
        self.caseworker.choices = {NOBODY_NAMED: "Not known", **dict(caseworkers())}


@dataclass(frozen=True)
class UnplacedLine:
    """A message that waits, as the duty caseworker sees it."""

    message_id: UUID
    about: str
    caseworker: str
    words: str
    left_at: datetime
    left_by: str


@pages.get("")
@permits(Permission.PLACE_MESSAGES)
def show_unplaced() -> str:
    """What waits, oldest first."""
    return render_template("staff/duty/unplaced.html", lines=[line_of(m) for m in waiting()])


@pages.get("/<uuid:left_message_id>")
@permits(Permission.PLACE_MESSAGES)
def show_message(left_message_id: UUID) -> str:
    """One message and what can be done with it."""
    message = waiting_message(left_message_id)
    form = TryForm(formdata=None)
    form.offer()
    form.about.data = message.about
    form.caseworker.data = str(message.caseworker_id or NOBODY_NAMED)
    return show_form(message, form)


@pages.post("/<uuid:left_message_id>")
@permits(Permission.PLACE_MESSAGES)
def retry(left_message_id: UUID) -> Response | tuple[str, int]:
    """Take it round again; what finds nobody comes back here."""
    form = TryForm()
    form.offer()
    if not form.validate_on_submit():
        return show_form(waiting_message(left_message_id), form), TO_MEND
    chosen = UUID(form.caseworker.data) if form.caseworker.data else None
    current.perform(try_again, left_message_id, typed(form.about), chosen)
    say_done("The message goes round again.", "If it still finds nobody it comes back here.")
    return redirect(url_for("unplaced.show_unplaced"))


@pages.post("/<uuid:left_message_id>/answered")
@permits(Permission.PLACE_MESSAGES)
def settle(left_message_id: UUID) -> Response:
    """The duty caseworker has answered it; pressed twice it changes nothing."""
    if left_message_id not in {message.id for message in waiting()}:
        say_note("This message waits no longer.", "Nothing was changed.")
        return redirect(url_for("unplaced.show_unplaced"))
    current.perform(settle_message, left_message_id)
    say_done("The message is answered.", "Its words are kept no longer.")
    return redirect(url_for("unplaced.show_unplaced"))


def waiting() -> list[WaitingMessage]:
    """What waits for the duty caseworker."""
    return unplaced_messages(current.session())


def waiting_message(left_message_id: UUID) -> WaitingMessage:
    """One message that waits; the one 404 where it does not."""
    found = [message for message in waiting() if message.id == left_message_id]
    if not found:
        abort(404)
    return found[0]


def show_form(message: WaitingMessage, form: TryForm) -> str:
    """One message and its form."""
    return render_template("staff/duty/message.html", line=line_of(message), form=form)


def line_of(message: WaitingMessage) -> UnplacedLine:
    """A message in words."""
    names = names_of(current.session(), (message.left_by, message.caseworker_id))
    return UnplacedLine(
        message_id=message.id,
        about=message.about,
        caseworker=names.get(message.caseworker_id, "") if message.caseworker_id else "",
        words=message.words,
        left_at=message.left_at,
        left_by=names.get(message.left_by, ""),
    )
