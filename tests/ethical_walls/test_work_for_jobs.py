import uuid
from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from ethical_walls.viewers import Viewer
from ethical_walls.work import (
    PublicAct,
    Subject,
    WorkKind,
    compartments_with_work,
    finish_work,
    is_answered,
    post_work,
    post_work_of_the_day,
    post_work_to_parties,
    subjects_of_work,
)
from tests.builders.casework import Side, a_referred_witness, a_witness
from tests.moment import NOW
from tests.world import World

MINE = uuid.uuid4()


def test_work_is_found_when_due_and_says_only_where(world: World) -> None:
    caseworker = world.a_caseworker()
    world.clear(caseworker, MINE)
    with world.session(caseworker) as session:
        post_work(session, WorkKind.DISPATCH, NOW + timedelta(hours=1), compartment_id=MINE)
        session.commit()
    with world.job() as session:
        assert compartments_with_work(session, WorkKind.DISPATCH, NOW) == []
        (item,) = compartments_with_work(session, WorkKind.DISPATCH, NOW + timedelta(hours=2))
    assert item.compartment_id == MINE


def test_work_in_somebody_elses_compartment_is_refused(world: World) -> None:
    with world.session(world.a_caseworker()) as session, pytest.raises(DBAPIError, match="allowed"):
        post_work(session, WorkKind.DISPATCH, NOW, compartment_id=MINE)


def test_nobody_but_the_service_sees_where_work_is_due(world: World) -> None:
    with world.session(world.a_caseworker()) as session, pytest.raises(DBAPIError, match="allowed"):
        compartments_with_work(session, WorkKind.DISPATCH, NOW)


def test_the_work_of_a_new_day_is_one_piece_of_each_kind_wherever_a_referral_came(
    world: World,
) -> None:
    made = [a_witness(world, side=side) for side in Side]
    a_referred_witness(world, side=Side.DEFENCE)
    with world.job() as session:
        post_work_of_the_day(session, now=NOW)
        session.commit()
        for kind in (WorkKind.COURT_DAYS, WorkKind.COUNT):
            found = [item.compartment_id for item in compartments_with_work(session, kind, NOW)]
            assert sorted(found) == sorted(one.compartment_id for one in made)
    posted = text("SELECT count(*) FROM sealed.work WHERE kind IN ('court_days', 'count')")
    with world.owner() as owner:
        assert owner.scalar(posted) == 4


@pytest.mark.parametrize("who", [World.a_caseworker, World.a_list_operator, World.a_unit_officer])
def test_nobody_but_the_service_posts_the_work_of_a_day(
    world: World, who: Callable[[World], Viewer]
) -> None:
    with world.session(who(world)) as session, pytest.raises(DBAPIError, match="allowed"):
        post_work_of_the_day(session, now=NOW)


def test_a_public_act_reaches_every_party_alike_used_or_not(world: World) -> None:
    group, hearing = uuid.uuid4(), Subject(uuid.uuid4(), 2)
    act = PublicAct(group, ("prosecution", "defendant:a", "defendant:b"), hearing)
    with world.session(world.a_list_operator()) as session:
        post_work_to_parties(session, WorkKind.REPLAN, [act], now=NOW)
        session.commit()
    with world.job() as session:
        items = compartments_with_work(session, WorkKind.REPLAN, NOW)
    expected = {world.compartment(group, party) for party in act.parties}
    assert {item.compartment_id for item in items} == expected
    with world.job(items[0].compartment_id) as session:
        assert subjects_of_work(session, WorkKind.REPLAN, NOW) == [hearing]


def test_a_public_act_is_answered_once_no_partys_job_has_it_left_to_do(world: World) -> None:
    act = PublicAct(uuid.uuid4(), ("prosecution", "defendant:a"), Subject(uuid.uuid4()))
    with world.session(world.a_list_operator()) as session:
        post_work_to_parties(session, WorkKind.RELEASE, [act], now=NOW)
        session.commit()
    answered = []
    with world.job() as session:
        items = compartments_with_work(session, WorkKind.RELEASE, NOW)
    for item in items:
        with world.job(item.compartment_id) as session:
            answered.append(is_answered(session, WorkKind.RELEASE, act.subject.id))
            finish_work(session, item, NOW)
            session.commit()
    with world.job() as session:
        answered.append(is_answered(session, WorkKind.RELEASE, act.subject.id))
    assert answered == [False, False, True]


def test_nobody_but_the_service_asks_whether_every_party_has_answered(world: World) -> None:
    with world.session(world.a_caseworker()) as session, pytest.raises(DBAPIError, match="allowed"):
        is_answered(session, WorkKind.RELEASE, uuid.uuid4())


def test_a_caseworker_cannot_tell_every_party(world: World) -> None:
    act = PublicAct(uuid.uuid4(), ("prosecution",), Subject(uuid.uuid4()))
    with world.session(world.a_caseworker()) as session, pytest.raises(DBAPIError, match="allowed"):
        post_work_to_parties(session, WorkKind.REPLAN, [act], now=NOW)


def test_finished_work_is_gone_and_what_came_meanwhile_stays(world: World) -> None:
    with world.job(MINE) as session:
        post_work(session, WorkKind.DISPATCH, NOW, compartment_id=MINE)
        session.commit()
    with world.job() as session:
        (item,) = compartments_with_work(session, WorkKind.DISPATCH, NOW)
    with world.job(MINE) as session:
        post_work(session, WorkKind.DISPATCH, NOW, compartment_id=MINE)
        finish_work(session, item, NOW)
        session.commit()
    with world.job() as session:
        (left,) = compartments_with_work(session, WorkKind.DISPATCH, NOW)
    assert left.last_id > item.last_id
