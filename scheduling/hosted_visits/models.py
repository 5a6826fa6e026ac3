"""The hosted visit: one visit at one time, without anything that says whose."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from ethical_walls.records import CourtHosts, Walled, own, text_enum
from scheduling.hosted_visits.rules import HostedState


class HostedVisit(Walled):
    """A visit at one of the times that it had, as the court's teams read it.

    The reference is made for these rows alone: it is in no other record, and follows the visit from
    time to time. The hearing is kept where no team reads it (`ethical_walls/hosting`).
    """

    __tablename__ = "hosted_visit"
    __table_args__ = (
        own("visit", "visit_id"),
        UniqueConstraint("compartment_id", "visit_id", "slot_id"),
        CheckConstraint("companions >= 0", name="companions_are_counted"),
    )
    court_column = "court_id"
    court_hosts = CourtHosts.EVERY_TEAM

    visit_id: Mapped[UUID]
    slot_id: Mapped[UUID] = mapped_column(ForeignKey("slot.id"))
    reference: Mapped[str]
    court_id: Mapped[UUID] = mapped_column(ForeignKey("court.id"))
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    companions: Mapped[int]
    needs: Mapped[str]
    equipment: Mapped[str]
    state: Mapped[HostedState] = mapped_column(text_enum(HostedState))
    changed_at: Mapped[datetime]
