"""`witness-app serve` and `witness-app tick`: both sites with their ticker, or one tick alone."""

import signal
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import click
from flask import Flask
from waitress.server import create_server

from ethical_walls.starting import WallNotStanding
from witness_app.carriers import said_at_the_start
from witness_app.clock import SystemClock
from witness_app.commands.demo import kept_for_a_newcomer
from witness_app.database import (
    addresses,
    check_before_serving,
    embedded_cluster,
    open_serving_database,
)
from witness_app.demo.people import PASSWORD, demo_sign_ins
from witness_app.jobs import DayKeeper, Means, means_of
from witness_app.public import create_public_site
from witness_app.settings import SettingMissing, Settings, refuse_owner_address
from witness_app.site import current
from witness_app.site.parts import SiteName, SiteParts
from witness_app.staff import create_staff_site
from witness_app.ticker import Ticker

THREADS = 8


@dataclass(frozen=True)
class Place:
    """A site, and where it listens."""

    site: Flask
    host: str
    port: int


@click.command("serve")
@click.pass_obj
def serve(settings: Settings) -> None:
    """Serve both sites and run the ticker, in one process, until stopped."""
    means = _means(settings)
    ticker = Ticker(DayKeeper(means).keep_and_tick)
    parts = _parts(settings, means, ticker)
    staff = Place(create_staff_site(settings, parts), settings.staff_host, settings.staff_port)
    public = Place(create_public_site(settings, parts), settings.public_host, settings.public_port)
    signal.signal(signal.SIGTERM, _stop)
    ticker.start()
    try:
        serve_until_stopped(staff, public, begun=lambda: _say_where(settings))
    finally:
        ticker.stop()
        for place in (staff, public):
            current.close_site(place.site)
        means.database.engine.dispose()
        if settings.is_embedded:
            embedded_cluster(settings).stop()


@click.command("tick")
@click.pass_obj
def run_tick(settings: Settings) -> None:
    """Do everything that is due now, once; for a server whose own scheduler ticks."""
    means = _means(settings)
    click.echo(f"{DayKeeper(means).keep_and_tick()} jobs were done.")
    means.database.engine.dispose()


def serve_until_stopped(*places: Place, begun: Callable[[], None]) -> None:
    """Serve every site from one loop, each with threads of its own, until the process is told."""
    listening: dict[int, Any] = {}
    servers = [server_of(place.site, place.host, place.port, listening) for place in places]
    begun()
    with suppress(SystemExit, KeyboardInterrupt):
        servers[0].run()
    for server in servers:
        server.task_dispatcher.shutdown()
        server.asyncore.close_all(listening)


def server_of(site: Flask, host: str, port: int, listening: dict[int, Any]) -> Any:  # noqa: ANN401 - waitress has no types
    """The server of one site; what proxies say is left for the site, which knows how many count."""
    return create_server(
        site,
        map=listening,
        host=host,
        port=port,
        threads=THREADS,
        clear_untrusted_proxy_headers=False,
    )


def _stop(_signal: int, _frame: object) -> None:
    """End as Ctrl-C does: what is under way is finished, and the database put away."""
    raise KeyboardInterrupt


def _means(settings: Settings) -> Means:
    """What jobs work with, once the wall is known to stand."""
    try:
        refuse_owner_address(settings)
        database = open_serving_database(settings)
        warning = check_before_serving(settings, database)
    except (SettingMissing, WallNotStanding) as wrong:
        raise click.ClickException(str(wrong)) from wrong
    if warning:
        click.echo(f"Warning: {warning}", err=True)
    return means_of(settings, database, SystemClock())


def _parts(settings: Settings, means: Means, ticker: Ticker) -> SiteParts:
    shown = demo_sign_ins() if settings.demo == "on" else ()
    return SiteParts(addresses(settings).app_url, means.clock, shown, ticker.nudge)


def _say_where(settings: Settings) -> None:
    click.echo(f"The staff site is at http://{settings.staff_host}:{settings.staff_port}/")
    click.echo(f"The public site is at {settings.public_address}/")
    for line in said_at_the_start(settings):
        click.echo(line)
    if settings.demo == "on":
        _say_who_can_sign_in(settings)
    click.echo("Ctrl+C stops it.")


def _say_who_can_sign_in(settings: Settings) -> None:
    """Everybody of the demo by the site they sign in at, then who has a link, and what to try."""
    sites = {SiteName.STAFF: "staff site", SiteName.PUBLIC: "public site"}
    click.echo(f"Invented people; every password is: {PASSWORD} (the page shows the code).")
    for name, words in sites.items():
        click.echo(f"Sign in at the {words}:")
        for person in demo_sign_ins():
            if person.site is name:
                click.echo(f"  {person.email:<20} {person.who_they_are}")
    click.echo(kept_for_a_newcomer(settings.instance))
