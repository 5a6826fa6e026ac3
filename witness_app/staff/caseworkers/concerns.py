"""What the case team must know at once: raised on one page, and told on another."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID, uuid4

from flask import Blueprint, abort, redirect, render_template, url_for
from werkzeug.wrappers import Response
from wtforms import HiddenField
from wtforms.validators import Length

from casework.concerns.actions import raise_concern, tell_case_team
from casework.concerns.models import Concern
from casework.concerns.queries import concern_of, concerns_of
from casework.concerns.rules import (
    CaseTeam,
    ConcernKind,
    ConcernNoticed,
    Danger,
    TimeNotPossible,
    ToldAlready,
    ToldHow,
    ToldToTeam,
    case_team_of,
)
from casework.witnesses.queries import witness_of
from casework.witnesses.rules import WitnessNotFound
from courts.london_time import spoken
from ethical_walls.permissions import Permission
from witness_app.names import names_of
from witness_app.site import current
from witness_app.site.access import found, permits
from witness_app.site.fields import a_line, one_of, typed
from witness_app.site.notices import say_done, say_note
from witness_app.site.sent import TO_MEND, request_id_in
from witness_app.site.when_form import WhenForm
from witness_app.staff.caseworkers.strip import strip_in_view

LONGEST_NAME: Final = 80
KINDS = {
    ConcernKind.WANTS_TO_WITHDRAW: "Wants to withdraw, or not to come",
    ConcernKind.THREATENED_OR_APPROACHED: "Was threatened or approached",
    ConcernKind.SPOKE_OF_EVIDENCE: "Said something about the evidence",
}
DANGERS = {
    Danger.NOW: "Yes: ring 999 first, then tell the case team at once",
    Danger.NOT_NOW: "No: the case team is told the same working day",
}
TEAMS = {
    CaseTeam.WITNESS_CARE_UNIT: "the Witness Care Unit",
    CaseTeam.SOLICITOR: "the solicitor who calls the witness",
}
HOW = {
    ToldHow.PHONE: "By phone",
    ToldHow.SECURE_EMAIL: "By secure email",
    ToldHow.IN_PERSON: "In person",
}
NOT_THEN = "Enter a time that is past, and not before it was learnt"

pages = Blueprint("concerns", __name__)


class ConcernForm(WhenForm):
    """Of which kind it is and when it was learnt; nothing of what was said."""

    request_id = HiddenField()
    kind = one_of(KINDS, "What must they know?", "Choose what they must know")
    danger = one_of(DANGERS, "Is somebody in danger now?", "Choose whether somebody is in danger")

    def noticed(self, learnt_at: datetime) -> ConcernNoticed:
        """What a valid form says."""
        return ConcernNoticed(
            request_id=request_id_in(self.request_id),
            kind=ConcernKind(self.kind.data),
            danger=Danger(self.danger.data),
            learnt_at=learnt_at,
        )


class ToldForm(WhenForm):
    """Who was told by name, how and when."""

    told_whom = a_line(
        "Who was told?",
        Length(min=1, max=LONGEST_NAME, message="Enter the name of whoever was told"),
        hint="Their name or office. Nothing of what was said.",
    )
    told_how = one_of(HOW, "How were they told?", "Choose how they were told")

    def told(self, told_at: datetime) -> ToldToTeam:
        """What a valid form says."""
        return ToldToTeam(typed(self.told_whom), ToldHow(self.told_how.data), told_at)


@dataclass(frozen=True)
class ConcernLine:
    """A concern as the page shows it."""

    concern_id: UUID
    kind: str
    is_danger: bool
    team: str
    learnt_at: datetime
    due_at: datetime
    told_at: datetime | None
    told: str
    recorded_by: str


@pages.get("/witnesses/<uuid:witness_id>/case-team")
@permits(Permission.READ_WITNESS)
def show_concerns(witness_id: UUID) -> str:
    """What the case team was told and must be told, and a new concern."""
    form = ConcernForm(formdata=None)
    form.request_id.data = str(uuid4())
    form.begin_now()
    return show_list(witness_id, form)


@pages.post("/witnesses/<uuid:witness_id>/case-team")
@permits(Permission.SUPPORT_WITNESS)
def raise_one(witness_id: UUID) -> Response | tuple[str, int]:
    """Record a concern and go on to tell the case team."""
    strip_in_view(witness_id)
    form = ConcernForm()
    learnt_at = form.instant() if form.validate_on_submit() else None
    if learnt_at is None:
        return show_list(witness_id, form), TO_MEND
    concern = current.perform(raise_concern, witness_id, form.noticed(learnt_at))
    say_done(
        f"Recorded. Now tell {TEAMS[concern.team]}: it is due {spoken(concern.due_at)}.",
        "It is on the day as a task until you record here whom you told.",
    )
    return redirect(url_for("concerns.ask_told", concern_id=concern.id))


@pages.get("/concerns/<uuid:concern_id>")
@permits(Permission.READ_WITNESS)
def ask_told(concern_id: UUID) -> str:
    """One concern, and who was told of it."""
    concern = found(concern_of(current.session(), concern_id))
    form = ToldForm(formdata=None)
    form.begin_now()
    return show_concern(concern, form)


@pages.post("/concerns/<uuid:concern_id>")
@permits(Permission.SUPPORT_WITNESS)
def record_told(concern_id: UUID) -> Response | tuple[str, int]:
    """Record that the case team was told."""
    concern = found(concern_of(current.session(), concern_id))
    form = ToldForm()
    told_at = form.instant() if form.validate_on_submit() else None
    if told_at is None:
        return show_concern(concern, form), TO_MEND
    witness_id = concern.witness_id
    try:
        current.perform(tell_case_team, concern_id, form.told(told_at))
        say_done("The case team was told.", "The task is done, and it is in the diary.")
    except ToldAlready as told:
        say_note(f"It was told already, {spoken(told.told_at)}.", "Nothing was changed.")
    except TimeNotPossible:
        form.at.errors = [NOT_THEN]
        return show_concern(found(concern_of(current.session(), concern_id)), form), TO_MEND
    return redirect(url_for("concerns.show_concerns", witness_id=witness_id))


def show_list(witness_id: UUID, form: ConcernForm) -> str:
    """The concerns of one witness and the form for another."""
    return render_template(
        "staff/caseworkers/witness_concerns.html",
        strip=strip_in_view(witness_id),
        concerns=[concern_line(one) for one in concerns_of(current.session(), witness_id)],
        team=TEAMS[case_team_of(party_in_view(witness_id))],
        form=form,
    )


def show_concern(concern: Concern, form: ToldForm) -> str:
    """One concern with the form of who was told."""
    return render_template(
        "staff/caseworkers/concern.html",
        strip=strip_in_view(concern.witness_id),
        concern=concern_line(concern),
        form=form,
    )


def party_in_view(witness_id: UUID) -> str:
    """Whose witness it is; the one 404 where there is none."""
    try:
        return witness_of(current.session(), witness_id).party
    except WitnessNotFound:
        abort(404)


def concern_line(concern: Concern) -> ConcernLine:
    """A concern in words."""
    names = names_of(current.session(), [concern.recorded_by])
    how = HOW[concern.told_how].lower() if concern.told_how else ""
    return ConcernLine(
        concern_id=concern.id,
        kind=KINDS[concern.kind],
        is_danger=concern.danger is Danger.NOW,
        team=TEAMS[concern.team],
        learnt_at=concern.learnt_at,
        due_at=concern.due_at,
        told_at=concern.told_at,
        told=f"{concern.told_whom}, {how}" if concern.told_at else "",
        recorded_by=names.get(concern.recorded_by, ""),
    )
