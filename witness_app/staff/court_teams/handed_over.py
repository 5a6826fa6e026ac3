"""One person's day handed over to a court's own team, and the team's answer."""

from uuid import UUID, uuid4

from flask import Blueprint, abort, redirect, render_template, url_for
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response

from casework.handovers.actions import answer_at_court
from casework.handovers.queries import HandoverSummary, handover_in_sight
from casework.handovers.rules import (
    LONGEST_WORDS,
    AnsweredAlready,
    AnswerKind,
    HandoverNotFound,
    WordsMissing,
)
from courts.register.queries import courts_by_id
from ethical_walls.permissions import Permission
from witness_app.site import current
from witness_app.site.access import permits
from witness_app.site.choices import PRACTICAL_ONLY
from witness_app.site.fields import a_practical_note, one_of, typed
from witness_app.site.handover_answers import ANSWERS, OVER, SAID, SAY_WHY
from witness_app.site.notices import say_done, say_note
from witness_app.site.sent import TO_MEND, asked_id
from witness_app.staff.court_teams.sheets import handover_line

pages = Blueprint("handed_over", __name__)


class AnswerForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """The team's answer; who gives it is who is signed in."""

    kind = one_of(ANSWERS, "Can you take this?", "Choose your answer")
    words = a_practical_note("Your question, or why not (optional)", LONGEST_WORDS, PRACTICAL_ONLY)


@pages.get("/at-court/handovers/<uuid:handover_id>")
@permits(Permission.HOST_AT_COURT)
def show(handover_id: UUID) -> str:
    """How it stands, what is open, and the one question."""
    return page(sought(handover_id), AnswerForm(formdata=None), uuid4())


@pages.post("/at-court/handovers/<uuid:handover_id>")
@permits(Permission.HOST_AT_COURT)
def answer(handover_id: UUID) -> Response | tuple[str, int]:
    """Keep the answer; pressed twice it is one."""
    form, handover = AnswerForm(), sought(handover_id)
    if not form.validate_on_submit():
        return page(handover, form, asked_id()), TO_MEND
    kind = AnswerKind(form.kind.data)
    try:
        current.perform(answer_at_court, handover_id, (asked_id(), kind), typed(form.words))
    except WordsMissing:
        form.words.errors = [SAY_WHY]
        return page(handover, form, asked_id()), TO_MEND
    except AnsweredAlready:
        say_note(*OVER)
    except HandoverNotFound:
        abort(404)
    else:
        say_done(*SAID[kind])
    return redirect(url_for("handed_over.show", handover_id=handover_id))


def sought(handover_id: UUID) -> HandoverSummary:
    """A handover for a day at the team's own court; any other is not there."""
    try:
        return handover_in_sight(current.session(), handover_id)
    except HandoverNotFound:
        abort(404)


def page(handover: HandoverSummary, form: AnswerForm, request_id: UUID) -> str:
    """The page of one handover."""
    courts = courts_by_id(current.session(), {handover.court_id} - {None})  # type: ignore[arg-type]
    return render_template(
        "staff/court_teams/handover.html",
        handover=handover,
        line=handover_line(handover),
        court=next((court.name for court in courts.values()), ""),
        form=form,
        request_id=request_id,
    )
