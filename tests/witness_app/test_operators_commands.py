"""What the owner and an operator do by commands, and what is refused to whoever is neither."""

import os
import shutil
import signal
import socket
import threading
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result
from flask import Flask
from freezegun import freeze_time
from sqlalchemy import NullPool, create_engine, text

from tests.staff_site import a_staff_site, settings_for
from tests.world import TestDatabase, World
from witness_app.clock import FixedClock
from witness_app.commands import accounts, courts, database, serve, walls
from witness_app.database import Addresses, SiteSession, administrators_address
from witness_app.demo.people import demo_sign_ins
from witness_app.embedded_postgres import APP, cluster_at
from witness_app.jobs import DayKeeper, Means
from witness_app.settings import CHECKOUT, Settings
from witness_app.site import current
from witness_app.site.parts import SiteName

NEW = ("--name", "Nora Blake", "--email", "nora@example.org", "--role", "caseworker")


@pytest.fixture
def settings(world: World, tmp_path: Path) -> Settings:
    known = replace(settings_for(world.database), owner_database_url=world.database.owner_url)
    return replace(known, instance=tmp_path)


def run(group: click.Command, settings: Settings, *words: str) -> Result:
    return CliRunner().invoke(group, words, obj=settings)


@pytest.mark.parametrize(
    ("group", "words"),
    [
        (accounts.group, ["list"]),
        (accounts.group, ["end", "nora@example.org"]),
        (walls.group, ["explain", "nora@example.org", "read_witness", "witness:1"]),
        (database.group, ["upgrade"]),
    ],
    ids=["accounts", "ending one", "explaining", "upgrading"],
)
def test_what_is_the_owners_asks_for_the_owners_address(
    settings: Settings, group: click.Command, words: list[str]
) -> None:
    without = run(group, replace(settings, owner_database_url=""), *words)
    assert without.exit_code == 2
    assert "OWNER_DATABASE_URL" in without.output


def test_an_organisation_keeps_its_kind(settings: Settings) -> None:
    at = ("--organisation", "Aziz and Webb")
    firm = ("--kind", "solicitors_firm", "--role", "solicitor")
    first = run(accounts.group, settings, "invite", *NEW[:4], *at, *firm)
    assert first.exit_code == 0, first.output
    other = run(accounts.group, settings, "invite", *NEW, *at)
    assert other.exit_code == 2
    assert "is known as a solicitors_firm" in other.output


def test_training_is_recorded_and_said_until_when(settings: Settings) -> None:
    invited = run(accounts.group, settings, "invite", *NEW, "--organisation", "Ours")
    assert invited.exit_code == 0, invited.output
    said = run(accounts.group, settings, "record-training", "nora@example.org")
    assert said.output.startswith("Recorded. Their training is in force until ")


def test_production_stops_no_server(settings: Settings) -> None:
    said = run(database.group, replace(settings, environment="production"), "stop")
    assert said.exit_code == 2
    assert "not ours to stop" in said.output


def test_the_bank_holidays_that_are_to_be_added_are_named_where_some_are_missing(
    settings: Settings,
) -> None:
    with freeze_time("2026-09-14 08:00:00"):
        assert "bank holidays" not in run(courts.group, settings, "load").output
    with freeze_time("2028-02-01 08:00:00"):
        assert (
            "The bank holidays of 2029 are not known" in run(courts.group, settings, "load").output
        )


def neighbours_in_reach(world: World) -> None:
    engine = create_engine(world.database.admin_url, poolclass=NullPool)
    with engine.begin() as connection:
        connection.execute(text("GRANT EXECUTE ON FUNCTION lo_create(oid) TO PUBLIC"))


def test_a_neighbour_in_reach_is_warned_of_in_development(world: World, settings: Settings) -> None:
    quiet = run(serve.run_tick, settings)
    assert (quiet.exit_code, "Warning" in quiet.output) == (0, False), quiet.output
    neighbours_in_reach(world)
    assert "Warning: " in run(serve.run_tick, settings).output


def free_port() -> int:
    with closing(socket.socket()) as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def served_until_looked_at(settings: Settings) -> tuple[Result, list[int]]:
    """What `witness-app serve` says until it is stopped, and what each site answered meanwhile."""
    seen: list[int] = []

    def look_and_stop() -> None:
        seen.extend(map(_status, (settings.staff_port, settings.public_port)))
        os.kill(os.getpid(), signal.SIGTERM)

    looking = threading.Thread(target=look_and_stop)
    looking.start()
    before = signal.getsignal(signal.SIGTERM)
    said = run(serve.serve, settings)
    signal.signal(signal.SIGTERM, before)
    looking.join(10)
    return said, seen


