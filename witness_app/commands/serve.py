"""`witness-app serve` and `witness-app tick`: the site with its ticker, or one tick alone."""

import click
import waitress

from ethical_walls.starting import WallNotStanding
from witness_app.clock import SystemClock
from witness_app.database import addresses, embedded_cluster, open_serving_database
from witness_app.demo.people import demo_sign_ins
from witness_app.jobs import DayKeeper, Means, means_of
from witness_app.settings import SettingMissing, Settings, refuse_owner_address
from witness_app.staff import StaffSiteParts, create_staff_site
from witness_app.ticker import Ticker

THREADS = 8


@click.command("serve")
@click.pass_obj
def serve(settings: Settings) -> None:
    """Serve the staff site and run the ticker, in one process, until stopped."""
    means = _means(settings)
    ticker = Ticker(DayKeeper(means).keep_and_tick)
    site = create_staff_site(settings, _parts(settings, means, ticker))
    ticker.start()
    _say_where(settings)
    try:
        waitress.serve(
            site, host=settings.staff_host, port=settings.staff_port, threads=THREADS, _quiet=True
        )
    finally:
        ticker.stop()
        if settings.is_embedded:
            embedded_cluster(settings).stop()


@click.command("tick")
@click.pass_obj
def run_tick(settings: Settings) -> None:
    """Do everything that is due now, once; for a server whose own scheduler ticks."""
    click.echo(f"{DayKeeper(_means(settings)).keep_and_tick()} jobs were done.")


def _means(settings: Settings) -> Means:
    """What jobs work with, once the wall is known to stand."""
    try:
        refuse_owner_address(settings)
        database = open_serving_database(settings)
        database.check()
    except (SettingMissing, WallNotStanding) as wrong:
        raise click.ClickException(str(wrong)) from wrong
    return means_of(settings, database, SystemClock())


def _parts(settings: Settings, means: Means, ticker: Ticker) -> StaffSiteParts:
    shown = demo_sign_ins() if settings.demo == "on" else ()
    return StaffSiteParts(addresses(settings).app_url, means.clock, shown, ticker.nudge)


def _say_where(settings: Settings) -> None:
    click.echo(f"The staff site is at http://{settings.staff_host}:{settings.staff_port}/")
    if not settings.mail.host:
        click.echo("No carrier is set up: messages are recorded and nothing leaves this machine.")
    if settings.demo == "on":
        click.echo("Sign in with any of these (the demo world is invented):")
        for person in demo_sign_ins():
            click.echo(f"  {person.email:<20} {person.password:<24} {person.who_they_are}")
