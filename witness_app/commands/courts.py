"""`witness-app courts`: the register of courts, loaded from its own files and listed."""

import click

from courts.london_time import london_day
from courts.register.actions import load_register
from courts.register.searching import CourtSearch, Where, Which, all_courts
from courts.register.words import SITTING
from courts.working_days import year_to_announce
from witness_app.clock import SystemClock
from witness_app.database import open_database
from witness_app.perform import perform
from witness_app.settings import Settings


@click.group("courts")
def group() -> None:
    """The register of courts."""


@group.command("load")
@click.pass_obj
def load(settings: Settings) -> None:
    """Put the register's own files into the database; safe to run again."""
    now = SystemClock().now()
    with open_database(settings).service_session() as session:
        done = perform(session, load_register, now=now)
    click.echo(
        f"Courts: {done.added} facts added, {done.corrected} corrected, "
        f"{done.unchanged} as they were, {done.left_alone} left as people here confirmed them."
    )
    missing = year_to_announce(london_day(now))
    if missing is not None:
        click.echo(f"The bank holidays of {missing} are not known here: add them within the year.")


@group.command("list")
@click.argument("words", nargs=-1)
@click.option("--where", type=click.Choice([w.value for w in Where]), default=Where.LONDON.value)
@click.option("--which", type=click.Choice([w.value for w in Which]), default=Which.OPEN.value)
@click.pass_obj
def list_courts(settings: Settings, words: tuple[str, ...], where: str, which: str) -> None:
    """List the courts whose name, borough, code or postcode begins with WORDS."""
    search = CourtSearch(" ".join(words), Where(where), Which(which))
    with open_database(settings).service_session() as session:
        for court in all_courts(session, search):
            code = "" if court.crown_code is None else str(court.crown_code)
            click.echo(f"{code:>4}  {court.name}  ({SITTING[court.sitting].lower()})  {court.slug}")
