"""The test of tests: nothing that one side can obtain depends on the other side being there."""

from sqlalchemy import text

from tests.two_worlds.outsiders import play_outside
from tests.two_worlds.scenario import PARTIES, a_stage, play
from tests.two_worlds.transcripts import Transcript, differences
from tests.world import World

MANY, FEW, SIGNED_IN_BY = 80, 3, 3
OTHERS = tuple(who for who in PARTIES if who != "observer")


def transcripts_of(world: World, others: tuple[str, ...]) -> tuple[Transcript, Transcript]:
    with a_stage(world) as stage:
        inside = play(stage, others)
        return inside, play_outside(stage, others, stage.seen[0])


def test_the_observers_are_answered_alike_with_and_without_the_others(
    world: World, another_world: World
) -> None:
    alone, outside_alone = transcripts_of(world, ())
    among_others, outside_among_others = transcripts_of(another_world, OTHERS)
    assert differences(alone, among_others) == []
    assert differences(outside_alone, outside_among_others) == []
    assert len(alone.answers) > MANY
    for mine in ("Sam Carter", "Alex Moore", "sam@example.org"):
        assert sum(mine in answer for answer in alone.answers) > FEW
    assert not any("sign-in 200" in answer for answer in alone.answers[SIGNED_IN_BY:])
    for mine in ("Hello Sam.", "Stood down", "Kim Ashe"):
        assert any(mine in answer for answer in outside_alone.answers)


def test_the_others_were_really_there(world: World) -> None:
    with a_stage(world) as stage:
        play(stage, OTHERS)
    with world.owner() as owner:
        seen = owner.execute(text("SELECT party, count(*) FROM witness GROUP BY party"))
        counted = dict(tuple(row) for row in seen)
        assert counted == {PARTIES[who]: 1 for who in OTHERS} | {PARTIES["observer"]: 2}
        visits = owner.scalar(text("SELECT count(*) FROM visit"))
        assert visits == 6


def test_a_difference_of_one_letter_is_found() -> None:
    here, there = Transcript(["/day 200\nhello"]), Transcript(["/day 200\nhallo"])
    assert differences(here, there) == ["/day 200: 'hello' against 'hallo'"]
    assert differences(here, Transcript()) == ["1 answers against 0"]
