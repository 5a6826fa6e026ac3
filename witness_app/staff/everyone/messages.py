"""Every message that the viewer may see, and each as its reader would see it."""

from uuid import UUID

from flask import Blueprint, render_template, request, url_for
from flask_wtf import FlaskForm
from govuk_frontend_wtf.wtforms_widgets import GovSelect
from wtforms import SelectField

from ethical_walls.permissions import Permission
from notifications.messages.rules import MessageState
from witness_app.site import current
from witness_app.site.access import found, permits
from witness_app.site.message_words import STATE
from witness_app.staff.everyone.messages_read import message_lines, read_message

pages = Blueprint("messages", __name__, url_prefix="/messages")

EVERY_STATE = ""
CHOICES = {EVERY_STATE: "All messages"} | {state.value: said for state, said in STATE.items()}


class FilterForm(FlaskForm):  # type: ignore[misc]
    """Which messages somebody wants to see."""

    class Meta(FlaskForm.Meta):  # type: ignore[misc]
        """A form that only looks needs no CSRF token."""

        csrf = False

    state = SelectField("Show", widget=GovSelect(), choices=CHOICES)

    @property
    def wanted(self) -> MessageState | None:
        """The state asked for; one that there is not is every state."""
        asked = str(self.state.data)
        return MessageState(asked) if asked in set(MessageState) else None


@pages.get("")
@permits(Permission.READ_MESSAGES)
def show_messages() -> str:
    """Messages newest first, fifty a page, of one state or of all."""
    form = FilterForm(request.args)
    page = message_lines(current.session(), form.wanted, last_seen(request.args.get("after", "")))
    state = form.wanted or EVERY_STATE
    return render_template(
        "staff/messages/list.html",
        form=form,
        page=page,
        said=CHOICES[state],
        is_filtered=form.wanted is not None,
        next_address=page.next_after
        and url_for(".show_messages", state=state, after=page.next_after),
    )


@pages.get("/<uuid:message_id>")
@permits(Permission.READ_MESSAGES)
def show_message(message_id: UUID) -> str:
    """One message as its reader would see it."""
    message = found(read_message(current.session(), message_id))
    return render_template("staff/messages/message.html", message=message, line=message.line)


def last_seen(asked: str) -> UUID | None:
    """The message that the page before ended with; an address that names none begins anew."""
    try:
        return UUID(asked)
    except ValueError:
        return None
