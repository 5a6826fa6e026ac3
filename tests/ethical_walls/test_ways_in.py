"""Each way into a walled table by itself: compartment, partner's mark, link's subject, court."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from sqlalchemy import Connection, NullPool, Table, create_engine, insert, select, text, update
from sqlalchemy.exc import DBAPIError

from ethical_walls.accounts.models import OrganisationKind, Role
from ethical_walls.accounts.service import link_viewer
from ethical_walls.hosting.actions import end_hosting
from ethical_walls.hosting.queries import courts_served, hosted_courts
from ethical_walls.records import CourtHosts, Kind, Partners, tables_of
from ethical_walls.viewers import Viewer
from tests.builders.accounts import Employer, an_account
from tests.builders.hosting import CONTACT, WITNESS_SERVICE, a_host, let_host
from tests.builders.rows import a_row_of, put
from tests.databases import a_database
from tests.ethical_walls.wall_findings import refused_by_a_key
from tests.world import World
from witness_app.embedded_postgres import Cluster
from witness_app.models import import_every_model

import_every_model()
WALLED = tables_of(Kind.WALLED)
KINDS = {
    Role.SOLICITOR: OrganisationKind.SOLICITORS_FIRM,
    Role.WITNESS_CARE_UNIT_OFFICER: OrganisationKind.WITNESS_CARE_UNIT,
}
SERVED, HOSTED = "of the court's Witness Service", "the court's visits contact"
MET_BY = {CourtHosts.EVERY_TEAM: [SERVED, HOSTED], CourtHosts.WITNESS_SERVICE: [SERVED]}
MARKS = {Role.SOLICITOR: "audience_id", Role.WITNESS_CARE_UNIT_OFFICER: "unit_id"}


@dataclass(frozen=True)
class People:
    """A compartment with its caseworker, and people of every kind outside it."""

    world: World
    compartment: uuid.UUID
    caseworker: Viewer
    partners: dict[Role, Viewer]
    others: dict[Role, Viewer]
    court: uuid.UUID
    hosts: dict[str, Viewer]


@pytest.fixture(scope="module")
def people(cluster: Cluster, template: str) -> Iterator[People]:
    with a_database(cluster, template) as database:
        world = World(database)
        compartment = uuid.uuid4()
        caseworker = world.a_caseworker()
        world.clear(caseworker, compartment)
        yield People(
            world,
            compartment,
            caseworker,
            {role: somebody_at(world, role, "One") for role in KINDS},
            {role: somebody_at(world, role, "Another") for role in KINDS},
            court := uuid.uuid4(),
            hosts_of(world, court),
        )


def hosts_of(world: World, court: uuid.UUID) -> dict[str, Viewer]:
    """The two kinds of a court's people, and everybody who is nearly one of them."""
    elsewhere = uuid.uuid4()
    hosts = {
        SERVED: a_host(world, WITNESS_SERVICE, court),
        HOSTED: a_host(world, CONTACT, court),
        "of another court": a_host(world, WITNESS_SERVICE, elsewhere, team="Another team"),
        "a contact of another court": a_host(world, CONTACT, elsewhere, team="Another team"),
        "of a team of no court": a_host(world, WITNESS_SERVICE, team="No team"),
        "of another kind of organisation": a_host(
            world, WITNESS_SERVICE, court, team="A service", kind=OrganisationKind.SERVICE
        ),
        "of the team without a role there": a_host(world, Role.REGISTER_KEEPER, court),
        "whose role has ended": a_host(world, WITNESS_SERVICE, court),
        "whose account has ended": a_host(world, WITNESS_SERVICE, court),
    }
    with world.owner() as owner:
        for table, column, who in (
            ("membership", "account_id", "whose role has ended"),
            ("account", "id", "whose account has ended"),
        ):
            owner.execute(
                text(f"UPDATE {table} SET ended_at = now() WHERE {column} = :who"),  # noqa: S608
                {"who": hosts[who].account_id},
            )
        owner.commit()
    return hosts