@pytest.mark.parametrize("demo", ["on", "off"])
def test_both_sites_are_served_until_it_is_told_to_stop_and_a_demo_says_who_signs_in(
    settings: Settings, demo: str
) -> None:
    told = replace(settings, demo=demo, staff_port=free_port(), public_port=free_port())
    said, seen = served_until_looked_at(told)
    assert (said.exit_code, seen) == (0, [200, 200]), said.output
    lines = [line.split()[0] for line in said.output.splitlines() if "@example.org" in line]
    by_site = [one.email for name in SiteName for one in demo_sign_ins() if one.site is name]
    assert lines == by_site * (demo == "on"), said.output


@pytest.fixture
def own_folder() -> Iterator[Path]:
    """A folder that a server of our own may live in, gone afterwards."""
    folder = CHECKOUT / "instance" / f"test-{os.getpid()}"
    folder.mkdir(parents=True)
    yield folder
    cluster_at(folder / "postgres").stop()
    shutil.rmtree(folder)


def test_a_server_of_our_own_is_begun_by_the_first_command_and_put_away_with_the_last(
    settings: Settings, own_folder: Path
) -> None:
    """As a newcomer's `make run` does, but for the register and the demo."""
    ports = {"staff_port": free_port(), "public_port": free_port()}
    empty = {"database_url": "", "owner_database_url": ""}
    own = replace(settings, instance=own_folder, **ports, **empty)
    assert own.is_embedded
    made = run(database.group, own, "upgrade")
    assert made.exit_code == 0, made.output
    said, seen = served_until_looked_at(own)
    assert (said.exit_code, seen) == (0, [200, 200]), said.output
    assert not cluster_at(own_folder / "postgres").is_running()


def _status(port: int) -> int:
    while True:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/privacy", timeout=9) as answer:
                return int(answer.status)
        except OSError:
            continue


# Where the database is, and whose session --------------------------------------------------------


def test_roles_are_those_of_the_addresses() -> None:
    known = Addresses("postgresql://serving@h/d", "postgresql://owning@h/d")
    assert (known.app_role, known.owner_role) == ("serving", "owning")
    unnamed = Addresses("postgresql:///d", "")
    assert (unnamed.app_role, unnamed.owner_role) == (APP, "")
    assert Addresses("postgresql:///d", "postgresql:///d").owner_role == ""


def test_an_administrators_address_that_is_set_is_taken(settings: Settings) -> None:
    embedded = replace(settings, database_url="", admin_database_url="postgresql://root@h/d")
    assert embedded.is_embedded
    assert administrators_address(embedded) == "postgresql://root@h/d"
    assert administrators_address(replace(settings, admin_database_url="")) == ""


@pytest.fixture
def site(database: TestDatabase, clock: FixedClock) -> Iterator[Flask]:
    with a_staff_site(database, clock) as made:
        yield made


def test_a_session_is_a_requests_own_and_outside_one_nobodys(site: Flask) -> None:
    with site.app_context():
        made_with: current.Site = site.extensions[current.SITE]
        registry = made_with.database.session.registry
        assert registry.has() is False
        registry.clear()
        outside: list[SiteSession] = [registry(), registry()]
        assert outside[0] is not outside[1]
        for one in outside:
            one.close()
    assert registry.has() is False
    with site.test_request_context("/day"):
        own: Callable[[], SiteSession] = registry
        assert own() is own()
        assert registry.has() is True
        own().close()
        registry.clear()
        assert registry.has() is False


def test_a_day_is_begun_once(world: World, clock: FixedClock) -> None:
    keeper = DayKeeper(Means(world.database, {}, clock))
    engine = create_engine(world.database.admin_url, poolclass=NullPool)
    with engine.begin() as connection:
        connection.exec_driver_sql("SET LOCAL session_replication_role = replica")
        connection.exec_driver_sql(
            "INSERT INTO sealed.intake (id, request_id, typed_by, group_id, party, compartment_id,"
            " payload, received_at) SELECT u, u, u, u, 'p', u, '{}', now()"
            " FROM (SELECT gen_random_uuid() AS u) one"
        )
    posted = []
    for days in (0, 0, 1):
        clock.advance(timedelta(days=days))
        keeper.keep()
        with world.owner() as owner:
            counts = "SELECT count(*) FROM sealed.work WHERE kind = 'count'"
            posted.append(owner.scalar(text(counts)))
    assert posted == [1, 1, 2]
