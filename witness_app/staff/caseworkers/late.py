"""Everything before a trial that is near, on one page: call, questions, court, pack, handover."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from flask import Blueprint, redirect, render_template, url_for
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response
from wtforms import HiddenField

from casework.access_needs.rules import StaleNeeds
from casework.assessments.actions import put_off_assessment, refuse_assessment
from casework.assessments.answers import StaleAssessment
from casework.contact_attempts.actions import note_attempt
from casework.contact_attempts.queries import attempts_of
from casework.contact_attempts.rules import CameOf
from casework.contact_plans.rules import StaleContactPlan
from casework.late_referrals.actions import answer_ten_questions
from ethical_walls.permissions import Permission
from scheduling.remote_visits.queries import remote_visits_of
from witness_app.care import InCare
from witness_app.diary_words import CAME_OF_WORDS
from witness_app.late_referrals import NEARNESS_TAGS, five_steps, late_words
from witness_app.names import names_of
from witness_app.site import current
from witness_app.site.access import permits
from witness_app.site.fields import one_of
from witness_app.site.notices import say_done, say_note
from witness_app.site.numbers import numbers_allowed
from witness_app.site.sent import TO_MEND, request_id_in
from witness_app.site.words import begun
from witness_app.staff.caseworkers.contact_plan_form import plan_line
from witness_app.staff.caseworkers.late_form import TenQuestionsForm
from witness_app.staff.caseworkers.remote_forms import OfferForm, RemoteLine, remote_lines
from witness_app.staff.caseworkers.strip import care_in_view, strip_of

STALE = (
    "Somebody recorded the contact plan, the needs or the assessment while you were writing. "
    "Compare with theirs, then send yours again."
)
CAME_OF = {came_of: begun(words) for came_of, words in CAME_OF_WORDS.items()}

pages = Blueprint("late", __name__)


class AttemptForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """What came of ringing them just now."""

    request_id = HiddenField()
    came_of = one_of(CAME_OF, "You rang them. What came of it?", "Choose what came of the call")

    def begin(self) -> None:
        """Start a fresh form."""
        self.request_id.data = str(uuid4())


@dataclass(frozen=True)
class AttemptLine:
    """One try to reach them, in words."""

    at: datetime
    words: str
    by: str


@dataclass
class Forms:
    """The three forms of the page; whichever is mended is the one that was sent."""

    attempt: AttemptForm
    questions: TenQuestionsForm
    offer: OfferForm


@pages.get("/witnesses/<uuid:witness_id>/late")
@permits(Permission.READ_WITNESS)
def show(witness_id: UUID) -> str:
    """The one page."""
    care = care_in_view(witness_id)
    return page_of(care, fresh_forms(care))


@pages.post("/witnesses/<uuid:witness_id>/late/call")
@permits(Permission.SUPPORT_WITNESS)
def note_call(witness_id: UUID) -> Response | tuple[str, int]:
    """Note that somebody rang, and what came of it."""
    care = care_in_view(witness_id)
    form = AttemptForm()
    if not form.validate_on_submit():
        return mended(care, attempt=form)
    came_of = CameOf(form.came_of.data)
    current.perform(note_attempt, witness_id, request_id_in(form.request_id), came_of)
    say_done("The call is noted.", WHAT_NEXT[came_of])
    return back_to(witness_id, "questions" if came_of is CameOf.SPOKE else "ring")


@pages.post("/witnesses/<uuid:witness_id>/late/questions")
@permits(Permission.SUPPORT_WITNESS)
def answer(witness_id: UUID) -> Response | tuple[str, int]:
    """Record what they said in the call, or only that they did not agree."""
    care = care_in_view(witness_id)
    form = TenQuestionsForm()
    form.numbers = numbers_allowed()
    if not form.is_ready:
        return mended(care, questions=form)
    try:
        recorded(witness_id, form)
    except (StaleAssessment, StaleContactPlan, StaleNeeds):
        current.session().rollback()
        care = care_in_view(witness_id)
        form.stand_on(current.session(), care.witness)
        form.consent.errors = [STALE]
        return mended(care, questions=form)
    return back_to(witness_id, "see-the-court")


WHAT_NEXT = {
    CameOf.SPOKE: "Next: the ten questions, in the same call.",
    CameOf.NOT_A_GOOD_TIME: "Ring again when it is safe and suits them.",
    CameOf.NO_ANSWER: "Ring again at another time of day.",
    CameOf.SOMEBODY_ELSE: "Say nothing of what it is about. Ring again at another time of day.",
    CameOf.NUMBER_DEAD: "To ask whoever referred them for another way is a task for today.",
}


def recorded(witness_id: UUID, form: TenQuestionsForm) -> None:
    """Do what the form says, and say what was done."""
    if form.is_refused:
        current.perform(refuse_assessment, witness_id, form.seen())
        say_done(
            "It is recorded that they were asked and did not agree.",
            "Nothing else was kept. You may still agree how to reach them, on their contact plan.",
        )
    elif form.is_unsafe:
        current.perform(put_off_assessment, witness_id, form.request())
        say_note(
            "Nothing was kept: it was not safe to talk.",
            "To find a safe time is a task for the next working day.",
        )
    else:
        seen = (form.seen_version, form.seen())
        current.perform(answer_ten_questions, witness_id, seen, form.answers())
        say_done(
            "The ten answers are recorded.",
            "The contact plan, the needs and the assessment stand as they said.",
        )


def fresh_forms(care: InCare) -> Forms:
    """The forms as the page begins."""
    forms = Forms(
        AttemptForm(formdata=None), TenQuestionsForm(formdata=None), OfferForm(formdata=None)
    )
    forms.attempt.begin()
    forms.questions.begin_with(current.session(), care.witness)
    forms.offer.begin()
    return forms


def mended(care: InCare, **sent: FlaskForm) -> tuple[str, int]:
    """The page again, with what was typed and what must be mended."""
    forms = fresh_forms(care)
    ((name, form),) = sent.items()
    setattr(forms, name, form)
    return page_of(care, forms, form), TO_MEND


def back_to(witness_id: UUID, step: str) -> Response:
    """The page again, at the step that comes next."""
    return redirect(url_for("late.show", witness_id=witness_id, _anchor=step))


def attempt_lines(witness_id: UUID) -> list[AttemptLine]:
    """Every try to reach them, the latest first."""
    tried = attempts_of(current.session(), witness_id)
    names = names_of(current.session(), [one.tried_by for one in tried])
    return [
        AttemptLine(one.tried_at, CAME_OF[one.came_of], names.get(one.tried_by, ""))
        for one in reversed(tried)
    ]


def open_offers(witness_id: UUID) -> list[RemoteLine]:
    """Every other way to see the court that was put to them."""
    return remote_lines(remote_visits_of(current.session(), witness_id))


def page_of(care: InCare, forms: Forms, form: FlaskForm | None = None) -> str:
    """The page, with the form that must be mended, if any."""
    session, now, witness_id = current.session(), current.now(), care.witness.id
    return render_template(
        "staff/caseworkers/witness_late.html",
        strip=strip_of(care, current.viewer(), now),
        steps={state.step.name.lower(): state for state in five_steps(session, care, now=now)},
        late=late_words(care),
        late_tag=NEARNESS_TAGS[care.short.nearness] if care.short else "",
        plan=plan_line(care.plan, {}) if care.plan else None,
        attempts=attempt_lines(witness_id),
        offers=open_offers(witness_id),
        forms=forms,
        form=form,
        is_asking=form is forms.questions,
    )
