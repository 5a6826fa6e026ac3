"""Asking for support for oneself, page by page; what is answered at the end is always the same."""

from dataclasses import dataclass

from flask import Blueprint, abort, redirect, render_template, url_for
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response
from wtforms import RadioField, SelectField

from casework.deadlines.rules import DeadlineKind, due_after
from casework.referrals.actions import refer_oneself
from casework.referrals.rules import Urgency
from courts.london_time import spoken
from ethical_walls.accounts.service import link_viewer
from ethical_walls.permissions import Permission
from witness_app.public.fields import a_tick
from witness_app.public.self_referral import asking
from witness_app.public.self_referral.questions import QUESTIONS
from witness_app.sign_in.attempts import of_asking_for_help
from witness_app.sign_in.steps import TOO_MANY, machine, may_try
from witness_app.site import current
from witness_app.site.access import permits
from witness_app.site.notices import say_note
from witness_app.site.numbers import numbers_allowed
from witness_app.site.sent import TO_MEND

pages = Blueprint("self_referral", __name__)

NOT_SAID = "Nothing"
NOT_ANSWERS = ("csrf_token", "submit")
CONTACT_WITHIN = {
    Urgency.ORDINARY: DeadlineKind.FIRST_CONTACT,
    Urgency.WITHIN_A_WEEK: DeadlineKind.SHORT_WAY_CONTACT,
}


@dataclass(frozen=True)
class AnswerLine:
    """One page's answers as they are shown before they are sent."""

    called: str
    said: tuple[str, ...]
    step: int


class AgreeForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """Consent, before anything is kept."""

    agreed = a_tick(
        "I agree that you keep this to support me",
        "Tick the box if you agree. Without it we can keep nothing.",
    )


@pages.get("/ask-for-help")
@permits(Permission.ANYONE)
def start() -> str:
    """What it is, what becomes of the answers, and how to begin."""
    return render_template("public/self_referral/start.html")


@pages.post("/ask-for-help")
@permits(Permission.ANYONE)
def begin() -> Response:
    """Begin with the first question."""
    asking.begin(current.now())
    return redirect(url_for("self_referral.ask", step=1))


@pages.get("/ask-for-help/<int:step>")
@permits(Permission.ANYONE)
def ask(step: int) -> str | Response:
    """One question, with what was answered before."""
    asked = asking.asked(current.now())
    if asked is None:
        return begin_again()
    return show(step, form_of(step)(formdata=None, data=asked.said))


@pages.post("/ask-for-help/<int:step>")
@permits(Permission.ANYONE)
def answer(step: int) -> str | Response | tuple[str, int]:
    """Keep the answer in the browser and go on."""
    asked = asking.asked(current.now())
    if asked is None:
        return begin_again()
    form = form_of(step)()
    if not form.validate_on_submit():
        return show(step, form), TO_MEND
    asking.keep(asked, given_in(form), current.now())
    if step < len(QUESTIONS):
        return redirect(url_for("self_referral.ask", step=step + 1))
    return redirect(url_for("self_referral.check"))


@pages.get("/ask-for-help/check")
@permits(Permission.ANYONE)
def check() -> str | Response:
    """Everything they answered, each with a way back, and the question whether they agree."""
    asked = asking.asked(current.now())
    if asked is None:
        return begin_again()
    passed_over = first_unanswered(asked.said)
    if passed_over is not None:
        return redirect(url_for("self_referral.ask", step=passed_over))
    return show_check(AgreeForm(formdata=None), asked.said)


@pages.post("/ask-for-help/check")
@permits(Permission.ANYONE)
def send() -> str | Response | tuple[str, int]:
    """Send it into the sealed intake: received, whatever is known, at one cost."""
    asked = asking.asked(current.now())
    if asked is None or first_unanswered(asked.said) is not None:
        return begin_again()
    form = AgreeForm()
    if not form.validate_on_submit():
        return show_check(form, asked.said), TO_MEND
    if not may_try(of_asking_for_help(machine())):
        return render_template("public/self_referral/too_many.html"), TOO_MANY
    details = asking.referral_of(asked, numbers_allowed())
    current.perform_as(link_viewer(), refer_oneself, details)
    asking.end(current.now())
    return redirect(url_for("self_referral.received"))


@pages.get("/ask-for-help/received")
@permits(Permission.ANYONE)
def received() -> str | Response:
    """What happens next, and by when, counted from when it was received."""
    at = asking.received_at(current.now())
    if at is None:
        return redirect(url_for("self_referral.start"))
    by = {u: spoken(due_after(kind, at)) for u, kind in CONTACT_WITHIN.items()}
    return render_template(
        "public/self_referral/received.html",
        latest=by[Urgency.ORDINARY],
        soonest=by[Urgency.WITHIN_A_WEEK],
    )


def form_of(step: int) -> type[FlaskForm]:
    """The form of one question; the one 404 where there is none."""
    if not 1 <= step <= len(QUESTIONS):
        abort(404)
    return QUESTIONS[step - 1].form


def given_in(form: FlaskForm) -> dict[str, str]:
    """What was typed and chosen, as the browser keeps it."""
    return {
        field.name: str(field.data or "").strip() for field in form if field.name not in NOT_ANSWERS
    }


def first_unanswered(said: dict[str, str]) -> int | None:
    """The first question that was passed over; None where all were answered."""
    for step, question in enumerate(QUESTIONS, start=1):
        if not all(
            field.name in said for field in question.form() if field.name not in NOT_ANSWERS
        ):
            return step
    return None


def lines_of(said: dict[str, str]) -> list[AnswerLine]:
    """What they answered, in the words they chose."""
    return [
        AnswerLine(question.called, tuple(_words(question.form(formdata=None, data=said))), step)
        for step, question in enumerate(QUESTIONS, start=1)
    ]


def _words(form: FlaskForm) -> list[str]:
    words = []
    for field in form:
        if field.name in NOT_ANSWERS or not field.data:
            continue
        chosen = isinstance(field, RadioField | SelectField)
        words.append(str(dict(field.choices)[field.data]) if chosen else str(field.data))
    return words or [NOT_SAID]


def show(step: int, form: FlaskForm) -> str:
    """The page of one question."""
    back = url_for("self_referral.ask", step=step - 1) if step > 1 else url_for("about.start")
    return render_template(
        "public/self_referral/question.html",
        form=form,
        step=step,
        of=len(QUESTIONS),
        called=QUESTIONS[step - 1].called,
        back=back,
        has_heading=not any(f.validators and isinstance(f, RadioField) for f in form),
    )


def show_check(form: AgreeForm, said: dict[str, str]) -> str:
    """The page that asks whether they agree."""
    return render_template("public/self_referral/check.html", form=form, lines=lines_of(said))


def begin_again() -> Response:
    """Nothing is begun here: it was sent a moment ago, or never begun, or left too long."""
    if asking.received_at(current.now()) is not None:
        return redirect(url_for("self_referral.received"))
    say_note("We start again.", "To keep you safe, answers are forgotten when a page is left open.")
    return redirect(url_for("self_referral.start"))
