"""Sealed: one row a look, added and never changed."""

import enum
import uuid
from datetime import datetime

from sqlalchemy import BigInteger, Identity, Index
from sqlalchemy.orm import Mapped, mapped_column

from ethical_walls.records import SEALED_SCHEMA, Sealed, text_enum


class Outcome(enum.StrEnum):
    """What became of a request to look."""

    SHOWN = "shown"
    REFUSED = "refused"


class Look(Sealed):
    """Somebody asked to see something. Append-only: a trigger refuses every change."""

    __tablename__ = "look"
    __table_args__ = (
        Index("ix_look_account_id", "account_id"),
        Index("ix_look_subject_id", "subject_id"),
        {"schema": SEALED_SCHEMA},
    )

    id: Mapped[int] = mapped_column(BigInteger, Identity(always=True), primary_key=True)
    at: Mapped[datetime]
    account_id: Mapped[uuid.UUID | None]
    act: Mapped[str]
    subject_id: Mapped[uuid.UUID | None]
    outcome: Mapped[Outcome] = mapped_column(text_enum(Outcome))
