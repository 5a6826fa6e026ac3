"""Courts for tests: invented ones, and the real register."""

import itertools
from dataclasses import dataclass, field

from sqlalchemy import Table, insert, select

from courts.register.actions import load_register
from courts.register.models import Court, CourtName
from courts.register.rules import CourtKind, CourtStatus, NameKind, Sitting, folded
from ethical_walls.records import Kind, tables_of
from ethical_walls.sessions import WalledSession
from tests.moment import NOW

REGISTERED = ("court", "satellite")
"""How the names of the register's tables begin."""
_numbers = itertools.count(1)
_loaded: dict[Table, list[dict[str, object]]] = {}


@dataclass(frozen=True)
class CourtDetails:
    """What a test may care about in a court; the rest is made up."""

    name: str = ""
    crown_code: int | None = None
    sitting: Sitting = Sitting.SITTING
    status: CourtStatus = CourtStatus.OPEN
    is_in_london: bool = True
    visit_gap_minutes: int = 30
    number: int = field(default_factory=lambda: next(_numbers))


def a_court(session: WalledSession, details: CourtDetails | None = None) -> Court:
    """An invented court that sits in London, found by its name; flushed, not committed."""
    wanted = details or CourtDetails()
    name = wanted.name or f"Invented {wanted.number} Crown Court"
    court = Court(
        slug=folded(name).replace(" ", "-"),
        name=name,
        kind=CourtKind.CROWN,
        status=wanted.status,
        sitting=wanted.sitting,
        is_in_london=wanted.is_in_london,
        address_line_1="1 Example Street",
        town="London",
        postcode="E1 1AA",
        latitude=51.5,
        longitude=-0.1,
        region="London" if wanted.is_in_london else "Eastern",
        crown_code=wanted.crown_code or 9000 + wanted.number,
        visit_gap_minutes=wanted.visit_gap_minutes,
        search_words=f" {folded(name)}",
        loaded_at=NOW,
    )
    session.add(court)
    session.flush()
    session.add(CourtName(court_id=court.id, name=name, folded=folded(name), kind=NameKind.OWN))
    session.flush()
    return court


def the_register(session: WalledSession) -> None:
    """The real register, as the product loads it; flushed, not committed.

    The product loads it once in a process; every later test is given the same rows.
    """
    if _loaded:
        for table, rows in _loaded.items():
            session.execute(insert(table), rows)
        return
    tables = [table for table in tables_of(Kind.OPEN) if table.name.startswith(REGISTERED)]
    invented = {table: set(session.scalars(select(table.c.id))) for table in tables}
    load_register(session, now=NOW)
    for table in tables:
        found = session.execute(select(table).where(table.c.id.not_in(invented[table])))
        rows = [dict(row) for row in found.mappings()]
        if rows:
            _loaded[table] = rows
