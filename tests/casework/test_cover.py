"""Cover: asked for once over both sides, found in each by itself, and over by itself."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import ProgrammingError

from casework.allocations.queries import open_allocations
from casework.cover.models import Cover
from casework.witnesses.models import Witness
from casework.witnesses.queries import witnesses_in_my_care
from ethical_walls.absences.actions import (
    CoverAsked,
    arrange_cover,
    choose_cover,
    end_absence,
    team,
)
from ethical_walls.accounts.models import OrganisationKind, Role
from ethical_walls.viewers import Viewer
from ethical_walls.work import WorkKind, compartments_with_work
from tests.builders.accounts import Employer, an_account
from tests.builders.casework import Case, MadeWitness, Side, a_referred_witness, a_witness
from tests.moment import NOW
from tests.world import World
from witness_app.care import care_of
from witness_app.clock import FixedClock
from witness_app.jobs import Means, tick
from witness_app.perform import perform

OTHER_CASE = Case("T20267002", "Alex Vine")
IN_TWO_DAYS = NOW + timedelta(days=2)


@dataclass(frozen=True)
class Team:
    """A leader and three caseworkers; two witnesses, of two sides of two cases, are Asha's."""

    leader: Viewer
    asha: Viewer
    ben: Viewer
    cleo: Viewer
    prosecution: MadeWitness
    elsewhere: MadeWitness


@pytest.fixture
def means(world: World, clock: FixedClock) -> Means:
    return Means(world.database, {}, clock)


@pytest.fixture
def us(world: World) -> Team:
    """Ben looks after a witness of the other side of one of the two cases."""
    with world.owner() as owner:
        leader = an_account(owner, Role.TEAM_LEADER, name="Imani Cole")
    asha, ben, cleo = (world.a_caseworker(n) for n in ("Asha Rowe", "Ben Ito", "Cleo Marsh"))
    a_witness(world, side=Side.DEFENCE, caseworker=ben)
    return Team(
        leader,
        asha,
        ben,
        cleo,
        a_witness(world, side=Side.PROSECUTION, caseworker=asha),
        a_witness(world, side=Side.DEFENCE, caseworker=asha, case=OTHER_CASE),
    )


def ask(world: World, leader: Viewer, absent: Viewer, first: Viewer | None = None) -> UUID:
    asked = CoverAsked(uuid4(), absent.account_id, first.account_id if first else None, IN_TWO_DAYS)
    with world.session(leader) as session:
        perform(session, arrange_cover, asked, now=NOW)
    with world.session(leader) as session:
        absences = {member.account_id: member.absence_id for member in team(session, NOW)}
    return absences[absent.account_id] or asked.request_id


def in_care_of(world: World, viewer: Viewer) -> set[UUID]:
    with world.session(viewer) as session:
        return {witness.id for witness in witnesses_in_my_care(session)}


def visible_to(world: World, viewer: Viewer) -> set[UUID]:
    with world.session(viewer) as session:
        return set(session.scalars(select(Witness.id)))


def test_the_same_request_of_another_leader_is_another_absence(world: World, us: Team) -> None:
    elsewhere = Employer("Another service", OrganisationKind.SERVICE)
    with world.owner() as owner:
        other_leader = an_account(owner, Role.TEAM_LEADER, name="Ola Berg", employer=elsewhere)
        other = an_account(owner, Role.CASEWORKER, name="Pia Lund", employer=elsewhere)
    request_id = uuid4()
    for leader, absent in ((other_leader, other), (us.leader, us.asha)):
        asked = CoverAsked(request_id, absent.account_id, None, IN_TWO_DAYS)
        for _ in ("once", "and again"):
            with world.session(leader) as session:
                perform(session, arrange_cover, asked, now=NOW)
        with world.session(leader) as session:
            away = [m.account_id for m in team(session, NOW) if m.away_until]
        assert away == [absent.account_id]
    with world.owner() as owner:
        assert owner.scalar(text("SELECT count(DISTINCT id) FROM sealed.absence")) == 2


def test_each_side_is_covered_by_somebody_who_may_and_a_conflict_looks_like_nothing(
    world: World, means: Means, us: Team
) -> None:
    ask(world, us.leader, us.asha, first=us.ben)
    tick(means)
    assert us.elsewhere.id in in_care_of(world, us.ben)
    assert in_care_of(world, us.cleo) == {us.prosecution.id}
    assert us.prosecution.id not in visible_to(world, us.ben)
    assert us.elsewhere.id not in visible_to(world, us.cleo)
    assert visible_to(world, us.leader) == set()


