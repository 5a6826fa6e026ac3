"""Booking a court visit in three steps on one address, and cancelling one."""

import uuid
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from uuid import UUID

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response
from wtforms import HiddenField, validators

from casework.access_needs.actions import agree_needs
from casework.access_needs.rules import StaleNeeds
from casework.enquiries.queries import open_at_separation
from casework.witnesses.rules import WitnessNotFound
from courts.london_time import in_london, london_day, spoken, spoken_day, spoken_time
from courts.register.queries import court_by_id
from courts.register.words import FACILITY
from ethical_walls.permissions import Permission
from scheduling.visits.actions import book_visit, cancel_visit
from scheduling.visits.queries import (
    VisitSummary,
    find_times,
    needs_to_confirm,
    time_to_check,
    visit_summary,
)
from scheduling.visits.rules import (
    FIXED_LINE,
    CancelReason,
    Found,
    HearingNotPublished,
    OfferedTime,
    PlaceNotAvailable,
    VisitChangedMeanwhile,
    VisitNotFound,
)
from witness_app.separation import ENOUGH_TIMES
from witness_app.site import current
from witness_app.site.access import permits
from witness_app.site.fields import one_of, typed
from witness_app.site.notices import say_done
from witness_app.site.sent import TO_MEND
from witness_app.staff.caseworkers.needs import STALE, NeedsForm
from witness_app.staff.caseworkers.strip import WitnessStrip, strip_in_view
from witness_app.staff.caseworkers.visit_words import CANCEL_REASONS, why_nothing
from witness_app.staff.caseworkers.words_to_send import (
    WordsToSend,
    words_of_booking,
    words_of_cancelling,
)

Answer = Response | str | tuple[str, int]

pages = Blueprint("visits", __name__)


class BookForm(FlaskForm):  # type: ignore[misc]
    """The time that was chosen and checked; `request_id` makes a double click one request."""

    slot = HiddenField(validators=[validators.UUID("Choose a time")])
    request_id = HiddenField(validators=[validators.UUID("Start again from the times")])


class CancelForm(FlaskForm):  # type: ignore[misc]
    """Why a visit will not be, for practical reasons only."""

    version = HiddenField()
    reason = one_of(CANCEL_REASONS, "Why is the visit cancelled?", "Choose why it is cancelled")

    @property
    def seen_version(self) -> int:
        """The version that was on the screen; none where the form was tampered with."""
        said = typed(self.version)
        return int(said) if said.isdecimal() else -1


@dataclass(frozen=True)
class TimeLine:
    """One time that may be chosen."""

    slot_id: UUID
    words: str
    court_name: str


@dataclass(frozen=True)
class AskingTheDesk:
    """The button that asks the separation desk; once it was pressed, by when it is answered."""

    request_id: str
    due_at: datetime | None


@dataclass(frozen=True)
class TimesPage:
    """What the second step shows: lawful times grouped by day, or why there are none."""

    days: tuple[tuple[str, tuple[TimeLine, ...]], ...]
    why_not: tuple[str, ...]
    asking: AskingTheDesk | None = None
    fixed_line: str = FIXED_LINE


@dataclass(frozen=True)
class Checked:
    """What the third step shows before anything is booked."""

    starts_at: datetime
    until: str
    court_name: str
    to_confirm: tuple[str, ...]
    words: tuple[WordsToSend, ...]


@pages.get("/witnesses/<uuid:witness_id>/visits/book")
@permits(Permission.BOOK_VISIT)
def show_booking(witness_id: UUID) -> Answer:
    """The step that the address asks for: needs, times, or check."""
    strip = strip_in_view(witness_id)
    if request.args.get("step") == "times":
        return times_page(strip)
    if request.args.get("step") == "check":
        return check_page(strip, request.args.get("slot", ""))
    form = NeedsForm(formdata=None)
    form.begin(current.session(), witness_id)
    return render_template("staff/caseworkers/visit_needs.html", strip=strip, form=form)


@pages.post("/witnesses/<uuid:witness_id>/visits/book/needs")
@permits(Permission.BOOK_VISIT)
def record_needs(witness_id: UUID) -> Answer:
    """Record the needs as talked through, then go on to the times."""
    form = NeedsForm()
    template = "staff/caseworkers/visit_needs.html"
    if not form.validate_on_submit():
        return render_template(template, strip=strip_in_view(witness_id), form=form), TO_MEND
    try:
        current.perform(agree_needs, witness_id, form.seen_version, form.agreed())
    except WitnessNotFound:
        abort(404)
    except StaleNeeds as stale:
        form.version.data, form.needs.errors = str(stale.version), [STALE]
        return render_template(template, strip=strip_in_view(witness_id), form=form), TO_MEND
    return redirect(url_for("visits.show_booking", witness_id=witness_id, step="times"))


