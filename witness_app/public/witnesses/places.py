"""Choosing among the places that are kept for a witness, or none of them."""

from uuid import UUID, uuid4

from flask import Blueprint, redirect, render_template, url_for
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response

from casework.answers.actions import say, witness_of_link
from casework.answers.queries import answer_by_request
from casework.answers.rules import Answer, AnswerKind
from casework.witnesses.rules import WitnessNotFound
from courts.london_time import spoken
from ethical_walls.permissions import Permission
from witness_app.public.fields import a_big_choice
from witness_app.public.witnesses.reading import OwnPlace, places_of
from witness_app.site import current
from witness_app.site.access import permits
from witness_app.site.errors import absent
from witness_app.site.notices import say_done, say_note
from witness_app.site.sent import TO_MEND, asked_id

NONE = "none"
OVER = ("These times are not kept for you any more.", "We will offer you others, or ring us.")

pages = Blueprint("places", __name__)
pages.register_error_handler(WitnessNotFound, absent)  # the link is of something else


class PlaceForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """Which of the places, or none."""

    place = a_big_choice(
        {},
        "Which time suits you?",
        "Choose a time, or that none suits you",
        gone="That time is not kept for you any more. Choose another, or that none suits you",
    )

    def offer(self, places: tuple[OwnPlace, ...]) -> None:
        """Put the places that are kept now."""
        kept = {
            str(place.offer_id): f"{spoken(place.starts_at)}, {place.court_name}"
            for place in places
        }
        self.place.choices = kept | {NONE: "None of these"}


@pages.get("/my-page/places")
@permits(Permission.OPEN_OWN_PAGE)
def ask() -> str | Response:
    """Which time suits you?"""
    form = PlaceForm(formdata=None)
    places = own_places()
    if not places:
        return nothing_kept()
    form.offer(places)
    return render_template("public/witnesses/places.html", form=form, request_id=uuid4())


@pages.post("/my-page/places")
@permits(Permission.OPEN_OWN_PAGE)
def choose() -> Response | tuple[str, int]:
    """Take a place, or none; the job of their own side books it at once."""
    form = PlaceForm()
    if was_answered():
        return received()
    places = own_places()
    if not places:
        return nothing_kept()
    form.offer(places)
    if not form.validate_on_submit():
        shown = render_template("public/witnesses/places.html", form=form, request_id=asked_id())
        return shown, TO_MEND
    current.perform(say, chosen(form.place.data))
    return received()


def was_answered() -> bool:
    """Whether this very form was received before: its places are settled by now."""
    session = current.session()
    return answer_by_request(session, witness_of_link(session).id, asked_id()) is not None


def received() -> Response:
    """Say that their answer is here, pressed once or twice."""
    say_done("We have your answer.")
    return redirect(url_for("own_page.show"))


def chosen(value: str) -> Answer:
    """What was chosen, as it is said."""
    if value == NONE:
        return Answer(asked_id(), AnswerKind.NONE_SUIT)
    return Answer(asked_id(), AnswerKind.CHOOSE_PLACE, place_id=UUID(value))


def own_places() -> tuple[OwnPlace, ...]:
    """The places that are kept for whoever opened their link."""
    session = current.session()
    return places_of(session, witness_of_link(session).id, current.now())


def nothing_kept() -> Response:
    """Say that there is nothing to choose among, on the page that says what happens next."""
    say_note(*OVER)
    return redirect(url_for("own_page.show"))