def test_whoever_covers_is_named_on_the_day_and_in_the_next_step(
    world: World, means: Means, us: Team
) -> None:
    ask(world, us.leader, us.asha, first=us.cleo)
    tick(means)
    with world.session(us.cleo) as session:
        mine = witnesses_in_my_care(session)
        cares = care_of(session, mine, now=NOW)
    assert {care.witness.id for care in cares} == {us.prosecution.id, us.elsewhere.id}
    assert {care.caseworker for care in cares} == {"Asha Rowe"}
    assert {care.step.whose for care in cares} == {"Cleo Marsh"}
    assert {care.cover.until_at for care in cares if care.cover} == {IN_TWO_DAYS}


@pytest.mark.parametrize("is_back_early", [True, False])
def test_cover_ends_by_itself_and_whoever_covered_may_never_serve_the_other_side(
    world: World, means: Means, clock: FixedClock, us: Team, is_back_early: object
) -> None:
    absence = ask(world, us.leader, us.asha, first=us.cleo)
    tick(means)
    assert len(visible_to(world, us.cleo)) == 2
    if is_back_early:
        with world.session(us.leader) as session:
            perform(session, end_absence, absence, now=clock.now())
    else:
        clock.advance(timedelta(days=2))
    tick(means)
    assert visible_to(world, us.cleo) == set()
    with world.owner() as owner:
        assert all(owner.scalars(select(Cover.ended_at)))
    again = a_witness(world, side=Side.DEFENCE, caseworker=world.a_caseworker("Dee Ford"))
    ask(world, us.leader, again.caseworker, first=us.cleo)
    tick(means)
    assert again.id not in visible_to(world, us.cleo)


def test_asked_twice_it_is_one_absence_and_a_later_word_takes_its_place(
    world: World, means: Means, us: Team
) -> None:
    asked = CoverAsked(uuid4(), us.asha.account_id, us.cleo.account_id, IN_TWO_DAYS)
    with world.session(us.leader) as session:
        perform(session, arrange_cover, asked, now=NOW)
        perform(session, arrange_cover, asked, now=NOW)
    tick(means)
    ask(world, us.leader, us.asha, first=us.ben)
    tick(means)
    assert us.elsewhere.id in in_care_of(world, us.ben)
    assert us.elsewhere.id not in visible_to(world, us.cleo)


def test_whom_somebody_covers_is_covered_on_when_they_fall_ill_too(
    world: World, means: Means, us: Team
) -> None:
    ask(world, us.leader, us.asha, first=us.cleo)
    tick(means)
    ask(world, us.leader, us.cleo)
    tick(means)
    assert us.elsewhere.id in in_care_of(world, us.ben)


def test_who_is_away_is_not_asked_to_take_anybody_on(world: World, us: Team) -> None:
    ask(world, us.leader, us.cleo)
    made = a_referred_witness(world, side=Side.PROSECUTION, typed_by=us.cleo)
    with world.job(made.compartment_id) as session:
        assert open_allocations(session, [made.id])[made.id].caseworker_id == us.asha.account_id


@pytest.mark.parametrize("role", [Role.CASEWORKER, Role.DUTY_CASEWORKER, Role.CONFLICTS_OFFICER])
def test_only_a_team_leader_sees_the_team_or_asks_for_cover(
    world: World, us: Team, role: Role
) -> None:
    with world.owner() as owner:
        somebody = an_account(owner, role, name="Sol Vance")
    with world.session(somebody) as session, pytest.raises(ProgrammingError, match="not allowed"):
        team(session, NOW)
    with pytest.raises(ProgrammingError, match="not allowed"):
        ask(world, somebody, us.asha)


def test_a_leader_leads_their_own_organisation_alone(world: World, us: Team) -> None:
    elsewhere = Employer("Another service", OrganisationKind.SERVICE)
    with world.owner() as owner:
        stranger = an_account(owner, Role.TEAM_LEADER, name="Una Gray", employer=elsewhere)
    with world.session(stranger) as session:
        assert team(session, NOW) == []
    with pytest.raises(ProgrammingError, match="not allowed"):
        ask(world, stranger, us.asha)


def test_cover_is_looked_for_where_the_absent_one_works_and_nowhere_else(
    world: World, us: Team
) -> None:
    ask(world, us.leader, us.asha)
    with world.database.service_session() as session:
        looked_for = compartments_with_work(session, WorkKind.COVER, IN_TWO_DAYS)
    assert {item.compartment_id for item in looked_for} == {
        us.prosecution.compartment_id,
        us.elsewhere.compartment_id,
    }


def test_a_job_chooses_who_covers_in_its_own_compartment_alone(world: World, us: Team) -> None:
    absence_id = ask(world, us.leader, us.asha)
    other = us.elsewhere
    with (
        world.job(us.prosecution.compartment_id) as session,
        pytest.raises(ProgrammingError, match="not allowed"),
    ):
        choose_cover(session, absence_id, other.group_id, other.party, now=NOW)
