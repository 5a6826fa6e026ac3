"""The allocation: who was proposed as a witness's caseworker, and what they answered."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from ethical_walls.records import Walled, own


class Allocation(Walled):
    """One proposal to one caseworker; a person accepts or declines it, never a machine."""

    __tablename__ = "allocation"
    __table_args__ = (
        own("witness", "witness_id"),
        Index(
            "uq_allocation_one_open",
            "compartment_id",
            "witness_id",
            unique=True,
            postgresql_where=text("accepted_at IS NULL AND declined_at IS NULL"),
        ),
    )

    witness_id: Mapped[UUID]
    caseworker_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    proposed_at: Mapped[datetime]
    accepted_at: Mapped[datetime | None]
    declined_at: Mapped[datetime | None]
