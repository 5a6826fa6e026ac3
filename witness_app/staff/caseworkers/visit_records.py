"""Recording what became of a court visit, and reading it again."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from uuid import UUID

from flask import Blueprint, abort, redirect, render_template, url_for
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response
from wtforms import Field
from wtforms.validators import InputRequired, Length, Optional, ValidationError

from courts.london_time import in_london, london_day, spoken, spoken_day
from ethical_walls.permissions import Permission
from scheduling.visit_records.actions import record_visit
from scheduling.visit_records.models import VisitRecord
from scheduling.visit_records.queries import record_of
from scheduling.visit_records.rules import (
    DidNotHappen,
    EvidenceTalk,
    Happened,
    Shown,
    VisitFormat,
    VisitNotToRecord,
    WasThere,
    is_to_record,
)
from scheduling.visits.queries import VisitSummary, visit_summary
from scheduling.visits.rules import CancelReason, VisitNotFound
from witness_app.names import names_of
from witness_app.site import current
from witness_app.site.access import permits
from witness_app.site.fields import a_day, a_line, one_of, some_of, typed
from witness_app.site.notices import say_done, say_note
from witness_app.site.sent import TO_MEND
from witness_app.staff.caseworkers.evidence_talk import a_warning_time, came_up, warned_at
from witness_app.staff.caseworkers.strip import strip_in_view
from witness_app.staff.caseworkers.visit_words import NOT_HELD_REASONS

LONGEST = 120

pages = Blueprint("visit_records", __name__)


class TookPlace(StrEnum):
    """The first question."""

    YES = "yes"
    NO = "no"


TOOK_PLACE = {TookPlace.YES: "Yes", TookPlace.NO: "No"}
FORMATS = {
    VisitFormat.IN_COURTROOM: "In the courtroom, with nobody sitting",
    VisitFormat.BUILDING_ONLY: "The building, and not the courtroom",
    VisitFormat.VIDEO: "A video tour",
}
THERE = {
    WasThere.COMPANION: "Somebody the witness brought",
    WasThere.COURT_STAFF: "Court staff",
    WasThere.WITNESS_SERVICE: "The in-court Witness Service",
    WasThere.INTERPRETER: "An interpreter",
    WasThere.INTERMEDIARY: "An intermediary",
    WasThere.SUPPORT_WORKER: "Another support worker",
}
SHOWN = {
    Shown.COURTROOM: "The courtroom",
    Shown.WHO_SITS_WHERE: "Who sits where",
    Shown.WITNESS_BOX: "Sat or stood in the witness box",
    Shown.COURTROOM_SCREENS: "Tried the courtroom screens",
    Shown.LIVE_LINK: "Tried the live link",
    Shown.WAITING_ROOM: "The waiting room",
    Shown.WAY_IN: "The way in, and the way out",
    Shown.OATH_WORDS: "Heard the words of the oath and the affirmation",
}
EVIDENCE = {
    EvidenceTalk.NOT_DISCUSSED: "The evidence was not discussed",
    EvidenceTalk.STOPPED_AND_WARNED: "It came up; it was stopped, and they were warned",
}


class RecordForm(FlaskForm):  # type: ignore[misc]
    """What became of a visit; nothing asks what was said."""

    took_place = one_of(TOOK_PLACE, "Did the visit take place?", "Say whether it took place")
    reason = one_of(NOT_HELD_REASONS, "Why did it not?", "Say why it did not take place")
    format = one_of(FORMATS, "What was the format?", "Choose the format")
    approved_by = a_line(
        "Who approved the format?",
        InputRequired("Enter who approved the format"),
        Length(max=LONGEST, message=f"Keep it to {LONGEST} letters"),
        hint="A name or a post, for example: court manager",
    )
    approved_on = a_day("When was it approved?", "Enter the day it was approved")
    there = some_of(THERE, "Who was there, beside you and the witness?")
    room = a_line(
        "Which room? (optional)",
        Length(max=LONGEST, message=f"Keep it to {LONGEST} letters"),
        hint="For example: courtroom 4",
    )
    shown = some_of(SHOWN, "What were they shown, or what did they try?")
    evidence = one_of(
        EVIDENCE,
        "Was the evidence discussed?",
        "Say whether the evidence was discussed",
        hint="Write nothing of what was said, here or anywhere.",
    )
    warned_at = a_warning_time()

    def ask_what_is_needed(self) -> None:
        """Ask for what the first answer makes necessary, and for nothing else."""
        held = {"format", "approved_by", "approved_on", "evidence"}
        idle = {TookPlace.YES: {"reason"}, TookPlace.NO: held | {"warned_at"}}
        for name in idle.get(self.took_place.data, held | {"reason", "warned_at"}):
            self[name].validators = [Optional()]
        if self.took_place.data == TookPlace.YES and not came_up(self.evidence):
            self.warned_at.validators = [Optional()]

    def validate_approved_on(self, field: Field) -> None:
        """It was approved by today."""
        if field.data and field.data > london_day(current.now()):
            raise ValidationError("Enter today or a day past")

    def said(self, visit: VisitSummary) -> Happened | DidNotHappen:
        """What a valid form says."""
        if self.took_place.data == TookPlace.NO:
            return DidNotHappen(CancelReason(self.reason.data))
        return Happened(
            format=VisitFormat(self.format.data),
            approved_by=typed(self.approved_by),
            approved_on=self.approved_on.data or london_day(current.now()),
            there=frozenset(WasThere(one) for one in self.there.data or []),
            room=typed(self.room),
            shown=frozenset(Shown(one) for one in self.shown.data or []),
            evidence=EvidenceTalk(self.evidence.data),
            warned_at=warned_at(self.evidence, self.warned_at, london_day(visit.starts_at)),
        )


@dataclass(frozen=True)
class RecordFact:
    """One fact of a record, in words."""

    what: str
    words: str


@pages.get("/visits/<uuid:visit_id>/record")
@permits(Permission.BOOK_VISIT)
def show_record(visit_id: UUID) -> str:
    """What was recorded; where nothing was yet, the form."""
    visit = past_visit(visit_id)
    record = record_of(current.session(), visit_id)
    if record is None:
        return show_form(visit, RecordForm(formdata=None))
    return render_template(
        "staff/caseworkers/visit_record.html",
        strip=strip_in_view(visit.witness_id),
        visit=visit,
        facts=facts_of(record),
    )


@pages.post("/visits/<uuid:visit_id>/record")
@permits(Permission.BOOK_VISIT)
def keep_record(visit_id: UUID) -> Response | tuple[str, int]:
    """Keep the record; a second press finds it there."""
    visit, form = past_visit(visit_id), RecordForm()
    form.ask_what_is_needed()
    if not form.validate_on_submit():
        return show_form(visit, form), TO_MEND
    try:
        current.perform(record_visit, visit_id, form.said(visit))
    except VisitNotToRecord as refused:
        say_note(str(refused), "Nothing was changed.")
        return redirect(url_for("visit_records.show_record", visit_id=visit_id))
    say_done("The visit is recorded.", "Whoever referred the witness sees no more than that.")
    return redirect(url_for("witnesses.show_visits", witness_id=visit.witness_id))


def past_visit(visit_id: UUID) -> VisitSummary:
    """A visit that is to be recorded or was; the one 404 where there is none in view."""
    try:
        visit = visit_summary(current.session(), visit_id)
    except VisitNotFound:
        abort(404)
    waits = is_to_record(visit.state, visit.starts_at, current.now())
    if not waits and record_of(current.session(), visit_id) is None:
        abort(404)
    return visit


def show_form(visit: VisitSummary, form: RecordForm) -> str:
    """The form."""
    return render_template(
        "staff/caseworkers/visit_record_form.html",
        strip=strip_in_view(visit.witness_id),
        visit=visit,
        form=form,
    )


def facts_of(record: VisitRecord) -> list[RecordFact]:
    """A record in words."""
    by = names_of(current.session(), [record.recorded_by]).get(record.recorded_by, "")
    recorded = RecordFact("Recorded", f"{spoken(record.recorded_at)}, {by}")
    if record.not_held_because is not None:
        why = NOT_HELD_REASONS.get(record.not_held_because, "")
        return [RecordFact("Took place", "No"), RecordFact("Why not", why), recorded]
    approved = f", {spoken_day(record.approved_on)}" if record.approved_on else ""
    warned = f", at {in_london(record.warned_at):%H:%M}" if record.warned_at else ""
    return [
        RecordFact("Took place", "Yes"),
        RecordFact("Format", FORMATS[record.format] if record.format else ""),
        RecordFact("Approved by", f"{record.approved_by}{approved}"),
        RecordFact("Who was there", listed(record.there, THERE) or "Nobody else"),
        RecordFact("Room", record.room or "Not noted"),
        RecordFact("Shown and tried", listed(record.shown, SHOWN) or "Nothing noted"),
        RecordFact("Evidence", (EVIDENCE[record.evidence] if record.evidence else "") + warned),
        recorded,
    ]


def listed(values: list[str], words: dict[Any, str]) -> str:
    """Several choices in their words, in the order of the form."""
    return "; ".join(said for choice, said in words.items() if choice in values)
