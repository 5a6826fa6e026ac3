"""The witness's own page: what happens next, and the one question about it."""

from uuid import uuid4

from flask import Blueprint, Response, redirect, render_template, request, url_for
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response as Answered

from casework.answers.actions import say, witness_of_link
from casework.answers.queries import answer_by_request
from casework.answers.rules import ABOUT_A_VISIT, LONGEST_WORDS, Answer, AnswerKind
from casework.contact_plans.queries import live_plan
from casework.witnesses.rules import WitnessNotFound
from ethical_walls.permissions import Permission
from notifications.calendar_invitations.queries import own_entry
from notifications.calendar_invitations.rules import written_for_oneself
from scheduling.visits.queries import VisitSummary
from witness_app.public.fields import a_big_choice, a_few_words, typed
from witness_app.public.witnesses.details import details_of
from witness_app.public.witnesses.reading import OwnPage, next_visit, own_page
from witness_app.site import current
from witness_app.site.access import found, permits
from witness_app.site.errors import absent
from witness_app.site.notices import say_done, say_note
from witness_app.site.sent import TO_MEND, asked_id

pages = Blueprint("own_page", __name__)
pages.register_error_handler(WitnessNotFound, absent)  # the link is of something else

CHANGED = (
    "This has changed since you opened the page.",
    "Your answer was not sent. Look at the date below and answer again, or ring us.",
)
NOT_SURE = (
    "Your visit is being looked at again.",
    "Something changed at the court. Please wait until we tell you the right day and time.",
)
SAY_IT_HERE = (
    "Your visit has changed since you opened the page.",
    "Your answer was not sent. What you wrote is below: send it to us here, and we ring you.",
)


class WordsForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """A few practical words, if somebody wants to add them."""

    words = a_few_words("Anything that helps us (you can leave this empty)", LONGEST_WORDS)


class AnotherTimeForm(WordsForm):
    """What would help, where the visit does not suit."""

    kind = a_big_choice(
        {
            AnswerKind.ANOTHER_TIME: "A different day or time",
            AnswerKind.CANNOT_COME: "I cannot come to a visit at all",
        },
        "What would help?",
        "Choose what would help",
    )


@pages.get("/my-page")
@permits(Permission.OPEN_OWN_PAGE)
def show() -> str:
    """What happens next, in plain words."""
    return render_template("public/witnesses/own_page.html", page=page(), request_id=uuid4())


@pages.post("/my-page/can-come")
@permits(Permission.OPEN_OWN_PAGE)
def can_come() -> Answered:
    """Yes, to the visit that stood on the page."""
    if answered(AnswerKind.CAN_COME):
        say_done("Thank you. You told us that you can come.", "There is nothing else to do now.")
    else:
        say_note(*CHANGED)
    return redirect(url_for("own_page.show"))


@pages.get("/my-page/another-time")
@permits(Permission.OPEN_OWN_PAGE)
def ask_another_time() -> str | Answered:
    """What would help? Without a visit that stands there is nothing to move, only to talk."""
    if sure_visit() is None:
        return redirect(url_for("own_page.ask_talk"))
    return show_another_time(AnotherTimeForm(formdata=None))


@pages.post("/my-page/another-time")
@permits(Permission.OPEN_OWN_PAGE)
def another_time() -> Answered | tuple[str, int]:
    """The visit does not suit; nothing is changed until somebody has found another."""
    form = AnotherTimeForm()
    is_whole = form.validate_on_submit()
    if is_whole and answered(AnswerKind(form.kind.data), typed(form, "words")):
        say_done("We have your answer.", "We will be in touch in the hours that you gave us.")
        return redirect(url_for("own_page.show"))
    if sure_visit() is None:
        return show_talk_instead(form), TO_MEND
    if is_whole:
        say_note(*CHANGED)
    return show_another_time(form), TO_MEND


@pages.get("/my-page/talk")
@permits(Permission.OPEN_OWN_PAGE)
def ask_talk() -> str:
    """Shall we ring?"""
    return show_talk(WordsForm(formdata=None))


