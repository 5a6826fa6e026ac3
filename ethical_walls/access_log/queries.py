"""Reading the access log: a record's own readers, the heads to publish, all of it for its owner."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select, text

from ethical_walls.access_log.models import Look, LookSeal
from ethical_walls.access_log.rules import Head, Seal, SealedLook
from ethical_walls.sessions import WalledSession

AT_A_TIME = 5000


@dataclass(frozen=True)
class LookLine:
    """Somebody was shown something of a record that the viewer may see."""

    at: datetime
    account_id: uuid.UUID | None
    act: str


def looks_at(
    session: WalledSession, subject_ids: list[uuid.UUID], *, passing_over: int, at_most: int
) -> list[LookLine]:
    """Who was shown these walled rows, newest first.

    Args:
        session: The viewer's, who has read the rows through it; the door asks once more.
        subject_ids: What the addresses of those pages named.
        passing_over: How many of the newest to leave out.
        at_most: How many to answer.
    """
    rows = session.execute(
        text("SELECT * FROM wall.looks_at(cast(:subjects AS uuid[]), :passing_over, :at_most)"),
        {"subjects": subject_ids, "passing_over": passing_over, "at_most": at_most},
    )
    return [LookLine(row.at, row.account_id, row.act) for row in rows]


def heads_after(session: WalledSession, number: int) -> list[Head]:
    """The heads of the seals after one number; for the service in no compartment."""
    rows = session.execute(text("SELECT * FROM wall.look_heads(:number)"), {"number": number})
    return [Head(row.number, row.looks, row.head, row.sealed_at) for row in rows]


def every_seal(owner: WalledSession) -> list[Seal]:
    """Every seal, the oldest first; for the owner alone."""
    fields = [getattr(LookSeal, name) for name in Seal.__dataclass_fields__]
    return [Seal(*row) for row in owner.execute(select(*fields).order_by(LookSeal.number))]


def every_sealed_look(owner: WalledSession, seals: list[Seal]) -> Iterator[SealedLook]:
    """Every look under a seal, in the order of its transaction; for the owner alone."""
    fields = [getattr(Look, name) for name in SealedLook.__dataclass_fields__]
    rows = owner.execute(
        select(*fields).where(Look.xid < _until(seals)).order_by(Look.xid, Look.id),
        execution_options={"yield_per": AT_A_TIME},
    )
    return (SealedLook(*row) for row in rows)


def looks_not_sealed(owner: WalledSession, seals: list[Seal]) -> int:
    """How many looks no seal covers yet; for the owner alone."""
    not_sealed = select(func.count()).select_from(Look).where(Look.xid >= _until(seals))
    return owner.execute(not_sealed).scalar_one()


def _until(seals: list[Seal]) -> int:
    return seals[-1].until_xid if seals else 0
