"""What caseworkers ask of those on neither side: the list, one enquiry, and its answer."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID

from flask import Blueprint, abort, redirect, render_template, url_for
from werkzeug.wrappers import Response

from casework.access_needs.rules import ACCESS_NEED_WORDS, AccessNeedKind
from casework.enquiries.rules import (
    Agency,
    CourtTimes,
    HowSoon,
    SafeguardingRisk,
    Wanted,
    answer_read,
)
from courts.cases.queries import case_of_identifier
from courts.cases.rules import read_identifier
from courts.hearings.queries import hearings_of_case
from courts.hearings.rules import spoken_listing
from courts.london_time import end_of_london_day, london_day, spoken, spoken_day
from courts.register.queries import courts_by_id
from courts.working_days import add_working_days
from ethical_walls.enquiries.actions import (
    EnquiryAtDesk,
    Facts,
    answer_enquiry,
    desks_of,
    enquiries_for_desk,
    note_chased,
)
from ethical_walls.enquiries.models import Desk
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
from witness_app.hearing_words import HEARING_WORDS
from witness_app.names import Colleague, colleagues
from witness_app.site import current
from witness_app.site.access import permits
from witness_app.site.notices import say_done, say_note
from witness_app.site.sent import TO_MEND
from witness_app.staff.neutral.enquiry_forms import FORMS, AnswerForm, ChaseForm

DAYS_SHOWN: Final = 10
LEFT_ALONE = ("This enquiry was answered already.", "Your answer was not sent; it is shown below.")

pages = Blueprint("desk_enquiries", __name__, url_prefix="/enquiries")


@dataclass(frozen=True)
class DeskLine:
    """An enquiry as its desk sees it."""

    enquiry_id: UUID
    reference: str
    title: str
    state: str
    asked_at: datetime
    due_at: datetime
    facts: tuple[tuple[str, str], ...]
    courts: tuple[CourtTimes, ...]
    caseworker: Colleague | None
    is_danger: bool
    is_about_a_case: bool
    chased: str
    answered_at: datetime | None
    answered_by: str
    answer: str
    answer_words: str


@pages.get("")
@permits(Permission.ANSWER_ENQUIRIES)
def show_all() -> str:
    """What waits, soonest due first, and what was answered in the last ten working days."""
    lines = [line_of(one) for one in at_my_desks()]
    waiting = [line for line in lines if line.answered_at is None]
    return render_template(
        "staff/neutral/enquiries.html",
        waiting=sorted(waiting, key=lambda line: line.due_at),
        answered=[line for line in lines if line.answered_at is not None],
    )


@pages.get("/<uuid:asked_id>")
@permits(Permission.ANSWER_ENQUIRIES)
def show_one(asked_id: UUID) -> str:
    """One enquiry, and the form of its answer while it has none."""
    enquiry = at_my_desk(asked_id)
    return show(enquiry, begun(enquiry))


@pages.post("/<uuid:asked_id>")
@permits(Permission.ANSWER_ENQUIRIES)
def answer(asked_id: UUID) -> Response | tuple[str, int]:
    """Send the answer; pressed twice it is one."""
    enquiry = at_my_desk(asked_id)
    form = FORMS[enquiry.desk]()
    form.offer(courts_in(enquiry))
    if enquiry.answered_at is None and not form.validate_on_submit():
        return show(enquiry, form), TO_MEND
    if enquiry.answered_at is not None or not current.perform(
        answer_enquiry, asked_id, form.answer().facts()
    ):
        say_note(*LEFT_ALONE)
        return redirect(url_for("desk_enquiries.show_one", asked_id=asked_id))
    say_done("The answer is sent.", "Whoever asked finds it in their day within a minute.")
    return redirect(url_for("desk_enquiries.show_all"))


@pages.post("/<uuid:asked_id>/chased")
@permits(Permission.ANSWER_ENQUIRIES)
def chase(asked_id: UUID) -> Response | tuple[str, int]:
    """Note that an agency was chased just now."""
    enquiry, form = at_my_desk(asked_id), ChaseForm()
    if enquiry.desk is not Desk.CASE_PROGRESSION:
        abort(404)
    if not form.validate_on_submit():
        return show(enquiry, begun(enquiry), form), TO_MEND
    if current.perform(note_chased, asked_id, Agency(form.agency.data), current.now()):
        say_done("It is noted.", "Whoever asked sees whom you chased, and when.")
    else:
        say_note(*LEFT_ALONE)
    return redirect(url_for("desk_enquiries.show_one", asked_id=asked_id))


def begun(enquiry: EnquiryAtDesk) -> AnswerForm:
    """The empty form of an answer."""
    form = FORMS[enquiry.desk](formdata=None)
    form.begin()
    return form


def show(enquiry: EnquiryAtDesk, form: AnswerForm, chasing: ChaseForm | None = None) -> str:
    """One enquiry with the forms that it may still be sent."""
    form.offer(courts_in(enquiry))
    is_open, is_about_a_case = enquiry.answered_at is None, enquiry.desk is Desk.CASE_PROGRESSION
    chase_form = chasing or ChaseForm(formdata=None)
    return render_template(
        "staff/neutral/enquiry.html",
        one=line_of(enquiry),
        published=published(enquiry.asked["case"]) if is_about_a_case else (),
        form=chasing or form,
        answer_form=form if is_open else None,
        chasing=chase_form if is_open and is_about_a_case else None,
    )


def at_my_desks() -> list[EnquiryAtDesk]:
    """Everything at the desks of whoever is signed in."""
    shown_from = add_working_days(london_day(current.now()), -DAYS_SHOWN)
    since = end_of_london_day(shown_from)
    return [
        enquiry
        for desk in desks_of(current.viewer())
        for enquiry in enquiries_for_desk(current.session(), desk, since)
    ]


def at_my_desk(enquiry_id: UUID) -> EnquiryAtDesk:
    """One enquiry of their own desks; the one 404 where there is none."""
    found = [enquiry for enquiry in at_my_desks() if enquiry.id == enquiry_id]
    if not found:
        abort(404)
    return found[0]


def line_of(enquiry: EnquiryAtDesk) -> DeskLine:
    """An enquiry in words."""
    people = colleagues(current.session(), (enquiry.asked_by, enquiry.answered_by))
    answered = answer_read(enquiry.answer or {})
    courts = courts_by_id(current.session(), filter(None, (answered.court_id,)))
    court_name = courts[answered.court_id].name if answered.court_id else ""
    agency = AGENCY_WORDS[Agency(enquiry.chased)] if enquiry.chased else ""
    return DeskLine(
        enquiry_id=enquiry.id,
        reference=enquiry.id.hex[:8].upper(),
        title=ASKED_WORDS[enquiry.desk],
        state=state_of(enquiry.answered_at, enquiry.due_at, current.now()),
        asked_at=enquiry.asked_at,
        due_at=enquiry.due_at,
        facts=tuple(FACTS[enquiry.desk](enquiry.asked)),
        courts=courts_in(enquiry),
        caseworker=people.get(enquiry.asked_by) if enquiry.asked_by else None,
        is_danger=enquiry.asked.get("how_soon") == HowSoon.DANGER_NOW,
        is_about_a_case=enquiry.desk is Desk.CASE_PROGRESSION,
        chased=f"{agency}, {spoken(enquiry.chased_at)}" if enquiry.chased_at else "",
        answered_at=enquiry.answered_at,
        answered_by=people[enquiry.answered_by].name if enquiry.answered_by else "",
        answer=answer_in_words(answered, court_name),
        answer_words=answered.words,
    )


def courts_in(enquiry: EnquiryAtDesk) -> tuple[CourtTimes, ...]:
    """The courts that the separation desk is told of."""
    return tuple(CourtTimes(UUID(one), *rest) for one, *rest in enquiry.asked.get("courts", ()))


def published(number: str) -> tuple[str, ...]:
    """The published hearings of a case, as they stand now."""
    case = case_of_identifier(current.session(), read_identifier(number))
    hearings = hearings_of_case(current.session(), case.id) if case else []
    return tuple(
        f"{HEARING_WORDS[one.kind]}: {spoken_listing(one.listing, one.court_name)}"
        for one in hearings
    )


def of_a_concern(asked: Facts) -> Iterator[tuple[str, str]]:
    """What the safeguarding lead is told; the words are gone once the answer is taken in."""
    yield "Kind of risk", RISK_WORDS[SafeguardingRisk(asked["risk"])]
    yield "How soon", SOON_WORDS[HowSoon(asked["how_soon"])]
    yield from _words(asked)


def of_a_stage(asked: Facts) -> Iterator[tuple[str, str]]:
    """What the case-progression officer is told."""
    yield "Case", asked["case"]
    yield "Wanted", WANTED_WORDS[Wanted(asked["wanted"])]
    yield from _words(asked)


def of_times(asked: Facts) -> Iterator[tuple[str, str]]:
    """What the separation desk is told."""
    yield "Parties of the case", str(asked["parties"] or "Not published yet")
    yield "Court", asked["court"] or "Not published yet"
    until = asked["until"]
    yield "By", spoken_day(date.fromisoformat(until)) if until else "Not published yet"
    yield "People", str(asked["people"])
    needs = ", ".join(ACCESS_NEED_WORDS[AccessNeedKind(need)] for need in asked["needs"])
    yield "Needs", needs or "None"


def _words(asked: Facts) -> Iterator[tuple[str, str]]:
    if asked.get("words"):
        yield "In their words", asked["words"]


FACTS: dict[Desk, Callable[[Facts], Iterator[tuple[str, str]]]] = {
    Desk.SAFEGUARDING: of_a_concern,
    Desk.CASE_PROGRESSION: of_a_stage,
    Desk.SEPARATION: of_times,
}
