"""`witness-app`: everything an operator runs, each command in its own module."""

import os

import click

from witness_app.commands import (
    accounts,
    audit_report,
    courts,
    database,
    demo,
    hearings,
    serve,
    walls,
)
from witness_app.embedded_postgres import NoEmbeddedPostgres
from witness_app.settings import SettingMissing, read_settings


@click.group()
@click.pass_context
def main(context: click.Context) -> None:
    """The pre-trial witness service for London."""
    try:
        context.obj = read_settings(os.environ)
    except (SettingMissing, NoEmbeddedPostgres) as wrong:
        raise click.ClickException(str(wrong)) from wrong


for group in (
    accounts.group,
    database.group,
    courts.group,
    hearings.group,
    demo.group,
    audit_report.group,
    walls.group,
    serve.serve,
    serve.run_tick,
):
    main.add_command(group)

if __name__ == "__main__":
    main()
