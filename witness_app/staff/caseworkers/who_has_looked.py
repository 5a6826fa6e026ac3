"""Who has looked at a witness's record, for whoever looks after them."""

import re
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from flask import Blueprint, render_template, request, url_for

from ethical_walls.permissions import Permission
from witness_app.site import current
from witness_app.site.access import permits
from witness_app.staff.caseworkers.look_words import PAGE_WORDS
from witness_app.staff.caseworkers.strip import strip_in_view
from witness_app.who_looked import who_looked

pages = Blueprint("who_has_looked", __name__)


@dataclass(frozen=True)
class LookedLine:
    """One look as the page shows it."""

    at: datetime
    who: str
    page: str


@pages.get("/witnesses/<uuid:witness_id>/looks")
@permits(Permission.READ_WITNESS)
def show_looks(witness_id: UUID) -> str:
    """Who has looked at this witness's pages, newest first."""
    strip = strip_in_view(witness_id)
    number = page_asked(request.args.get("page", ""))
    found, has_more = who_looked(current.session(), witness_id, number)
    return render_template(
        "staff/caseworkers/witness_looks.html",
        strip=strip,
        lines=[LookedLine(one.at, one.who, PAGE_WORDS.get(one.act, one.act)) for one in found],
        next_address=has_more and url_for(".show_looks", witness_id=witness_id, page=number + 1),
    )


def page_asked(said: str) -> int:
    """The page that the address asks for; one that is no number is the first."""
    return max(1, int(said)) if re.fullmatch(r"[0-9]{1,4}", said) else 1
