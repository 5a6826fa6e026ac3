"""Court lists in the crawl's world: one applied, another previewed."""

from datetime import timedelta
from typing import TYPE_CHECKING

from courts.lists.actions import ListFile, apply_list, preview_list
from ethical_walls.viewers import Viewer
from tests.builders.lists import Accused, Listed, a_crown_warned_list, as_file
from tests.builders.scheduling import in_six_weeks
from witness_app.perform import perform

if TYPE_CHECKING:
    from tests.crawl.parties import Parties


def bring_in_lists(made: "Parties", operator: Viewer) -> None:
    """Apply one court list, and preview another."""
    now, day = made.means.clock.now(), in_six_weeks()
    published = (now - timedelta(minutes=1)).replace(tzinfo=None)
    period = (day, day + timedelta(days=13))
    with made.world.session(operator) as session:
        for number, accused in (("T20267005", "Alex Vine"), ("T20267006", "Robin Vale")):
            listed = [Listed(number, (Accused(accused),), fixed_on=day)]
            file = ListFile("list.json", as_file(a_crown_warned_list(period, published, listed)))
            previewed = perform(session, preview_list, file, now=now)
            if number == "T20267005":
                perform(session, apply_list, previewed, preview_number=1, now=now)