def somebody_at(world: World, role: Role, name: str) -> Viewer:
    employer = Employer(f"{name} {role}", KINDS[role])
    with world.owner() as owner:
        return an_account(owner, role, name=f"{name} {role}", employer=employer)


def placed(people: People, table: Table, **given: object) -> uuid.UUID:
    """A row in the compartment, past every key and trigger."""
    admin = create_engine(people.world.database.admin_url, poolclass=NullPool)
    with admin.begin() as connection:
        row = put(connection, table, compartment_id=people.compartment, **given)
    found: uuid.UUID = row["id"]
    return found


def sees(people: People, viewer: Viewer, table: Table, row: uuid.UUID) -> bool:
    with people.world.session(viewer) as session:
        return session.scalar(select(table.c.id).where(table.c.id == row)) is not None


@pytest.mark.parametrize("table", WALLED, ids=lambda table: table.name)
def test_a_row_is_seen_by_each_way_in_alone_and_by_nobody_elses(
    people: People, table: Table
) -> None:
    unmarked = placed(people, table)
    assert sees(people, people.caseworker, table, unmarked)
    for role, partner in people.partners.items():
        marked = placed(people, table, **{MARKS[role]: partner.organisation_id})
        seen_by = {
            name: sees(people, viewer, table, marked)
            for name, viewer in {
                "its partner": partner,
                "another partner": people.others[role],
                "a partner of the other kind": people.partners[next(r for r in KINDS if r != role)],
                "nobody": Viewer(),
            }.items()
        }
        assert [name for name, seen in seen_by.items() if seen] == ["its partner"], role
        assert not sees(people, partner, table, unmarked)


@pytest.mark.parametrize("table", WALLED, ids=lambda table: table.name)
def test_a_link_shows_rows_of_its_own_subject_where_the_table_says_so(
    people: People, table: Table
) -> None:
    subject = uuid.uuid4()
    column = table.info["link_column"]
    row = placed(people, table, **({column: subject} if column else {}))
    assert sees(people, link_viewer(subject), table, row) is (column is not None)
    assert not sees(people, link_viewer(uuid.uuid4()), table, row)
    assert not sees(people, link_viewer(), table, row)


@pytest.mark.parametrize("table", WALLED, ids=lambda table: table.name)
def test_a_row_is_added_by_those_alone_whom_the_table_lets_speak(
    people: People, table: Table
) -> None:
    subject = uuid.uuid4()
    link, says = table.info["link_column"], table.info["link_says"]
    row = {"compartment_id": people.compartment, **({link: subject} if link else {})}
    partners = table.info["partners"]
    for role, partner in people.partners.items():
        witness = a_witness_of(people, MARKS[role], partner)
        about = {**row, "witness_id": witness} if "witness_id" in table.c else row
        assert adds(people, partner, table, about) is (partners is Partners.SAY), role
        assert not adds(people, people.others[role], table, about), role
    assert adds(people, link_viewer(subject), table, row) is bool(link and says)
    assert not adds(people, link_viewer(uuid.uuid4()), table, row)
    assert not adds(people, link_viewer(), table, row)
    assert adds(people, people.caseworker, table, row)
    elsewhere = {**row, "compartment_id": uuid.uuid4()}
    assert not adds(people, people.caseworker, table, elsewhere)


@pytest.mark.parametrize("table", WALLED, ids=lambda table: table.name)
def test_nobody_outside_changes_a_row_that_they_may_see(people: People, table: Table) -> None:
    subject = uuid.uuid4()
    link = {table.info["link_column"]: subject} if table.info["link_column"] else {}
    marks = {MARKS[role]: partner.organisation_id for role, partner in people.partners.items()}
    at = {table.info["court_column"]: people.court} if table.info["court_column"] else {}
    row = placed(people, table, **marks, **link, **at)
    for viewer in (*people.partners.values(), *people.hosts.values(), link_viewer(subject)):
        assert changes(people, viewer, table, row) == 0
    assert changes(people, people.caseworker, table, row) == 1


