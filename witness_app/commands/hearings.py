"""`witness-app hearings`: court lists previewed and applied from the command line."""

from datetime import datetime
from pathlib import Path
from uuid import UUID

import click

from courts.lists.actions import ListFile, apply_list, preview_list
from courts.lists.queries import (
    ListSummary,
    RowSummary,
    Shown,
    held_courts,
    list_summary,
    rows_of,
)
from courts.lists.rules import (
    ListAlreadyApplied,
    ListRefused,
    NothingToApply,
    PreviewOutOfDate,
    counts_in_words,
)
from courts.london_time import spoken
from ethical_walls.sessions import WalledSession
from witness_app.clock import SystemClock
from witness_app.database import open_database
from witness_app.perform import perform
from witness_app.settings import Settings


@click.group("hearings")
def group() -> None:
    """What courts publish of hearings."""


@group.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--apply", "then", flag_value="apply", help="Apply what the preview shows.")
@click.pass_obj
def import_list(settings: Settings, file: Path, then: str | None) -> None:
    """Preview the court list in FILE: what it would change, row by row."""
    now = SystemClock().now()
    with open_database(settings).service_session() as session:
        try:
            import_id = perform(
                session, preview_list, ListFile(file.name, file.read_bytes()), now=now
            )
        except ListRefused as refused:
            raise click.ClickException(f"{refused} Nothing was changed.") from refused
        except ListAlreadyApplied as done:
            click.echo(f"Already applied on {spoken(done.applied_at)}. Nothing was changed.")
            return
        summary = _say_preview(session, import_id)
        if then == "apply":
            _apply(session, summary, now)
        elif summary.ready:
            click.echo("Nothing has been changed. Run it again with --apply to apply this.")


def _say_preview(session: WalledSession, import_id: UUID) -> ListSummary:
    """Print the counts, each difference, the questions and what cannot be read."""
    summary = list_summary(session, import_id)
    if summary is None:
        raise click.ClickException("The preview is gone. Nothing was changed.")
    click.echo(f"{summary.court_name}: {counts_in_words(summary.counts)}.")
    for row in _all_rows(session, import_id, Shown.CHANGES):
        was = f"{row.was} -> " if row.was else ""
        click.echo(f"  {row.difference}: {row.numbers} {row.description}: {was}{row.will_be}")
        if row.remark:
            click.echo(f"    {row.remark}")
    for held in held_courts(session, import_id):
        code = f" (code {held.code})" if held.code is not None else ""
        click.echo(
            f"  held: which building is “{held.name}”{code}? Say so on the page of the list."
        )
    for row in _all_rows(session, import_id, Shown.UNREADABLE):
        click.echo(f"  {row.state}: {row.problem} (at {row.place})")
    return summary


def _all_rows(session: WalledSession, import_id: UUID, shown: Shown) -> list[RowSummary]:
    rows: list[RowSummary] = []
    after: int | None = 0
    while after is not None:
        page = rows_of(session, import_id, shown, after=after)
        rows += page.rows
        after = page.next_after
    return rows


def _apply(session: WalledSession, summary: ListSummary, now: datetime) -> None:
    """Apply what was just previewed."""
    try:
        changed = perform(
            session,
            apply_list,
            summary.import_id,
            preview_number=summary.preview_number,
            now=now,
        )
    except NothingToApply:
        click.echo("Nothing in this list is ready to apply. Nothing was changed.")
    except PreviewOutOfDate as stale:
        raise click.ClickException(
            "Something changed in the meantime, so nothing was applied. Run it again."
        ) from stale
    else:
        click.echo(f"Applied. Hearings new or changed: {changed}.")
