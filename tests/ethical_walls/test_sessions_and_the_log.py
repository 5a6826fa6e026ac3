import uuid

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import DBAPIError

from ethical_walls.access_log.actions import Subject, looked
from ethical_walls.access_log.models import Outcome
from ethical_walls.sessions import ObjectsFromElsewhere, ViewerIsFixed
from ethical_walls.viewers import NOBODY
from tests.moment import NOW
from tests.world import World

WHO = select(func.wall.account())


def test_one_session_has_one_viewer_for_life(world: World) -> None:
    with world.session(world.a_caseworker()) as session, pytest.raises(ViewerIsFixed):
        session.viewer = NOBODY


def test_objects_that_the_viewer_did_not_read_are_refused(world: World) -> None:
    with world.session(world.a_caseworker()) as session, pytest.raises(ObjectsFromElsewhere):
        session.merge(object(), load=False)


def test_the_viewer_stands_through_commits_rollbacks_and_savepoints(world: World) -> None:
    caseworker = world.a_caseworker()
    with world.session(caseworker) as session:
        assert session.scalar(WHO) == caseworker.account_id
        session.commit()
        assert session.scalar(WHO) == caseworker.account_id
        session.rollback()
        with session.begin_nested() as savepoint:
            assert session.scalar(WHO) == caseworker.account_id
            savepoint.rollback()
        assert session.scalar(WHO) == caseworker.account_id


def test_the_next_user_of_a_connection_is_not_the_last(world: World) -> None:
    with world.session(world.a_caseworker()) as session:
        session.scalar(WHO)
        session.commit()
    with world.session(NOBODY) as session:
        assert session.scalar(WHO) is None
    with world.database.engine.connect() as connection:
        assert connection.scalar(WHO) is None


def test_a_look_survives_and_is_never_changed(world: World) -> None:
    caseworker, subject = world.a_caseworker(), uuid.uuid4()
    with world.session(caseworker) as session:
        looked(session, "witnesses.show", Subject(subject), Outcome.REFUSED, now=NOW)
    with world.owner() as owner:
        row = owner.execute(text("SELECT account_id, subject_id, outcome FROM sealed.look")).one()
        assert tuple(row) == (caseworker.account_id, subject, "refused")
    for change in (
        "UPDATE sealed.look SET outcome = 'shown'",
        "DELETE FROM sealed.look",
        "TRUNCATE sealed.look",
    ):
        with world.owner() as owner, pytest.raises(DBAPIError, match="never changed"):
            owner.execute(text(change))
