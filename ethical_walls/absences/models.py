"""The absence: a caseworker is away until an instant, and a leader asked for cover."""

import uuid
from datetime import datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from ethical_walls.records import SEALED_SCHEMA, Sealed


class Absence(Sealed):
    """One absence; its id is made from the leader and the request: asking twice is one."""

    __tablename__ = "absence"
    __table_args__ = (
        Index(None, "account_id", "until_at"),
        {"schema": SEALED_SCHEMA},
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    account_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("account.id"))
    first_choice: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("account.id"))
    from_at: Mapped[datetime]
    until_at: Mapped[datetime]
    asked_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("account.id"))
    ended_at: Mapped[datetime | None]
