"""`witness-app audit report` and `check`: chosen lines of the access log, proved to an outsider."""

import uuid
from pathlib import Path

import click
from sqlalchemy import NullPool, create_engine

from ethical_walls.access_log.proofs import (
    NotAReport,
    Proof,
    faults_of_proofs,
    proofs_of,
    read_report,
    written,
)
from ethical_walls.access_log.queries import every_seal, every_sealed_look
from ethical_walls.access_log.rules import by_seal, read_heads
from ethical_walls.sessions import WalledSession
from witness_app.commands.audit import group as group  # noqa: PLC0414 - passed on, grown
from witness_app.database import addresses
from witness_app.settings import Settings

FILE = click.Path(dir_okay=False, path_type=Path)
EXISTING = click.Path(exists=True, dir_okay=False, path_type=Path)


@group.command("report")
@click.argument("records", nargs=-1, required=True, type=click.UUID)
@click.option("--to", "file", required=True, type=FILE, help="The file to write.")
@click.pass_obj
def report(settings: Settings, records: tuple[uuid.UUID, ...], file: Path) -> None:
    """Lay open every sealed look at RECORDS, and nothing of any other; the owner runs it.

    Raises:
        click.UsageError: The owner's address is not known here.
    """
    where = addresses(settings)
    if not where.owner_url:
        raise click.UsageError("Set OWNER_DATABASE_URL: only the owner may read the access log.")
    proofs = proofs_from(where.owner_url, records)
    file.write_text(written(proofs))
    click.echo(f"{len(proofs)} sealed looks are in {file}. Looks not sealed yet are not.")


@group.command("check")
@click.argument("file", type=EXISTING)
@click.option("--heads", required=True, type=EXISTING, help="The published heads.")
def check(file: Path, heads: Path) -> None:
    """Hold a report to the published heads; whoever was given both can run it, with no database.

    Raises:
        click.ClickException: The report is not what was sealed and published.
    """
    published, faults = read_heads(heads.read_text())
    try:
        proofs = read_report(file.read_text())
    except NotAReport as wrong:
        raise click.ClickException(f"{file} is no report: {wrong}.") from wrong
    faults += faults_of_proofs(proofs, published)
    for fault in faults:
        click.echo(fault)
    if faults:
        raise click.ClickException("The report is not what was sealed and published.")
    for proof in proofs:
        look = proof.look
        click.echo(f"{look.at.isoformat()} {look.account_id} {look.act} {look.outcome}")
    click.echo(f"{len(proofs)} looks are as they were sealed and published.")


def proofs_from(owner_url: str, records: tuple[uuid.UUID, ...]) -> list[Proof]:
    """The proofs of every sealed look at some records, as of one moment."""
    engine = create_engine(
        owner_url, poolclass=NullPool, isolation_level="REPEATABLE READ", hide_parameters=True
    )
    with WalledSession(engine) as owner:
        seals = every_seal(owner)
        return [
            proof
            for seal, looks in by_seal(seals, every_sealed_look(owner, seals))
            for proof in proofs_of(seal, looks, records)
        ]
