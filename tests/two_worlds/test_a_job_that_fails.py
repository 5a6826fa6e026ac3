"""A job that fails on one side: no page, message or log of another side says anything of it."""

import logging

import pytest
from sqlalchemy import NullPool, create_engine, select, text

from courts.cases.rules import read_identifier
from ethical_walls.records import Kind, tables_of
from notifications.messages.models import Message
from tests.two_worlds.scenario import (
    CASE,
    PARTIES,
    Stage,
    a_stage,
    go_as_far_as_a_visit,
    go_as_far_as_a_visit_in_no_time,
)
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


def spoil_every_job(world: World, party: str) -> None:
    """From now on whatever would write a row of this party's compartment fails."""
    admin = create_engine(world.database.admin_url, poolclass=NullPool)
    with admin.begin() as connection:
        connection.exec_driver_sql(
            "CREATE FUNCTION public.spoilt() RETURNS trigger LANGUAGE plpgsql AS"
            " $$ BEGIN RAISE 'a row that cannot be written'; END $$"
        )
        group = read_identifier(CASE).value
        asked = text("SELECT sealed.compartment(sealed.canonical_group(:group), :party)")
        spoilt = connection.scalar(asked, {"group": group, "party": party})
        for table in tables_of(Kind.WALLED):
            connection.exec_driver_sql(
                f"CREATE TRIGGER spoilt BEFORE INSERT OR UPDATE ON {table.name} FOR EACH ROW"
                f" WHEN (NEW.compartment_id = '{spoilt}') EXECUTE FUNCTION public.spoilt()"
            )


def seen_while_the_trial_moves(stage: Stage, spoilt: str | None) -> Transcript:
    """All that the observer is answered while the court moves the trial; the others' jobs fail."""
    stage.publish_trial()
    if spoilt:
        other = stage.caseworker(spoilt)
        go_as_far_as_a_visit_in_no_time(stage, other, "Otto Person", 0)
    observer = stage.caseworker("observer")
    witness = go_as_far_as_a_visit(stage, observer, "Sam Carter", 1)
    if spoilt:
        spoil_every_job(stage.world, PARTIES[spoilt])
    for weeks_later in (2, 3):
        stage.publish_trial(weeks_later=weeks_later)
        observer.look_at_everything(witness)
        observer.confirm_replans()
        stage.later(hours=2)
        observer.look_at_everything(witness)
    stage.later(days=1)
    observer.look_at_everything(witness)
    return observer.transcript


def test_however_many_jobs_of_one_side_fail_another_is_answered_as_if_alone(
    world: World, another_world: World, caplog: pytest.LogCaptureFixture
) -> None:
    with a_stage(world) as stage:
        alone = seen_while_the_trial_moves(stage, None)
    caplog.clear()
    with caplog.at_level(logging.ERROR), a_stage(another_world) as stage:
        beside_failures = seen_while_the_trial_moves(stage, "first")
    assert differences(alone, beside_failures) == []
    failed = {r.getMessage().partition(":")[0] for r in caplog.records}
    assert failed == {"a job of kind replan failed"}
