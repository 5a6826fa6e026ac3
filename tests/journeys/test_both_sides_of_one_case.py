"""The main story from both sides: a list, two witnesses, a reminder, a trial that moves."""

from datetime import datetime, timedelta

import pytest

from courts.london_time import london_day, spoken_day
from notifications.messages.rules import MessageKey, MessageState
from tests.browser import Chromium, Scripts
from tests.builders.scheduling import in_six_weeks
from tests.journeys.person import Caseworker, ListOperator
from tests.journeys.stage import CASE, REED, Stage, a_stage
from tests.world import World

pytestmark = pytest.mark.browser

AT_MOST_CLICKS = 10
REMINDERS = {
    MessageKey.VISIT_REMINDER_7_DAYS,
    MessageKey.VISIT_REMINDER_3_DAYS,
    MessageKey.VISIT_REMINDER_1_DAY,
}
WITNESSES = {"Sam Carter": "Prosecution", "Mia Brooks": "Defence of Jordan Reed"}
LAST = -1


@pytest.mark.parametrize("scripts", list(Scripts))
def test_each_side_sees_its_witness_through_a_trial_that_moves_and_never_the_other(
    world: World, chromium: Chromium, scripts: Scripts
) -> None:
    with a_stage(world, chromium, scripts) as stage:
        operator = stage.list_operator()
        sides = {
            "Sam Carter": stage.caseworker("Asha Rowe"),
            "Mia Brooks": stage.caseworker("Daniel Frost"),
        }
        apply_list(operator, stage.trial_listed_on(in_six_weeks(), REED))
        pages = {name: arrange_a_visit(stage, sides[name], name) for name in sides}
        believed = {name: stage.invitations_to(name)[LAST] for name in sides}
        wait_for_a_reminder(stage)

        sooner = min(london_day(entry.starts_at) for entry in believed.values())
        operator.preview(stage.trial_listed_on(sooner, REED), "newer.json")
        assert "1 moved." in operator.words
        operator.press("Apply 1 row")
        for name, caseworker in sides.items():
            confirm_the_replan(caseworker, name)
        stage.later(minutes=30)

        for name in sides:
            calendar_followed_the_trial(stage, name)
        stage.later(days=40)
        for name, entry in believed.items():
            nothing_of_the_old_date_was_sent_after(stage, name, entry.starts_at)
        assert not chromium.complaints
        neither_finds_the_other(sides, pages)


def apply_list(operator: ListOperator, data: bytes) -> None:
    operator.preview(data)
    assert "1 new." in operator.words
    assert "Nothing has been changed yet" in operator.words
    operator.press("Apply 1 row")
    assert "1 hearing is new or changed" in operator.done


def arrange_a_visit(stage: Stage, caseworker: Caseworker, name: str) -> str:
    """From referral to a booked visit; the witness's page."""
    address = f"{name.split(maxsplit=1)[0].lower()}@example.org"
    caseworker.refer(name, CASE, WITNESSES[name], address)
    witness = caseworker.accept(name)
    caseworker.agree_a_plan(witness, address)
    assert caseworker.book(name, LAST) <= AT_MOST_CLICKS
    assert f"The visit of {name} is booked for" in caseworker.done
    stage.later(minutes=10)
    (entry,) = stage.invitations_to(name)
    assert (entry.method, entry.sequence) == ("REQUEST", 0)
    return witness


def wait_for_a_reminder(stage: Stage) -> None:
    """Let days pass until each witness was reminded a week before."""
    first = max(stage.invitations_to(name)[LAST].starts_at for name in WITNESSES)
    stage.later(seconds=(first - timedelta(days=6, hours=20) - stage.clock.now()).total_seconds())
    for name in WITNESSES:
        sent = {m.key for m in stage.messages_to(name) if m.state is MessageState.SENT}
        assert MessageKey.VISIT_REMINDER_7_DAYS in sent
    stage.later(minutes=10)


def confirm_the_replan(caseworker: Caseworker, name: str) -> None:
    """From the day, under what the court changed, to the plan; look, then confirm."""
    caseworker.open("/day")
    (changed,) = caseworker.table("Changed by the court")
    assert changed["Witness"].startswith(name)
    assert caseworker.table("Today") == []  # one thing to do stands once
    caseworker.follow("The hearing moved: confirm the re-plan")
    assert "Nothing is changed until you confirm" in caseworker.words
    assert "It is now listed for" in caseworker.words
    (line,) = caseworker.table("The visits")
    assert line["Who"] == name
    assert line["What changes"] == "Moved"
    caseworker.press("Confirm this plan")
    assert "The plan is carried out." in caseworker.done
    caseworker.open("/day")
    assert caseworker.table("Changed by the court") == []


def calendar_followed_the_trial(stage: Stage, name: str) -> None:
    """The same entry in the witness's calendar, at its new time."""
    first, second = stage.invitations_to(name)
    assert (first.sequence, second.sequence) == (0, 1)
    assert first.uid == second.uid
    assert second.starts_at < first.starts_at
    told = [m for m in stage.messages_to(name) if m.key is MessageKey.VISIT_MOVED]
    assert [m.state for m in told] == [MessageState.SENT]
    assert spoken_day(london_day(second.starts_at)) in told[0].text


def nothing_of_the_old_date_was_sent_after(stage: Stage, name: str, old: datetime) -> None:
    """After the trial moved no reminder named the old date, and none waits."""
    messages = stage.messages_to(name)
    moved_at = next(m.recorded_at for m in messages if m.key is MessageKey.VISIT_MOVED)
    reminders = [m for m in messages if m.key in REMINDERS]
    of_old = [m for m in reminders if m.fields["starts_at"] == old.isoformat()]
    assert len(of_old) == len(REMINDERS)
    for message in of_old:
        sent_before = message.settled_at is not None and message.settled_at < moved_at
        assert sent_before or message.state is MessageState.SUPERSEDED
    assert not [m for m in reminders if m.state is MessageState.PENDING]


def neither_finds_the_other(sides: dict[str, Caseworker], pages: dict[str, str]) -> None:
    """The other's pages answer as one that is nowhere does; no page of one's own names them."""
    for name, caseworker in sides.items():
        (other,) = set(sides) - {name}
        assert caseworker.open("/witnesses/00000000-0000-4000-8000-000000000000") == 404
        nowhere = caseworker.words
        for tab in ("", "/visits", "/contact-plan", "/needs", "/tasks", "/visits/book"):
            assert caseworker.open(pages[other] + tab) == 404
            assert caseworker.words == nowhere
        for path in ("/day", "/messages", "/replans", pages[name]):
            assert caseworker.open(path) == 200
            assert other not in caseworker.page.content()