@pytest.mark.parametrize("table", WALLED, ids=lambda table: table.name)
def test_a_courts_team_meets_rows_of_its_own_court_where_the_table_says_so(
    people: People, table: Table
) -> None:
    column = table.info["court_column"]
    row = placed(people, table, **({column: people.court} if column else {}))
    met = [who for who, host in people.hosts.items() if sees(people, host, table, row)]
    assert met == (MET_BY[table.info["court_hosts"]] if column else [])
    if column and table.c[column].nullable:
        of_no_court = placed(people, table, **{column: None})
        assert not any(sees(people, host, table, of_no_court) for host in people.hosts.values())


@pytest.mark.parametrize("table", WALLED, ids=lambda table: table.name)
def test_a_courts_team_adds_rows_of_its_own_court_where_the_table_lets_it_speak(
    people: People, table: Table
) -> None:
    column, says = table.info["court_column"], table.info["hosts_say"]
    row = {"compartment_id": people.compartment, **({column: people.court} if column else {})}
    added = [who for who, host in people.hosts.items() if adds(people, host, table, row)]
    assert added == (MET_BY[table.info["court_hosts"]] if says else [])
    if says:
        elsewhere = {**row, column: uuid.uuid4()}
        assert not any(adds(people, host, table, elsewhere) for host in people.hosts.values())


def test_the_courts_of_a_team_are_its_own_and_none_once_that_has_ended(people: People) -> None:
    world, host = people.world, a_host(people.world, WITNESS_SERVICE, team="Team of a day")
    contact = a_host(world, CONTACT, team="Team of a day")
    courts = [uuid.uuid4(), uuid.uuid4()]
    let_host(world, host, courts)
    let_host(world, contact, courts)
    assert courts_of(people, host) == (set(courts), set(courts))
    assert courts_of(people, contact) == (set(courts), set())
    assert courts_of(people, people.caseworker) == courts_of(people, Viewer()) == (set(), set())
    assert host.organisation_id is not None
    with world.owner() as owner:
        end_hosting(owner, host.organisation_id, courts[0])
        owner.commit()
    assert courts_of(people, host) == ({courts[1]}, {courts[1]})


def courts_of(people: People, viewer: Viewer) -> tuple[set[uuid.UUID], set[uuid.UUID]]:
    with people.world.session(viewer) as session:
        return set(hosted_courts(session)), set(courts_served(session))


def a_witness_of(people: People, mark: str, partner: Viewer) -> uuid.UUID:
    """A witness whom the partner referred."""
    shares = next(t for t in tables_of(Kind.SEALED) if t.name == "share")
    witness, marks = uuid.uuid4(), {mark: partner.organisation_id}
    admin = create_engine(people.world.database.admin_url, poolclass=NullPool)
    with admin.begin() as connection:
        put(connection, shares, compartment_id=people.compartment, witness_id=witness, **marks)
    return witness


def adds(people: People, viewer: Viewer, table: Table, given: dict[str, object]) -> bool:
    """Whether a row passes the wall; keys may refuse it afterwards."""
    with people.world.session(viewer) as session:
        row = a_row_of(table, **given)
        return passes(session.connection(), insert(table).inline().values(row))


def passes(connection: Connection, statement: object) -> bool:
    try:
        connection.execute(statement)  # type: ignore[call-overload]
    except DBAPIError as refused:
        return refused_by_a_key(refused)
    return True


def changes(people: People, viewer: Viewer, table: Table, row: uuid.UUID) -> int:
    column = next(
        c.name
        for c in table.columns
        if c.name not in {"compartment_id", "id", "audience_id", "unit_id"} and not c.computed
    )
    with people.world.session(viewer) as session:
        done = session.connection().execute(
            update(table).where(table.c.id == row).values({column: table.c[column]})
        )
        return done.rowcount
