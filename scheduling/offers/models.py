"""A place put to a witness: held like a booking's until it is taken, declined or over."""

from datetime import datetime
from typing import ClassVar
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from ethical_walls.records import Walled, own, text_enum
from scheduling.offers.rules import OfferState


class VisitOffer(Walled):
    """One of the places put to a witness together; the witness's own link reads it.

    Its place is counted in the slot while it is held, and by nothing else.
    """

    __tablename__ = "visit_offer"
    __table_args__ = (
        own("witness", "witness_id"),
        UniqueConstraint("compartment_id", "together_id", "slot_id"),
        CheckConstraint("(state = 'held') = (settled_at IS NULL)", name="settled_has_its_time"),
        Index(None, "compartment_id", "witness_id"),
    )
    link_column: ClassVar[str | None] = "witness_id"

    witness_id: Mapped[UUID]
    together_id: Mapped[UUID]
    slot_id: Mapped[UUID] = mapped_column(ForeignKey("slot.id"))
    court_id: Mapped[UUID] = mapped_column(ForeignKey("court.id"))
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    state: Mapped[OfferState] = mapped_column(text_enum(OfferState))
    offered_at: Mapped[datetime]
    offered_by: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    lapses_at: Mapped[datetime]
    settled_at: Mapped[datetime | None]
