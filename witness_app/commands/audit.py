"""`witness-app audit`: whether the access log is still what it was when it was sealed."""

from dataclasses import dataclass
from pathlib import Path

import click
from sqlalchemy import NullPool, create_engine

from ethical_walls.access_log.queries import every_seal, every_sealed_look, looks_not_sealed
from ethical_walls.access_log.rules import (
    by_seal,
    faults_of_chain,
    faults_of_looks,
    faults_of_publication,
    read_heads,
)
from ethical_walls.sessions import WalledSession
from witness_app.database import addresses
from witness_app.settings import Settings


@dataclass(frozen=True)
class Verdict:
    """What became of the log."""

    seals: int
    sealed: int
    unsealed: int
    unpublished: int
    faults: tuple[str, ...]


@click.group("audit")
def group() -> None:
    """The access log: who looked at what."""


@group.command("verify")
@click.pass_obj
def verify(settings: Settings) -> None:
    """Find any change, removal, insertion or reordering of sealed looks; the owner runs it.

    Raises:
        click.UsageError: The owner's address is not known here.
    """
    where = addresses(settings)
    if not where.owner_url:
        raise click.UsageError("Set OWNER_DATABASE_URL: only the owner may read the access log.")
    verdict = judge(where.owner_url, settings.audit_heads)
    for fault in verdict.faults:
        click.echo(fault)
    click.echo(f"{verdict.sealed} looks under {verdict.seals} seals were checked.")
    click.echo(f"{verdict.unsealed} looks are not sealed yet.")
    click.echo(f"{verdict.unpublished} seals are not published yet in {settings.audit_heads}.")
    if verdict.faults:
        raise click.ClickException("The access log is not what was sealed.")
    click.echo("The access log is what was sealed.")


def judge(owner_url: str, file: Path) -> Verdict:
    """Work everything out again from the rows, as of one moment.

    The file is read first: what it has must be in the database, and never the other way round.
    """
    published, faults = read_heads(file.read_text() if file.exists() else "")
    engine = create_engine(
        owner_url, poolclass=NullPool, isolation_level="REPEATABLE READ", hide_parameters=True
    )
    with WalledSession(engine) as owner:
        seals = every_seal(owner)
        sealed = 0
        for seal, looks in by_seal(seals, every_sealed_look(owner, seals)):
            faults += faults_of_looks(seal, looks)
            sealed += len(looks)
        unsealed = looks_not_sealed(owner, seals)
    faults += [*faults_of_chain(seals), *faults_of_publication(seals, published)]
    unpublished = len(seals) - len({head.number for head in published})
    return Verdict(len(seals), sealed, unsealed, max(0, unpublished), tuple(faults))
