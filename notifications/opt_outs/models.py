"""The opt-out: from when, and until when, nothing is sent to one address of one witness."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index, text
from sqlalchemy.orm import Mapped, mapped_column

from casework.contact_plans.rules import Channel
from ethical_walls.records import Walled, own, text_enum
from notifications.opt_outs.rules import SaidBy


class OptOut(Walled):
    """One time that a witness asked for no more messages; a new address is not stopped by it."""

    __tablename__ = "opt_out"
    __table_args__ = (
        own("witness", "witness_id"),
        Index(
            "uq_opt_out_one_in_force",
            "compartment_id",
            "witness_id",
            "channel",
            "address",
            unique=True,
            postgresql_where=text("ended_at IS NULL"),
        ),
    )

    witness_id: Mapped[UUID]
    channel: Mapped[Channel] = mapped_column(text_enum(Channel))
    address: Mapped[str]
    said_by: Mapped[SaidBy] = mapped_column(text_enum(SaidBy))
    stopped_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
