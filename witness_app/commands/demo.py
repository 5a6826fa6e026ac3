"""`witness-app demo`: an invented world to try the product in, never in production."""

from pathlib import Path

import click
from sqlalchemy import NullPool, create_engine, func, select

from courts.london_time import london_day, spoken_day
from ethical_walls.accounts.models import Account
from ethical_walls.sessions import WalledSession
from witness_app.clock import SystemClock
from witness_app.database import Addresses, addresses, open_database
from witness_app.demo.cases import Calendar
from witness_app.demo.office import Office
from witness_app.demo.people import COLLEAGUES, PASSWORD
from witness_app.demo.stage import a_stage
from witness_app.demo.story import Played, play
from witness_app.jobs import means_of
from witness_app.settings import Settings

TOLD = "to-try.txt"
"""What a newcomer is told: a link is shown once, so the demo keeps its own in this file."""


@click.group("demo")
def group() -> None:
    """The demo world."""


@group.command("load")
@click.pass_obj
def load(settings: Settings) -> None:
    """Load the demo world, dated from today; safe to run again."""
    if settings.is_production:
        raise click.UsageError("The demo world has no place in production.")
    where, folder = addresses(settings), settings.instance / "demo"
    if _is_loaded(where):
        click.echo("The demo world is loaded already (`make clean run` makes a fresh one).")
        return
    clock = SystemClock()
    now = clock.now()
    means = means_of(settings, open_database(settings), clock)
    office = Office(where.owner_url, settings.second_factor_key)
    played = play(a_stage(means, office, now), folder)
    moved = Calendar(london_day(now)).moved_to
    told = what_to_try(played, settings.public_address, spoken_day(moved))
    (folder / TOLD).write_text(f"{told}\n", encoding="utf-8")
    click.echo("The demo world is loaded.")


@group.command("sign-ins")
def sign_ins() -> None:
    """Print who can sign in to the demo world."""
    for colleague in COLLEAGUES:
        click.echo(f"  {colleague.email:<22} {PASSWORD:<24} {colleague.who_they_are}")


def what_to_try(played: Played, public_address: str, moved_to: str) -> str:
    """The links of people outside with their words, and the list that moves a trial."""
    links = [
        f"  {link.whose}:\n    {public_address}{link.path}  word: {link.word}"
        for link in played.links
    ]
    moving = (
        f"To see a trial move to {moved_to}, sign in as the list operator and import\n"
        f"  {played.list_file}"
    )
    return "\n".join(["These people outside have a link:", *links, moving])


def kept_for_a_newcomer(instance: Path) -> str:
    """What was kept when the demo world was loaded; nothing where it was not loaded from here."""
    kept = instance / "demo" / TOLD
    return kept.read_text(encoding="utf-8").rstrip() if kept.exists() else ""


def _is_loaded(where: Addresses) -> bool:
    with WalledSession(create_engine(where.owner_url, poolclass=NullPool)) as owner:
        return bool(owner.scalar(select(func.count()).where(Account.name == COLLEAGUES[0].name)))
