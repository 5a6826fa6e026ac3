"""`witness-app db`: the tables' migrations and the wall over them, run by the owner."""

import secrets
from pathlib import Path

import click
from alembic import command
from sqlalchemy import NullPool, create_engine, text

from ethical_walls.accounts.actions import ensure_service_account
from ethical_walls.applying import Applied, install_keys, mend_as_administrator
from ethical_walls.hardening import harden
from ethical_walls.sessions import WalledSession
from ethical_walls.starting import WallNotStanding
from witness_app import migrations
from witness_app.database import (
    Addresses,
    addresses,
    administrators_address,
    check_before_serving,
    embedded_cluster,
    open_database,
)
from witness_app.embedded_postgres import ADMIN, OWNER, cluster_at
from witness_app.settings import Settings

DRAFTING = "drafting"
DATABASE_OWNER = (
    "SELECT pg_get_userbyid(datdba)::text FROM pg_database WHERE datname = current_database()"
)


@click.group("db")
def group() -> None:
    """Tables and the wall."""


@group.command("upgrade")
@click.pass_obj
def upgrade(settings: Settings) -> None:
    """Bring the tables up to date and put the wall over them; safe to run again."""
    where = addresses(settings)
    applied = upgrade_database(settings, where)
    click.echo(
        f"The database is up to date; {len(applied.mended)} things of the wall were put in place."
    )
    for what in applied.left:
        click.echo(f"{what}. Run `witness-app db harden`.", err=True)


@group.command("check")
@click.pass_obj
def check(settings: Settings) -> None:
    """Say whether the wall stands, as the product asks before it serves."""
    try:
        warning = check_before_serving(settings, open_database(settings))
    except WallNotStanding as wrong:
        raise click.ClickException(str(wrong)) from wrong
    click.echo("The wall stands.")
    if warning:
        click.echo(f"Warning: {warning}", err=True)


@group.command("harden")
@click.option(
    "--admin-url", default="", help="An administrator's address; else ADMIN_DATABASE_URL."
)
@click.pass_obj
def harden_database(settings: Settings, admin_url: str) -> None:
    """Take from the serving role what would show or disturb its neighbours; safe to run again.

    It needs an administrator of the server, and mends what the owner could not.
    """
    where = addresses(settings)
    admin_url = admin_url or administrators_address(settings)
    if not admin_url:
        raise click.UsageError("Set ADMIN_DATABASE_URL: only an administrator may take these away.")
    engine = create_engine(admin_url, poolclass=NullPool, hide_parameters=True)
    with engine.begin() as connection:
        owner = where.owner_role or connection.execute(text(DATABASE_OWNER)).scalar_one()
        taken = harden(connection, where.app_role, owner)
        applied = mend_as_administrator(connection, where.app_role)
    click.echo(f"Taken from everybody: {taken or 'nothing, it was taken already'}.")
    for what in applied.mended:
        click.echo(f"Mended: {what}.")
    for what in applied.left:
        click.echo(f"Left: {what}.", err=True)


@group.command("stop")
@click.pass_obj
def stop(settings: Settings) -> None:
    """Stop every PostgreSQL of this checkout: the product's own, the tests' and the benchmarks'."""
    if settings.is_production:
        raise click.UsageError("The database of production is not ours to stop.")
    for name in ("postgres", "test-postgres", "bench-postgres"):
        cluster_at(settings.instance / name).stop()
    for other in filter(Path.is_dir, settings.instance.glob("*-postgres-[0-9]*")):
        cluster_at(other).stop()


@group.command("draft")
@click.argument("what")
@click.pass_obj
def draft(settings: Settings, what: str) -> None:
    """Write a migration for what the models have that the migrations have not; WHAT names it."""
    cluster = embedded_cluster(settings)
    cluster.start()
    cluster.ensure_roles()
    cluster.ensure_database(DRAFTING)
    url = cluster.url(OWNER, DRAFTING)
    migrations.upgrade_tables(url)
    number = len(list((migrations.HERE / "versions").glob("*.py"))) + 1
    command.revision(
        migrations.configuration(url), message=what, autogenerate=True, rev_id=f"{number:04}"
    )
    with cluster.connect(ADMIN, "postgres") as connection:
        connection.execute(f"DROP DATABASE {DRAFTING} WITH (FORCE)")


def upgrade_database(settings: Settings, where: Addresses) -> Applied:
    """Migrate, apply the wall, install keys that are missing, open the service's own account.

    Returns:
        What of the wall was mended, and what the owner could not mend.

    Raises:
        click.UsageError: The owner's address is not known here.
    """
    if not where.owner_url:
        raise click.UsageError("Set OWNER_DATABASE_URL: only the owner may change tables.")
    applied = migrations.upgrade(where.owner_url, where.app_role)
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
    return applied
