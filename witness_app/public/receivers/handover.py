"""A handover as its receiver meets it: a day and a place, then, accepted, what was agreed."""

from uuid import UUID, uuid4

from flask import Blueprint, abort, redirect, render_template, url_for
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response

from casework.handovers.actions import answer_handover
from casework.handovers.queries import HandoverSummary, handover_in_sight
from casework.handovers.rules import (
    LONGEST_WORDS,
    AnsweredAlready,
    AnswerKind,
    HandoverNotFound,
    WordsMissing,
)
from courts.register.models import Court
from ethical_walls.permissions import Permission
from witness_app.packs import FIELD_WORDS
from witness_app.public.fields import a_few_words, a_line, typed
from witness_app.site import current
from witness_app.site.access import permits
from witness_app.site.fields import one_of
from witness_app.site.handover_answers import ANSWERS, OVER, SAID, SAY_WHY
from witness_app.site.notices import say_done, say_note
from witness_app.site.sent import TO_MEND, asked_id

pages = Blueprint("receivers", __name__)


class AnswerForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """The receiver's answer."""

    kind = one_of(ANSWERS, "Can you take this?", "Choose your answer")
    name = a_line("Your name", "Enter your name")
    words = a_few_words("Your question, or why not", LONGEST_WORDS)


@pages.get("/handover")
@permits(Permission.OPEN_OWN_PAGE)
def show() -> str:
    """How it stands, and the one question."""
    return page(AnswerForm(formdata=None), uuid4())


@pages.post("/handover")
@permits(Permission.OPEN_OWN_PAGE)
def answer() -> Response | tuple[str, int]:
    """Keep the answer; pressed twice it is one."""
    form = AnswerForm()
    sought()
    if not form.validate_on_submit():
        return page(form, asked_id()), TO_MEND
    kind = AnswerKind(form.kind.data)
    words = (typed(form, "name"), typed(form, "words"))
    try:
        current.perform(answer_handover, (asked_id(), kind), words)
    except WordsMissing:
        form.words.errors = [SAY_WHY]
        return page(form, asked_id()), TO_MEND
    except AnsweredAlready:
        say_note(*OVER)
    else:
        say_done(*SAID[kind])
    return redirect(url_for("receivers.show"))


def sought() -> HandoverSummary:
    """The handover of whoever opened its link; a link of something else meets none."""
    subject_id = current.viewer().subject_id
    try:
        return handover_in_sight(current.session(), subject_id or uuid4())
    except HandoverNotFound:
        abort(404)


def page(form: AnswerForm, request_id: UUID) -> str:
    """The page of one handover."""
    handover = sought()
    court = current.session().get(Court, handover.court_id) if handover.court_id else None
    return render_template(
        "public/receivers/handover.html",
        handover=handover,
        court=court.name if court else None,
        is_open=handover.is_waiting,
        words=FIELD_WORDS,
        form=form,
        request_id=request_id,
    )
