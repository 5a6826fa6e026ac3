import uuid

import pytest
from sqlalchemy import MetaData, NullPool, Table, create_engine, event, func, select, text
from sqlalchemy.exc import DBAPIError

from ethical_walls.access_log.actions import Subject, looked
from ethical_walls.access_log.models import Outcome
from ethical_walls.records import Record
from ethical_walls.sessions import ObjectsFromElsewhere, ViewerIsFixed, WalledSession
from ethical_walls.viewers import NOBODY, Signer
from tests.builders.rows import put
from tests.databases import SIGNER
from tests.moment import NOW
from tests.world import World
from witness_app.models import import_every_model

import_every_model()

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


def test_a_savepoint_does_not_say_again_who_looks(world: World) -> None:
    with world.session(world.a_caseworker()) as session:
        session.scalar(WHO)
        said: list[str] = []
        connection = session.connection()
        event.listen(connection, "before_cursor_execute", lambda *told: said.append(told[2]))
        with session.begin_nested():
            session.scalar(WHO)
        again = [statement for statement in said if "set_config" in statement]
        session.commit()
        session.scalar(WHO)
    assert (again, len(said) > len(again)) == ([], True)


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


def lines(world: World) -> list[tuple[uuid.UUID | None, str, uuid.UUID | None]]:
    with world.owner() as owner:
        rows = owner.execute(
            text("SELECT account_id, act, compartment_id FROM sealed.look ORDER BY id")
        )
        return [tuple(row) for row in rows]


def test_a_look_stands_though_the_session_that_it_is_noted_from_is_rolled_back(
    world: World,
) -> None:
    caseworker = world.a_caseworker()
    with world.session(caseworker) as session:
        session.scalar(WHO)
        looked(session, "x", None, Outcome.SHOWN, now=NOW)
        assert session.in_transaction()
        session.rollback()
    assert lines(world) == [(caseworker.account_id, "x", None)]


def test_the_viewer_of_a_look_is_gone_from_the_connection_once_it_is_noted(world: World) -> None:
    engine = create_engine(world.database.app_url, pool_size=1, max_overflow=0)
    with WalledSession(engine, viewer=world.a_caseworker(), signer=SIGNER) as session:
        looked(session, "x", None, Outcome.SHOWN, now=NOW)
        with engine.connect() as same:
            assert same.scalar(WHO) is None
            assert not same.scalar(text("SELECT current_setting('wall.viewer', true)"))
            assert same.connection.dbapi_connection.autocommit is False  # type: ignore[union-attr]
    engine.dispose()
    assert len(lines(world)) == 1


def test_a_look_reads_where_its_subject_is_with_the_eyes_of_its_own_viewer(world: World) -> None:
    table = Record.metadata.tables["witness"]
    mine, theirs = uuid.uuid4(), uuid.uuid4()
    caseworker = world.a_caseworker()
    world.clear(caseworker, mine)
    admin = create_engine(world.database.admin_url, poolclass=NullPool)
    with admin.begin() as connection:
        rows = [put(connection, table, compartment_id=where) for where in (mine, theirs)]
    with world.session(caseworker) as session:
        for row in rows:
            looked(session, "x", Subject(row["id"], table), Outcome.SHOWN, now=NOW)
        looked(session, "x", Subject(uuid.uuid4(), table), Outcome.SHOWN, now=NOW)
    assert [compartment for _, _, compartment in lines(world)] == [mine, None, None]


def test_nobody_and_a_viewer_that_nobody_signed_leave_no_line(world: World) -> None:
    caseworker = world.a_caseworker()
    forger = Signer(SIGNER.key_id, b"another key than the wall was given")
    for viewer, signer in ((NOBODY, SIGNER), (caseworker, forger), (caseworker, None)):
        with (
            WalledSession(world.database.engine, viewer=viewer, signer=signer) as session,
            pytest.raises(DBAPIError, match="nobody is looking"),
        ):
            looked(session, "x", None, Outcome.SHOWN, now=NOW)
    with world.session(caseworker) as session, pytest.raises(DBAPIError):
        looked(
            session, "x", Subject(uuid.uuid4(), Table("wall", MetaData())), Outcome.SHOWN, now=NOW
        )
    assert lines(world) == []
