"""What a caseworker asks of those on neither side, and how each enquiry stands."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from flask import Blueprint, redirect, render_template, url_for
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response
from wtforms import HiddenField

from casework.enquiries.actions import ask_case_progression, ask_separation_desk, send_concern
from casework.enquiries.models import Enquiry
from casework.enquiries.queries import enquiries_of
from casework.enquiries.rules import (
    DESK_WORDS,
    LONGEST_CONCERN,
    LONGEST_NOTE,
    CaseHasNoNumber,
    ConcernToSend,
    EnquiryAnswer,
    HowSoon,
    SafeguardingRisk,
    StageToAsk,
    Wanted,
)
from courts.london_time import spoken
from courts.register.queries import courts_by_id
from ethical_walls.permissions import Permission
from witness_app.enquiry_words import (
    AGENCY_WORDS,
    ASKED_WORDS,
    RISK_WORDS,
    SOON_WORDS,
    WANTED_WORDS,
    answer_in_words,
    state_of,
)
from witness_app.names import colleagues
from witness_app.separation import separation_facts
from witness_app.site import current
from witness_app.site.access import permits
from witness_app.site.choices import PRACTICAL_ONLY
from witness_app.site.fields import a_practical_note, one_of, typed
from witness_app.site.notices import say_done
from witness_app.site.sent import TO_MEND, asked_id, request_id_in
from witness_app.staff.caseworkers.strip import strip_in_view

PRACTICAL = f"{PRACTICAL_ONLY} Name nobody."
NO_NUMBER = "Say first which case it is: without its number nobody can ask how it stands"

pages = Blueprint("enquiries", __name__)


class ConcernForm(FlaskForm):  # type: ignore[misc]
    """A safeguarding concern: its kind, how soon, and practical words."""

    request_id = HiddenField()
    risk = one_of(RISK_WORDS, "What kind of risk is it?", "Choose what kind of risk it is")
    how_soon = one_of(SOON_WORDS, "How soon must somebody act?", "Choose how soon")
    words = a_practical_note(
        "What the safeguarding lead needs to know before ringing you", LONGEST_CONCERN, PRACTICAL
    )

    def concern(self) -> ConcernToSend:
        """What a valid form says."""
        return ConcernToSend(
            request_id_in(self.request_id),
            SafeguardingRisk(self.risk.data),
            HowSoon(self.how_soon.data),
            typed(self.words),
        )


class StageForm(FlaskForm):  # type: ignore[misc]
    """What is wanted of the case's stage and dates."""

    stage_request_id = HiddenField()
    wanted = one_of(WANTED_WORDS, "What do you need to know?", "Choose what you need to know")
    note = a_practical_note(
        "Anything that helps to find it (optional)",
        LONGEST_NOTE,
        "Of the case's stage and dates alone. " + PRACTICAL,
    )

    def stage(self) -> StageToAsk:
        """What a valid form says."""
        return StageToAsk(
            request_id_in(self.stage_request_id), Wanted(self.wanted.data), typed(self.note)
        )


@dataclass(frozen=True)
class EnquiryLine:
    """An enquiry as the page shows it."""

    asked: str
    detail: str
    words: str
    desk: str
    state: str
    asked_at: datetime
    asked_by: str
    due_at: datetime
    chased: str
    answered_at: datetime | None
    answered_by: str
    ring: str
    answer: str
    answer_words: str


@pages.get("/witnesses/<uuid:witness_id>/enquiries")
@permits(Permission.SUPPORT_WITNESS)
def show_enquiries(witness_id: UUID) -> str:
    """What was asked and answered, and the two short forms."""
    return show(witness_id)


@pages.post("/witnesses/<uuid:witness_id>/enquiries/safeguarding")
@permits(Permission.SUPPORT_WITNESS)
def send(witness_id: UUID) -> Response | tuple[str, int]:
    """Send a safeguarding concern."""
    strip_in_view(witness_id)
    form = ConcernForm()
    if not form.validate_on_submit():
        return show(witness_id, concern=form), TO_MEND
    enquiry = current.perform(send_concern, witness_id, form.concern())
    say_done(
        f"The safeguarding lead has it. It is due {spoken(enquiry.due_at)}.",
        "They ring you. What they did comes back here, and to your day.",
    )
    return redirect(url_for("enquiries.show_enquiries", witness_id=witness_id))


