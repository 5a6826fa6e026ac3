"""Accounts as viewers, and the service's own accounts."""

import uuid
from datetime import timedelta

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import ProgrammingError

from ethical_walls.accounts.actions import OWN_ACCOUNTS, ensure_service_account
from ethical_walls.accounts.models import Account
from ethical_walls.accounts.queries import viewer_of
from ethical_walls.applying import apply_wall
from ethical_walls.links.rules import LONGEST_WORD, WordTooLong, check_word
from ethical_walls.viewers import NOBODY
from tests.builders.sealed import Behind
from tests.moment import NOW
from tests.world import World
from witness_app.embedded_postgres import APP


def test_the_services_own_accounts_are_made_where_they_are_missing_and_once(world: World) -> None:
    behind = Behind(world)
    own = {account_id for account_id, _, _ in OWN_ACCOUNTS}
    with behind.as_administrator() as connection:
        connection.exec_driver_sql("SET LOCAL session_replication_role = replica")
        connection.execute(text("DELETE FROM account WHERE id = ANY(:own)"), {"own": list(own)})
    for _ in range(2):
        with world.owner() as owner:
            ensure_service_account(owner)
            owner.commit()
        with world.owner() as owner:
            assert set(owner.scalars(select(Account.id).where(Account.id.in_(own)))) == own


def test_an_account_that_is_not_there_or_has_ended_is_nobody(world: World) -> None:
    asha, behind = world.a_caseworker(), Behind(world)
    assert asha.account_id
    with world.owner() as owner:
        assert viewer_of(owner, uuid.uuid4()) == NOBODY
        assert viewer_of(owner, asha.account_id).is_somebody
    behind.say("UPDATE account SET ended_at = :now WHERE id = :who", now=NOW, who=asha.account_id)
    with world.owner() as owner:
        assert viewer_of(owner, asha.account_id) == NOBODY


def test_training_is_of_ones_own_and_may_be_none(world: World) -> None:
    asha, behind = world.a_caseworker(), Behind(world)
    assert asha.account_id
    day = NOW.date()
    with world.owner() as owner:
        assert viewer_of(owner, asha.account_id, day).trained_until
        assert viewer_of(owner, asha.account_id, day + timedelta(days=4000)).trained_until is None
        assert viewer_of(owner, asha.account_id).trained_until
    behind.say("DELETE FROM training WHERE account_id = :who", who=asha.account_id)
    with world.owner() as owner:
        assert viewer_of(owner, asha.account_id, day).trained_until is None
        assert viewer_of(owner, asha.account_id).trained_until is None


def test_a_word_is_no_longer_than_anybody_remembers() -> None:
    check_word("ab" * (LONGEST_WORD // 2), "Ada")
    with pytest.raises(WordTooLong):
        check_word("ab" * (LONGEST_WORD // 2) + "c", "Ada")


def test_what_cannot_be_mended_for_another_reason_than_rights_is_raised(world: World) -> None:
    """A door of another kind of answer cannot be replaced: that is no matter of who asks."""
    with world.owner() as owner:
        connection = owner.connection()
        connection.exec_driver_sql("DROP FUNCTION wall.sums(date)")
        connection.exec_driver_sql(
            "CREATE FUNCTION wall.sums(day date) RETURNS integer LANGUAGE sql AS 'SELECT 1'"
        )
        with pytest.raises(ProgrammingError, match="cannot change return type"):
            apply_wall(connection, APP)
        owner.rollback()
