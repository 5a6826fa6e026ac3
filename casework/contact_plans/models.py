"""The contact plan: the one safe way to reach a witness, version after version."""

from datetime import datetime, time
from uuid import UUID

from sqlalchemy import ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from casework.contact_plans.rules import CalendarWanted, Channel, SeenBy, Wording
from ethical_walls.records import Walled, own, text_enum


class ContactPlan(Walled):
    """One version of how a witness may be reached; unconfirmed, it is provisional."""

    tells_numbers = True
    __tablename__ = "contact_plan"
    __table_args__ = (
        own("witness", "witness_id"),
        UniqueConstraint("compartment_id", "witness_id", "version"),
        Index(
            "uq_contact_plan_one_live",
            "compartment_id",
            "witness_id",
            unique=True,
            postgresql_where=text("superseded_at IS NULL"),
        ),
    )
    link_column = "witness_id"

    witness_id: Mapped[UUID]
    version: Mapped[int]
    channel: Mapped[Channel] = mapped_column(text_enum(Channel))
    address: Mapped[str]
    language: Mapped[str]
    hours_from: Mapped[time]
    hours_until: Mapped[time]
    seen_by: Mapped[SeenBy] = mapped_column(text_enum(SeenBy))
    wording: Mapped[Wording] = mapped_column(text_enum(Wording))
    agreed_sender: Mapped[str]
    place_word: Mapped[str]
    calendar_wanted: Mapped[CalendarWanted] = mapped_column(text_enum(CalendarWanted))
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    confirmed_at: Mapped[datetime | None]
    confirmed_by: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    superseded_at: Mapped[datetime | None]
