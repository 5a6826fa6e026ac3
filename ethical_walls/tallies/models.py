"""The tally: one compartment's count of one thing at the midnight that a day began with."""

import uuid
from datetime import date

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from ethical_walls.records import SEALED_SCHEMA, Sealed


class Tally(Sealed):
    """A count as it first was for its day; a later count of the same day changes nothing.

    `account_id` is whose duty what was counted is; the service's own account where nobody's.
    """

    __tablename__ = "tally"
    __table_args__ = (
        Index(None, "account_id", "measure", "counted_on"),
        {"schema": SEALED_SCHEMA},
    )

    compartment_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    counted_on: Mapped[date] = mapped_column(primary_key=True)
    measure: Mapped[str] = mapped_column(primary_key=True)
    account_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    number: Mapped[int]
