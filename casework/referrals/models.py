"""The referral: who asked us to support whom, when it reached us, and by which identifier."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from casework.referrals.rules import (
    AgeAtOffence,
    HomeAtReferral,
    ReferralRoute,
    ReferralSource,
    Urgency,
)
from ethical_walls.records import Walled, text_enum


class Referral(Walled):
    """One request to support one witness; `request_id` makes a repeated one the same."""

    __tablename__ = "referral"
    __table_args__ = (UniqueConstraint("compartment_id", "request_id"),)

    request_id: Mapped[UUID]
    group_id: Mapped[UUID]
    received_at: Mapped[datetime]
    source: Mapped[ReferralSource] = mapped_column(text_enum(ReferralSource))
    urgency: Mapped[Urgency] = mapped_column(text_enum(Urgency))
    route: Mapped[ReferralRoute] = mapped_column(text_enum(ReferralRoute))
    home: Mapped[HomeAtReferral] = mapped_column(text_enum(HomeAtReferral))
    age: Mapped[AgeAtOffence] = mapped_column(text_enum(AgeAtOffence))
    identifier_kind: Mapped[str]
    identifier_value: Mapped[str]
    party: Mapped[str]
    referred_by: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    practical_note: Mapped[str]
