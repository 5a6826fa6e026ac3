import uuid
from datetime import timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from ethical_walls.compartments.queries import group_of, publish_group
from ethical_walls.intake import (
    CaseworkerWanted,
    TypedReferral,
    end_clearance,
    items_for,
    propose_caseworker,
    receive_referral,
    taken_in,
)
from ethical_walls.viewers import Viewer
from ethical_walls.work import WorkKind, compartments_with_work
from tests.moment import NOW
from tests.world import World

URN, CROWN_NUMBER = "01AB1234526", "T20267001"
PROSECUTION, DEFENCE = "prosecution", "defendant:jordan reed"


def typed(party: str, identifier: str = URN, **payload: str) -> TypedReferral:
    return TypedReferral(uuid.uuid4(), identifier, party, payload)


def refer(world: World, who: Viewer, referral: TypedReferral) -> None:
    with world.session(who) as session:
        receive_referral(session, referral, now=NOW)
        session.commit()


def rows(world: World, sql: str) -> list[tuple[object, ...]]:
    with world.owner() as owner:
        return [tuple(row) for row in owner.execute(text(sql))]


def group(world: World, identifier: str) -> uuid.UUID:
    with world.session(world.a_list_operator()) as session:
        return group_of(session, identifier)


def test_one_identifier_is_one_group_and_another_is_another(world: World) -> None:
    assert group(world, URN) == group(world, URN)
    assert group(world, URN) != group(world, CROWN_NUMBER)


def test_nobody_learns_a_group_without_an_account(world: World) -> None:
    with world.session(Viewer()) as session, pytest.raises(DBAPIError, match="not allowed"):
        group_of(session, URN)


def test_identifiers_published_together_are_one_group_from_then_on(world: World) -> None:
    with world.session(world.a_list_operator()) as session:
        joined = publish_group(session, [URN, CROWN_NUMBER], now=NOW)
        again = publish_group(session, [CROWN_NUMBER, "T20267002"], now=NOW)
        session.commit()
    assert joined == again == group(world, CROWN_NUMBER) == group(world, "T20267002")


def test_a_caseworker_may_not_publish(world: World) -> None:
    with world.session(world.a_caseworker()) as session, pytest.raises(DBAPIError, match="allowed"):
        publish_group(session, [URN], now=NOW)


def test_a_referral_is_received_and_shows_its_writer_nothing(world: World) -> None:
    writer = world.a_caseworker()
    refer(world, writer, typed(PROSECUTION, name="Sam"))
    with world.session(writer) as session:
        with pytest.raises(DBAPIError, match="not allowed"):
            items_for(session)
        session.rollback()
        assert session.scalar(text("SELECT wall.compartments()")) == []


def test_the_same_request_twice_is_one_referral(world: World) -> None:
    writer, referral = world.a_caseworker(), typed(PROSECUTION)
    refer(world, writer, referral)
    refer(world, writer, referral)
    assert rows(world, "SELECT count(*) FROM sealed.intake") == [(1,)]
    assert rows(world, "SELECT count(*) FROM sealed.work") == [(1,)]


def test_typing_the_other_side_changes_nothing_the_writer_can_see_and_tells_the_officer(
    world: World,
) -> None:
    writer = world.a_caseworker()
    refer(world, writer, typed(PROSECUTION))
    refer(world, writer, typed(DEFENCE))
    held = "SELECT party FROM sealed.allegiance"
    assert rows(world, held) == [(PROSECUTION,)]
    assert rows(world, "SELECT held_party, met_party FROM sealed.conflict") == [
        (PROSECUTION, DEFENCE)
    ]
    assert rows(world, "SELECT count(*) FROM sealed.intake") == [(2,)]


def test_a_second_side_of_one_group_is_impossible(world: World) -> None:
    writer = world.a_caseworker()
    refer(world, writer, typed(PROSECUTION))
    with world.owner() as owner, pytest.raises(DBAPIError, match="pk_allegiance"):
        owner.execute(
            text(
                "INSERT INTO sealed.allegiance SELECT account_id, group_id, 'other', since_at"
                " FROM sealed.allegiance"
            )
        )


