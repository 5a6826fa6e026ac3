"""Texts of the other sides, in a world with them and one without: the observer sees no more."""

from datetime import timedelta

from sqlalchemy import select, text

from casework.contact_plans.actions import confirm_contact_plan
from casework.contact_plans.queries import live_plan
from casework.contact_plans.rules import CalendarWanted, Channel
from casework.witnesses.models import Witness
from ethical_walls.viewers import NOBODY
from tests.builders.casework import a_contact_plan
from tests.databases import a_database
from tests.two_worlds.parties import PARTIES
from tests.two_worlds.random_plays import OPENING, Play, Step, a_setting
from tests.two_worlds.transcripts import Transcript, differences
from tests.world import World
from witness_app.carrier_words import text_came
from witness_app.embedded_postgres import Cluster
from witness_app.jobs import tick
from witness_app.perform import perform

NUMBERS = {who: f"+4477009002{number:02}" for number, who in enumerate(sorted(PARTIES), 50)}
SAID = ("Yes", "STOP", "I need to talk", "No", "START")


def agree_numbers(play: Play, cast: frozenset[str]) -> None:
    """Everybody's witness is reached by text, each at a number of their own."""
    for who in cast:
        with play.world.session(play.setting.people[who].caseworker) as session:
            for witness in session.scalars(select(Witness)).all():
                plan = live_plan(session, witness.id)
                assert plan is not None
                agreed = a_contact_plan(
                    channel=Channel.SMS, address=NUMBERS[who], calendar_wanted=CalendarWanted.NO
                )
                now = play.clock.now()
                perform(session, confirm_contact_plan, witness.id, plan.version, agreed, now=now)


def texted(world: World, cast: frozenset[str], numbers: tuple[str, ...]) -> Transcript:
    """What the observer obtains while these numbers text, whoever holds them in this world."""
    play = Play(a_setting(world))
    play.take(OPENING, cast)
    agree_numbers(play, cast)
    for count, words in enumerate(SAID):
        play.clock.advance(timedelta(minutes=10))
        for number in numbers:
            with world.session(NOBODY) as session:
                text_came(session, f"SM{number}{count}", number, words, now=play.clock.now())
                session.commit()
        tick(play.means)
        play.observe(Step("others", "text", count), is_changed=True)
    return play.transcripts["observer"]


def test_texts_of_the_other_sides_change_nothing_that_one_side_can_obtain(
    cluster: Cluster, template: str
) -> None:
    others = tuple(number for who, number in NUMBERS.items() if who != "observer")
    with a_database(cluster, template) as here, a_database(cluster, template) as there:
        alone = texted(World(here), frozenset({"observer"}), others)
        among_others = texted(World(there), frozenset(PARTIES), others)
        with World(there).owner() as owner:
            replies = owner.scalar(text("SELECT count(*) FROM reply"))
    assert differences(alone, among_others) == []
    assert replies >= len(SAID)


def test_texts_of_ones_own_do_show(cluster: Cluster, template: str) -> None:
    own = (NUMBERS["observer"],)
    with a_database(cluster, template) as here, a_database(cluster, template) as there:
        silent = texted(World(here), frozenset({"observer"}), ())
        heard = texted(World(there), frozenset({"observer"}), own)
    assert differences(silent, heard) != []
