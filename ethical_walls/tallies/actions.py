"""Keeping what a compartment counted, and reading the sums."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import text

from ethical_walls.sessions import WalledSession


@dataclass(frozen=True)
class Counted:
    """How many of one thing, and whose duty they are."""

    measure: str
    account_id: uuid.UUID
    number: int


@dataclass(frozen=True)
class Sum:
    """How many of one thing there are in all; None where they are fewer than five."""

    measure: str
    number: int | None


def keep_count(
    session: WalledSession,
    counted_on: date,
    counted: Counted,
    *,
    now: datetime,  # noqa: ARG001 - every action is told the time
) -> None:
    """Keep a count of this job's compartment; the first of a day stands."""
    session.execute(
        text("SELECT wall.keep_count(:counted_on, :measure, :account, :number)"),
        {
            "counted_on": counted_on,
            "measure": counted.measure,
            "account": counted.account_id,
            "number": counted.number,
        },
    )


def sums(session: WalledSession, counted_on: date) -> list[Sum]:
    """The sums of one day over everything, small ones withheld; for the service manager alone.

    Raises:
        sqlalchemy.exc.ProgrammingError: The viewer manages no service.
    """
    rows = session.execute(text("SELECT * FROM wall.sums(:counted_on)"), {"counted_on": counted_on})
    return [Sum(row.measure, row.number) for row in rows]
