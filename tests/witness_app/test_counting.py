"""Counts of the service: as of midnight, whole, and none that is small."""

from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.exc import ProgrammingError

from casework.court_days.actions import say_of_day
from casework.court_days.queries import court_days
from casework.court_days.rules import Became, DaySays
from courts.london_time import london_day
from ethical_walls.absences.actions import team
from ethical_walls.accounts.models import Membership, Role
from ethical_walls.accounts.service import SERVICE_ACCOUNT_ID
from ethical_walls.tallies.actions import Counted, keep_count, sums
from tests.builders.accounts import an_account
from tests.builders.casework import (
    Case,
    MadeWitness,
    Person,
    Side,
    a_published_trial,
    a_witness,
)
from tests.moment import NOW
from tests.staff_client import StaffClient
from tests.staff_site import PASSWORD, a_staff_site, let_in
from tests.world import TestDatabase, World
from witness_app.clock import FixedClock
from witness_app.counting import Measure
from witness_app.jobs import DayKeeper, Means
from witness_app.perform import perform

LATER = NOW + timedelta(days=4)
MANAGER = "nadia.karim@example.org"


def some_of_both_sides(world: World, each: int = 3) -> list[MadeWitness]:
    asha, ben = world.a_caseworker("Asha Rowe"), world.a_caseworker("Ben Ito")
    return [
        a_witness(world, side=side, caseworker=whose, person=Person(name=f"Pat Number{number}"))
        for number in range(each)
        for side, whose in ((Side.PROSECUTION, asha), (Side.DEFENCE, ben))
    ]


def counted_at(world: World, clock: FixedClock) -> dict[str, int | None]:
    DayKeeper(Means(world.database, {}, clock)).keep_and_tick()
    with world.owner() as owner:
        manager = an_account(owner, Role.SERVICE_MANAGER, name="Nadia Karim")
    with world.session(manager) as session:
        return {one.measure: one.number for one in sums(session, london_day(clock.now()))}


def exactly(world: World, measure: Measure) -> int | None:
    with world.owner() as owner:
        return owner.scalar(
            text(
                "SELECT sum(number)::int FROM sealed.tally WHERE measure = :measure"
                " AND counted_on = (SELECT max(counted_on) FROM sealed.tally)"
            ),
            {"measure": measure.value},
        )


def test_both_sides_are_counted_together_as_of_midnight(world: World, clock: FixedClock) -> None:
    some_of_both_sides(world)
    clock.advance(LATER - NOW)
    a_witness(world, side=Side.DEFENCE, case=Case("T20267002", "Alex Vine"))
    counted = counted_at(world, clock)
    assert counted[Measure.REFERRED] == 5
    assert counted[Measure.CONTACT_LATE] == 5
    assert Measure.CONTACT_IN_TIME not in counted


def test_a_count_under_five_is_told_to_nobody(world: World, clock: FixedClock) -> None:
    a_witness(world, side=Side.PROSECUTION)
    clock.advance(LATER - NOW)
    assert counted_at(world, clock)[Measure.IN_CARE] is None


def test_the_first_count_of_a_day_stands(world: World, clock: FixedClock) -> None:
    first = some_of_both_sides(world)[0]
    clock.advance(LATER - NOW)
    before = counted_at(world, clock)
    with world.job(first.compartment_id) as session:
        counted = Counted(Measure.IN_CARE.value, SERVICE_ACCOUNT_ID, 40)
        keep_count(session, london_day(clock.now()), counted, now=clock.now())
        session.commit()
    assert counted_at(world, clock) == before


def test_a_leader_learns_how_much_is_late_where_it_is_not_little(
    world: World, clock: FixedClock
) -> None:
    some_of_both_sides(world, each=5)
    with world.owner() as owner:
        leader = an_account(owner, Role.TEAM_LEADER, name="Imani Cole")
    clock.advance(LATER - NOW)
    counted_at(world, clock)
    with world.session(leader) as session:
        late = {member.name: member.late for member in team(session, clock.now())}
    assert late["Asha Rowe"] == late["Ben Ito"]
    assert (late["Asha Rowe"] or 0) >= 5
    with world.owner() as owner:
        owner.execute(text("UPDATE sealed.tally SET number = 1"))
        owner.commit()
    with world.session(leader) as session:
        assert {member.late for member in team(session, clock.now())} == {None}


def test_whoever_is_on_a_side_of_any_case_is_told_no_number(
    world: World, clock: FixedClock
) -> None:
    whose = some_of_both_sides(world, each=5)[0].caseworker
    clock.advance(LATER - NOW)
    counted_at(world, clock)
    with world.owner() as owner:
        for role in (Role.SERVICE_MANAGER, Role.TEAM_LEADER):
            owner.add(Membership(account_id=whose.account_id, role=role, began_at=NOW))
        owner.commit()
    with world.session(whose) as session:
        assert sums(session, london_day(clock.now())) == []
        assert {member.late for member in team(session, clock.now())} == {None}


@pytest.mark.parametrize("role", [Role.CASEWORKER, Role.TEAM_LEADER, Role.LIST_OPERATOR])
def test_nobody_but_a_manager_reads_the_sums(world: World, role: Role) -> None:
    with world.owner() as owner:
        somebody = an_account(owner, role, name="Sol Vance")
    with world.session(somebody) as session, pytest.raises(ProgrammingError, match="not allowed"):
        sums(session, NOW.date())


def test_the_page_shows_numbers_and_no_name(
    database: TestDatabase, world: World, clock: FixedClock
) -> None:
    some_of_both_sides(world)
    clock.advance(LATER - NOW)
    counted_at(world, clock)
    let_in(world, MANAGER, Role.SERVICE_MANAGER, name="Nadia Karim")
    with a_staff_site(database, clock) as site:
        page = manager(site).get("/counts")
    assert "Fewer than 5" in page.text
    assert "Witnesses in care 5 to 9" in " ".join(page.text.split())
    assert "Pat" not in page.text


def manager(site: Flask) -> StaffClient:
    client = StaffClient(site)
    client.sign_in(MANAGER, PASSWORD)
    return client


def test_who_came_and_gave_evidence_is_counted_by_what_was_said_last_before_midnight(
    world: World, clock: FixedClock
) -> None:
    made = some_of_both_sides(world)
    a_published_trial(world, Case(), london_day(NOW) + timedelta(days=1))
    clock.advance(timedelta(days=2))
    counted_at(world, clock)
    for number, one in enumerate(made):
        say(world, one, Became.GAVE_EVIDENCE, NOW + timedelta(days=2), 0)
        if number < 1:
            say(world, one, Became.NOT_CALLED, NOW + timedelta(days=2), 1)
    clock.advance(timedelta(days=1))
    say(world, made[1], Became.NOT_CALLED, clock.now(), 1)
    counted = counted_at(world, clock)
    assert (exactly(world, Measure.CAME), exactly(world, Measure.GAVE_EVIDENCE)) == (6, 5)
    assert counted[Measure.CAME] == counted[Measure.GAVE_EVIDENCE] == 5
    assert Measure.DID_NOT_ATTEND not in counted


def say(world: World, made: MadeWitness, became: Became, at: datetime, seen: int) -> None:
    with world.session(made.caseworker) as session:
        (day,) = court_days(session, [made.id])
        perform(session, say_of_day, day.id, DaySays(uuid4(), became, seen=seen), now=at)