@pages.post("/witnesses/<uuid:witness_id>/enquiries/case-progression")
@permits(Permission.SUPPORT_WITNESS)
def ask_stage(witness_id: UUID) -> Response | tuple[str, int]:
    """Ask how the case stands."""
    strip_in_view(witness_id)
    form = StageForm()
    if not form.validate_on_submit():
        return show(witness_id, stage=form), TO_MEND
    try:
        enquiry = current.perform(ask_case_progression, witness_id, form.stage())
    except CaseHasNoNumber:
        form.wanted.errors = [NO_NUMBER]
        return show(witness_id, stage=form), TO_MEND
    say_done(
        f"The case-progression officer has it. The answer is due {spoken(enquiry.due_at)}.",
        "They see the case's number and what you need to know, not who asks or for whom.",
    )
    return redirect(url_for("enquiries.show_enquiries", witness_id=witness_id))


@pages.post("/witnesses/<uuid:witness_id>/enquiries/separation")
@permits(Permission.SUPPORT_WITNESS)
def ask_separation(witness_id: UUID) -> Response:
    """Ask the separation desk what to do where too few times fit; while one waits, that is it."""
    strip_in_view(witness_id)
    facts = separation_facts(current.session(), witness_id, asked_id(), now=current.now())
    enquiry = current.perform(ask_separation_desk, witness_id, facts)
    say_done(
        f"The separation desk has it. The answer is due {spoken(enquiry.due_at)}.",
        "It comes back here, and to your day.",
    )
    return redirect(url_for("enquiries.show_enquiries", witness_id=witness_id))


def show(
    witness_id: UUID, *, concern: ConcernForm | None = None, stage: StageForm | None = None
) -> str:
    """The enquiries of one witness and the two forms; of the one sent, what must be mended."""
    strip, sent = strip_in_view(witness_id), concern or stage
    return render_template(
        "staff/caseworkers/witness_enquiries.html",
        strip=strip,
        enquiries=lines_of(enquiries_of(current.session(), witness_id)),
        form=sent,
        concern=concern or begun(ConcernForm(formdata=None)),
        stage=stage or begun(StageForm(formdata=None)),
    )


def begun(form: FlaskForm) -> FlaskForm:
    """An empty form that is one request, however often it is sent."""
    name = "stage_request_id" if isinstance(form, StageForm) else "request_id"
    form[name].data = str(uuid4())
    return form


def lines_of(enquiries: list[Enquiry]) -> list[EnquiryLine]:
    """Enquiries in words."""
    people = colleagues(
        current.session(), (who for one in enquiries for who in (one.asked_by, one.answered_by))
    )
    courts = courts_by_id(current.session(), (one.court_id for one in enquiries if one.court_id))
    return [
        EnquiryLine(
            asked=ASKED_WORDS[one.desk],
            detail=detail_of(one),
            words=one.words,
            desk=DESK_WORDS[one.desk],
            state=state_of(one.answered_at, one.due_at, current.now()),
            asked_at=one.asked_at,
            asked_by=people[one.asked_by].name,
            due_at=one.due_at,
            chased=chased_in_words(one),
            answered_at=one.answered_at,
            answered_by=people[one.answered_by].name if one.answered_by else "",
            ring=(people[one.answered_by].telephone or "") if one.answered_by else "",
            answer=answer_in_words(
                answer_of(one), courts[one.court_id].name if one.court_id else ""
            ),
            answer_words=one.answer_words,
        )
        for one in enquiries
    ]


def detail_of(enquiry: Enquiry) -> str:
    """What exactly was asked."""
    if enquiry.risk is not None and enquiry.how_soon is not None:
        return f"{RISK_WORDS[enquiry.risk]}. {SOON_WORDS[enquiry.how_soon]}"
    return WANTED_WORDS[enquiry.wanted] if enquiry.wanted else ""


def chased_in_words(enquiry: Enquiry) -> str:
    """Who was chased last, and when."""
    if enquiry.chased is None or enquiry.chased_at is None:
        return ""
    return f"{AGENCY_WORDS[enquiry.chased]}, {spoken(enquiry.chased_at)}"


def answer_of(enquiry: Enquiry) -> EnquiryAnswer:
    """The answer that stands with an enquiry."""
    return EnquiryAnswer(
        enquiry.answer_words,
        enquiry.authority,
        enquiry.told_at,
        enquiry.stage_on,
        enquiry.suggestion,
        enquiry.court_id,
        enquiry.times_from,
    )
