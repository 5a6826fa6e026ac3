"""Putting up to three times to a witness: chosen, checked with the words to send, then held."""

import uuid
from dataclasses import dataclass
from uuid import UUID

from flask import Blueprint, redirect, render_template, request, url_for
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response
from wtforms import HiddenField, validators

from courts.london_time import london_day, spoken, spoken_day
from ethical_walls.permissions import Permission
from scheduling.offers.actions import offer_places
from scheduling.offers.queries import find_places_to_offer
from scheduling.offers.rules import MOST_PLACES, NotOneToThreePlaces, lapses_at
from scheduling.visits.rules import Found, HearingNotPublished, OfferedTime, PlaceNotAvailable
from witness_app.site import current
from witness_app.site.access import permits
from witness_app.site.notices import say_done
from witness_app.site.sent import TO_MEND
from witness_app.staff.caseworkers.strip import WitnessStrip, strip_in_view
from witness_app.staff.caseworkers.visit_words import why_nothing
from witness_app.staff.caseworkers.visits import TimesPage, court_name, days_of
from witness_app.staff.caseworkers.words_to_send import WordsToSend, words_of_offering

Answer = Response | str | tuple[str, int]
GONE = "A time that you chose is not available any more. Choose again."

pages = Blueprint("offers", __name__)


class OfferForm(FlaskForm):  # type: ignore[misc]
    """The times are read from the boxes; `request_id` makes a double click one request."""

    request_id = HiddenField(validators=[validators.UUID("Start again from the times")])


@dataclass(frozen=True)
class Checked:
    """What is held and sent, before it is."""

    slots: tuple[str, ...]
    lines: tuple[str, ...]
    until: str
    words: tuple[WordsToSend, ...]


@pages.get("/witnesses/<uuid:witness_id>/visits/offer")
@permits(Permission.BOOK_VISIT)
def show_offering(witness_id: UUID) -> Answer:
    """The times to choose from or, once some are chosen, what would be sent."""
    strip = strip_in_view(witness_id)
    if request.args.get("step") == "check":
        return check_page(strip, tuple(request.args.getlist("slot")))
    return times_page(strip)


@pages.post("/witnesses/<uuid:witness_id>/visits/offer")
@permits(Permission.BOOK_VISIT)
def offer(witness_id: UUID) -> Answer:
    """Hold what was checked, and tell the witness."""
    form, strip = OfferForm(), strip_in_view(witness_id)
    slots = slots_read(tuple(request.form.getlist("slot")))
    if not form.validate_on_submit():
        return times_page(strip, "This page was not filled in as it stood. Choose again."), TO_MEND
    try:
        asked = (witness_id, slots, UUID(form.request_id.data))
        until = spoken_day(london_day(current.perform(offer_places, *asked)[0].lapses_at))
    except (PlaceNotAvailable, HearingNotPublished, NotOneToThreePlaces) as refused:
        problem = GONE if isinstance(refused, PlaceNotAvailable) else str(refused)
        return times_page(strip, problem, tuple(map(str, slots))), TO_MEND
    say_done(
        f"The times are held for {strip.name} until the end of {until}.",
        "The witness is told as shown. If they do not choose, the times are free again and it "
        "comes back to you.",
    )
    return redirect(url_for("witnesses.show_visits", witness_id=witness_id))


def slots_read(said: tuple[str, ...]) -> tuple[UUID, ...]:
    """The times that the boxes name; what is no time at all is left out."""
    found = []
    for each in said:
        try:
            found.append(UUID(each))
        except ValueError:
            continue
    return tuple(found)


def times_page(strip: WitnessStrip, problem: str = "", chosen: tuple[str, ...] = ()) -> str:
    """The times that can wait for an answer, or why there are none; what was chosen stays so."""
    try:
        found = found_for(strip)
        page = TimesPage(days_of(found), why_nothing(found))
    except HearingNotPublished as not_published:
        page = TimesPage((), (str(not_published),))
    return render_template(
        "staff/caseworkers/visit_offer_times.html",
        strip=strip,
        page=page,
        most=MOST_PLACES,
        chosen=chosen,
        problems=[{"text": problem, "href": "#times"}] if problem else [],
    )


def check_page(strip: WitnessStrip, said: tuple[str, ...]) -> Answer:
    """What will be held and sent; without one to three times that stand, the times again."""
    slots = set(slots_read(said))
    try:
        times = tuple(time for time in found_for(strip).times if time.slot_id in slots)
    except HearingNotPublished:
        return times_page(strip), TO_MEND
    if not 1 <= len(slots) <= MOST_PLACES:
        return times_page(strip, str(NotOneToThreePlaces(len(slots))), said), TO_MEND
    if len(times) < len(slots):
        return times_page(strip, GONE, said), TO_MEND
    form = OfferForm(formdata=None)
    form.request_id.data = str(uuid.uuid4())
    return render_template(
        "staff/caseworkers/visit_offer_check.html",
        strip=strip,
        form=form,
        checked=checked_of(strip, times),
    )


def checked_of(strip: WitnessStrip, times: tuple[OfferedTime, ...]) -> Checked:
    """The chosen times, until when they are held, and the words that are sent."""
    session, now = current.session(), current.now()
    return Checked(
        slots=tuple(str(time.slot_id) for time in times),
        lines=tuple(f"{spoken(t.starts_at)}, {court_name(t.court_id)}" for t in times),
        until=spoken_day(london_day(lapses_at(now))),
        words=words_of_offering(session, strip.witness_id, times, now=now),
    )


def found_for(strip: WitnessStrip) -> Found:
    """The times that can be put to this witness now."""
    return find_places_to_offer(current.session(), strip.witness_id, now=current.now())
