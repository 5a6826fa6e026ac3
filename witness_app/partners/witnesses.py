"""A partner's witnesses: how far each has come, and telling us what the caseworker must know."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from flask import Blueprint, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from casework.outcomes.queries import as_said, outcomes_of
from casework.partners.actions import say
from casework.partners.errors import NotReferredByYou
from casework.partners.queries import (
    Referred,
    referred_witness,
    words_of,
)
from casework.partners.rules import PartnerSays, WordKind
from casework.reported_hearings.models import ReportedHearing
from casework.reported_hearings.queries import said_of_my_organisation, words_of_report
from casework.tellings.queries import tellings_of
from courts.london_time import london_day
from ethical_walls.drafts.actions import drafts
from ethical_walls.permissions import Permission
from ethical_walls.sessions import WalledSession
from witness_app.hearing_words import HEARING_WORDS
from witness_app.partners.day_lines import DayLine, days_in_view, told_of_days
from witness_app.partners.forms import DatesForm, MeasureForm, NeedsForm, WordForm
from witness_app.partners.listing import CHOICES, EVERYBODY, HowFarForm, page_of
from witness_app.partners.telling_lines import TellingLine, lines_in_view, next_dates
from witness_app.partners.words import ATTENDANCES, STEPS, TAPS, in_words
from witness_app.sign_in.steps import layout
from witness_app.site import current
from witness_app.site.access import permits
from witness_app.site.notices import say_done
from witness_app.site.outcome_form import outcome_in_words
from witness_app.site.sent import TO_MEND

ENTERED_WITHIN = timedelta(minutes=2)
"""A job enters what is reported within a minute; one that a court had published is no news."""

pages = Blueprint("partner_witnesses", __name__)


@dataclass(frozen=True)
class Line:
    """One witness in a partner's list."""

    id: UUID
    name: str
    reference: str
    called_by: str
    step: str
    attendance: str
    next_date: TellingLine | None
    day: DayLine | None


@pages.get("/referred")
@permits(Permission.FOLLOW_AS_PARTNER)
def show_all() -> str:
    """My organisation's witnesses, latest referral first, and what I began and have not sent."""
    session = current.session()
    form = HowFarForm(request.args)
    page = page_of(session, form.wanted, a_request(request.args.get("after", "")))
    days = days_in_view(session, [seen.witness_id for seen in page.shown])
    last_days = {day.witness_id: day for day in reversed(days)}
    dates = next_dates(session, london_day(current.now()))
    return render_template(
        "partners/witnesses.html",
        layout=layout(),
        form=form,
        lines=[line(one, dates.get(one.id), last_days.get(one.witness_id)) for one in page.shown],
        said=CHOICES[form.wanted or EVERYBODY],
        is_filtered=form.wanted is not None,
        next_address=page.next_after
        and url_for(".show_all", progress=form.wanted or EVERYBODY, after=page.next_after),
        drafts=drafts(session, current.now()),
    )


@pages.get("/referred/<uuid:referred_witness_id>")
@permits(Permission.FOLLOW_AS_PARTNER)
def show_one(referred_witness_id: UUID) -> str:
    """How one witness fares, and what we were told."""
    seen = sought(referred_witness_id)
    dates = lines_in_view(current.session())
    return render_template(
        "partners/witness.html",
        layout=layout(),
        seen=seen,
        steps=[(STEPS[step.progress], step.at) for step in seen.steps],
        attendance=ATTENDANCES[seen.attendance],
        taps=TAPS,
        dates=[one for one in dates if one.record_id == seen.id],
        being_entered=being_entered(current.session(), seen.witness_id, current.now()),
        days=days_in_view(current.session(), [seen.witness_id]),
        said=everything_said(current.session(), seen.witness_id),
        request_id=uuid4(),
    )


@pages.post("/referred/<uuid:referred_witness_id>/attendance")
@permits(Permission.FOLLOW_AS_PARTNER)
def say_attendance(referred_witness_id: UUID) -> Response:
    """Required, not required or stood down: one press."""
    kind = WordKind(request.form["said"]) if request.form.get("said") in set(TAPS) else None
    request_id = a_request(request.form.get("request_id", ""))
    if kind is None or request_id is None:
        abort(404)
    tell(referred_witness_id, PartnerSays(request_id, kind))
    say_done(f"Told us: {TAPS[kind].lower()}", "Their caseworker sees it at once and tells them.")
    return redirect(here(referred_witness_id))


@pages.get("/referred/<uuid:referred_witness_id>/dates")
@permits(Permission.FOLLOW_AS_PARTNER)
def ask_dates(referred_witness_id: UUID) -> str:
    """When can they not come?"""
    return ask(referred_witness_id, DatesForm(formdata=None))


