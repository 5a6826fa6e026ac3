"""Numbers that several sides hold: that there are any, since when, and having them asked about."""

from uuid import UUID

from flask import Blueprint, redirect, render_template, url_for
from werkzeug.wrappers import Response

from ethical_walls.carrier_words.actions import answer_shared_number, shared_numbers
from ethical_walls.permissions import Permission
from witness_app.site import current
from witness_app.site.access import permits
from witness_app.site.notices import say_done

pages = Blueprint("shared_numbers", __name__, url_prefix="/shared-numbers")


@pages.get("")
@permits(Permission.ANSWER_SHARED_NUMBERS)
def show_numbers() -> str:
    """The shared numbers that nobody has answered yet; neither the number nor whose is shown."""
    return render_template(
        "staff/conflicts/shared_numbers.html", waiting=shared_numbers(current.session())
    )


@pages.post("/<uuid:found_id>/ask")
@permits(Permission.ANSWER_SHARED_NUMBERS)
def ask(found_id: UUID) -> Response:
    """Have every caseworker who holds the number agree it again; pressed twice it is one asking."""
    current.perform(answer_shared_number, found_id)
    say_done(
        "Each caseworker is asked.",
        "They find an ordinary task to agree the contact plan again, which says nothing of this.",
    )
    return redirect(url_for(".show_numbers"))