@pages.post("/my-page/talk")
@permits(Permission.OPEN_OWN_PAGE)
def talk() -> Answered | tuple[str, int]:
    """They need to talk: their caseworker is asked to ring them today."""
    form = WordsForm()
    if not form.validate_on_submit():
        return show_talk(form), TO_MEND
    answered(AnswerKind.NEED_TO_TALK, typed(form, "words"))
    say_done("We will ring you.", "If it cannot wait, ring us now: the number is on this page.")
    return redirect(url_for("own_page.show"))


@pages.get("/my-page/details")
@permits(Permission.OPEN_OWN_PAGE)
def details() -> str:
    """How we reach them, and what may be said where."""
    plan = live_plan(current.session(), witness_of_link(current.session()).id)
    return render_template(
        "public/witnesses/details.html",
        details=details_of(found(plan)),
        form=WordsForm(formdata=None),
        request_id=uuid4(),
    )


@pages.post("/my-page/details")
@permits(Permission.OPEN_OWN_PAGE)
def change_details() -> Answered | tuple[str, int]:
    """They want to be reached in another way: agreed by telephone, never through a form."""
    form = WordsForm()
    if not form.validate_on_submit():
        plan = live_plan(current.session(), witness_of_link(current.session()).id)
        shown = details_of(found(plan))
        return render_template(
            "public/witnesses/details.html", details=shown, form=form, request_id=asked_id()
        ), TO_MEND
    answered(AnswerKind.CHANGE_DETAILS, typed(form, "words"))
    say_done("We will ring you about that.", "Until then we reach you as before.")
    return redirect(url_for("own_page.show"))


@pages.get("/my-page/the-day")
@permits(Permission.OPEN_OWN_PAGE)
def the_day() -> str:
    """Getting there, what to bring, what it looks like, what nobody will ask."""
    return render_template("public/witnesses/the_day.html", page=page())


@pages.get("/my-page/appointment.ics")
@permits(Permission.OPEN_OWN_PAGE)
def appointment() -> Answered:
    """The visit as a file for one's own calendar, which says nothing of what it is."""
    visit = found(page().visit)
    if not visit.is_sure:
        say_note(*NOT_SURE)
        return redirect(url_for("own_page.show"))
    session = current.session()
    witness = witness_of_link(session)
    entry = own_entry(session, witness.id, visit.visit_id, visit.starts_at, visit.ends_at)
    answer = Response(written_for_oneself(entry, now=current.now()), mimetype="text/calendar")
    answer.headers["Content-Disposition"] = 'attachment; filename="appointment.ics"'
    return answer


def page() -> OwnPage:
    """The page of whoever opened their link."""
    telephone = current.site().settings.service_telephone
    return own_page(current.session(), telephone, current.now())


def answered(kind: AnswerKind, words: str = "") -> bool:
    """Keep an answer, once; false where what it is about has changed, or is being looked at."""
    session = current.session()
    if answer_by_request(session, witness_of_link(session).id, asked_id()) is not None:
        return True
    answer = Answer(asked_id(), kind, words=words)
    if kind in ABOUT_A_VISIT:
        visit = sure_visit()
        seen = (request.form.get("visit"), request.form.get("version"))
        if visit is None or seen != (str(visit.visit_id), str(visit.version)):
            return False
        answer = Answer(asked_id(), kind, visit.visit_id, visit.version, words=words)
    current.perform(say, answer)
    return True


def sure_visit() -> VisitSummary | None:
    """The next visit, where the court's changes have not put it in doubt."""
    session = current.session()
    visit = next_visit(session, witness_of_link(session).id, current.now())
    return None if visit is None or visit.is_under_review else visit


def show_another_time(form: AnotherTimeForm) -> str:
    """The page that asks what would help; it carries the visit as it stood."""
    return render_template(
        "public/witnesses/another_time.html", form=form, page=page(), request_id=asked_id()
    )


def show_talk_instead(form: AnotherTimeForm) -> str:
    """There is no visit to move any more: what they wrote is kept, to be sent as a wish to talk."""
    say_note(*SAY_IT_HERE)
    return show_talk(WordsForm(formdata=None, data={"words": typed(form, "words")}))


def show_talk(form: WordsForm) -> str:
    """The page that asks whether to ring."""
    return render_template(
        "public/witnesses/talk.html", form=form, page=page(), request_id=asked_id()
    )
