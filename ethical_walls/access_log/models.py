"""Sealed: one row a look, added and never changed, and the seals that are put over them."""

import enum
import uuid
from datetime import datetime

from sqlalchemy import BigInteger, Identity, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from ethical_walls.records import SEALED_SCHEMA, Sealed, text_enum


class Outcome(enum.StrEnum):
    """What became of a request to look."""

    SHOWN = "shown"
    REFUSED = "refused"


class Look(Sealed):
    """Somebody asked to see something. Append-only: a trigger refuses every change.

    `compartment_id` is known where the viewer could see the subject, and only there. `salt` lets a
    report open one row without showing another; `xid`, the row's own transaction, says which
    seal covers it.
    """

    __tablename__ = "look"
    __table_args__ = (
        Index("ix_look_account_id", "account_id"),
        Index("ix_look_subject_id", "subject_id"),
        Index("ix_look_xid", "xid"),
        {"schema": SEALED_SCHEMA},
    )

    id: Mapped[int] = mapped_column(BigInteger, Identity(always=True), primary_key=True)
    at: Mapped[datetime]
    account_id: Mapped[uuid.UUID | None]
    act: Mapped[str]
    subject_id: Mapped[uuid.UUID | None]
    outcome: Mapped[Outcome] = mapped_column(text_enum(Outcome))
    compartment_id: Mapped[uuid.UUID | None]
    salt: Mapped[uuid.UUID] = mapped_column(server_default=text("gen_random_uuid()"))
    xid: Mapped[int] = mapped_column(
        BigInteger, server_default=text("((pg_current_xact_id())::text)::bigint")
    )


class LookSeal(Sealed):
    """A batch of looks, closed: its Merkle root, chained to the seal before it.

    It covers every look whose transaction is older than `until_xid` and not older than the
    `until_xid` of the seal before. Append-only, as the looks are.
    """

    __tablename__ = "look_seal"

    number: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    until_xid: Mapped[int] = mapped_column(BigInteger)
    first_look_id: Mapped[int] = mapped_column(BigInteger)
    last_look_id: Mapped[int] = mapped_column(BigInteger)
    looks: Mapped[int] = mapped_column(BigInteger)
    root: Mapped[bytes]
    previous_head: Mapped[bytes]
    head: Mapped[bytes]
    sealed_at: Mapped[datetime]
