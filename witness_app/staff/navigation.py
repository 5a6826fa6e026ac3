"""The words of the navigation: where people start, and who is shown which."""

from dataclasses import dataclass

from flask import Flask, request, url_for

from ethical_walls.permissions import permits
from ethical_walls.viewers import Viewer
from witness_app.site.access import permission_of


@dataclass(frozen=True)
class Place:
    """One word of the navigation, and the endpoint it leads to.

    It is shown to those whom the endpoint's own permission lets in, and marked as where they are on
    the pages of its own blueprint and of those it leads to.
    """

    text: str
    endpoint: str
    leads_to: frozenset[str] = frozenset()

    def is_here(self, blueprint: str | None) -> bool:
        """Whether a page of this blueprint belongs to the place."""
        return blueprint == self.endpoint.partition(".")[0] or blueprint in self.leads_to


OF_A_WITNESS = frozenset(
    {
        "witnesses",
        "contact_plans",
        "witness_links",
        "passed_messages",
        "placing",
        "needs",
        "dates",
        "late",
        "court_days",
        "day_packs",
        "offers",
        "remote_visits",
        "outcomes",
        "particulars",
        "assessments",
        "statements",
        "concerns",
        "enquiries",
        "handovers",
        "tasks",
        "visit_records",
        "visits",
        "referrals",
        "replans",
        "replies",
        "who_has_looked",
    }
)
PLACES: tuple[Place, ...] = (
    Place("My day", "day.show_day", OF_A_WITNESS),
    Place("At court", "at_court.show_day", frozenset({"handed_over"})),
    Place(
        "Witnesses",
        "partner_witnesses.show_all",
        frozenset({"partner_referrals", "partner_dates", "partner_outcomes", "partner_court_days"}),
    ),
    Place("Who must be told", "partner_tellings.show_all"),
    Place("Your team", "team.show_team"),
    Place("Counts", "counts.show_counts"),
    Place("Unplaced messages", "unplaced.show_unplaced"),
    Place("Enquiries", "desk_enquiries.show_all"),
    Place("Shared numbers", "shared_numbers.show_numbers"),
    Place("Court lists", "lists.show_lists", frozenset({"hearings"})),
    Place("Messages", "messages.show_messages"),
    Place("Courts", "courts.search_courts", frozenset({"court_edits", "windows"})),
    Place("Pass on a message", "passing_on.ask_message"),
)


@dataclass(frozen=True)
class NavigationLink:
    """One link of the navigation as this person, on this page, sees it."""

    text: str
    address: str
    is_here: bool


def navigation_for(app: Flask, viewer: Viewer) -> tuple[NavigationLink, ...]:
    """The places this person may go to, in the order of the list."""
    return tuple(
        NavigationLink(
            text=place.text,
            address=url_for(place.endpoint),
            is_here=place.is_here(request.blueprint),
        )
        for place in PLACES
        if viewer.is_somebody and permits(viewer, permission_of(app, place.endpoint))
    )
