"""The register of courts, to search and to read."""

from flask import Blueprint, render_template, request, url_for
from flask_wtf import FlaskForm
from govuk_frontend_wtf.wtforms_widgets import GovSelect, GovTextInput
from wtforms import SelectField, StringField

from courts.london_time import london_day, spoken_time
from courts.register import words
from courts.register.queries import places_in_london
from courts.register.reading import court_page
from courts.register.searching import CourtSearch, Where, Which, find_courts
from courts.register.summaries import CourtPage
from ethical_walls.permissions import Permission
from ethical_walls.permissions import permits as may
from scheduling.windows.queries import window_summaries
from witness_app.site import current
from witness_app.site.access import found, permits
from witness_app.staff.everyone.court_map import CourtMap, map_of

pages = Blueprint("courts", __name__, url_prefix="/courts")

LONGEST_SEARCH = 100
WHERE = {
    Where.LONDON: "In London",
    Where.ELSEWHERE: "Elsewhere in England and Wales",
    Where.ANYWHERE: "Anywhere",
}
SAID_WHERE = {
    Where.LONDON: "in London",
    Where.ELSEWHERE: "elsewhere in England and Wales",
    Where.ANYWHERE: "in England and Wales",
}
WHICH = {Which.OPEN: "Open", Which.CLOSED: "Closed", Which.ANY: "Open or closed"}
WEEKDAYS = ("Mondays", "Tuesdays", "Wednesdays", "Thursdays", "Fridays", "Saturdays", "Sundays")


class SearchForm(FlaskForm):  # type: ignore[misc]
    """What court somebody looks for."""

    class Meta(FlaskForm.Meta):  # type: ignore[misc]
        """A form that only looks needs no CSRF token."""

        csrf = False

    q = StringField("Name, borough, code or postcode", widget=GovTextInput())
    where = SelectField(
        "Where", widget=GovSelect(), choices={one.value: said for one, said in WHERE.items()}
    )
    which = SelectField(
        "Which", widget=GovSelect(), choices={one.value: said for one, said in WHICH.items()}
    )

    def search(self, after: str) -> CourtSearch:
        """The search; what an address asks for that there is not is what is usual."""
        where, which = str(self.where.data), str(self.which.data)
        return CourtSearch(
            words=(self.q.data or "")[:LONGEST_SEARCH],
            where=Where(where) if where in set(Where) else Where.LONDON,
            which=Which(which) if which in set(Which) else Which.OPEN,
            after=after,
        )


@pages.get("")
@permits(Permission.READ_REGISTER)
def search_courts() -> str:
    """Courts by name, borough, code or postcode; without words, the open ones of London."""
    form = SearchForm(request.args)
    search = form.search(request.args.get("after", ""))
    result = find_courts(current.session(), search)
    return render_template(
        "staff/courts/search.html",
        form=form,
        search=search,
        result=result,
        said=f"{SAID_WHERE[search.where]}, {WHICH[search.which].lower()}",
        next_address=next_page(search, result.next_after),
        words=words,
    )


def next_page(search: CourtSearch, after: str) -> str:
    """The address of the page after this one; nothing on the last."""
    return after and url_for(
        ".search_courts", q=search.words, where=search.where, which=search.which, after=after
    )


@pages.get("/<slug>")
@permits(Permission.READ_REGISTER)
def show_court(slug: str) -> str:
    """Everything the register says of one court."""
    session = current.session()
    today = london_day(current.now())
    page = found(court_page(session, slug, today=today))
    return render_template(
        "staff/courts/court.html",
        page=page,
        map=map_for(page),
        windows=window_summaries(session, page.court.court_id, today),
        words=words,
        spoken_time=spoken_time,
        weekdays=WEEKDAYS,
        may_edit=may(current.viewer(), Permission.KEEP_REGISTER),
    )


def map_for(page: CourtPage) -> CourtMap | None:
    """The map of an open London court whose place is recorded."""
    place = page.facts.place
    if place is None or not page.court.is_in_london:
        return None
    return map_of(place, places_in_london(current.session()))
