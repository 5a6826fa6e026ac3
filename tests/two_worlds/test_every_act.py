"""Every action that somebody can take is an act of the random plays, and every act can be done."""

import importlib
import inspect
from collections.abc import Callable, Iterator

import pytest
from sqlalchemy import text

from tests.two_worlds import acts, acts_asking, acts_nearer, acts_outside
from tests.two_worlds.acts_outside import ACTS
from tests.two_worlds.due import do_what_is_due
from tests.two_worlds.left_out import LEFT_OUT
from tests.two_worlds.parties import LATE, PARTIES
from tests.two_worlds.random_plays import OPENING, Play, Step, a_setting
from tests.two_worlds.script import EVERY_ACT
from tests.world import World
from witness_app.jobs import tick
from witness_app.settings import CHECKOUT

LAYERS = ("casework", "scheduling")
NOT_ACTIONS = frozenset({"queries", "planning"})
"""Modules that only read."""


def public_actions() -> Iterator[tuple[str, Callable[..., object]]]:
    """The functions that `perform` takes: of a session first, and of the time by name."""
    for file in sorted(f for layer in LAYERS for f in (CHECKOUT / layer).rglob("*.py")):
        module = ".".join(file.relative_to(CHECKOUT).with_suffix("").parts)
        if file.stem in NOT_ACTIONS or file.stem == "__init__":
            continue
        for name, function in vars(importlib.import_module(module)).items():
            is_its_own = getattr(function, "__module__", "") == module
            if is_its_own and inspect.isfunction(function) and not name.startswith("_"):
                taken = list(inspect.signature(function).parameters.values())
                if taken and taken[0].name == "session" and is_told_the_time(taken):
                    yield f"{module}.{name}", function


def is_told_the_time(taken: list[inspect.Parameter]) -> bool:
    return any(one.name == "now" and one.kind is inspect.Parameter.KEYWORD_ONLY for one in taken)


def test_every_public_action_is_an_act_of_the_plays_or_is_left_out_for_a_reason() -> None:
    modules = (acts, acts_asking, acts_nearer, acts_outside)
    named = [n for module in modules for n in vars(module).values()]
    actions = dict(public_actions())
    played = {name for name, action in actions.items() if action in named}
    assert sorted(set(actions) - played - set(LEFT_OUT)) == []
    assert sorted(set(LEFT_OUT) - set(actions)) == []
    assert sorted(set(LEFT_OUT) & played) == []


def test_every_act_of_the_plays_can_be_done(world: World) -> None:
    alone = frozenset({"observer"})
    play = Play(a_setting(world))
    play.take_unseen([*OPENING, *EVERY_ACT], alone)
    assert set(ACTS) - set(play.done) == {"probe"}
    with world.owner() as owner:
        assert set(owner.execute(text("SELECT party FROM witness")).scalars()) == {
            PARTIES["observer"],
            PARTIES["first"],
        }


def test_what_is_due_in_a_play_is_what_a_tick_would_do(world: World) -> None:
    play = Play(a_setting(world), (LATE,))
    for act in ("refer", "accept", "message"):
        assert play.act(Step(LATE, act, 0)) == "done"
        do_what_is_due(world, play.means)
        assert not do_what_is_due(world, play.means)
        assert tick(play.means) == 0


def test_a_fault_is_no_refusal(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    play = Play(a_setting(world))
    monkeypatch.setitem(ACTS, "fault", acts_outside.Act(lambda _hand, _session: str(1 // 0)))
    with pytest.raises(ZeroDivisionError):
        play.act(Step("observer", "fault", 0))
