"""The table of what follows from each event is whole, and an empty row says why."""

import importlib
import inspect
import pkgutil
import re
import uuid
from pathlib import Path
from types import ModuleType

import pytest

import casework
import courts
import ethical_walls
import notifications
import scheduling
from casework.allocations.events import CaseworkerAccepted
from courts.cases.events import PartiesChanged
from courts.hearings.events import HearingListed, HearingMoved, HearingRevised
from witness_app import reactions
from witness_app.reactions import REACTIONS, TOGETHER, in_turn
from witness_app.reactions.hearings import ask_every_party, ask_parties_of_case
from witness_app.reactions.visits import confirm_visits

PACKAGES = (ethical_walls, courts, casework, scheduling, notifications)
SOURCE = Path(inspect.getfile(reactions)).read_text()


def event_modules() -> list[ModuleType]:
    return [
        importlib.import_module(found.name)
        for package in PACKAGES
        for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}.")
        if found.name.endswith(".events")
    ]


def events() -> list[type]:
    return [
        thing
        for module in event_modules()
        for thing in vars(module).values()
        if inspect.isclass(thing) and thing.__module__ == module.__name__
    ]


def test_there_are_events_to_look_for() -> None:
    assert len(events()) > 10


@pytest.mark.parametrize("event", events(), ids=lambda event: event.__name__)
def test_every_event_has_its_row(event: type) -> None:
    assert event in REACTIONS


@pytest.mark.parametrize("event", events(), ids=lambda event: event.__name__)
def test_every_event_is_frozen(event: type) -> None:
    assert event.__dataclass_params__.frozen  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "event", [event for event, row in REACTIONS.items() if not row], ids=lambda e: e.__name__
)
def test_an_empty_row_says_why(event: type) -> None:
    assert re.search(rf"\b{event.__name__}: \(\),  # \w+", SOURCE)


@pytest.mark.parametrize(
    "reaction",
    sorted({r for row in REACTIONS.values() for r in row}, key=lambda r: r.__qualname__),
    ids=lambda reaction: reaction.__name__,
)
def test_a_reaction_decides_nothing(reaction: object) -> None:
    source = inspect.getsource(reaction)  # type: ignore[arg-type]
    assert not re.search(r"^\s+(if|elif|while|match)\b", source, re.MULTILINE)


ONE, TWO = uuid.UUID(int=1), uuid.UUID(int=2)


def test_events_in_a_row_are_given_together_where_one_statement_answers_them_all() -> None:
    changed = [PartiesChanged(ONE), PartiesChanged(TWO)]
    listed, moved = HearingListed(ONE, ONE, 1), HearingMoved(TWO, TWO, 2)
    again = HearingListed(TWO, ONE, 1)
    accepted = [CaseworkerAccepted(ONE, TWO), CaseworkerAccepted(TWO, ONE)]
    announced = [*changed, listed, moved, HearingRevised(ONE, ONE, 1, 1), again, *accepted]
    assert list(in_turn(announced)) == [
        (ask_parties_of_case, changed),
        (ask_every_party, [listed, moved]),
        (ask_every_party, [again]),
        (confirm_visits, accepted[0]),
        (confirm_visits, accepted[1]),
    ]


def test_a_row_is_given_events_together_as_a_whole_or_not_at_all() -> None:
    assert all(TOGETHER.issuperset(row) or TOGETHER.isdisjoint(row) for row in REACTIONS.values())
