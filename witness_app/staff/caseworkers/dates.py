"""One witness's dates at court: published, reported, who tells each, and who tells from now on."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from flask import Blueprint, abort, redirect, render_template, url_for
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response
from wtforms import HiddenField

from casework.reported_hearings.clashes import answer_clash
from casework.reported_hearings.queries import clashes_of
from casework.reported_hearings.rules import NoSuchClash, Right
from casework.tellings.actions import choose_teller, note_told
from casework.tellings.queries import DateOwed, dates_owed, partners_of, teller_now
from casework.tellings.rules import About, NoPartnerToTell, NotYoursToTell, Teller
from casework.witnesses.queries import witness_of
from casework.witnesses.rules import WitnessNotFound
from courts.london_time import london_day
from ethical_walls.permissions import Permission
from witness_app.hearing_words import HEARING_WORDS
from witness_app.names import names_of
from witness_app.reactions.tellings import message_that_told
from witness_app.site import current
from witness_app.site.access import permits
from witness_app.site.fields import one_of
from witness_app.site.notices import say_done, say_note
from witness_app.site.sent import TO_MEND
from witness_app.staff.caseworkers.strip import WitnessStrip, strip_in_view

TELLERS = {
    Teller.PARTNER: "The unit or solicitor who calls them",
    Teller.CASEWORKER: "Their caseworker, or our message",
}
TAGS = {About.PUBLISHED: "Published", About.REPORTED: "Reported"}

RIGHT = {
    Right.PUBLISHED: "The published date: the reported one is set aside",
    Right.REPORTED: "The reported date: it is told, until a court list says otherwise",
}

pages = Blueprint("dates", __name__)


class TellerForm(FlaskForm):  # type: ignore[misc]
    """Whom the witness wants to hear dates from."""

    teller = one_of(
        TELLERS, "From whom does the witness want to hear their dates?", "Choose who tells them"
    )


class ClashForm(FlaskForm):  # type: ignore[misc]
    """Which of two dates is right, as whoever was asked said."""

    against = HiddenField()
    right = one_of(RIGHT, "Which date is right?", "Choose which date is right")


@dataclass(frozen=True)
class Clash:
    """A reported date that differs from the published one, and its question."""

    report_id: UUID
    words: str
    form: ClashForm


@dataclass(frozen=True)
class DateLine:
    """One date that stands: what it was, what it is, who tells it and who has told it."""

    id: UUID
    kind: str
    was: str
    now: str
    standing: str
    teller: str
    due_at: datetime
    told_at: datetime | None
    told_by: str
    may_note: bool


@pages.get("/witnesses/<uuid:witness_id>/dates")
@permits(Permission.READ_WITNESS)
def show_dates(witness_id: UUID) -> str:
    """The dates that stand, and who tells them."""
    strip = strip_in_view(witness_id)
    form = TellerForm(formdata=None)
    form.teller.data = teller_now(current.session(), witness_id)
    return show(strip, form)


@pages.post("/witnesses/<uuid:witness_id>/dates/teller")
@permits(Permission.SUPPORT_WITNESS)
def choose(witness_id: UUID) -> Response | tuple[str, int]:
    """Record whom the witness chose."""
    form = TellerForm()
    if not form.validate_on_submit():
        return show(strip_in_view(witness_id), form), TO_MEND
    try:
        current.perform(choose_teller, witness_id, Teller(form.teller.data))
    except WitnessNotFound:
        abort(404)
    except NoPartnerToTell:
        form.teller.errors = ["No unit or solicitor calls them here, so you tell them"]
        return show(strip_in_view(witness_id), form), TO_MEND
    say_done("Recorded who tells their dates.", "What is not told yet follows it at once.")
    return redirect(url_for("dates.show_dates", witness_id=witness_id))


@pages.post("/tellings/<uuid:telling_id>/told")
@permits(Permission.SUPPORT_WITNESS)
def told(telling_id: UUID) -> Response:
    """One press: you have told the witness this date."""
    owed = [one for one in dates_owed(current.session()) if one.id == telling_id]
    if not owed:
        abort(404)
    witness_id = owed[0].witness_id
    try:
        current.perform(note_told, telling_id)
        say_done("Noted as told, with your name and the time.")
    except NotYoursToTell:
        say_note("Somebody else tells this date, or another stands now.", "Nothing was noted.")
    return redirect(url_for("dates.show_dates", witness_id=witness_id))


@pages.post("/witnesses/<uuid:witness_id>/dates/<uuid:reported_hearing_id>/right")
@permits(Permission.SUPPORT_WITNESS)
def say_which(witness_id: UUID, reported_hearing_id: UUID) -> Response | tuple[str, int]:
    """Record which of two dates is right."""
    strip, sent = strip_in_view(witness_id), ClashForm()
    if reported_hearing_id not in {one.report_id for one in clashes_in_words(witness_id)}:
        return asked_no_longer(witness_id)
    if not sent.validate_on_submit():
        form = TellerForm(formdata=None)
        form.teller.data = teller_now(current.session(), witness_id)
        return show(strip, form, (reported_hearing_id, sent)), TO_MEND
    try:
        given = str(sent.against.data), Right(sent.right.data)
        current.perform(answer_clash, reported_hearing_id, *given)
    except NoSuchClash:
        return asked_no_longer(witness_id)
    say_done("Recorded which date is right.", "It alone is owed to the witness now.")
    return redirect(url_for("dates.show_dates", witness_id=witness_id))


def asked_no_longer(witness_id: UUID) -> Response:
    """The page again: there is nothing to answer."""
    say_note("The dates differ no longer, or another was published.", "Nothing was recorded.")
    return redirect(url_for("dates.show_dates", witness_id=witness_id))


def clashes_in_words(witness_id: UUID, sent: tuple[UUID, ClashForm] | None = None) -> list[Clash]:
    """Each reported date that differs, with its question; one that was sent keeps its errors."""
    session = current.session()
    found = []
    for one in clashes_of(session, witness_of(session, witness_id), london_day(current.now())):
        form = ClashForm(formdata=None)
        form.against.data = one.against
        if sent is not None and sent[0] == one.id:
            form = sent[1]
        found.append(Clash(one.id, f"{HEARING_WORDS[one.kind]}: {one.words}", form))
    return found


def show(strip: WitnessStrip, form: TellerForm, sent: tuple[UUID, ClashForm] | None = None) -> str:
    """The page."""
    return render_template(
        "staff/caseworkers/witness_dates.html",
        strip=strip,
        form=form,
        lines=lines_of(strip.witness_id),
        clashes=clashes_in_words(strip.witness_id, sent),
        has_partner=partners_of(current.session(), strip.witness_id),
    )


def lines_of(witness_id: UUID) -> list[DateLine]:
    """The dates of one witness, told by a press or by our own message."""
    session = current.session()
    owed = dates_owed(session, [witness_id])
    names = names_of(session, [one.told_by for one in owed])
    return [line_of(one, names) for one in owed]


def line_of(owed: DateOwed, names: dict[UUID, str]) -> DateLine:
    """One date in a line."""
    message = message_that_told(current.session(), owed)
    at = owed.told_at or (message.sending_at if message else None)
    by = names.get(owed.told_by, "") if owed.told_by else "our message"
    is_ours = owed.teller is Teller.CASEWORKER
    return DateLine(
        id=owed.id,
        kind=HEARING_WORDS[owed.kind],
        was=owed.words_before if owed.words_before != owed.words else "",
        now=owed.words,
        standing=TAGS[owed.about],
        teller=TELLERS[owed.teller],
        due_at=owed.due_at,
        told_at=at,
        told_by=by if at else "",
        may_note=is_ours and at is None,
    )
