"""Mistakes as people make them: each is said beside its cause, nothing typed is lost or doubled."""

from datetime import date, time

import pytest
from sqlalchemy import func, select

from courts.cases.rules import PROSECUTION
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


def trial(number: str, accused: Accused, on: date) -> Listed:
    return Listed(number, [accused], fixed_on=on)


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
        caseworker.page.locator(".govuk-error-summary a").click()
        assert caseworker.page.evaluate("document.activeElement.name") == "identifier"
        assert caseworker.page.title().startswith("Error: ")


@pytest.mark.parametrize("scripts", list(Scripts))
def test_a_double_click_on_book_books_once(
    world: World, chromium: Chromium, scripts: Scripts
) -> None:
    with a_stage(world, chromium, scripts) as stage:
        stage.publish(trial(CASE, REED, in_six_weeks()))
        caseworker = stage.caseworker("Asha Rowe")
        stage.made_ready(caseworker, "Sam Carter", PROSECUTION)
        caseworker.look_for_times("Sam Carter")
        caseworker.check_a_time(FIRST)
        form = caseworker.page.locator("form").filter(has_text="Book the visit")
        sent = form.evaluate("form => Object.fromEntries(new FormData(form))")
        caseworker.page.get_by_role("button", name="Book the visit").dblclick()
        caseworker.page.get_by_role("heading", name="Court visits").wait_for()
        (visit,) = caseworker.table("Visits of this witness")
        assert (visit["State"], visit["Their answer"]) == (
            "Confirmed",
            "No answer yet: ring",
        )  # told, and not answered
        late = caseworker.page.request.post(f"{caseworker.page.url}/book", form=sent)
        assert late.url == caseworker.page.url  # the second click's request is answered alike
        assert counted(stage, Visit) == 1


def test_a_form_left_open_in_another_tab_does_not_undo_what_was_done_since(
    world: World, chromium: Chromium
) -> None:
    with a_stage(world, chromium, Scripts.ON) as stage:
        stage.publish(trial(CASE, REED, in_six_weeks()))
        caseworker = stage.caseworker("Asha Rowe")
        witness = stage.made_ready(caseworker, "Sam Carter", PROSECUTION)
        other_tab = Caseworker(caseworker.page.context.new_page(), stage.site, caseworker.email)
        for tab in (other_tab, caseworker):
            tab.open(f"{witness}/contact-plan/new")
            tab.answer(PLAN)
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
        stage.publish(
            trial(CASE, REED, in_six_weeks()),
            trial(ANOTHER_CASE, VALE, in_six_weeks()),
        )
        slow, quick = stage.caseworker("Asha Rowe"), stage.caseworker("Meera Shah")
        stage.made_ready(slow, "Sam Carter", PROSECUTION)
        stage.made_ready(quick, "Nina Kaur", PROSECUTION, ANOTHER_CASE)
        mine = slow.look_for_times("Sam Carter")
        theirs = quick.look_for_times("Nina Kaur")
        wanted = next(slot for slot in mine if slot in theirs)
        slow.check_a_time(mine.index(wanted))
        quick.check_a_time(theirs.index(wanted))
        quick.press("Book the visit")
        slow.press("Book the visit")
        (problem,) = slow.problems
        assert "not available" in problem
        assert wanted not in slow.slots_on_offer()
        assert len(slow.slots_on_offer()) > 0
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
