"""Groups joined all at once end as if each list had been joined in its turn."""

import random
import uuid
from datetime import timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from ethical_walls.compartments.queries import group_of, groups_of, publish_group, publish_groups
from ethical_walls.intake import TypedReferral, receive_referral
from ethical_walls.sessions import WalledSession
from ethical_walls.viewers import Viewer
from tests.moment import NOW
from tests.world import World

PARTIES = ("prosecution", "defendant:jordan reed", "defendant:ali khan")
NAMES = [f"T2026{number:04d}" for number in range(14)]
SEALED = {
    "alias": "SELECT group_id, canonical_group_id FROM sealed.group_alias ORDER BY 1",
    "conflict": "SELECT account_id, group_id, held_party, met_party FROM sealed.conflict"
    " ORDER BY 1, 2, 3, 4",
    "allegiance": "SELECT account_id, group_id, party, since_at FROM sealed.allegiance"
    " ORDER BY 1, 2",
}

CHAINED = [["T20260001", "T20260002"], ["T20260002", "T20260003"], ["T20260003", "T20260004"]]
MET_LATER = [["T20260001"], ["T20260002"], ["T20260002", "T20260001"], ["T20260005"]]
TWICE = [["T20260001", "T20260001"], ["T20260001"]]


def drawn(seed: int) -> list[list[str]]:
    """Some lists of one to three numbers, of few enough that they often meet."""
    draw = random.Random(seed)  # noqa: S311 - the same lists every time
    return [draw.choices(NAMES, k=draw.randint(1, 3)) for _ in range(draw.randint(1, 7))]


def refer_widely(world: World, seed: int) -> None:
    """Two people of one side in one case and another side in the next."""
    draw = random.Random(seed)  # noqa: S311 - the same lists every time
    for name in ("Ada Okoro", "Noor Vance"):
        with world.session(world.a_caseworker(name)) as session:
            for late, number in enumerate(draw.sample(NAMES, 9)):
                typed = TypedReferral(uuid.uuid4(), number, draw.choice(PARTIES), {})
                receive_referral(session, typed, now=NOW + timedelta(minutes=late))
            session.commit()


def as_they_stand(world: World, session: WalledSession) -> dict[str, object]:
    """The sealed rows that joining writes, read by the owner after a commit."""
    session.commit()
    with world.owner() as owner:
        found: dict[str, object] = {
            name: [tuple(row) for row in owner.execute(text(sql))] for name, sql in SEALED.items()
        }
        return found


def forget(world: World, before: dict[str, object]) -> None:
    with world.owner() as owner:
        owner.execute(text("DELETE FROM sealed.group_alias"))
        owner.execute(text("DELETE FROM sealed.conflict"))
        owner.execute(text("DELETE FROM sealed.allegiance"))
        for account, group, party, since in before["allegiance"]:  # type: ignore[attr-defined]
            owner.execute(
                text("INSERT INTO sealed.allegiance VALUES (:a, :g, :p, :s)"),
                {"a": account, "g": group, "p": party, "s": since},
            )
        owner.commit()


def compare(world: World, first: list[list[str]], then: list[list[str]], seed: int) -> None:
    """Join `first`, then `then`: one after the other, and again all at once."""
    refer_widely(world, seed)
    with world.session(world.a_list_operator()) as session:
        before = as_they_stand(world, session)
        each = [publish_group(session, names, now=NOW) for names in (*first, *then)]
        in_turn = as_they_stand(world, session)
        forget(world, before)
        at_once = publish_groups(session, first, now=NOW) + publish_groups(session, then, now=NOW)
        assert at_once == each
        assert as_they_stand(world, session) == in_turn


@pytest.mark.parametrize("lists", [CHAINED, MET_LATER, TWICE, CHAINED[::-1]])
def test_lists_that_meet_are_joined_in_their_order(world: World, lists: list[list[str]]) -> None:
    compare(world, [], lists, seed=0)


def test_lists_drawn_at_random_end_as_if_joined_in_turn(world: World) -> None:
    for seed in range(15):
        compare(world, drawn(seed), drawn(1000 + seed), seed)
        with world.owner() as owner:
            for table in ("group_alias", "conflict", "allegiance", "intake", "work"):
                owner.execute(text(f"DELETE FROM sealed.{table}"))  # noqa: S608 - our own names
            owner.commit()


def test_nothing_published_joins_nothing(world: World) -> None:
    with world.session(world.a_list_operator()) as session:
        assert publish_groups(session, [], now=NOW) == []


def test_many_numbers_have_the_groups_that_each_has_alone(world: World) -> None:
    with world.session(world.a_list_operator()) as session:
        publish_group(session, NAMES[:2], now=NOW)
        found = groups_of(session, [*NAMES[:4], NAMES[0]])
        assert found == {name: group_of(session, name) for name in NAMES[:4]}


def test_nobody_learns_many_groups_without_an_account(world: World) -> None:
    with world.session(Viewer()) as session, pytest.raises(DBAPIError, match="not allowed"):
        groups_of(session, NAMES)
