"""A case with co-defendants: three parties who never meet and never learn of one another."""

from itertools import combinations

import pytest
from sqlalchemy import select

from casework.witnesses.models import Witness
from courts.cases.rules import PROSECUTION, defence_label, party_of
from courts.london_time import in_london
from scheduling.visits.models import Visit
from scheduling.visits.rules import LIVE_STATES
from scheduling.windows.rules import HALVES_MEET_AT
from tests.browser import Chromium, Scripts
from tests.builders.lists import Listed
from tests.builders.scheduling import in_six_weeks
from tests.journeys.person import Caseworker
from tests.journeys.stage import CASE, REED, STONE, Stage, a_stage
from tests.world import World

pytestmark = pytest.mark.browser

PARTIES = {
    "Sam Carter": PROSECUTION,
    "Mia Brooks": party_of(REED.name),
    "Omar Haddad": party_of(STONE.name),
}
FIRST = 0


def test_three_parties_of_one_case_visit_at_different_times_and_never_find_each_other(
    world: World, chromium: Chromium
) -> None:
    with a_stage(world, chromium, Scripts.ON) as stage:
        stage.publish(Listed(CASE, (REED, STONE), fixed_on=in_six_weeks()))
        names = {
            "Sam Carter": "Asha Rowe",
            "Mia Brooks": "Daniel Frost",
            "Omar Haddad": "Meera Shah",
        }
        caseworkers = {name: stage.caseworker(who) for name, who in names.items()}
        pages, offered = {}, {}
        for name, caseworker in caseworkers.items():
            pages[name] = stage.made_ready(caseworker, name, PARTIES[name])
            offered[name] = caseworker.look_for_times(name)
            caseworker.check_a_time(FIRST)
            caseworker.press("Book the visit")
        for one, other in combinations(PARTIES, 2):
            assert not set(offered[one]) & set(offered[other])
            assert half_day_of(stage, one) != half_day_of(stage, other)
        assert not chromium.complaints
        for name, caseworker in caseworkers.items():
            finds_only(caseworker, name, pages)
        whoever_serves_one_party_is_never_asked_by_another(stage, caseworkers["Omar Haddad"])


def half_day_of(stage: Stage, name: str) -> tuple[object, bool]:
    """The half-day on which a witness visits."""
    with stage.world.owner() as owner:
        starts_at = owner.scalars(
            select(Visit.starts_at)
            .join(Witness, Witness.id == Visit.witness_id)
            .where(Witness.name == name, Visit.state.in_(LIVE_STATES))
        ).one()
    there = in_london(starts_at)
    return there.date(), there.time() < HALVES_MEET_AT


def finds_only(caseworker: Caseworker, mine: str, pages: dict[str, str]) -> None:
    """Somebody of one party sees their own witness and no trace of the others'."""
    for path in ("/messages", pages[mine]):
        assert caseworker.open(path) == 200
        for other in set(pages) - {mine}:
            assert other not in caseworker.page.content()
    (cared_for,) = care_of(caseworker)
    assert cared_for["Witness"].startswith(mine)
    for other in set(pages) - {mine}:
        assert caseworker.open(pages[other]) == 404


def care_of(caseworker: Caseworker) -> list[dict[str, str]]:
    caseworker.open("/day")
    return caseworker.table("Everybody in your care")


def whoever_serves_one_party_is_never_asked_by_another(
    stage: Stage, caseworker: Caseworker
) -> None:
    """They may refer anybody and are answered alike, but the witness is never put in their care."""
    caseworker.refer("Noor Aziz", CASE, defence_label(REED.name), "noor@example.org")
    stage.later(hours=1)
    assert "Noor Aziz" not in str(care_of(caseworker))
