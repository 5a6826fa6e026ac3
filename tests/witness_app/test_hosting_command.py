"""`witness-app accounts host`: which court a team hosts is the owner's to say."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from ethical_walls.hosting.queries import hosted_courts
from ethical_walls.viewers import Viewer
from tests.builders.courts import CourtDetails, a_court
from tests.builders.hosting import CONTACT, a_host
from tests.world import World
from witness_app.commands.accounts import group
from witness_app.settings import Settings

TEAM, COURT = "Snaresbrook team", "Snaresbrook Crown Court"


@pytest.fixture
def settings(world: World) -> Settings:
    return Settings(
        environment="development",
        instance=Path("instance"),
        database_url=world.database.app_url,
        owner_database_url=world.database.owner_url,
        staff_secret="a secret that only tests hold",
        public_secret="another secret that only tests hold",
        second_factor_key=b"a key that only tests hold, 32 b",
        wall_key=world.database.signer.key,
        wall_key_id=world.database.signer.key_id,
    )


@pytest.fixture
def host(world: World) -> Viewer:
    with world.session(world.a_register_keeper()) as session:
        a_court(session, CourtDetails(name=COURT, crown_code=453, number=1))
        a_court(session, CourtDetails(name="Another Crown Court", crown_code=453, number=2))
        a_court(session, CourtDetails(name="Wood Green Crown Court", crown_code=469, number=3))
        session.commit()
    return a_host(world, CONTACT, team=TEAM)


def run(settings: Settings, *words: str) -> Result:
    return CliRunner().invoke(group, ["host", *words], obj=settings)


def courts_of(world: World, host: Viewer) -> int:
    with world.session(host) as session:
        return len(hosted_courts(session))


@pytest.mark.parametrize("court", [COURT, COURT.upper()])
def test_a_team_hosts_a_court_until_that_is_ended_and_said_twice_it_is_once(
    world: World, settings: Settings, host: Viewer, court: str
) -> None:
    assert courts_of(world, host) == 0
    for _ in range(2):
        said = run(settings, TEAM, court)
        assert (said.exit_code, said.output) == (0, f"{TEAM} hosts {COURT}.\n")
    assert courts_of(world, host) == 1
    assert f"{TEAM} hosts no longer {COURT}." in run(settings, TEAM, court, "--end").output
    assert courts_of(world, host) == 0


def test_a_court_is_known_by_its_code_where_one_court_has_it(
    world: World, settings: Settings, host: Viewer
) -> None:
    assert "hosts Wood Green Crown Court" in run(settings, TEAM, "469").output
    assert courts_of(world, host) == 1
    refused = run(settings, TEAM, "453")
    assert refused.exit_code == 1
    assert "Another Crown Court, Snaresbrook Crown Court" in refused.output


@pytest.mark.parametrize(
    ("team", "court", "said"),
    [
        (TEAM, "Nowhere", "The register has no court Nowhere"),
        ("Pre-trial service", COURT, "No court's team is called Pre-trial service"),
        ("Nobody", COURT, "No court's team is called Nobody"),
    ],
)
def test_what_is_not_there_is_said(
    settings: Settings, host: Viewer, team: str, court: str, said: str
) -> None:
    assert host.is_somebody
    refused = run(settings, team, court)
    assert refused.exit_code == 1
    assert said in refused.output