@pages.post("/referred/<uuid:referred_witness_id>/dates")
@permits(Permission.FOLLOW_AS_PARTNER)
def say_dates(referred_witness_id: UUID) -> Response | tuple[str, int]:
    """Take dates to avoid in."""
    return take_in(referred_witness_id, DatesForm())


@pages.get("/referred/<uuid:referred_witness_id>/measures")
@permits(Permission.FOLLOW_AS_PARTNER)
def ask_measure(referred_witness_id: UUID) -> str:
    """Which special measure, and what has happened?"""
    return ask(referred_witness_id, MeasureForm(formdata=None))


@pages.post("/referred/<uuid:referred_witness_id>/measures")
@permits(Permission.FOLLOW_AS_PARTNER)
def say_measure(referred_witness_id: UUID) -> Response | tuple[str, int]:
    """Take a special measure in."""
    return take_in(referred_witness_id, MeasureForm())


@pages.get("/referred/<uuid:referred_witness_id>/needs")
@permits(Permission.FOLLOW_AS_PARTNER)
def ask_needs(referred_witness_id: UUID) -> str:
    """What do they need to be able to come?"""
    return ask(referred_witness_id, NeedsForm(formdata=None))


@pages.post("/referred/<uuid:referred_witness_id>/needs")
@permits(Permission.FOLLOW_AS_PARTNER)
def say_needs(referred_witness_id: UUID) -> Response | tuple[str, int]:
    """Take needs for court in: their caseworker agrees them with the witness."""
    return take_in(referred_witness_id, NeedsForm())


def everything_said(session: WalledSession, witness_id: UUID) -> list[tuple[str, str, datetime]]:
    """What the partner told us of a witness, with the note it came with, the latest first."""
    words = [(in_words(w), w.words, w.said_at) for w in words_of(session, [witness_id])]
    dates = [
        (in_kind(session, row), "", row.said_at)
        for row in said_of_my_organisation(session, witness_id)
    ]
    outcomes = [
        (outcome_in_words(as_said(row)), "", row.said_at)
        for row in outcomes_of(session, witness_id)
    ]
    days = told_of_days(session, witness_id)
    return sorted([*words, *dates, *days, *outcomes], key=lambda said: said[2], reverse=True)


def being_entered(session: WalledSession, witness_id: UUID, now: datetime) -> list[str]:
    """Dates just reported that are not among the dates yet: a job puts them there."""
    entered = {one.about_id for one in tellings_of(session, witness_id)}
    return [
        in_kind(session, row)
        for row in said_of_my_organisation(session, witness_id)
        if row.id not in entered and now - row.said_at < ENTERED_WITHIN
    ]


def in_kind(session: WalledSession, row: ReportedHearing) -> str:
    """A reported date in words, with what it is for."""
    return f"{HEARING_WORDS[row.kind]}: {words_of_report(session, row)}"


def ask(record_id: UUID, form: WordForm) -> str:
    """A fresh form about one witness."""
    form.begin()
    return show_form(sought(record_id), form)


def take_in(record_id: UUID, form: WordForm) -> Response | tuple[str, int]:
    """Say what a form says, or say what is wrong with it."""
    seen = sought(record_id)
    if not form.validate_on_submit():
        return show_form(seen, form), TO_MEND
    tell(record_id, form.said())
    say_done("Told us", "Their caseworker sees it at once and acts on it by the next working day.")
    return redirect(here(record_id))


def tell(record_id: UUID, said: PartnerSays) -> None:
    """Say it; somebody who is not ours is not there."""
    try:
        current.perform(say, record_id, said)
    except NotReferredByYou:
        abort(404)


def sought(record_id: UUID) -> Referred:
    """The partner's own witness; somebody else's is not there."""
    try:
        return referred_witness(current.session(), record_id)
    except NotReferredByYou:
        abort(404)


def a_request(typed: str) -> UUID | None:
    """The request that a page made, or the witness it ended with; None where it is not an id."""
    try:
        return UUID(typed)
    except ValueError:
        return None


def line(seen: Referred, next_date: TellingLine | None, day: DayLine | None) -> Line:
    """One witness as the list shows them, with their next date and their latest day at court."""
    return Line(
        seen.id,
        seen.name,
        seen.reference,
        seen.called_by,
        STEPS[seen.progress],
        ATTENDANCES[seen.attendance],
        next_date,
        day,
    )


def here(record_id: UUID) -> str:
    """The address of one witness."""
    return url_for("partner_witnesses.show_one", referred_witness_id=record_id)


def show_form(seen: Referred, form: WordForm) -> str:
    """A form about one witness; it is sent to the address at which it stands."""
    return render_template(
        "partners/word.html", layout=layout(), form=form, seen=seen, send_to=request.path
    )
