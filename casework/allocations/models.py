"""The allocation: who was proposed as a witness's caseworker, and what they answered."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from ethical_walls.records import Walled, own


class Allocation(Walled):
    """One proposal to one caseworker; a person accepts or declines it, never a machine.

    One that nobody answers is passed on: it ends, and another takes its place.
    """

    __tablename__ = "allocation"
    __table_args__ = (
        own("witness", "witness_id"),
        Index(
            "uq_allocation_one_open",
            "compartment_id",
            "witness_id",
            unique=True,
            postgresql_where=text(
                "accepted_at IS NULL AND declined_at IS NULL AND passed_on_at IS NULL"
            ),
        ),
    )

    witness_id: Mapped[UUID]
    caseworker_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    proposed_at: Mapped[datetime]
    accepted_at: Mapped[datetime | None]
    declined_at: Mapped[datetime | None]
    passed_on_at: Mapped[datetime | None]


class CaseworkerChange(Walled):
    """A witness asked for another caseworker, without a reason; one wish is open at a time."""

    __tablename__ = "caseworker_change"
    __table_args__ = (
        own("witness", "witness_id"),
        Index(
            "uq_caseworker_change_one_open",
            "compartment_id",
            "witness_id",
            unique=True,
            postgresql_where=text("settled_at IS NULL"),
        ),
    )

    witness_id: Mapped[UUID]
    present_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    asked_at: Mapped[datetime]
    recorded_by: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    settled_at: Mapped[datetime | None]