def test_a_co_defendant_is_another_party(world: World) -> None:
    writer = world.a_caseworker()
    refer(world, writer, typed(DEFENCE))
    refer(world, writer, typed("defendant:riley stone"))
    assert rows(world, "SELECT count(*) FROM sealed.conflict") == [(1,)]


def test_people_met_on_both_sides_when_groups_are_joined_are_told_to_the_officer(
    world: World,
) -> None:
    writer = world.a_caseworker()
    refer(world, writer, typed(PROSECUTION, URN))
    refer(world, writer, typed(DEFENCE, CROWN_NUMBER))
    assert rows(world, "SELECT count(*) FROM sealed.conflict") == [(0,)]
    with world.session(world.a_list_operator()) as session:
        publish_group(session, [URN, CROWN_NUMBER], now=NOW)
        session.commit()
    assert rows(world, "SELECT count(*) FROM sealed.conflict") == [(1,)]


def the_job(world: World) -> tuple[uuid.UUID, list[object]]:
    with world.job() as session:
        (work,) = compartments_with_work(session, WorkKind.INTAKE, NOW)
    with world.job(work.compartment_id) as session:
        return work.compartment_id, list(items_for(session))


def test_the_job_of_the_compartment_alone_reads_what_was_typed_and_then_it_is_gone(
    world: World,
) -> None:
    refer(world, world.a_caseworker(), typed(PROSECUTION, name="Sam"))
    compartment, (item,) = the_job(world)
    assert item.payload == {"name": "Sam"}
    with world.job(uuid.uuid4()) as session:
        assert items_for(session) == []
    with world.job(compartment) as session:
        taken_in(session, item, now=NOW)
        session.commit()
        assert items_for(session) == []
    assert rows(world, "SELECT payload FROM sealed.intake") == [({},)]


def wanted(item: object, *, passing_over: tuple[uuid.UUID, ...] = ()) -> CaseworkerWanted:
    return CaseworkerWanted(item.group_id, item.party, item.typed_by, passing_over)  # type: ignore[attr-defined]


def test_whoever_typed_the_referral_is_the_natural_first_proposal(world: World) -> None:
    world.a_caseworker("Ada Okoro")
    writer = world.a_caseworker("Noor Vance")
    refer(world, writer, typed(PROSECUTION))
    compartment, (item,) = the_job(world)
    with world.job(compartment) as session:
        assert propose_caseworker(session, wanted(item), now=NOW) == writer.account_id
        session.commit()
    with world.session(writer) as session:
        assert session.scalar(text("SELECT wall.compartments()")) == [compartment]


def test_somebody_of_the_other_side_is_never_proposed_and_none_looks_like_none_free(
    world: World,
) -> None:
    writer = world.a_caseworker()
    refer(world, writer, typed(PROSECUTION))
    compartment, (item,) = the_job(world)
    with world.owner() as owner:
        owner.execute(text("UPDATE sealed.allegiance SET party = :p"), {"p": DEFENCE})
        owner.commit()
    with world.job(compartment) as session:
        assert propose_caseworker(session, wanted(item), now=NOW) is None


def test_somebody_who_declined_is_passed_over_and_sees_no_more_but_keeps_their_side(
    world: World,
) -> None:
    writer, second = world.a_caseworker("Ola Berg"), world.a_caseworker("Ines Cole")
    refer(world, writer, typed(PROSECUTION))
    compartment, (item,) = the_job(world)
    with world.job(compartment) as session:
        propose_caseworker(session, wanted(item), now=NOW)
        end_clearance(session, writer.account_id, now=NOW + timedelta(hours=1))
        next_one = wanted(item, passing_over=(writer.account_id,))
        assert propose_caseworker(session, next_one, now=NOW) == second.account_id
        session.commit()
    with world.session(writer) as session:
        assert session.scalar(text("SELECT wall.compartments()")) == []
    assert rows(world, "SELECT count(*) FROM sealed.allegiance") == [(2,)]


def test_a_job_cannot_ask_for_a_caseworker_of_another_compartment(world: World) -> None:
    refer(world, world.a_caseworker(), typed(PROSECUTION))
    _, (item,) = the_job(world)
    with world.job(uuid.uuid4()) as session, pytest.raises(DBAPIError, match="not allowed"):
        propose_caseworker(session, wanted(item), now=NOW)
