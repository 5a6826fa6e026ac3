import importlib
import inspect
import pkgutil
import uuid
from datetime import datetime

import pytest

import casework
import courts
import notifications
import scheduling
from courts.cases.events import PartiesChanged
from ethical_walls.sessions import WalledSession
from ethical_walls.work import WorkKind, compartments_with_work, post_work
from tests.moment import NOW
from tests.world import World
from witness_app.models import import_every_model
from witness_app.perform import perform
from witness_app.reactions import REACTIONS

COMPARTMENT = uuid.uuid4()


def leave_work(session: WalledSession, *, now: datetime) -> str:
    post_work(session, WorkKind.DISPATCH, now, compartment_id=COMPARTMENT)
    return "done"


def leave_work_and_fail(session: WalledSession, *, now: datetime) -> None:
    leave_work(session, now=now)
    raise ValueError("something went wrong")


def announce_something_unlisted(session: WalledSession, *, now: datetime) -> None:
    leave_work(session, now=now)
    session.record(object())


def work_left(world: World) -> int:
    with world.job() as session:
        return len(compartments_with_work(session, WorkKind.DISPATCH, NOW))


def test_an_action_is_kept_and_answers(world: World) -> None:
    with world.job(COMPARTMENT) as session:
        assert perform(session, leave_work, now=NOW) == "done"
    assert work_left(world) == 1


@pytest.mark.parametrize("action", [leave_work_and_fail, announce_something_unlisted])
def test_nothing_is_kept_of_an_action_that_fails_or_whose_event_has_no_row(
    world: World, action: object
) -> None:
    with world.job(COMPARTMENT) as session, pytest.raises((ValueError, KeyError)):
        perform(session, action, now=NOW)  # type: ignore[arg-type]
    assert work_left(world) == 0


def every_event() -> set[type]:
    """Every class of every `events` module, found by walking."""
    found = set()
    for package in (courts, casework, scheduling, notifications):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if module.name.endswith(".events"):
                members = inspect.getmembers(importlib.import_module(module.name), inspect.isclass)
                found |= {c for _, c in members if c.__module__ == module.name}
    return found


def test_every_event_has_its_row_and_every_row_its_event() -> None:
    import_every_model()
    assert PartiesChanged in REACTIONS
    assert set(REACTIONS) == every_event()
