"""Re-planning after the court changed a hearing: what is true now, what will be, one button."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from flask import Blueprint, abort, redirect, render_template, request, url_for
from sqlalchemy import select
from werkzeug.wrappers import Response

from casework.answers.queries import answers_of
from casework.answers.rules import ANSWER_WORDS
from casework.handovers.queries import receivers_to_ring
from casework.witnesses.models import Witness
from courts.hearings.queries import hearing_summary, versions_of
from courts.hearings.rules import Certainty, spoken_listing
from courts.london_time import spoken
from ethical_walls.permissions import Permission
from ethical_walls.sessions import WalledSession
from notifications.messages.queries import last_told
from scheduling.replans.actions import confirm_replan
from scheduling.replans.queries import (
    ReplanLine,
    ReplanPreview,
    open_replans,
    preview_replan,
    replan_of,
    visits_ever_of,
)
from scheduling.replans.rules import (
    Outcome,
    ReplanAlreadyConfirmed,
    ReplanChangedMeanwhile,
    ReplanNotFound,
    ReplanState,
)
from scheduling.visits.rules import FIXED_LINE
from witness_app.site import current
from witness_app.site.access import permits
from witness_app.site.notices import say_done, say_note
from witness_app.staff.caseworkers.visit_words import CAUSES, OUTCOMES, WHY_NOT
from witness_app.staff.caseworkers.words_to_send import (
    WordsToSend,
    words_of_cancelling,
    words_of_move,
)

CONFLICT = 409

pages = Blueprint("replans", __name__)


@dataclass(frozen=True)
class PersonLine:
    """One person: what is true now, what will be, and the words they will get."""

    witness_id: UUID
    name: str
    was_at: datetime
    was_court: str
    becomes_at: datetime | None
    becomes_court: str
    outcome: str
    why: str
    said: str
    words: tuple[WordsToSend, ...]


@dataclass(frozen=True)
class StillBelieves:
    """Somebody whose newest message says what is not so any more."""

    witness_id: UUID
    name: str
    what: str


@dataclass(frozen=True)
class ReplanPage:
    """A re-plan as it is looked at, before and after it is confirmed."""

    replan_id: UUID
    cause: str
    hearing: str
    was_listed: str
    now_listed: str
    is_open: bool
    is_confirmed: bool
    digest: str
    lines: tuple[PersonLine, ...]
    still_believe: tuple[StillBelieves, ...]
    fixed_line: str = FIXED_LINE


@pages.get("/replans")
@permits(Permission.CONFIRM_REPLAN)
def show_replans() -> str:
    """The re-plans that wait for somebody."""
    session = current.session()
    waiting = [
        (replan.replan_id, CAUSES[replan.cause], hearing_words(session, replan.hearing_id))
        for replan in open_replans(session)
    ]
    return render_template("staff/caseworkers/replans.html", waiting=waiting)


@pages.get("/replans/<uuid:replan_id>")
@permits(Permission.CONFIRM_REPLAN)
def show_replan(replan_id: UUID) -> str:
    """What is true now, and what will be, a line a person."""
    return shown(replan_id)


@pages.post("/replans/<uuid:replan_id>")
@permits(Permission.CONFIRM_REPLAN)
def confirm(replan_id: UUID) -> Response | tuple[str, int]:
    """Carry out what was shown, or show again what has changed since."""
    try:
        current.perform(confirm_replan, replan_id, request.form.get("digest", ""))
    except ReplanNotFound:
        abort(404)
    except ReplanAlreadyConfirmed as already:
        say_note(str(already), "Nothing was changed.")
    except ReplanChangedMeanwhile as changed:
        return shown(replan_id, str(changed)), CONFLICT
    else:
        say_done(
            "The plan is carried out.",
            "Each person is told as shown. Below is who still believes the old date.",
        )
    return redirect(url_for("replans.show_replan", replan_id=replan_id))


def shown(replan_id: UUID, problem: str = "") -> str:
    """The page of one re-plan; the one 404 where there is none in view."""
    session, now = current.session(), current.now()
    try:
        preview = preview_replan(session, replan_id, now=now)
    except ReplanNotFound:
        abort(404)
    return render_template(
        "staff/caseworkers/replan.html",
        page=page_of(session, preview, now),
        problems=[{"text": problem, "href": "#plan"}] if problem else [],
    )


def page_of(session: WalledSession, preview: ReplanPreview, now: datetime) -> ReplanPage:
    """A preview in the words of the page."""
    is_open = preview.state is ReplanState.OPEN
    return ReplanPage(
        replan_id=preview.replan_id,
        cause=CAUSES[preview.cause],
        hearing=hearing_words(session, preview.hearing_id),
        was_listed=was_listed(session, preview.hearing_id, preview.hearing_version),
        now_listed=now_listed(session, preview.hearing_id),
        is_open=is_open,
        is_confirmed=preview.state is ReplanState.CONFIRMED,
        digest=preview.digest,
        lines=tuple(person_line(session, line, now) for line in preview.lines if is_open),
        still_believe=tuple(still_believe(session, preview.replan_id)),
    )


def hearing_words(session: WalledSession, hearing_id: UUID) -> str:
    """The case and its court, as they are published."""
    hearing = hearing_summary(session, hearing_id)
    return f"{hearing.case_title}, {hearing.court_name}" if hearing else ""


def now_listed(session: WalledSession, hearing_id: UUID) -> str:
    """When and where the hearing is now; nothing where it was taken out of the list."""
    hearing = hearing_summary(session, hearing_id)
    if hearing is None or hearing.listing.certainty is Certainty.VACATED:
        return ""
    return spoken_listing(hearing.listing, hearing.court_name)


def was_listed(session: WalledSession, hearing_id: UUID, number: int) -> str:
    """When and where the hearing was before this version of it."""
    for version in versions_of(session, hearing_id):
        if version.number < number and version.listing.certainty is not Certainty.VACATED:
            return spoken_listing(version.listing, version.court_name)
    return ""


def they_said(session: WalledSession, line: ReplanLine) -> str:
    """What the witness said last of the visit on their own page, and when."""
    about = (a for a in answers_of(session, line.witness_id) if a.about_id == line.visit_id)
    last = next(about, None)
    return f"{ANSWER_WORDS[last.kind]}, {spoken(last.said_at)}" if last else ""


def person_line(session: WalledSession, line: ReplanLine, now: datetime) -> PersonLine:
    """One line of the plan in words, with the message it sends."""
    return PersonLine(
        witness_id=line.witness_id,
        name=line.name,
        was_at=line.was.starts_at,
        was_court=line.was_court,
        becomes_at=line.becomes.starts_at if line.becomes else None,
        becomes_court=line.becomes_court,
        outcome=OUTCOMES[line.outcome],
        why=WHY_NOT[line.why] if line.why else "",
        said=they_said(session, line),
        words=words_of(session, line, now),
    )


def words_of(session: WalledSession, line: ReplanLine, now: datetime) -> tuple[WordsToSend, ...]:
    """What one person will be told of their visit; a visit that stands sends nothing."""
    if line.outcome is Outcome.MOVED and line.becomes is not None:
        return words_of_move(session, line.visit_id, line.becomes, now=now)
    if line.outcome is Outcome.CANNOT_BE_PLACED:
        return words_of_cancelling(session, line.visit_id, now=now)
    return ()


def still_believe(session: WalledSession, replan_id: UUID) -> list[StillBelieves]:
    """Who was last told what is not so now, and receivers of its old day whom nobody has rung."""
    replan = replan_of(session, replan_id)
    visits = visits_ever_of(session, replan.compartment_id, replan.hearing_id)
    ids = {visit.witness_id for visit in visits}
    rows = session.execute(select(Witness.id, Witness.name).where(Witness.id.in_(ids)))
    names = {row.id: row.name for row in rows}
    found = []
    for visit in visits:
        told = last_told(session, visit.witness_id, visit.id)
        if told is not None and told.about_version < visit.version:
            found.append(StillBelieves(visit.witness_id, names[visit.witness_id], "the visit"))
    for witness_id in sorted(ids):
        told = last_told(session, witness_id, replan.hearing_id)
        if told is not None and told.about_version < replan.hearing_version:
            found.append(StillBelieves(witness_id, names[witness_id], "the hearing"))
    expecting = receivers_to_ring(session, replan.compartment_id, replan.hearing_id)
    return found + [StillBelieves(h.witness_id, h.receiver, "the handover") for h in expecting]
