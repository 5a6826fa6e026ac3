"""Mistakes as people make them: each is said beside its cause, nothing typed is lost or doubled."""

from datetime import date, time

import pytest
from sqlalchemy import func, select

from courts.hearings.models import Hearing
from scheduling.visits.models import Visit
from scheduling.windows.rules import Times
from tests.browser import Chromium, Scripts
from tests.builders.lists import Accused, Listed
from tests.builders.scheduling import Offered, in_six_weeks
from tests.journeys.person import ADDRESS, PLAN, Caseworker
from tests.journeys.stage import CASE, REED, Stage, a_stage
from tests.world import World

pytestmark = pytest.mark.browser

ANOTHER_CASE, VALE = "T20267002", Accused("Robin Vale", "01CD2345626")
ONE_PLACE = Offered(times=(Times(time(9), time(9, 45), 1),))
FIRST = 0


def publish(stage: Stage, *listed: Listed) -> None:
    operator = stage.list_operator()
    operator.preview(stage.warned_list(listed, in_six_weeks()))
    operator.press(f"Apply {len(listed)} row{'s' if len(listed) > 1 else ''}")


def trial(number: str, accused: Accused, on: date) -> Listed:
    return Listed(number, [accused], fixed_on=on)


def a_witness_ready_to_visit(caseworker: Caseworker, name: str, number: str = CASE) -> str:
    caseworker.refer(name, number, "Prosecution", "witness@example.org")
    witness = caseworker.accept(name)
    caseworker.agree_a_plan(witness, "witness@example.org")
    return witness


def slots_on_the_page(caseworker: Caseworker) -> list[str]:
    radios = caseworker.page.locator("main input[name=slot]")
    found: list[str] = radios.evaluate_all("radios => radios.map(radio => radio.value)")
    return found


def counted(stage: Stage, model: type[Visit | Hearing]) -> int:
    with stage.world.owner() as owner:
        return owner.scalar(select(func.count()).select_from(model)) or 0


def test_a_wrong_case_number_is_said_beside_the_field_and_what_was_typed_stays(
    world: World, chromium: Chromium
) -> None:
    with a_stage(world, chromium, Scripts.ON) as stage:
        caseworker = stage.caseworker("Asha Rowe")
        caseworker.open("/day")
        caseworker.follow("Refer a witness")
        caseworker.type("Case number", "T2026712")
        caseworker.press("Continue")
        (problem,) = caseworker.problems
        assert "7 digits after the letter" in problem
        assert caseworker.type_of("Case number") == "T2026712"
        caseworker.follow(problem)
        assert caseworker.page.evaluate("document.activeElement.name") == "identifier"
        assert caseworker.page.title().startswith("Error: ")


@pytest.mark.parametrize("scripts", list(Scripts))
def test_a_double_click_on_book_books_once(
    world: World, chromium: Chromium, scripts: Scripts
) -> None:
    with a_stage(world, chromium, scripts) as stage:
        publish(stage, trial(CASE, REED, in_six_weeks()))
        caseworker = stage.caseworker("Asha Rowe")
        a_witness_ready_to_visit(caseworker, "Sam Carter")
        caseworker.look_for_times("Sam Carter")
        caseworker.check_a_time(FIRST)
        caseworker.page.get_by_role("button", name="Book the visit").dblclick()
        caseworker.page.get_by_role("heading", name="Court visits").wait_for()
        (visit,) = caseworker.table("Visits of this witness")
        assert visit["State"] == "Confirmed"
        assert counted(stage, Visit) == 1


def test_a_form_left_open_in_another_tab_does_not_undo_what_was_done_since(
    world: World, chromium: Chromium
) -> None:
    with a_stage(world, chromium, Scripts.ON) as stage:
        publish(stage, trial(CASE, REED, in_six_weeks()))
        caseworker = stage.caseworker("Asha Rowe")
        caseworker.refer("Sam Carter", CASE, "Prosecution", "sam@example.org")
        witness = caseworker.accept("Sam Carter")
        other_tab = Caseworker(caseworker.page.context.new_page(), stage.site, caseworker.email)
        for tab in (other_tab, caseworker):
            tab.open(f"{witness}/contact-plan/new")
            tab.answer(PLAN)
            tab.type("The name messages come from", "Mel")
            tab.type("The word for the place", "the usual place")
        caseworker.press("The person has confirmed this")
        other_tab.type(ADDRESS, "old@example.org")
        other_tab.press("The person has confirmed this")
        (problem,) = other_tab.problems
        assert "newer plan" in problem
        assert other_tab.type_of(ADDRESS) == "old@example.org"
        caseworker.open(f"{witness}/contact-plan")
        assert "old@example.org" not in caseworker.words


def test_the_last_place_taken_by_another_leads_back_to_the_times_that_are_left(
    world: World, chromium: Chromium
) -> None:
    with a_stage(world, chromium, Scripts.ON, ONE_PLACE) as stage:
        publish(
            stage,
            trial(CASE, REED, in_six_weeks()),
            trial(ANOTHER_CASE, VALE, in_six_weeks()),
        )
        slow, quick = stage.caseworker("Asha Rowe"), stage.caseworker("Meera Shah")
        a_witness_ready_to_visit(slow, "Sam Carter")
        a_witness_ready_to_visit(quick, "Nina Kaur", ANOTHER_CASE)
        slow.look_for_times("Sam Carter")
        quick.look_for_times("Nina Kaur")
        mine, theirs = slots_on_the_page(slow), slots_on_the_page(quick)
        wanted = next(slot for slot in mine if slot in theirs)
        slow.check_a_time(mine.index(wanted))
        quick.check_a_time(theirs.index(wanted))
        quick.press("Book the visit")
        slow.press("Book the visit")
        (problem,) = slow.problems
        assert "not available" in problem
        assert wanted not in slots_on_the_page(slow)
        assert len(slots_on_the_page(slow)) > 0
        assert counted(stage, Visit) == 1


def test_a_list_that_cannot_be_read_changes_nothing_and_says_why(
    world: World, chromium: Chromium
) -> None:
    with a_stage(world, chromium, Scripts.ON) as stage:
        operator = stage.list_operator()
        whole = stage.trial_listed_on(in_six_weeks(), REED)
        operator.preview(whole[: len(whole) // 2], "cut-off.json")
        (problem,) = operator.problems
        assert "not valid JSON" in problem
        assert "No lists yet" in operator.words
        operator.preview(
            stage.warned_list([trial("T2026712", REED, in_six_weeks())], in_six_weeks())
        )
        assert "1 unreadable." in operator.words
        operator.follow("Cannot be read")
        assert "/WarnedList/" in operator.words.replace(" ", "")
        assert counted(stage, Hearing) == 0
