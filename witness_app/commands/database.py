"""`witness-app db`: the tables' migrations and the wall over them, run by the owner."""

import secrets

import click
from sqlalchemy import NullPool, create_engine, text

from ethical_walls.accounts.actions import ensure_service_account
from ethical_walls.policies import install_keys
from ethical_walls.sessions import WalledSession
from witness_app import migrations
from witness_app.database import Addresses, addresses, embedded_cluster, open_database
from witness_app.settings import Settings


@click.group("db")
def group() -> None:
    """Tables and the wall."""


@group.command("upgrade")
@click.pass_obj
def upgrade(settings: Settings) -> None:
    """Bring the tables up to date and put the wall over them; safe to run again."""
    where = addresses(settings)
    changed = upgrade_database(settings, where)
    click.echo(f"The database is up to date; {len(changed)} policies were made or replaced.")


@group.command("check")
@click.pass_obj
def check(settings: Settings) -> None:
    """Say whether the wall stands, as the product asks before it serves."""
    open_database(settings).check()
    click.echo("The wall stands.")


@group.command("stop")
@click.pass_obj
def stop(settings: Settings) -> None:
    """Stop the embedded PostgreSQL, where this checkout runs one."""
    if settings.is_embedded:
        embedded_cluster(settings).stop()


def upgrade_database(settings: Settings, where: Addresses) -> list[str]:
    """Migrate, apply the wall, install keys that are missing, open the service's own account.

    Returns:
        The policies that were made or replaced.

    Raises:
        click.UsageError: The owner's address is not known here.
    """
    if not where.owner_url:
        raise click.UsageError("Set OWNER_DATABASE_URL: only the owner may change tables.")
    changed = migrations.upgrade(where.owner_url, where.app_role)
    engine = create_engine(where.owner_url, poolclass=NullPool)
    with engine.begin() as connection:
        known = connection.scalar(
            text("SELECT count(*) FROM sealed.wall_key WHERE use = 'identity'")
        )
        identity = b"" if known else secrets.token_bytes(32)
        install_keys(connection, (settings.wall_key_id, settings.wall_key), identity)
    with WalledSession(engine) as owner:
        ensure_service_account(owner)
        owner.commit()
    return changed
