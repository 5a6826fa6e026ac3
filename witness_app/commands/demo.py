"""`witness-app demo`: an invented world to try the product in, never in production."""

import click
from sqlalchemy import NullPool, create_engine, func, select

from courts.london_time import london_day, spoken_day
from ethical_walls.accounts.actions import AccountDetails, ensure_organisation, open_account
from ethical_walls.accounts.models import Account
from ethical_walls.accounts.queries import viewer_of
from ethical_walls.sessions import WalledSession
from ethical_walls.sign_in.actions import keep_second_factor
from ethical_walls.training.actions import record_course
from ethical_walls.viewers import Viewer
from witness_app.clock import SystemClock
from witness_app.database import Addresses, addresses, open_database
from witness_app.demo.cases import Calendar
from witness_app.demo.people import COLLEAGUES, PASSWORD, Colleague
from witness_app.demo.story import Stage, play
from witness_app.jobs import means_of
from witness_app.settings import Settings
from witness_app.sign_in.passwords import hash_password
from witness_app.sign_in.second_factor import Keeper


@click.group("demo")
def group() -> None:
    """The demo world."""


@group.command("load")
@click.pass_obj
def load(settings: Settings) -> None:
    """Load the demo world, dated from today; safe to run again."""
    if settings.is_production:
        raise click.UsageError("The demo world has no place in production.")
    where = addresses(settings)
    if _is_loaded(where):
        click.echo("The demo world is loaded already (`make clean run` makes a fresh one).")
        return
    clock = SystemClock()
    now = clock.now()
    means = means_of(settings, open_database(settings), clock)
    stage = Stage(means, employ(where, clock, settings.second_factor_key), now)
    file = play(stage, settings.instance / "demo")
    moved = Calendar(now.date()).moved_to
    click.echo(f"The demo world is loaded. To see a trial move to {spoken_day(moved)}, sign in as")
    click.echo(f"the list operator and import {file}.")


@group.command("sign-ins")
def sign_ins() -> None:
    """Print who can sign in to the demo world."""
    for colleague in COLLEAGUES:
        click.echo(f"  {colleague.email:<22} {PASSWORD:<24} {colleague.who_they_are}")


def _is_loaded(where: Addresses) -> bool:
    with WalledSession(create_engine(where.owner_url, poolclass=NullPool)) as owner:
        return bool(owner.scalar(select(func.count()).where(Account.name == COLLEAGUES[0].name)))


def employ(
    where: Addresses, clock: SystemClock, second_factor_key: bytes
) -> dict[Colleague, Viewer]:
    """Open the accounts of the demo's people, as the owner does, and say who each is."""
    keeper, now = Keeper(second_factor_key), clock.now()
    password_hash = hash_password(PASSWORD)
    viewers = {}
    with WalledSession(create_engine(where.owner_url, poolclass=NullPool)) as owner:
        for colleague in COLLEAGUES:
            details = AccountDetails(
                name=colleague.name,
                email=colleague.email,
                password_hash=password_hash,
                organisation_id=ensure_organisation(
                    owner, colleague.employer, colleague.employer_kind
                ),
                roles=colleague.roles,
                telephone=colleague.telephone,
            )
            account_id = open_account(owner, details, now=now)
            secret = keeper.secret_for(f"demo|{colleague.email}")
            keep_second_factor(owner, account_id, keeper.seal(account_id, secret), now=now)
            record_course(owner, account_id, london_day(now), now=now)
            viewers[colleague] = viewer_of(owner, account_id)
        owner.commit()
    return viewers
