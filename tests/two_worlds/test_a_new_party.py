"""A defendant is named in a published case: what their party can obtain tells nothing of others."""

from datetime import timedelta

from sqlalchemy import select

from ethical_walls.sessions import WalledSession
from scheduling.turns.changes import SETTLING
from scheduling.visits.models import Visit
from scheduling.visits.rules import VisitState
from tests.two_worlds.due import do_what_is_due
from tests.two_worlds.parties import LATE
from tests.two_worlds.random_plays import Play, Step, a_setting
from tests.two_worlds.transcripts import Transcript, differences
from tests.world import World
from witness_app.jobs import tick

OTHERS = ("first", "observer", "second")
VISITS_EACH = 5


def others_fill_their_half_days(play: Play, others: tuple[str, ...]) -> None:
    """Every other party books one visit after another, from the first time on."""
    for who in others:
        for act in ("refer", "accept", *["book"] * VISITS_EACH):
            play.act(Step(who, act, 0))
            do_what_is_due(play.world, play.means)


def the_new_party_books(play: Play, times: int) -> list[str]:
    """The new party books the first time that it is offered, again and again."""
    for _ in range(times):
        play.act(Step(LATE, "book", 0))
    answers = play.transcripts[LATE].answers
    return [answer for answer in answers if answer.startswith("book: ")]


def played(world: World, others: tuple[str, ...]) -> Transcript:
    """The court names a defendant after the others booked; all that the new party obtains."""
    play = Play(a_setting(world), (LATE,))
    others_fill_their_half_days(play, others)
    play.name_another()
    play.act(Step(LATE, "refer", 0))
    tick(play.means)
    play.act(Step(LATE, "accept", 0))
    play.observe(Step(LATE, "look", 0), is_changed=True)
    play.clock.advance(SETTLING)
    tick(play.means)
    play.observe(Step(LATE, "look", 1), is_changed=True)
    assert the_new_party_books(play, VISITS_EACH) == ["book: done"] * VISITS_EACH
    play.observe(Step(LATE, "look", 2), is_changed=True)
    return play.transcripts[LATE]


def states_of(session: WalledSession) -> list[VisitState]:
    return list(session.scalars(select(Visit.state)))


def test_a_new_party_is_never_refused_a_time_it_was_offered_whoever_was_there(
    world: World, another_world: World
) -> None:
    alone = played(world, ())
    among_others = played(another_world, OTHERS)
    assert differences(alone, among_others) == []
    with another_world.owner() as owner:
        states = states_of(owner)
        assert len(states) == VISITS_EACH * (len(OTHERS) + 1)
        assert VisitState.RELEASED in states
    looked = [answer for answer in alone.answers if answer.startswith("after")]
    assert ["not_open" in answer for answer in looked] == [True, False, False]
    assert ["OfferedTime" in answer for answer in looked] == [False, True, True]


def test_while_a_partys_job_has_not_run_nobody_books_what_was_ceded(world: World) -> None:
    play = Play(a_setting(world), (LATE,))
    others_fill_their_half_days(play, ("observer",))
    play.act(Step(LATE, "refer", 0))
    tick(play.means)
    play.act(Step(LATE, "accept", 0))
    play.name_another()
    play.clock.advance(SETTLING + timedelta(days=1))
    (refused,) = the_new_party_books(play, 1)
    assert refused != "book: done"
    tick(play.means)
    assert the_new_party_books(play, 1) == [refused, "book: done"]