@pages.post("/witnesses/<uuid:witness_id>/visits/book")
@permits(Permission.BOOK_VISIT)
def book(witness_id: UUID) -> Answer:
    """Book what was checked; a time that went meanwhile leads back to the times."""
    form, strip = BookForm(), strip_in_view(witness_id)
    if not form.validate_on_submit():
        return times_page(strip, "This page was not filled in as it stood. Choose a time."), TO_MEND
    asked = (witness_id, UUID(form.slot.data), UUID(form.request_id.data))
    try:
        visit = current.perform(book_visit, *asked)
        starts_at = visit.starts_at
    except (PlaceNotAvailable, HearingNotPublished) as refused:
        return times_page(strip, str(refused)), TO_MEND
    say_done(
        f"The visit of {strip.name} is booked for {spoken(starts_at)}.",
        "The witness is told as shown, and reminded before the day. If the court moves the "
        "hearing, the visit comes back to you.",
    )
    return redirect(url_for("witnesses.show_visits", witness_id=witness_id))


@pages.route("/visits/<uuid:visit_id>/cancel", methods=["GET", "POST"])
@permits(Permission.BOOK_VISIT)
def cancel(visit_id: UUID) -> Answer:
    """Cancel a visit, once it was seen what the witness will be told."""
    visit, form = visit_in_view(visit_id), CancelForm()
    if not form.validate_on_submit():
        return cancel_page(visit, form)
    try:
        reason = CancelReason(form.reason.data)
        current.perform(cancel_visit, visit_id, form.seen_version, reason)
    except VisitChangedMeanwhile as changed:
        form.reason.errors = [str(changed)]
        return cancel_page(visit_in_view(visit_id), form)
    say_done(
        f"The visit on {spoken(visit.starts_at)} is cancelled.",
        "The witness is told, the reminders are taken back, and the place is free again.",
    )
    return redirect(url_for("witnesses.show_visits", witness_id=visit.witness_id))


def visit_in_view(visit_id: UUID) -> VisitSummary:
    """A visit still to be; the one 404 where there is none in view."""
    try:
        visit = visit_summary(current.session(), visit_id)
    except VisitNotFound:
        abort(404)
    if not visit.is_to_come:
        abort(404)
    return visit


def times_page(strip: WitnessStrip, problem: str = "") -> str:
    """The lawful times, or why there are none, with a problem beside its cause."""
    try:
        found = find_times(current.session(), strip.witness_id, now=current.now())
        asking = None if len(found.times) >= ENOUGH_TIMES else asking_the_desk(strip.witness_id)
        page = TimesPage(days_of(found), why_nothing(found), asking)
    except HearingNotPublished as not_published:
        page = TimesPage((), (str(not_published),), asking_the_desk(strip.witness_id))
    return render_template(
        "staff/caseworkers/visit_times.html",
        strip=strip,
        page=page,
        problems=[{"text": problem, "href": "#times"}] if problem else [],
    )


def asking_the_desk(witness_id: UUID) -> AskingTheDesk:
    """How to ask the separation desk, or that it was asked."""
    waiting = open_at_separation(current.session(), witness_id)
    return AskingTheDesk(str(uuid.uuid4()), waiting.due_at if waiting else None)


def check_page(strip: WitnessStrip, slot: str) -> Answer:
    """What will be booked and sent; without a lawful time chosen, the times again."""
    session, now = current.session(), current.now()
    if not slot:
        return times_page(strip, "Choose a time"), TO_MEND
    try:
        time = time_to_check(session, strip.witness_id, UUID(slot), now=now)
    except (ValueError, HearingNotPublished) as refused:
        problem = str(refused) if isinstance(refused, PlaceNotAvailable) else "Choose a time"
        return times_page(strip, problem), TO_MEND
    form = BookForm(formdata=None)
    form.slot.data, form.request_id.data = slot, str(uuid.uuid4())
    checked = Checked(
        starts_at=time.starts_at,
        until=spoken_time(in_london(time.ends_at).time()),
        court_name=court_name(time.court_id),
        to_confirm=tuple(
            FACILITY[facility].lower()
            for facility in needs_to_confirm(session, strip.witness_id, time.court_id)
        ),
        words=words_of_booking(session, strip.witness_id, time, now=now),
    )
    return render_template(
        "staff/caseworkers/visit_check.html", strip=strip, form=form, checked=checked
    )


def cancel_page(visit: VisitSummary, form: CancelForm) -> Answer:
    """Why it will not be, and what the witness will be told."""
    form.version.data = str(visit.version)
    page = render_template(
        "staff/caseworkers/visit_cancel.html",
        strip=strip_in_view(visit.witness_id),
        visit=visit,
        form=form,
        words=words_of_cancelling(current.session(), visit.visit_id, now=current.now()),
    )
    return (page, TO_MEND) if form.errors else page


def days_of(found: Found) -> tuple[tuple[str, tuple[TimeLine, ...]], ...]:
    """The times by day, each day as people say it."""
    by_day = groupby(found.times, key=lambda time: london_day(time.starts_at))
    return tuple(
        (spoken_day(day), tuple(time_line(time) for time in times)) for day, times in by_day
    )


def time_line(time: OfferedTime) -> TimeLine:
    """One time as a choice."""
    start, end = (in_london(moment).time() for moment in (time.starts_at, time.ends_at))
    words = f"{spoken_time(start)} to {spoken_time(end)}"
    return TimeLine(time.slot_id, words, court_name(time.court_id))


def court_name(court_id: UUID) -> str:
    """A court's name in full."""
    court = court_by_id(current.session(), court_id)
    return court.name if court else ""
