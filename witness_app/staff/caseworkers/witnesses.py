"""One witness: the diary, the visits, and taking them on or saying no."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from flask import Blueprint, abort, redirect, render_template, url_for
from werkzeug.wrappers import Response

from casework.allocations.actions import accept_witness, ask_for_another, decline_witness
from casework.allocations.rules import NoCaseworkerToChange, NotProposedToYou
from casework.referrals.placing import is_placed_referral
from casework.witnesses.rules import WitnessNotFound
from courts.london_time import london_day, spoken, spoken_day
from ethical_walls.permissions import Permission
from scheduling.hosted_visits.queries import references_of
from scheduling.offers.queries import open_offers_of
from scheduling.visit_records.queries import records_of
from scheduling.visit_records.rules import is_to_record
from scheduling.visits.queries import visits_of
from scheduling.visits.rules import VisitState
from witness_app.acknowledged import acknowledged
from witness_app.site import current
from witness_app.site.access import permits
from witness_app.site.notices import say_done, say_note
from witness_app.staff.caseworkers.strip import care_in_view, strip_in_view, strip_of
from witness_app.timeline import timeline

pages = Blueprint("witnesses", __name__)

VISIT_WORDS = {
    VisitState.BOOKED: "Booked",
    VisitState.CONFIRMED: "Confirmed",
    VisitState.RELEASED: "Date under review",
    VisitState.CANCELLED: "Cancelled",
    VisitState.DONE: "Done",
}


@dataclass(frozen=True)
class OfferLine:
    """One time that the witness may choose, and until which day."""

    words: str
    until: str


@dataclass(frozen=True)
class VisitLine:
    """A visit in a line; a live one whose hearing has moved since is under review."""

    visit_id: UUID
    starts_at: datetime
    court_name: str
    caseworker: str
    state: str
    answer: str
    is_to_come: bool
    is_to_record: bool
    is_recorded: bool


@pages.get("/witnesses/<uuid:witness_id>")
@permits(Permission.READ_WITNESS)
def show_timeline(witness_id: UUID) -> str:
    """The diary of one witness."""
    care = care_in_view(witness_id)
    return render_template(
        "staff/caseworkers/witness_timeline.html",
        strip=strip_of(care, current.viewer(), current.now()),
        lines=timeline(current.session(), care.witness),
        is_placed=is_placed_referral(current.session(), care.witness),
    )


@pages.get("/witnesses/<uuid:witness_id>/visits")
@permits(Permission.READ_WITNESS)
def show_visits(witness_id: UUID) -> str:
    """The court visits of one witness, and where to book one once there is a trial to come."""
    care, visits = care_in_view(witness_id), visit_lines(witness_id)
    return render_template(
        "staff/caseworkers/witness_visits.html",
        strip=strip_of(care, current.viewer(), current.now()),
        may_book=care.hearing is not None and care.hearing.is_trial,
        visits=visits,
        known_by=references_of(current.session(), [visit.visit_id for visit in visits]),
        offers=offer_lines(witness_id),
    )


@pages.post("/witnesses/<uuid:witness_id>/accept")
@permits(Permission.SUPPORT_WITNESS)
def accept(witness_id: UUID) -> Response:
    """Take the witness on."""
    try:
        witness = current.perform(accept_witness, witness_id)
        name = witness.name
    except WitnessNotFound:
        abort(404)
    except NotProposedToYou:
        say_note("This proposal was answered already.", "Nothing was changed.")
        return redirect(url_for("witnesses.show_timeline", witness_id=witness_id))
    say_done(
        f"You are now the caseworker of {name}.",
        "Their open tasks are yours. Next: speak with them and agree how they may be reached.",
    )
    return redirect(url_for("witnesses.show_timeline", witness_id=witness_id))


@pages.get("/witnesses/<uuid:witness_id>/another-caseworker")
@permits(Permission.SUPPORT_WITNESS)
def show_another(witness_id: UUID) -> str:
    """What happens when they ask for another caseworker."""
    return render_template(
        "staff/caseworkers/witness_another.html", strip=strip_in_view(witness_id)
    )


@pages.post("/witnesses/<uuid:witness_id>/another-caseworker")
@permits(Permission.SUPPORT_WITNESS)
def ask_another(witness_id: UUID) -> Response:
    """Look for another; pressed twice it is one wish."""
    try:
        current.perform(ask_for_another, witness_id)
    except WitnessNotFound:
        abort(404)
    except NoCaseworkerToChange:
        say_note("They have no caseworker yet.", "One is being looked for already.")
        return redirect(url_for("witnesses.show_timeline", witness_id=witness_id))
    say_done(
        "Another caseworker is being looked for; nobody asks why.",
        "Until another accepts, the present one looks after them.",
    )
    return redirect(url_for("witnesses.show_timeline", witness_id=witness_id))


@pages.post("/witnesses/<uuid:witness_id>/decline")
@permits(Permission.SUPPORT_WITNESS)
def decline(witness_id: UUID) -> Response:
    """Say no; somebody else is looked for."""
    try:
        current.perform(decline_witness, witness_id)
    except WitnessNotFound:
        abort(404)
    except NotProposedToYou:
        say_note("This proposal was answered already.", "Nothing was changed.")
        return redirect(url_for("day.show_day"))
    say_done(
        "You declined the witness; nobody asks why.",
        "Another caseworker is being looked for now. The witness leaves your day with that.",
    )
    return redirect(url_for("day.show_day"))


def visit_lines(witness_id: UUID) -> list[VisitLine]:
    """The visits of a witness, the soonest first, each with its state now."""
    visits = visits_of(current.session(), [witness_id])
    ahead = [visit for visit in visits if visit.ends_at > current.now()]
    answers = acknowledged(current.session(), ahead)
    recorded = {record.visit_id for record in records_of(current.session(), witness_id)}
    return [
        VisitLine(
            visit_id=visit.visit_id,
            starts_at=visit.starts_at,
            court_name=visit.court_name,
            caseworker=visit.caseworker_name or "Nobody yet",
            state="Date under review" if visit.is_under_review else VISIT_WORDS[visit.state],
            answer=answers.get(visit.visit_id, ""),
            is_to_come=visit.is_to_come,
            is_to_record=is_to_record(visit.state, visit.starts_at, current.now()),
            is_recorded=visit.visit_id in recorded,
        )
        for visit in visits
    ]


def offer_lines(witness_id: UUID) -> list[OfferLine]:
    """The times that are held for a witness to choose among."""
    return [
        OfferLine(
            f"{spoken(offer.starts_at)}, {offer.court_name}",
            spoken_day(london_day(offer.lapses_at)),
        )
        for offer in open_offers_of(current.session(), witness_id, now=current.now())
    ]
