"""A job that fails on one side: no page, message or log of another side says anything of it."""

import logging

import pytest
from sqlalchemy import select, text

from notifications.messages.models import Message
from tests.two_worlds.scenario import CASE, PARTIES, Stage, a_stage, go_as_far_as_a_visit
from tests.two_worlds.transcripts import IDENTIFIER, Transcript, differences
from tests.world import World

NAME = "Quillon Zarate"
SPOILT = 'UPDATE sealed.intake SET payload = \'{"name": "Quillon Zarate"}\' WHERE party = :party'
LEFT = "SELECT count(*) FROM sealed.intake WHERE party = :party AND taken_in_at IS NULL"


def a_referral_that_no_job_can_take_in(stage: Stage) -> None:
    stage.caseworker("first").refer(NAME, CASE)
    with stage.world.owner() as owner:
        owner.execute(text(SPOILT), {"party": PARTIES["first"]})
        owner.commit()


def observed(stage: Stage) -> Transcript:
    """All that the observer is answered, from referring to a visit and every page after."""
    observer = stage.caseworker("observer")
    witness = go_as_far_as_a_visit(stage, observer, "Sam Carter", 0)
    stage.later(days=1)
    observer.look_at_everything(witness)
    return observer.transcript


def messages(world: World) -> list[tuple[object, ...]]:
    """What was written to people, and what became of it."""
    columns = (Message.key, Message.state, Message.subject, Message.text, Message.to_address)
    with world.owner() as owner:
        rows = owner.execute(select(*columns).order_by(Message.due_at, Message.key))
        return [tuple(row) for row in rows]


def test_a_job_that_fails_on_one_side_says_nothing_of_it_on_another(
    world: World, another_world: World, caplog: pytest.LogCaptureFixture
) -> None:
    with a_stage(world) as stage:
        stage.publish_trial()
        alone = observed(stage)
    caplog.clear()
    with caplog.at_level(logging.INFO), a_stage(another_world) as stage:
        stage.publish_trial()
        a_referral_that_no_job_can_take_in(stage)
        beside_a_failure = observed(stage)
    assert differences(alone, beside_a_failure) == []
    assert messages(world) == messages(another_world) != []
    failures = [r.getMessage() for r in caplog.records if "a job of kind" in r.getMessage()]
    assert failures
    assert {line.splitlines()[0].partition(":")[0] for line in failures} == {
        "a job of kind intake failed"
    }
    for unsaid in (NAME, PARTIES["first"], CASE):
        assert unsaid not in caplog.text
    assert not any(IDENTIFIER.search(line) for line in failures)
    with another_world.owner() as owner:
        assert owner.scalar(text(LEFT), {"party": PARTIES["first"]}) == 1
