"""Sealing the access log round by round, and publishing the heads where no database can reach."""

import logging
import os
from pathlib import Path

from ethical_walls.access_log.actions import seal_looks
from ethical_walls.access_log.queries import heads_after
from ethical_walls.access_log.rules import Head, read_heads
from witness_app.clock import Clock
from witness_app.database import Database
from witness_app.perform import perform

TAIL = 4096

log = logging.getLogger(__name__)


def seal_and_publish(database: Database, clock: Clock, file: Path) -> None:
    """Seal what is settled and publish every head that the file has not.

    A failure of either is logged and stops nothing: the next round does what was left.
    """
    try:
        with database.service_session() as session:
            perform(session, seal_looks, now=clock.now())
    except Exception as failure:  # noqa: BLE001 - the next round tries again
        log.error("sealing the access log failed: %s", type(failure).__name__)  # noqa: TRY400 - no values
    try:
        publish(database, file)
    except Exception as failure:  # noqa: BLE001 - the same
        log.error("publishing heads of the access log failed: %s", type(failure).__name__)  # noqa: TRY400 - no values


def publish(database: Database, file: Path) -> None:
    """Append the heads that are not in the file yet, each line whole or written again."""
    tail = _tail_of(file)
    published, _ = read_heads(tail)
    with database.service_session() as session:
        new = heads_after(session, published[-1].number if published else 0)
    if new:
        _append(file, new, "" if not tail or tail.endswith("\n") else "\n")


def _append(file: Path, heads: list[Head], begin: str) -> None:
    written = (begin + "".join(f"{head.line}\n" for head in heads)).encode()
    file.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(file, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    with os.fdopen(descriptor, "ab") as opened:
        opened.write(written)
        opened.flush()
        os.fsync(opened.fileno())


def _tail_of(file: Path) -> str:
    """The last lines of the file, the first of them perhaps cut off."""
    if not file.exists():
        return ""
    with file.open("rb") as opened:
        opened.seek(max(0, file.stat().st_size - TAIL))
        return opened.read().decode("ascii", errors="replace")
