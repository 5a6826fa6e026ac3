"""What colleagues passed on about one witness."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from flask import Blueprint, render_template

from casework.passed_messages.queries import passed_messages_of
from ethical_walls.permissions import Permission
from witness_app.names import names_of
from witness_app.site import current
from witness_app.site.access import permits
from witness_app.staff.caseworkers.strip import strip_in_view

pages = Blueprint("passed_messages", __name__)


@dataclass(frozen=True)
class PassedLine:
    """A message as the page shows it."""

    words: str
    left_at: datetime
    left_by: str


@pages.get("/witnesses/<uuid:witness_id>/passed-on")
@permits(Permission.READ_WITNESS)
def show_passed_on(witness_id: UUID) -> str:
    """The messages, newest first; the task is done on the page of tasks."""
    strip = strip_in_view(witness_id)
    messages = passed_messages_of(current.session(), witness_id)
    names = names_of(current.session(), (message.left_by for message in messages))
    return render_template(
        "staff/caseworkers/witness_passed_on.html",
        strip=strip,
        lines=[PassedLine(m.words, m.left_at, names.get(m.left_by, "")) for m in messages],
    )
